"""A sheet with its heading row found: columns by what they hold, rows below, and a place to note what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.domain.numbers import read_number
from bot.domain.periods import APRIL
from bot.domain.problems import Fault, Problem, quoted
from bot.domain.reading.headings import Column, Heading, read_heading
from bot.domain.sheet import Row, column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.sheet import Merge, Sheet

_LOOK = 20  # rows in which the heading row must be
_VALUES = {Column.FIGURE, Column.CURRENT, Column.TARGET}
_OWN = _VALUES | {  # a cell merged over rows holds for the first row alone: the others continue or differ
    Column.TITLE, Column.CODE, Column.ROW, Column.PI, Column.MEASURE, Column.CONTINUES, Column.BETTER, Column.MET,
    Column.COMMENT,
}  # fmt: skip


@dataclass(slots=True)
class Findings:
    """The problems of one sheet, collected so that all are told at once."""

    sheet: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, fault: Fault, row: int | None = None, column: str = "", **facts: object) -> None:
        self.problems.append(Problem(fault=fault, sheet=self.sheet, row=row, column=column, facts=facts))


@dataclass(frozen=True, slots=True)
class Place:
    """One column that is read: where it stands, its heading as printed, what that means."""

    index: int
    printed: str
    heading: Heading


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    places: tuple[Place, ...]
    rows: tuple[Row, ...]  # those below the headings, without blank ones and repeated headings
    ignored: tuple[str, ...]

    def of(self, column: Column) -> tuple[Place, ...]:
        """Every column of that meaning, in order."""
        return tuple(place for place in self.places if place.heading.column is column)

    def place(self, column: Column) -> Place | None:
        return next(iter(self.of(column)), None)

    def text(self, row: Row, column: Column) -> str:
        """The trimmed text of the row's cell in the column of that meaning; "" where there is no such column."""
        place = self.place(column)
        return " ".join(cell(row, place).split()) if place else ""

    def printed(self, column: Column) -> str:
        """The heading as it stands in the sheet, for messages."""
        place = self.place(column)
        return place.printed if place else column.value


def cell(row: Row, place: Place) -> str:
    """The row's cell in that column, just as it stands; rows may be shorter than the heading row."""
    return row.cells[place.index] if place.index < len(row.cells) else ""


def read_table(
    sheet: Sheet, findings: Findings, known: Mapping[Column, tuple[str, ...]] | None = None, first_month: int = APRIL
) -> Table | None:
    """The sheet by its columns; None, and a problem, where no row holds at least two headings that are known."""
    position, headings = _heading_row(sheet, known, first_month)
    if not headings:
        needed = ", ".join(column.value for column in list(known)[:3]) if known else "title, Q1 2013/14, Target 2013/14"
        findings.add(Fault.NO_HEADINGS, needed=needed)
        return None
    row = sheet.rows[position]
    places = tuple(
        Place(index, " ".join(row.cells[index].split()), heading) for index, heading in enumerate(headings) if heading
    )
    _check_twice(places, row, findings)
    below = tuple(_rows_below(sheet.rows[position + 1 :], row, findings))
    return Table(
        name=sheet.name,
        places=places,
        rows=_unmerged(below, sheet.merges, places, findings),
        ignored=tuple(_ignored(row, headings, below)),
    )


def _heading_row(
    sheet: Sheet, known: Mapping[Column, tuple[str, ...]] | None, first_month: int
) -> tuple[int, list[Heading | None]]:
    """Where the headings stand and what they mean: the first row in which two are known; none: no such row."""
    for position, row in enumerate(sheet.rows[:_LOOK]):
        headings = [read_heading(text, known, first_month) if text.strip() else None for text in row.cells]
        if sum(heading is not None for heading in headings) >= 2:
            return position, headings
    return 0, []


def _check_twice(places: tuple[Place, ...], row: Row, findings: Findings) -> None:
    seen: dict[Heading, Place] = {}
    for place in places:
        if place.heading in seen and place.heading.column is not Column.OTHER_TITLE:
            first, second = quoted(seen[place.heading].printed), quoted(place.printed)
            at = f"{column_letters(seen[place.heading].index)} and {column_letters(place.index)}"
            findings.add(Fault.HEADING_TWICE, row.number, at, first=first, second=second)
        seen.setdefault(place.heading, place)


def _rows_below(rows: tuple[Row, ...], headings: Row, findings: Findings) -> Iterator[Row]:
    """Rows that hold something; a printed table often repeats its heading row, which is passed over."""
    width = max((index + 1 for index, text in enumerate(headings.cells) if text.strip()), default=0)
    repeated = [text.strip() for text in headings.cells[:width]]
    for row in rows:
        if row.is_blank or [text.strip() for text in row.cells[:width]] == repeated:
            continue
        over = [text for text in row.cells[width:] if text.strip()]
        if over and len(row.cells) > len(headings.cells):
            findings.add(Fault.TOO_MANY_CELLS, row.number, shown=quoted(over[0]))
        yield row


def _ignored(row: Row, headings: list[Heading | None], below: tuple[Row, ...]) -> Iterator[str]:
    """Headings that no rule knows, and columns without one that hold something."""
    for index, (text, heading) in enumerate(zip(row.cells, headings, strict=True)):
        if heading is None and text.strip():
            yield " ".join(text.split())
        elif heading is None and any(index < len(each.cells) and each.cells[index].strip() for each in below):
            yield f"column {column_letters(index)}"


def _unmerged(
    rows: tuple[Row, ...], merges: tuple[Merge, ...], places: tuple[Place, ...], findings: Findings
) -> tuple[Row, ...]:
    """The rows with cells that were merged over several of them filled in: an objective or owner holds for each."""
    if not merges:
        return rows
    by_number = {row.number: row for row in rows}
    by_index = {place.index: place for place in places}
    for merge in merges:
        first = by_number.get(merge.first_row)
        place = by_index.get(merge.first_column)
        if first is None or place is None:
            continue
        text = cell(first, place)
        if place.heading.column in _VALUES:
            _check_merged_figure(merge, first, place, by_index, findings)
        if place.heading.column not in _OWN:
            for number in range(merge.first_row + 1, min(merge.last_row, rows[-1].number) + 1):
                if number in by_number:
                    by_number[number] = _with(by_number[number], place.index, text)
    return tuple(by_number[row.number] for row in rows)


def _check_merged_figure(merge: Merge, row: Row, place: Place, by_index: dict[int, Place], findings: Findings) -> None:
    """A figure over several cells could belong to any of them; words over two cells stand in the first."""
    columns = [by_index[index] for index in range(merge.first_column, merge.last_column + 1) if index in by_index]
    several = merge.last_row > merge.first_row or sum(each.heading.column in _VALUES for each in columns) > 1
    if several and read_number(cell(row, place)) is not None:
        findings.add(Fault.MERGED_FIGURE, row.number, place.printed)


def _with(row: Row, index: int, text: str) -> Row:
    cells = list(row.cells) + [""] * (index + 1 - len(row.cells))
    cells[index] = text
    return replace(row, cells=tuple(cells))
