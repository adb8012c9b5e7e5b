"""Which figures make a line that does not mislead, as the points of Slack's own chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.model import Accumulation
from bot.domain.periods import TERMS, Kind, year

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from bot.domain.model import Figure, Series
    from bot.domain.periods import Period

MOST_POINTS = 20  # docs.slack.dev, data-visualization-block
LABEL = 20
_PARTS_OF_A_YEAR = frozenset({Accumulation.CUMULATIVE, Accumulation.PER_PERIOD})
_WITHIN_A_YEAR = frozenset({Kind.QUARTER, Kind.MONTH, Kind.TERM})


@dataclass(frozen=True, slots=True)
class Point:
    label: str
    value: Decimal


def chart_of(figures: Iterable[Figure], series: Series) -> tuple[Point, ...]:
    """The points to draw, oldest first; none where fewer than two would be left, for one point is no line.

    Slack draws no gaps, so a period without a number is left out: the numbers stand in the text too.
    Figures that are parts of a year, or add up through it, are drawn within their latest year, or else year end by
    year end, never as one line through both.
    """
    drawn = [figure for figure in figures if figure.has_value and figure.value is not None]
    drawn = [figure for figure in drawn if figure.value is not None and figure.value.is_finite()]
    drawn = one_rhythm(drawn, series)
    points = {label(figure.true_period): figure.value for figure in drawn if figure.value is not None}
    if len(points) < 2:
        return ()
    return tuple(Point(name, value) for name, value in points.items())[-MOST_POINTS:]


def one_rhythm(figures: Sequence[Figure], series: Series) -> list[Figure]:
    """Those that may be joined by one line: where a series adds up, its latest year's or its year ends."""
    if series.accumulation not in _PARTS_OF_A_YEAR or not figures:
        return list(figures)
    within = [figure for figure in figures if figure.true_period.kind in _WITHIN_A_YEAR]
    latest = [figure for figure in within if figure.true_period.plan_year == within[-1].true_period.plan_year]
    if len(latest) > 1:
        return latest
    return [figure for figure in figures if figure.true_period.is_year_end]


def label(period: Period) -> str:
    """The period's name, in Slack's 20 characters."""
    full = period.label
    if len(full) <= LABEL:
        return full
    match period.kind:
        case Kind.TERM:
            return f"{period.span} terms to {TERMS[period.number][:3]} {period.year}"
        case Kind.ACADEMIC:
            return f"Sep {period.starts.year} - Aug {period.ends.year}"
        case _:
            return f"{period.span} to {period.ends:%b %Y}" if period.span > 1 else year(period.year).label
