"""A sheet of measures read, one row a figure with its period in words: rows of one title are one indicator."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.domain.cells import Cell, fault_of, read_cell
from bot.domain.kinds import Frequency
from bot.domain.periods import Kind, quarter_of
from bot.domain.planfile import FileIndicator, text_key
from bot.domain.problems import Fault, quoted
from bot.domain.reading.action_sheet import action_owner
from bot.domain.reading.comparator_sheets import of_others
from bot.domain.reading.good_performance import read_good_performance
from bot.domain.reading.headings import Column
from bot.domain.reading.lines import Line
from bot.domain.reading.loose_periods import Loose, read_loose
from bot.domain.reading.series import read_series, year_type

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.commitments import FileComparator
    from bot.domain.periods import Period
    from bot.domain.planfile import PlanHead
    from bot.domain.reading.row_cells import Cells


@dataclass(slots=True)
class _Group:
    """The rows of one indicator."""

    first: Cells
    place: int
    figures: dict[Period, Cell] = field(default_factory=dict)  # by the period that is printed
    rows: dict[Period, int] = field(default_factory=dict)
    comments: list[tuple[Period, str]] = field(default_factory=list)

    def columns(self) -> dict[Period, Period]:
        """The column that each printed period stands in: the plan year that it ends in, as in a sheet of years.

        Those of which two would stand in one column keep a column of their own.
        """
        years = {period: _year_of(period, self.first.around.head) for period in self.rows}
        often = Counter(years.values())
        return {period: year if often[year] == 1 else period for period, year in years.items()}


def read_measures(rows: Iterable[Cells], before: int) -> tuple[tuple[FileIndicator, ...], tuple[FileComparator, ...]]:
    """The indicators, which stand behind those `before` of other sheets, and the figures of others beside theirs."""
    groups: dict[str, _Group] = {}
    beside: list[FileComparator] = []
    for row in rows:
        title = row.needed(Column.TITLE)
        loose = read_loose(row.text(Column.PERIOD), row.around.head.first_month)
        if loose is None:
            row.fault(Fault.BAD_YEAR, Column.PERIOD, shown=quoted(row.text(Column.PERIOD)))
        if not title or loose is None:
            continue
        key = text_key(row.text(Column.CODE) or title)
        group = groups.setdefault(key, _Group(row, before + len(groups)))
        _take(group, row, loose)
        beside += of_others(row, title, loose.period, group.place)
    return tuple(_indicator(group) for group in groups.values()), tuple(beside)


def _take(group: _Group, row: Cells, loose: Loose) -> None:
    read = read_cell(row.text(Column.FIGURE), row.around.head.first_month)
    if fault := fault_of(read):
        row.fault(fault, Column.FIGURE, shown=quoted(read.as_printed))
    if loose.period in group.rows:
        row.fault(Fault.SAME_AGAIN, Column.PERIOD, other=group.rows[loose.period])
    group.rows.setdefault(loose.period, row.row.number)
    note = "; ".join(part for part in (read.note, loose.said) if part)
    if not read.is_blank:
        group.figures[loose.period] = replace(read, markers=read.markers | loose.markers, note=note)
    if comment := row.text(Column.NOTE):
        group.comments.append((loose.period, comment))


def _indicator(group: _Group) -> FileIndicator:
    row = group.first
    line = _line(group)
    objective = row.objective()
    return FileIndicator(
        title=line.title,
        at=row.row.number,
        code=row.text(Column.CODE),
        primary=(objective,) if objective else (),
        owner=action_owner(row.text(Column.OWNER), row.around.head),
        frequency=Frequency.ANNUAL,
        year_type=year_type([line]),
        series=read_series(line.title, [line]),
    )


def _line(group: _Group) -> Line:
    row = group.first
    good = row.text(Column.GOOD)
    columns = group.columns()
    figures = [
        (columns[period], replace(read, names=period if columns[period] != period else read.names))
        for period, read in group.figures.items()
    ]
    return Line(
        at=row.row.number,
        title=row.text(Column.TITLE),
        row=None,
        pi=None,
        good=read_good_performance(good, row.around.head.first_month),
        good_printed=good,
        unit_printed=row.text(Column.UNIT),
        tolerance=read_cell(""),
        figures=tuple(sorted(figures, key=lambda each: each[0].order)),
        targets=(),
        marks=(),
        no_marks=(),
        comments=tuple((columns[period], text) for period, text in group.comments),
        source=row.text(Column.SOURCE),
    )


def _year_of(period: Period, head: PlanHead) -> Period:
    """A stretch of years in which the plan begins counts for its first year: what is promised for 2015-2020 is due."""
    if period.kind in {Kind.YEAR, Kind.QUARTER}:
        return period
    begins = quarter_of(head.starts, head.first_month).plan_year
    spans = period.span > 1 and period.starts <= begins.starts and begins.ends <= period.ends
    return begins if spans else period.plan_year
