"""An office's own Word template, looked at before anything is made of it: what it is, what it holds, what it prints."""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from docxtpl import DocxTemplate

from bot.domain.errors import BadTemplate
from bot.papers import language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

MOST_BYTES = 5 * 2**20  # of the file
MOST_PART = 4 * 2**20  # of one part, unpacked; a cover and nine appendices have a tenth
MOST_UNPACKED = 24 * 2**20
MOST_PARTS = 400
MOST_TAGS = 3_000  # "{{" and "{%" of one part
NAME = "The file"
_BROKEN = (  # what reading an archive raises for parts that are not what it says of them
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError, EOFError, OSError, ValueError,
)  # fmt: skip
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_LINKS = "/hyperlink"
_ACTIVE = re.compile(r"vbaproject|/activex/|/embeddings/|\.bin$|/afchunk|attachedtoolbars", re.IGNORECASE)
_FIELDS = re.compile(
    r"^\s*\\?(DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|EMBED|RD|DATABASE|MACROBUTTON)\b",
    re.IGNORECASE,
)
_PRINTED = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_TAG = re.compile(r"<[^>]+>")
_LOGIC = re.compile(r"{%[^%]*%}")  # tags of neighbours whose own paragraphs are taken away
_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Found:
    """Something in a template that its office should look at, and where it stands."""

    where: str  # "the body, near "Date of meeting""
    what: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a template found."""

    wrong: tuple[Found, ...]  # it cannot be used before they are mended
    missing: tuple[str, ...]  # fields that it does not print; it can be used without them


def check(template: bytes, name: str = NAME) -> None:
    """Raises BadTemplate for one that cannot be used."""
    wrong = look(template, name).wrong
    if wrong:
        first = wrong[0]
        more = f" (and {len(wrong) - 1} more: steward template check)" if wrong[1:] else ""
        raise BadTemplate(name=name, problem=f"in {first.where}, {first.what}{more}")


def look(template: bytes, name: str = NAME) -> Looked:
    """Everything that is wrong with a template; raises BadTemplate where it is no Word file, or not a harmless one."""
    parts = opened(template, name)
    sources = _sources(parts)
    wrong: list[Found] = []
    used: set[str] = set()
    for part, source in sources:
        if source.count("{{") + source.count("{%") > MOST_TAGS:
            raise BadTemplate(name=name, problem=f"it has more than {MOST_TAGS:,} places to fill in")
        printed, remarks = language.read(source)
        used |= printed
        lines = source.split("\n")
        wrong += [Found(_where(part, lines, remark.line), remark.what) for remark in remarks]
    return Looked(tuple(wrong), tuple(field for field in language.every_field() if field not in used))


def opened(template: bytes, name: str = NAME) -> dict[str, bytes]:
    """Its parts by name, once it is sure that it is a Word document, without macros or files of others, and no bomb."""
    if len(template) > MOST_BYTES:
        raise BadTemplate(name=name, problem=f"it has more than {MOST_BYTES // 2**20} MB")
    parts = _unpacked(template, name)
    types = parts.get("[Content_Types].xml", b"")
    if "word/document.xml" not in parts or not types:
        raise BadTemplate(name=name, problem="it is no Word document (.docx)")
    trees = {part: _tree(part, held, name) for part, held in parts.items() if part.endswith((".xml", ".rels"))}
    if any(
        "macroenabled" in value.lower()
        for each in trees["[Content_Types].xml"].iter()
        for value in each.attrib.values()
    ):
        raise BadTemplate(name=name, problem="it may hold macros; save it in Word as a plain .docx")
    if _MAIN.encode() not in types:
        raise BadTemplate(name=name, problem="it is no Word document (.docx); a .dotx is saved as one in Word")
    if active := next((part for part in parts if _ACTIVE.search(f"/{part}")), None):
        raise BadTemplate(name=name, problem=f"it holds a program or an embedded file ({active})")
    for part, tree in trees.items():
        if problem := _harm(part, tree) or _lack(part, tree, parts):
            raise BadTemplate(name=name, problem=problem)
    return parts


def _unpacked(template: bytes, name: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            listed = archive.infolist()
            if len(listed) > MOST_PARTS or sum(each.file_size for each in listed) > MOST_UNPACKED:
                raise BadTemplate(name=name, problem=f"it unpacks to more than {MOST_UNPACKED // 2**20} MB")
            if any(each.flag_bits & 0x1 for each in listed):
                raise BadTemplate(name=name, problem="it is protected by a password")
            names = [each.filename for each in listed]
            if len(set(names)) != len(names):
                raise BadTemplate(name=name, problem="a part of it is there twice")
            return {each.filename: _part(archive, each, name) for each in listed}
    except _BROKEN:
        raise BadTemplate(name=name, problem="it is no Word document (.docx), or it is broken") from None


def _part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> bytes:
    with archive.open(part) as source:
        held = source.read(MOST_PART + 1)
    if len(held) > MOST_PART:
        raise BadTemplate(name=name, problem=f"its part {part.filename} has more than {MOST_PART // 2**20} MB")
    return held


def _tree(part: str, held: bytes, name: str) -> Element:
    try:
        tree: Element = fromstring(held, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise BadTemplate(name=name, problem=f"its part {part} is no plain XML") from None
    return tree


def _harm(part: str, tree: Element) -> str:
    """What in a part would fetch something, or run something, when the paper is opened."""
    for each in tree.iter():
        kind = each.tag.rpartition("}")[2]
        if (
            kind == "Relationship"
            and each.get("TargetMode") == "External"
            and not each.get("Type", "").endswith(_LINKS)
        ):
            return f"it fetches something from elsewhere ({each.get('Target', '')[:80]})"
        if kind == "altChunk":
            return "it takes in another document"
        instruction = (
            each.text
            if kind == "instrText"
            else next((value for name, value in each.attrib.items() if name.endswith("}instr")), "")
        )
        if instruction and _FIELDS.match(instruction):
            return f"it has a field that fetches or runs something ({' '.join(instruction.split())[:40]}) in {part}"
    return ""


def _lack(part: str, tree: Element, parts: Mapping[str, bytes]) -> str:
    """What a part leads to that is not in the file: Word mends it, and what makes the paper cannot open it."""
    folder = posixpath.dirname(posixpath.dirname(part))
    for each in tree.iter():
        if each.tag.rpartition("}")[2] == "Relationship" and each.get("TargetMode") != "External":
            target = each.get("Target", "").partition("#")[0]
            named = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if target and named not in parts:
                return f"its part {named[:80]} is missing; open it in Word and save it again"
    return ""


def _sources(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """What docxtpl would hand to Jinja, part by part, a paragraph a line."""
    patch = DocxTemplate(io.BytesIO()).patch_xml
    for part, held in sorted(parts.items()):
        if _PRINTED.fullmatch(part):
            text = held.decode("utf-8", "replace")
            yield part, re.sub(r"<w:p([ >])", r"\n<w:p\1", patch(re.sub(r"^<\?xml[^>]*>", "", text)))
        elif part == "docProps/core.xml":
            yield part, held.decode("utf-8", "replace")


def _where(part: str, lines: list[str], line: int) -> str:
    """The part, and the text that a person finds it by."""
    found = _PRINTED.fullmatch(part)
    named = {"document": "the body", "footnotes": "the footnotes"}
    kind = found[1] if found else "properties"
    place = named.get(kind) or (
        "the header" if kind.startswith("header") else "the footer" if found else "the file's properties"
    )
    whole = _TAG.sub("", lines[line - 1]) if 0 < line <= len(lines) else ""
    text = " ".join(_LOGIC.sub("", whole).split()) or " ".join(whole.split())
    return f'{place}, near "{text[:_EXCERPT]}"' if text else place
