"""A rollover written as a workbook: how to in plain words, then indicators, objectives, open actions and risks."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from bot.domain.returning import plain
from bot.domain.rolling.columns import (
    ENTERED,
    FORMAT,
    GOOD,
    ROW_ID,
    Aim,
    AimBecomes,
    Becomes,
    Heading,
    Line,
    Open,
    OpenBecomes,
    row_id,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from bot.domain.rolling.sheet import Rollover, Written

HOW_TO, INDICATORS, OBJECTIVES, OPEN, IDS = "How to", "Indicators", "Objectives", "Actions and risks", "Ids"
_TEXT_FORMAT: Final = "@"  # what is typed is kept as it was typed: no date is made of 1/2, no 6.5 of 6.50
_FORMULA_SIGNS = ("=", "+", "-", "@")
_SPARE_ROWS = 200  # below the last, for copies and new objectives: the lists hold there too
_LONG, _MIDDLE, _SHORT = 44, 22, 12
_WIDTHS: dict[Heading, int] = {
    Line.INDICATOR: _LONG, Line.DEFINITION: _LONG, Line.NEW_TITLE: _LONG, Line.NOTE: _LONG, Aim.TITLE: _LONG,
    Open.TITLE: _LONG, Line.LINE: 16, Line.LAST: 18, Line.TARGET_NOW: 18, Line.OBJECTIVES: _MIDDLE,
    Line.OWNER: _MIDDLE, Aim.LEAD: _MIDDLE, Aim.SPONSOR: _MIDDLE, Aim.GROUP: _MIDDLE, Open.OWNER: _MIDDLE,
    Open.DUE: _MIDDLE, Open.STATE: 14,
}  # fmt: skip
_HEAD, _EMPTY = PatternFill("solid", fgColor="1F3864"), PatternFill("solid", fgColor="FFF8E1")
_EDGES = Border(*(Side(style="thin", color="BFBFBF"),) * 4)
_TOP = Alignment(wrap_text=True, vertical="top")


def write(rollover: Rollover) -> bytes:
    """The workbook, as the bytes of an .xlsx file."""
    book = Workbook()
    first = book.active
    assert first is not None  # noqa: S101  a new workbook has one sheet
    first.title = HOW_TO
    _write_how_to(first, rollover)
    lists: dict[Heading, Sequence[str]] = {Line.BECOMES: tuple(Becomes), Line.GOOD: tuple(GOOD.values())}
    _write_rows(book.create_sheet(INDICATORS), rollover, Line, rollover.lines, lists)
    _write_rows(book.create_sheet(OBJECTIVES), rollover, Aim, rollover.objectives, {Aim.BECOMES: tuple(AimBecomes)})
    _write_rows(book.create_sheet(OPEN), rollover, Open, rollover.open, {Open.BECOMES: tuple(OpenBecomes)})
    _write_ids(book.create_sheet(IDS), rollover)
    book.properties.creator = "Steward"
    plan = rollover.catalogue.plan
    book.properties.title = plain(f"Next version: {plan.short_name or plan.name}, {rollover.year.label}")
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _write_rows(
    sheet: Worksheet,
    rollover: Rollover,
    headings: Iterable[Heading],
    rows: Sequence[Written],
    lists: dict[Heading, Sequence[str]],
) -> None:
    """A table; not protected, for a split copies rows and a new objective adds one."""
    columns = list(headings)
    for index, heading in enumerate(columns, 1):
        _put(sheet, 1, index, heading.value)
        cell = sheet.cell(1, index)
        cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), _HEAD, _TOP
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width = _WIDTHS.get(heading, _SHORT)
        dimension.hidden = heading == ROW_ID
    for number, each in enumerate(rows, 2):
        cells = each.cells | {ROW_ID: row_id(rollover.origin, each.of)}
        for index, heading in enumerate(columns, 1):
            _put(sheet, number, index, cells.get(heading, ""))
            _dress(sheet, number, index, entered=heading in ENTERED)
    sheet.freeze_panes = "C2"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.print_title_rows = "1:1"
    for heading, words in lists.items():
        rule = _offered(heading.value, words)
        letter = get_column_letter(columns.index(heading) + 1)
        rule.add(f"{letter}2:{letter}{len(rows) + 1 + _SPARE_ROWS}")
        sheet.add_data_validation(rule)


def _put(sheet: Worksheet, row: int, index: int, text: str) -> None:
    """A text as a text: nothing in it is ever calculated, in this program or another."""
    said = plain(text)
    if not said:
        return
    cell = sheet.cell(row, index)
    cell.value, cell.data_type = said, "s"
    cell.number_format = _TEXT_FORMAT
    cell.quotePrefix = said.startswith(_FORMULA_SIGNS)


def _dress(sheet: Worksheet, row: int, index: int, *, entered: bool) -> None:
    cell = sheet.cell(row, index)
    cell.alignment, cell.number_format = _TOP, _TEXT_FORMAT
    if entered:
        cell.fill, cell.border, cell.protection = _EMPTY, _EDGES, Protection(locked=False)


def _offered(title: str, words: Sequence[str]) -> DataValidation:
    """A list to choose from."""
    rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
    rule.errorTitle, rule.error = title, f"Choose one of: {', '.join(words)}."
    rule.showErrorMessage = True
    return rule


def _write_how_to(sheet: Worksheet, rollover: Rollover) -> None:
    """For somebody who has never seen one."""
    plan = rollover.catalogue.plan
    named, year = plan.short_name or plan.name, rollover.year.label
    lines = [
        ("The next version", f"{named}: from {plan.version or 'the version in force'} to {year}."),
        ("", f"Made on {rollover.made_on.day} {rollover.made_on:%B %Y}. Nothing changes until it is taken in."),
        ("What to do", f'Fill in the light cells of "{INDICATORS}", "{OBJECTIVES}" and "{OPEN}", and save the file.'),
        ("", 'Then look at the difference with "steward rollover FILE.xlsx", and take it in with --confirm.'),
        ("", "Rows may be sorted. Take none out: what ends says retire or close. An empty light cell changes nothing."),
        ("", "Type texts and figures; formulas are not read."),
        *_INDICATORS_TOLD,
        *((heading.value, told.format(year=year)) for heading, told in _HINTS.items()),
        *_OTHERS_TOLD,
        ("Personal details", "Never a child's name, date of birth, address, NHS number or email in any cell."),
    ]
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 110
    for number, (what, told) in enumerate(lines, 1):
        _put(sheet, number, 1, what)
        _put(sheet, number, 2, told)
        sheet.cell(number, 1).font = Font(bold=True)
        for index in (1, 2):
            sheet.cell(number, index).alignment = _TOP
    sheet.protection.sheet = True


def _write_ids(sheet: Worksheet, rollover: Rollover) -> None:
    """By this the file is known again: hidden, and checked when it comes back."""
    origin = rollover.origin
    facts = (
        ("format", FORMAT),
        ("plan", str(origin.plan_id)),
        ("version", str(origin.version_id)),
        ("year", origin.year_key),
        ("seal", rollover.seal),
    )
    for number, (name, value) in enumerate([*facts, *(("row", each) for each in rollover.row_ids)], 1):
        _put(sheet, number, 1, name)
        _put(sheet, number, 2, value)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


_INDICATORS_TOLD = (
    (
        "Becomes: carry",
        "It goes on as it is, and its figures with it. A new title or code is a better name for the same.",
    ),
    ("retire", "It ends with this year. Its figures are kept, and who asks for it is told so."),
    ("split", "Several follow it: copy its row for each part, and give each copy its new title."),
    ("merge", "Several become one: write merge and the same new title beside each of them."),
    ("redefine", "From now on something else is counted: write what in New definition. The title may stay."),
    ("", "What is split, merged or redefined begins anew: its figures are never set against those of before."),
    (
        "Several lines",
        "Write the same in each line of one indicator. One of its lines may be retired, the others carried.",
    ),
)
_HINTS: dict[Heading, str] = {
    Line.OBJECTIVES: "Those it counts under, with commas between; written once for each indicator.",
    Line.OWNER: "As the plan prints it: a post, an organisation, or both as in Health - Named officer 04.",
    Line.GOOD: "Which way is good, for each line.",
    Line.TARGET: "For {year}: a figure with its sign, 60% to 70%, a judgement, or words such as reduce. Empty: none.",
    Line.TARGET_Q1: "For Q1 {year} alone, as for Q2 and Q3: where a running total is judged before the year is over.",
    Line.NOTE: "Why, in a sentence: it is kept with the link between old and new.",
}
_OTHERS_TOLD = (
    (
        "Objectives",
        "keep, rename (with New title) or retire. For a new one add a row: new, its level, number and title.",
    ),
    ("Belongs to", "The objective above it, in a plan of two levels."),
    (
        "Actions and risks",
        "carry or close. What is carried and belonged to an objective that is retired names another.",
    ),
)
