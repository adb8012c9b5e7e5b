"""Workbooks as no program writes them: merged, dated, calculated, odd in form and size; read, or refused in words."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

from bot.domain.errors import BadImport
from bot.domain.reading.book import read_book
from bot.sheets import handed_in
from bot.sheets.limits import LAST_ROW, MOST_COLUMNS, MOST_TEXT
from tests.fuzz.effort import within
from tests.fuzz.spoiling import ODD

if TYPE_CHECKING:
    from bot.domain.sheet import Book

_SPACE = "http://schemas.openxmlformats.org"
_MAIN, _OFFICE = f"{_SPACE}/spreadsheetml/2006/main", f"{_SPACE}/officeDocument/2006/relationships"
_TYPES, _LINKS = f"{_SPACE}/package/2006/content-types", f"{_SPACE}/package/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
FORMATS = (
    "General", "0.0%", '0"%"', "#,##0", '"£"#,##0.0,,"m"', "(0)", "0;(0);-", ";;;", "@", "dd/mm/yyyy", "mmm yy",
    "[h]:mm", "# ?/?", "0.00E+00", "[Red]-0.0", "[>100]0;0.0", "_-* #,##0_-", "[$-809]d mmmm yyyy;@", "[$£-809]#,##0",
    "0.0" + "0" * 39,
    "\\", "[", '"', "[[[[", "yyyyyyyyy", "AM/PM", "m" * 300, "0,,,,,,,,,,", "%%%%", "?" * 200, "[$-F800]dddd",
)  # fmt: skip
NUMBERS = (
    "1", "0.132", "-5", "65.5", "41773", "41773.5", "2958466", "-1", "60", "1e300", "-1e-300", "NaN", "INF", "1e999",
    "0x1F", "9" * 400, "9" * 5_000, "", " 1 ", "1,5", "\u0663",
)  # fmt: skip
WORDS = ("6.5%", "#REF!", "2014-07-02", "65.5% (p)", "Lower", "n/a", "Q1 2013/14", "12/13", "NEET", *ODD)
FORMULAS = ("SUM(A1:A9)", "1/0", 'HYPERLINK("https://example.org")', "[1]Sheet1!A1", "")
KINDS = ("n", "n", "inlineStr", "inlineStr", "str", "s", "b", "e", "d", "", "zz")
HEADINGS = ("Code", "Indicator", "Good Performance", "Q1 2013/14", "Q2 2013/14", "Target 2013/14")
NAMES = ("plan", "indicators", "objectives", "Indicators", "a/b", "", "x" * 40, "'quoted'", "Ids", "Return")
LETTERS = ("A", "F", "Z", "AA", "SF", "SG", "XFD", "XFE", "ZZZ", "")
ROWS = (0, -1, 1, 6, 50_001, LAST_ROW, LAST_ROW + 1, 10**9)
SIZES = ("", '<dimension ref="A1:XFD1048576"/>', '<dimension ref="A1"/>', '<dimension ref="?"/>')
BESIDE = {  # macros, another's workbook, things embedded, names that lead elsewhere
    "xl/vbaProject.bin": "macro", "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{_MAIN}"/>',
    "xl/embeddings/oleObject1.bin": "x", "xl/calcChain.xml": "<calcChain/>", "../../outside.xml": "<x/>",
    "/etc/passwd": "x", "xl/styles.xml ": "<x/>",
}  # fmt: skip
_RELATED = f'<Relationships xmlns="{_LINKS}">'
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts>'
    + "".join(f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(form)}/>' for n, form in enumerate(FORMATS))
    + "</numFmts><fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders><cellXfs>"
    + "".join(f'<xf numFmtId="{164 + n}" applyNumberFormat="1"/>' for n in range(len(FORMATS)))
    + "</cellXfs></styleSheet>"
)
_STRINGS = f'<sst xmlns="{_MAIN}"><si><t>Indicator</t></si><si><r><t>a</t></r><r><t>b</t></r></si></sst>'


def workbooks() -> st.SearchStrategy[bytes]:
    """Each of a number of its own: thousands of choices go into one, too many to be drawn one by one."""
    return st.integers(0, 2**48).map(made)


def made(number: int) -> bytes:
    odd = Random(number)  # noqa: S311  no secret
    names = odd.choices(NAMES, k=odd.randint(1, 3))
    sheets, links = [], []
    for at, name in enumerate(names, 1):
        state = odd.choice(("", "", ' state="hidden"', ' state="veryHidden"'))
        sheets.append(f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="r{at}"{state}/>')
        target = f"worksheets/sheet{at}.xml" if _mostly(odd) else odd.choice(("worksheets/sheet1.xml", "../../x", ""))
        links.append(f'<Relationship Id="r{at}" Type="{_OFFICE}/worksheet" Target="{target}"/>')
    base = odd.choice(("", "", '<workbookPr date1904="1"/>'))
    main = odd.choice((f"{_KIND}.sheet.main+xml", _MACROS))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Override PartName="/xl/workbook.xml" ContentType="{main}"/>'
        f"{_override('styles')}{_override('sharedStrings')}</Types>",
        "_rels/.rels": f'{_RELATED}<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{base}<sheets>{"".join(sheets)}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f"{_RELATED}{''.join(links)}</Relationships>",
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": _STRINGS,
    }
    parts |= {f"xl/worksheets/sheet{at}.xml": _sheet(odd) for at in range(1, len(names) + 1)}
    parts |= {name: BESIDE[name] for name in odd.sample(sorted(BESIDE), k=odd.choice((0, 0, 1, 2)))}
    if not _mostly(odd):
        parts.pop(odd.choice(sorted(parts)))
    return _zipped(parts)


def _sheet(odd: Random) -> str:
    """A table with headings, mostly; here and there a cell, a row, a merge or a size that is not as it should be."""
    wide, rows = odd.randint(0, 6), []
    for number in range(1, odd.randint(1, 6) + 1):
        row = number if _mostly(odd) else odd.choice(ROWS)
        cells = []
        for column in range(wide):
            letter = chr(ord("A") + column) if odd.random() < 0.98 else odd.choice(LETTERS)
            address = f'r="{letter}{row}"' if odd.random() < 0.98 else odd.choice(("", 'r="?"'))
            if number == 1 and _mostly(odd):
                cells.append(f'<c {address} t="inlineStr"><is><t>{HEADINGS[column]}</t></is></c>')
            else:
                cells.append(_cell(odd, address))
        rows.append(f'<row r="{row}">{"".join(cells)}</row>')
    size = "" if _mostly(odd) else odd.choice(SIZES)
    merges = "".join(
        f'<mergeCell ref="{odd.choice(LETTERS)}{odd.choice(ROWS)}:{odd.choice(LETTERS)}{odd.choice(ROWS)}"/>'
        for _ in range(odd.choice((0, 0, 0, 1, 3)))
    )
    held = f"<sheetData>{''.join(rows)}</sheetData><mergeCells>{merges}</mergeCells>"
    return f'<worksheet xmlns="{_MAIN}">{size}{held}</worksheet>'


def _cell(odd: Random, address: str) -> str:
    kind, style = odd.choice(KINDS), odd.randrange(len(FORMATS)) if odd.random() < 0.98 else odd.choice((-1, 99))
    said = odd.choice(NUMBERS[:8] if kind in {"n", ""} and _mostly(odd) else NUMBERS if kind != "inlineStr" else WORDS)
    words = escape("".join(letter for letter in said if " " <= letter < "\ud800"))
    held = f"<is><t>{words}</t></is>" if kind == "inlineStr" else f"<v>{words}</v>" if said else ""
    formula = "" if _mostly(odd) else f"<f>{escape(odd.choice(FORMULAS))}</f>"
    return f'<c {address} t="{kind}" s="{style}">{formula}{held}</c>'


def _mostly(odd: Random) -> bool:
    return odd.random() < 0.9


def _override(part: str) -> str:
    return f'<Override PartName="/xl/{part}.xml" ContentType="{_KIND}.{part}+xml"/>'


def _zipped(parts: dict[str, str]) -> bytes:
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, held in parts.items():
            archive.writestr(name, held)
    return page.getvalue()


def read_workbook(held: bytes) -> None:
    """Text in cells of a size that fits, or a refusal in words; and of the text a plan, or a refusal."""
    with within(2.0), suppress(BadImport):
        book = handed_in.read_bytes("plan.xlsx", held)
        _fits(book)
        read_book(book)


def _fits(book: Book) -> None:
    for sheet in book.sheets:
        numbers = [row.number for row in sheet.rows]
        assert numbers == sorted(set(numbers)), "rows keep their order"
        assert all(1 <= number <= LAST_ROW for number in numbers)
        for row in sheet.rows:
            assert len(row.cells) <= MOST_COLUMNS
            assert all(isinstance(cell, str) and len(cell) <= MOST_TEXT for cell in row.cells)
