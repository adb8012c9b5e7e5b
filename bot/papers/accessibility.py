"""Whether a Word paper can be used by people who listen to it, or who see no colours: what is wrong, and where.

The rules are those that Word's own checker and the Government's guidance on accessible documents have in common
(gov.uk, "Publishing accessible documents"): headings in order, one title, table headings marked, the language said,
alternative text on every drawing, no merged cells.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as Word

_LEAST_WORDS = 10  # letters: a shorter alternative text says nothing of a chart


def flaws(document: bytes) -> tuple[str, ...]:
    """Each thing that is wrong, in a sentence; none where the paper passes."""
    word = Document(io.BytesIO(document))
    checks = (_titles, _headings, _tables, _drawings, _language)
    return tuple(flaw for check in checks for flaw in check(word))


def _titles(word: Word) -> Iterator[str]:
    titles = [each for each in word.paragraphs if each.style is not None and each.style.name == "Title"]
    if len(titles) != 1 or not titles[0].text.strip():
        yield f"There must be one paragraph of the style Title, with text; there are {len(titles)}."
    if not word.core_properties.title:
        yield "The file's properties name no title."


def _headings(word: Word) -> Iterator[str]:
    before = 0
    for paragraph in word.paragraphs:
        name = paragraph.style.name if paragraph.style is not None and paragraph.style.name else ""
        if not name.startswith("Heading ") or not name[8:].isdecimal():
            continue
        level, text = int(name[8:]), paragraph.text.strip()
        if not text:
            yield f"A heading of level {level} is empty."
        if level > before + 1:
            yield f'The heading "{text[:60]}" is of level {level}, after one of level {before}.'
        before = level


def _tables(word: Word) -> Iterator[str]:
    for number, table in enumerate(word.element.body.iter(qn("w:tbl")), 1):
        rows = table.findall(qn("w:tr"))
        first = rows[0] if rows else None
        texts = ["".join(cell.itertext()).strip() for cell in first.findall(qn("w:tc"))] if first is not None else []
        named = f'Table {number} ("{(texts or [""])[0][:40]}")'
        marked = first is not None and first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        if not marked:
            yield f"{named}: its first row is not marked as a heading row."
        if not all(texts):
            yield f"{named}: a column has no heading."
        if any(table.iter(qn("w:vMerge"))) or any(table.iter(qn("w:gridSpan"))):
            yield f"{named}: it has merged cells."
        if any(cell.find(f".//{qn('w:tbl')}") is not None for cell in table.iter(qn("w:tc"))):
            yield f"{named}: there is a table inside it."


def _drawings(word: Word) -> Iterator[str]:
    holders = [
        word.element.body,
        *(each.part.element for section in word.sections for each in (section.header, section.footer)),
    ]
    drawings = [each for holder in holders for each in holder.iter(qn("wp:docPr"))]
    for number, each in enumerate(drawings, 1):
        if len(each.get("descr", "").strip()) < _LEAST_WORDS:
            yield f"Drawing {number} has no alternative text."
    for _ in word.element.body.iter("{urn:schemas-microsoft-com:vml}imagedata"):
        yield "A picture of an old kind (VML) has no place for alternative text."


def _language(word: Word) -> Iterator[str]:
    said = word.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    if said is None or not said.get(qn("w:val")):
        yield "The styles do not say which language the text is in."
    if not word.core_properties.language:
        yield "The file's properties name no language."
