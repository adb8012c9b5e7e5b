"""The Excel paper: a sheet each for counts, figures, missing figures, actions, risks, comparators and notes."""

from __future__ import annotations

import io
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo

from bot.papers import tables
from bot.render.escaping import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from bot.domain.report_posts import Late
    from bot.domain.reporting import ReportFacts
    from bot.papers.tables import Cell, Corrected, Sheet

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_MOST_TEXT = 32_767  # characters of one cell; Excel's own limit
_HEAD_ROW = 3  # above it the sheet's title and what its shorthand means
_HEAD = PatternFill("solid", fgColor="E8ECF4")
_STYLE = TableStyleInfo(name="TableStyleLight1", showRowStripes=False, showColumnStripes=False)


def excel(facts: ReportFacts, *, corrections: Sequence[Corrected] = ()) -> bytes:
    """All figures, judgements, markers and sources of the report as an .xlsx file.

    With `corrections` one sheet more: what was given otherwise when the report went out.
    """
    return _book(tables.title(facts), tables.sheets(facts, corrections))


def supplement(facts: ReportFacts, came: Sequence[Late]) -> bytes:
    """Figures that came after the report was frozen, as an .xlsx file of one sheet."""
    return _book(tables.title(facts), [tables.supplement(facts, came)])


def _book(title: str, sheets: Iterable[Sheet]) -> bytes:
    book = Workbook()
    for number, made in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None  # noqa: S101  a new workbook has one sheet
        _write(book, sheet, made, number)
    about = book.properties
    about.title, about.creator, about.language = _text(title)[:255], "Steward", "en-GB"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@dataclass(frozen=True, slots=True)
class _Shown:
    """A number as a cell holds and shows it."""

    value: float | int
    form: str


def _write(book: Workbook, sheet: Worksheet, made: Sheet, number: int) -> None:
    sheet.title = made.name
    _put(sheet, 1, 1, made.title)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    _put(sheet, 2, 1, made.note)
    like = sheet.cell(_HEAD_ROW, 1)
    like.alignment = Alignment(wrap_text=True, vertical="top")
    for row, cells in enumerate([made.headings, *made.rows], _HEAD_ROW):
        for column, cell in enumerate(cells, 1):
            _put(sheet, row, column, cell)
            _align(sheet.cell(row, column), like)
    for column, width in enumerate(made.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        head = sheet.cell(_HEAD_ROW, column)
        head.font, head.fill = Font(bold=True), _HEAD
    last = f"{get_column_letter(len(made.headings))}{_HEAD_ROW + len(made.rows)}"
    if made.rows:
        table = Table(displayName=f"{made.key}_{number}", ref=f"A{_HEAD_ROW}:{last}")
        table.tableStyleInfo = _STYLE
        sheet.add_table(table)  # one a sheet, with its headings and filters
    book.defined_names.add(DefinedName(f"Title_{made.key}", attr_text=f"'{made.name}'!$A$1"))
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _align(cell: Any, like: Any) -> None:  # noqa: ANN401  cells; their styles have no types
    """As that one is; to name the alignment for each, which openpyxl then looks up, takes half the time of a book."""
    if cell._style is None:  # noqa: SLF001  openpyxl's own; it has no other way
        cell._style = copy(like._style)  # noqa: SLF001  as above
    else:
        cell._style.alignmentId = like._style.alignmentId  # noqa: SLF001  as above


def _put(sheet: Worksheet, row: int, column: int, given: Cell) -> None:
    cell = sheet.cell(row, column)
    if isinstance(given, tables.Amount):
        shown = _shown(given)
        cell.value, cell.number_format = shown.value, shown.form
        return
    if isinstance(given, int):
        cell.value = given
        return
    said = _text(given)
    if said:
        cell.value, cell.data_type = said, "s"  # a text, whatever it begins with: nothing is ever calculated
        cell.quotePrefix = said.startswith(FORMULA_SIGNS)


def _text(given: str) -> str:
    """What a cell can hold, on one line."""
    return " ".join(clean(given).split())[:_MOST_TEXT]


def _shown(amount: tables.Amount) -> _Shown:
    """A percentage is stored as a share, as Excel's own are, so that it can be reckoned with."""
    places = max(0, -int(amount.value.as_tuple().exponent))
    decimals = f".{'0' * places}" if places else ""
    if amount.unit == "%":
        return _Shown(float(amount.value / 100), f"0{decimals}%")
    if amount.unit == "£":
        return _Shown(float(amount.value), f'"£"#,##0{decimals}')
    whole = amount.value == amount.value.to_integral_value() and not places
    return _Shown(int(amount.value) if whole else float(amount.value), f"#,##0{decimals}")
