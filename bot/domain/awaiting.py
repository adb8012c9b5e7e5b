"""Which figures are not in yet: a series without a value for the plan's latest period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.answers import Awaited
from bot.domain.kinds import Frequency
from bot.domain.model import Missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.model import Figure, Indicator, Series
    from bot.domain.periods import Period


def awaited(indicator: Indicator, series: Series, figures: Sequence[Figure], latest: Period | None) -> Awaited | None:
    """The figure that a series still owes for a period; None where it is in or was never due then.

    An annual figure is in when any period of the same plan year holds it, whichever column it was printed in.
    A promise ("Available May 2014") counts wherever in that year it stands. What came to the plan after the period
    owes nothing for it.
    """
    if latest is None or series.id not in {each.id for each in indicator.series}:
        return None
    if indicator.starts and latest.ends < indicator.starts:
        return None
    of_year = [figure for figure in figures if figure.period.plan_year == latest.plan_year]
    once_a_year = indicator.measure.frequency is Frequency.ANNUAL
    is_in = (figure for figure in of_year if figure.has_value or figure.missing is Missing.SUPPRESSED)
    if any(once_a_year or figure.period == latest for figure in is_in):
        return None
    promised = next((figure.available for figure in of_year if figure.available), "")
    return Awaited(period=latest, available=promised)
