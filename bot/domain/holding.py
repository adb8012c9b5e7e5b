"""What is held of an indicator for a period: which of its series are in, provisional, promised or sent back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.kinds import Frequency, State
from bot.domain.model import Marker, Missing
from bot.domain.period_words import read_period
from bot.domain.periods import Kind, quarter_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from bot.domain.model import Figure, Indicator, Series
    from bot.domain.periods import Period

_FINE = {Kind.MONTH, Kind.TERM}  # a plan of quarters prints them in the quarter that they end in
_HANDED_IN = {State.SUBMITTED, State.APPROVED, State.PUBLISHED}
_SETTLED = {Missing.NOT_APPLICABLE, Missing.SUPPRESSED, Missing.EMBARGOED}  # there is no figure to wait for


@dataclass(frozen=True, slots=True)
class Held:
    """For one indicator and period."""

    missing: tuple[Series, ...]  # series that are not in
    provisional: tuple[Series, ...]  # in, and their final figure is still to come
    figures: tuple[Figure, ...]  # all that stand for the period, whatever they say

    @property
    def is_provisional(self) -> bool:
        """Whether all is in and a final figure is still to come."""
        return bool(self.provisional) and not self.missing

    @property
    def promised(self) -> tuple[str, date] | None:
        """What is printed instead of a figure, "May 2014", and the last day that it can mean."""
        said = [figure.available for figure in self.figures if figure.available and not figure.has_value]
        ends = [(text, period.ends) for text in said if (period := read_period(text))]
        return max(ends, key=lambda each: each[1], default=None)


def held_for(indicator: Indicator, period: Period, figures: Mapping[int, Sequence[Figure]], first_month: int) -> Held:
    """What the latest revisions say; an embargoed figure is in."""
    belongs = _belonging(indicator.measure.frequency, period, first_month)
    missing, provisional, standing = [], [], []
    for series in indicator.series:
        held = [figure for figure in figures.get(series.id, ()) if belongs(figure)]
        standing.extend(held)
        last = max(filter(is_in, held), key=lambda figure: figure.period.order, default=None)
        if last is None:
            missing.append(series)
        elif Marker.PROVISIONAL in last.markers:
            provisional.append(series)
    return Held(tuple(missing), tuple(provisional), tuple(standing))


def is_in(figure: Figure) -> bool:
    """Whether it was handed in and says something, even that there is nothing to say."""
    return figure.state in _HANDED_IN and (figure.has_value or figure.missing in _SETTLED)


def _belonging(frequency: Frequency, period: Period, first_month: int) -> Callable[[Figure], bool]:
    """Whether a figure stands for the period: by its own, or by the column that a plan of quarters prints it in.

    An annual figure stands for its year whichever column of the year it was printed in.
    """
    if frequency is Frequency.ANNUAL:
        year = quarter_of(period.ends, first_month).plan_year
        return lambda figure: year.starts <= figure.period.ends <= year.ends
    if period.kind in _FINE:
        return lambda figure: period in {figure.period, figure.covers} or _prints(figure, period)
    return lambda figure: figure.period == period


def _prints(figure: Figure, period: Period) -> bool:
    column = figure.period
    says_another = figure.covers is not None and figure.covers.kind is period.kind
    return column.kind is Kind.QUARTER and column.starts <= period.ends <= column.ends and not says_another
