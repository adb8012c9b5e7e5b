"""A return written as a workbook: a row for each figure owed, cells to fill in, and how to, in plain words."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from bot.domain.returning import ENTERED, FORMAT, Column, Return, plain

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from bot.domain.returning import Line

RETURN, HOW_TO, IDS = "Return", "How to", "Ids"  # its sheets
MOST_COMMENT, MOST_SOURCE = 1_000, 500  # characters that a cell takes
_TEXT_FORMAT: Final = "@"  # what is typed is kept as it was typed: no date is made of 1/2, no 6.5 of 6.50
_FORMULA_SIGNS = ("=", "+", "-", "@")
_WIDTHS = {
    Column.CODE: 10, Column.INDICATOR: 44, Column.LINE: 16, Column.PERIOD: 13, Column.UNIT: 10, Column.DEFINITION: 44,
    Column.LAST: 18, Column.TARGET: 16, Column.DUE: 17, Column.VALUE: 12, Column.NUMERATOR: 12, Column.DENOMINATOR: 12,
    Column.PROVISIONAL: 12, Column.COMMENT: 40, Column.SOURCE: 28, Column.AVAILABLE: 16, Column.ROW_ID: 12,
}  # fmt: skip
_HINTS = {
    Column.VALUE: "The figure with its sign, such as 6.5%, 1,234 or £3.2m. 0 is a figure. n/a where it cannot apply.",
    Column.NUMERATOR: "For a rate you may give these two instead of the value; it is then worked out.",
    Column.DENOMINATOR: "For a rate you may give these two instead of the value; it is then worked out.",
    Column.PROVISIONAL: "yes where the figure may still change, else no or nothing.",
    Column.COMMENT: "What is behind the figure; needed where it misses its target or jumps. Name no child or person.",
    Column.SOURCE: "Where the figure stands: a report, a system, a link.",
    Column.AVAILABLE: "Only where there is no figure yet: when there will be one, such as May 2014.",
}
_HEAD, _EMPTY = PatternFill("solid", fgColor="1F3864"), PatternFill("solid", fgColor="FFF8E1")
_LINE = Border(*(Side(style="thin", color="BFBFBF"),) * 4)


def write(made: Return) -> bytes:
    """The workbook, as the bytes of an .xlsx file."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  a new workbook has one sheet
    sheet.title = RETURN
    _write_lines(sheet, made)
    _write_how_to(book.create_sheet(HOW_TO), made)
    _write_ids(book.create_sheet(IDS), made)
    book.properties.creator = "Steward"
    book.properties.title = plain(f"Return: {made.whose}, {made.plan.short_name or made.plan.name}")
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _write_lines(sheet: Worksheet, made: Return) -> None:
    for index, column in enumerate(Column, 1):
        _put(sheet, 1, index, column.value)
        cell = sheet.cell(1, index)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width = _WIDTHS[column]
        dimension.hidden = column is Column.ROW_ID
    for number, (line, row_id) in enumerate(zip(made.lines, made.row_ids, strict=True), 2):
        given = _given(line) | {Column.ROW_ID: row_id}
        for index, column in enumerate(Column, 1):
            _put(sheet, number, index, given.get(column, ""))
            _dress(sheet.cell(number, index), entered=column in ENTERED)
    sheet.freeze_panes = "C2"
    sheet.protection.sheet = True  # without a password: it keeps slips out, not people
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.print_title_rows = "1:1"
    _validate(sheet, len(made.lines) + 1)


def _given(line: Line) -> dict[Column, str]:
    last, target = line.last, line.target
    note = f"; sent back: {line.sent_back}" if line.sent_back else "; the final figure" if line.final else ""
    return line.proof | {
        Column.UNIT: line.series.unit,
        Column.DEFINITION: line.definition,
        Column.LAST: f"{last.as_printed} ({last.period.label})" if last else "",
        Column.TARGET: target.as_printed if target else "",
        Column.DUE: f"{line.due.day} {line.due:%B %Y}{note}",
    }


def _put(sheet: Worksheet, row: int, index: int, text: str) -> None:
    """A text as a text: nothing in it is ever calculated, in this program or another."""
    said = plain(text)
    if not said:
        return
    cell = sheet.cell(row, index)
    cell.value, cell.data_type = said, "s"
    cell.number_format = _TEXT_FORMAT
    cell.quotePrefix = said.startswith(_FORMULA_SIGNS)


def _dress(cell: Cell | MergedCell, *, entered: bool) -> None:
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.number_format = _TEXT_FORMAT
    if entered:
        cell.fill, cell.border, cell.protection = _EMPTY, _LINE, Protection(locked=False)


def _validate(sheet: Worksheet, last_row: int) -> None:
    """What Excel itself checks as somebody types, and says beside each cell."""
    for index, column in enumerate(Column, 1):
        if column not in _HINTS or last_row < 2:
            continue
        if column is Column.PROVISIONAL:
            rule = DataValidation(type="list", formula1='"yes,no"', allow_blank=True)
            rule.error = "Choose yes or no."
        else:
            most = {Column.COMMENT: MOST_COMMENT, Column.SOURCE: MOST_SOURCE}.get(column, 60)
            rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(most), allow_blank=True)
            rule.error = f"At most {most} characters."
        rule.errorTitle, rule.promptTitle, rule.prompt = column.value, column.value, _HINTS[column]
        rule.showErrorMessage = rule.showInputMessage = True
        letter = get_column_letter(index)
        rule.add(f"{letter}2:{letter}{last_row}")
        sheet.add_data_validation(rule)


def _write_how_to(sheet: Worksheet, made: Return) -> None:
    """For somebody who has never seen one."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 100
    plan = made.plan.short_name or made.plan.name
    lines = [
        ("Return of figures", f"{made.whose}, for {plan}. Made on {made.made_on.day} {made.made_on:%B %Y}."),
        ("What to do", f'Fill in the light cells of the sheet "{RETURN}", save the file and send it back.'),
        ("", "Leave a row empty where you have nothing to say yet: an empty row changes nothing."),
        ("", "Rows may be sorted and left out. Do not copy rows, and do not change what stands on their left."),
        ("", "Type figures; formulas are not read. Copy a calculated figure and paste it as a value."),
        ("", "A sheet added to the file is not read."),
        *((column.value, hint) for column, hint in _HINTS.items()),
        ("Personal details", "Never a name, date of birth, address, NHS number or email in any cell."),
    ]
    for number, (what, told) in enumerate(lines, 1):
        _put(sheet, number, 1, what)
        _put(sheet, number, 2, told)
        sheet.cell(number, 1).font = Font(bold=True)
        for index in (1, 2):
            sheet.cell(number, index).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.protection.sheet = True


def _write_ids(sheet: Worksheet, made: Return) -> None:
    """By this the file is known again: hidden, and checked when it comes back."""
    facts = (("format", FORMAT), ("plan", str(made.plan.id)), ("of", made.whose), ("seal", made.seal))
    for number, (name, value) in enumerate([*facts, *(("row", each) for each in made.row_ids)], 1):
        _put(sheet, number, 1, name)
        _put(sheet, number, 2, value)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
