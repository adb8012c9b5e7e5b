"""Every figure of a plan as something that is shown or hidden, and which of them go together."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from bot.domain.disclosure.counted import Counted, counted
from bot.domain.model import Accumulation, Missing
from bot.domain.periods import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.model import Figure, Indicator, Measure, Series
    from bot.domain.periods import Period


@dataclass(slots=True, eq=False)
class Cell:
    """One line in one period. Figures of it are its revisions, the last of them stands."""

    line: Line
    period: Period
    figures: list[Figure]
    number: int = 0  # the unknown that it is for a reader who tries to work it out

    @property
    def figure(self) -> Figure:
        return self.figures[-1]

    @property
    def value(self) -> Fraction | None:
        value = self.figure.value
        return None if value is None or self.figure.missing is not None else Fraction(value)


@dataclass(slots=True, eq=False)
class Line:
    """One series of one indicator, with its cells by period."""

    measure: Measure
    series: Series
    counted: Counted
    cells: dict[Period, Cell] = field(default_factory=dict)

    def in_order(self) -> list[Cell]:
        return [self.cells[period] for period in sorted(self.cells)]


def lines_of(indicator: Indicator, figures: Mapping[int, Sequence[Figure]]) -> list[Line]:
    """The lines of an indicator with the figures that there are of them."""
    found = []
    for series in indicator.series:
        line = Line(indicator.measure, series, counted(indicator.measure, series))
        for figure in sorted(figures.get(series.id, ()), key=lambda each: each.revision):
            cell = line.cells.get(figure.period)
            if cell is None:
                line.cells[figure.period] = Cell(line, figure.period, [figure])
            else:
                cell.figures.append(figure)
        found.append(line)
    return found


def twins(line: Line) -> Iterator[tuple[Cell, Cell]]:
    """Cells that are one figure printed twice: a year and its last quarter, two columns that cover the same stretch."""
    by_stretch: dict[object, Cell] = {}
    for cell in line.cells.values():
        if cell.value is None:
            continue
        first = by_stretch.setdefault((_stretch(line, cell), cell.value), cell)
        if first is not cell:
            yield first, cell


def _stretch(line: Line, cell: Cell) -> object:
    period = cell.figure.true_period
    alone = line.series.accumulation is Accumulation.PER_PERIOD
    return period.plan_year.key if period.is_year_end and not alone and period.span == 1 else period.key


def companions(lines: Sequence[Line]) -> Iterator[tuple[Cell, Cell]]:
    """A number and its rate or share in one period: with the population known of other periods, each gives the other.

    There is always somebody who knows the population, whether another period prints both or not.
    """
    numbers = [line for line in lines if line.counted is Counted.PEOPLE]
    others = [line for line in lines if line.counted in {Counted.SHARE, Counted.RATE}]
    for number in numbers:
        for other in others:
            for period, cell in number.cells.items():
                if period in other.cells:
                    yield cell, other.cells[period]


def is_part_of_year(period: Period) -> bool:
    return period.kind in {Kind.QUARTER, Kind.MONTH, Kind.TERM} and period.span == 1


def already_hidden(figure: Figure) -> bool:
    """Whether it came to us hidden, so that there is nothing to hide."""
    return figure.missing is Missing.SUPPRESSED
