"""The Word paper: an office's template filled in by docxtpl, in a sandbox, with text that stays text."""

from __future__ import annotations

import io
import zipfile
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from bot.domain.errors import BadTemplate
from bot.papers.contents import Picture
from bot.papers.default_template import default_template
from bot.papers.filling import contents
from bot.papers.language import Sandbox
from bot.papers.lengths import check_cover
from bot.papers.looks import LANGUAGE
from bot.papers.office_templates import NAME, check
from bot.render.escaping import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.covers import Cover
    from bot.domain.reporting import ReportFacts
    from bot.papers.contents import Contents

_PICTURE_WIDTH = Mm(160)


def word(facts: ReportFacts, cover: Cover, *, template: bytes | None = None) -> bytes:
    """The board paper as a .docx file; raises BadTemplate and CoverTooLong."""
    if template is not None:
        check(template)
    made = contents(facts, cover)
    check_cover(made)
    try:
        return _filled(template or default_template(), made)
    except Exception as broken:
        if template is None:
            raise
        problem = "no paper can be made of it: its parts do not fit together; open it in Word and save it again"
        raise BadTemplate(name=NAME, problem=problem) from broken


def _filled(template: bytes, made: Contents) -> bytes:
    filled = DocxTemplate(io.BytesIO(template))
    filled.render(_context(made, filled), Sandbox())
    _describe(filled, made)
    held = io.BytesIO()
    filled.save(held)
    return held.getvalue()


class _Drawing(InlineImage):  # type: ignore[misc]  # docxtpl has no types
    """A picture within a line, with its alternative text."""

    def __init__(self, filled: DocxTemplate, picture: Picture) -> None:
        super().__init__(filled, io.BytesIO(picture.png), width=_PICTURE_WIDTH)
        self._words = clean(picture.words)

    def _insert_image(self) -> str:
        inline = self.tpl.current_rendering_part.new_pic_inline(self.image_descriptor, self.width, None)
        for each in (inline.docPr, inline.graphic.graphicData.pic.nvPicPr.cNvPr):
            each.set("descr", self._words)
        drawing = f"<w:r><w:drawing>{inline.xml}</w:drawing></w:r>"
        return f'</w:t></w:r>{drawing}<w:r><w:t xml:space="preserve">'


def _context(made: Contents, filled: DocxTemplate) -> dict[str, Any]:
    return {each.name: _printable(getattr(made, each.name), filled) for each in fields(made)}


def _printable(value: object, filled: DocxTemplate) -> object:
    """What the template sees: plain mappings, lists and text without what Word cannot hold; nothing to call."""
    if isinstance(value, Picture):
        return _Drawing(filled, value)
    if isinstance(value, tuple):
        return [_printable(each, filled) for each in value]
    if is_dataclass(value):
        return {each.name: _printable(getattr(value, each.name), filled) for each in fields(value)}
    return clean(str(value))


def _describe(filled: DocxTemplate, made: Contents) -> None:
    """What the file says of itself: people who listen to it hear its title first."""
    about = filled.core_properties
    about.title, about.subject = clean(made.title)[:255], clean(f"{made.plan}, {made.period}")[:255]
    about.author = clean(made.author)[:255]
    about.last_modified_by, about.comments = "Steward", ""
    about.language = about.language or LANGUAGE


def parts_of(document: bytes) -> Mapping[str, bytes]:
    """The files within a .docx, for whoever looks into one."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {each.filename: archive.read(each) for each in archive.infolist()}
