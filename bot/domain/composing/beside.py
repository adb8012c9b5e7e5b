"""Readings beside the figures of others, and how many stand above and below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.comparators import Against
from bot.domain.comparing import worth
from bot.domain.reporting import Beside, Compared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from bot.domain.comparators import Comparator
    from bot.domain.judgement import Reading


def beside(readings: Iterable[Reading], comparators: Iterable[Comparator]) -> tuple[Beside, ...]:
    """Each comparator beside what it may fairly be set against, in their order.

    A figure of others goes with ours only for the same period, whichever column ours stands in; where the periods
    differ the comparison is left out. What a report claims, without a figure, stands as its claim.
    """
    by_series = {reading.series.id: reading for reading in readings}
    found = []
    for comparator in comparators:
        reading = by_series.get(comparator.series_id) if comparator.series_id is not None else None
        if comparator.value is None:
            found.append(Beside(reading=reading, comparator=comparator, better=comparator.exceeds))
        elif reading and _is_of_period(reading, comparator):
            found.append(Beside(reading=reading, comparator=comparator, better=_better(reading, comparator)))
    return tuple(found)


def compared(held: Sequence[Beside], uncounted: Collection[int] = ()) -> tuple[Compared, ...]:
    """Above, below and not said, for the nation, the neighbours and the region, each comparison once by its title.

    So counts the Nottinghamshire report of September 2012, which names breastfeeding once for two areas: 8 above the
    national average and 4 below. One that stands level, or above in one area and below in another, is neither; nor is
    one of ours that is `uncounted`.
    """
    found = []
    for against in Against:
        titles: dict[str, set[bool | None]] = {}
        for each in held:
            if each.comparator.against is against:
                left_out = each.reading is not None and each.reading.series.id in uncounted
                titles.setdefault(each.comparator.title.casefold(), set()).add(None if left_out else each.better)
        if titles:
            above, below = (sum(said == {better} for said in titles.values()) for better in (True, False))
            found.append(Compared(against=against, indicators=len(titles), above=above, below=below))
    return tuple(found)


def _is_of_period(reading: Reading, comparator: Comparator) -> bool:
    figure = reading.judgement.figure
    return figure is not None and figure.value is not None and figure.true_period == comparator.period


def _better(reading: Reading, comparator: Comparator) -> bool | None:
    """None where they are level, or where the plan does not say which way is good."""
    figure, others = reading.judgement.figure, comparator.value
    if figure is None or figure.value is None or others is None or figure.value == others:
        return None
    limits = reading.judgement.target
    ours, theirs = worth(reading.series, figure.value, limits), worth(reading.series, others, limits)
    return None if ours is None or theirs is None or ours == theirs else ours > theirs
