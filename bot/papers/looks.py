"""How the Word template that comes with Steward looks: its styles, its tables, its page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Pt, RGBColor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as Word
    from docx.table import Table

FONT, LANGUAGE, TABLE, CELL = "Arial", "en-GB", "Paper Table", "Paper Cell"
_DARK = RGBColor(0x1F, 0x2A, 0x44)
_SIZES = {"Title": 20, "Heading 1": 14, "Heading 2": 12, "Heading 3": 11, "Normal": 10.5, "Caption": 9, "Footer": 8.5}

_TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="PaperTable">
  <w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
  <w:tblPr><w:tblBorders>
    <w:top w:val="single" w:sz="8" w:color="1F2A44"/><w:bottom w:val="single" w:sz="8" w:color="1F2A44"/>
    <w:insideH w:val="single" w:sz="4" w:color="BFBFBF"/>
  </w:tblBorders><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>
    <w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="1F2A44"/></w:tcBorders>
    <w:shd w:val="clear" w:color="auto" w:fill="E8ECF4"/></w:tcPr></w:tblStylePr>
</w:style>"""


def dress(word: Word) -> None:
    for name, size in _SIZES.items():
        style = word.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:hAnsi"), FONT)
        fonts.set(qn("w:cs"), FONT)
        if name.startswith(("Title", "Heading")):
            style.font.color.rgb, style.font.bold = _DARK, True
            style.paragraph_format.keep_with_next = True
    spaced = {"Normal": (0, 4), "Heading 1": (8, 3), "Heading 2": (8, 2), "Caption": (2, 2), "Title": (0, 6)}
    for name, (before, after) in spaced.items():
        form = word.styles[name].paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.08
    _no_border(word)
    word.styles["Caption"].font.color.rgb, word.styles["Caption"].font.bold = RGBColor(0x33, 0x33, 0x33), True
    word.styles["Caption"].paragraph_format.keep_with_next = True
    word.styles.element.append(parse_xml(_TABLE_STYLE))
    cell = word.styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style, cell.font.size = word.styles["Normal"], Pt(9)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    cell.paragraph_format.line_spacing = 1.0
    for lang in word.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), LANGUAGE)


def _no_border(word: Word) -> None:
    """The line that Word's own template draws under its title goes."""
    properties = word.styles["Title"].element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def lay_out(table: Table, shares: Sequence[int], width: int) -> None:
    """Its columns' widths, a heading row that repeats and is marked as one, and no row broken over two pages."""
    table.autofit = False
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001  python-docx has no other way
    if look is not None:
        look.attrib.clear()
        look.set(qn("w:val"), "0020")
        look.set(qn("w:firstRow"), "1")
    for index, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001  python-docx has no other way
        properties.append(OxmlElement("w:cantSplit"))
        if index == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = Emu(int(width * share / 100))
            cell.paragraphs[0].style = CELL
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Emu(int(width * share / 100))


def number_pages(word: Word) -> None:
    for section in word.sections[1:]:
        section.footer.is_linked_to_previous = True
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.add_run("{{ board }}, {{ date }}. Page ")
    for code, between in (("PAGE", " of "), ("NUMPAGES", "")):
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        run, text = OxmlElement("w:r"), OxmlElement("w:t")
        text.text = "1"
        run.append(text)
        field.append(run)
        paragraph._p.append(field)  # noqa: SLF001  python-docx has no other way
        if between:
            paragraph.add_run(between)
