"""One row of the indicators sheet read to figures, targets, marks and its Good Performance cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.cells import Cell, fault_of, read_cell
from bot.domain.model import Test
from bot.domain.periods import Kind, Period, quarter, quarter_of
from bot.domain.planfile import FileMark
from bot.domain.problems import Fault, quoted
from bot.domain.reading.good_performance import GoodPerformance, read_good_performance
from bot.domain.reading.headings import Column
from bot.domain.reading.objective_sheet import whole
from bot.domain.reading.tables import cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.planfile import PlanHead
    from bot.domain.reading.tables import Findings, Place, Table
    from bot.domain.sheet import Row

_YES = {"tick", "yes", "y", "✓", "✔", "☑", "true", "met", "ü"}  # ü: a tick in the Wingdings fonts
_NO = {"cross", "no", "n", "✗", "✘", "✖", "x", "☒", "false", "not met", "û"}
_TESTS = ((Column.BETTER, Test.BETTER), (Column.MET, Test.MET))
_UNMARKED = {"none", "~", "-", "n/a", "–"}  # noqa: RUF001  as typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row, its cells read; nothing is concluded from other rows yet."""

    at: int
    title: str
    row: int | None
    pi: int | None
    good: GoodPerformance
    good_printed: str
    unit_printed: str
    tolerance: Cell
    figures: tuple[tuple[Period, Cell], ...]
    targets: tuple[tuple[Period, str], ...]
    marks: tuple[FileMark, ...]
    no_marks: tuple[Test, ...]
    comments: tuple[tuple[Period | None, str], ...]
    source: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The periods of the columns that hold figures, targets and comments, settled once for the sheet."""

    figures: tuple[tuple[Place, Period], ...]
    targets: tuple[tuple[Place, Period], ...]
    comments: tuple[tuple[Place, Period | None], ...]


def settle_columns(table: Table, head: PlanHead, findings: Findings) -> Columns:
    """Which period each column is for; a heading without a year counts where the plan has one year alone."""
    figures = [*_dated(table, Column.FIGURE, head, findings)]
    if place := table.place(Column.CURRENT):
        if head.current_period:
            figures.append((place, head.current_period))
        else:
            findings.add(Fault.NO_CURRENT_PERIOD, column=place.printed)
    comments = [(place, place.heading.period) for place in table.of(Column.COMMENT)]
    return Columns(tuple(figures), tuple(_dated(table, Column.TARGET, head, findings)), tuple(comments))


def _dated(table: Table, column: Column, head: PlanHead, findings: Findings) -> Iterator[tuple[Place, Period]]:
    years = {quarter_of(day, head.first_month).plan_year for day in (head.starts, head.ends)}
    for place in table.of(column):
        heading = place.heading
        if heading.period:
            yield place, heading.period
        elif len(years) == 1 and (heading.yearless or heading.back or column is Column.TARGET):
            only = next(iter(years)).years_before(heading.back)
            yield place, quarter(only.year, heading.yearless, head.first_month) if heading.yearless else only
        else:
            example = "Outturn 2012/13" if heading.back else f"{place.printed} 2013/14"
            findings.add(Fault.NO_YEAR, column=place.printed, example=example)


def read_line(table: Table, columns: Columns, row: Row, head: PlanHead, findings: Findings) -> Line:
    """The row's cells read; whatever cannot stand as it is goes to `findings`."""
    printed = table.text(row, Column.GOOD)
    return Line(
        at=row.number,
        title=table.text(row, Column.TITLE),
        row=_whole(table, row, Column.ROW, findings),
        pi=_whole(table, row, Column.PI, findings),
        good=read_good_performance(printed, head.first_month),
        good_printed=printed,
        unit_printed=table.text(row, Column.UNIT),
        tolerance=_number(table, row, Column.TOLERANCE, findings),
        figures=tuple(_figures(columns, row, head, findings)),
        targets=tuple(_targets(columns, row, head, findings)),
        marks=tuple(_marks(table, row, findings)),
        no_marks=tuple(test for column, test in _TESTS if table.text(row, column).lower() in _UNMARKED),
        comments=tuple(
            (period, " ".join(text.split())) for place, period in columns.comments if (text := cell(row, place)).strip()
        ),
        source=table.text(row, Column.SOURCE),
    )


def _figures(columns: Columns, row: Row, head: PlanHead, findings: Findings) -> Iterator[tuple[Period, Cell]]:
    for place, period in columns.figures:
        read = read_cell(cell(row, place), head.first_month)
        if fault := fault_of(read):
            findings.add(fault, row.number, place.printed, shown=quoted(read.as_printed))
        if not read.is_blank:
            yield period, read


def _targets(columns: Columns, row: Row, head: PlanHead, findings: Findings) -> Iterator[tuple[Period, str]]:
    for place, period in columns.targets:
        text = cell(row, place)
        fault = fault_of(read_cell(text, head.first_month))
        if fault is Fault.DECIMAL_COMMA or fault is Fault.A_DATE:
            findings.add(fault, row.number, place.printed, shown=quoted(text))
        yield period, text


def _marks(table: Table, row: Row, findings: Findings) -> Iterator[FileMark]:
    for column, test in _TESTS:
        printed = table.text(row, column)
        low = printed.lower()
        if low in _YES | _NO:
            yield FileMark(test=test, says=low in _YES, as_printed=printed)
        elif printed and low not in _UNMARKED:
            findings.add(Fault.BAD_MARK, row.number, table.printed(column), shown=quoted(printed))


def _whole(table: Table, row: Row, column: Column, findings: Findings) -> int | None:
    printed = table.text(row, column)
    number = whole(printed)
    if printed and number is None:
        findings.add(Fault.BAD_NUMBER, row.number, table.printed(column), shown=quoted(printed))
    return number


def _number(table: Table, row: Row, column: Column, findings: Findings) -> Cell:
    read = read_cell(table.text(row, column))
    if not read.is_blank and read.value is None and read.missing is None:
        findings.add(Fault.BAD_FIGURE, row.number, table.printed(column), shown=quoted(read.as_printed))
    return read


def true_period(period: Period, read: Cell, good: GoodPerformance, columns: tuple[Period, ...]) -> Period | None:
    """The period a figure is really for where that is not its column's: named in its cell, or in Good Performance.

    "Q4 = Apr 2014" speaks of one column alone: the Q4 that ends nearest to April 2014.
    """
    if read.names:
        return read.names if read.names != period else None
    named = good.quarters.get(period.number) if period.kind is Kind.QUARTER else None
    if named is None:
        return None
    alike = [each for each in columns if each.kind is Kind.QUARTER and each.number == period.number]
    nearest = min(alike, key=lambda each: abs((each.ends - named.ends).days))
    return named if nearest == period else None
