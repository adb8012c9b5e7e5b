"""Figures that are not in: whose they are, when they can be expected, and whether that day has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.due import had_from, periods_of
from bot.domain.holding import held_for
from bot.domain.period_words import read_period
from bot.domain.reporting import Missing
from bot.domain.rounds import Wanting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from bot.domain.composing.material import Material
    from bot.domain.model import Figure, Indicator
    from bot.domain.periods import Period
    from bot.domain.rounds import Owed


def missing(material: Material) -> tuple[Missing, ...]:
    """By whose they are, those with most missing first and those of nobody last; within one in the plan's order.

    An indicator is missing where its headline has no figure that the board may see for the last of its own periods
    (its quarter, its school year) that has ended with the one reported on; and besides where a figure of an earlier
    period was put off and is not in yet. What is under embargo is not told of at all: a line here would tell that it
    is there. When it can be expected is what was promised, else the day its round wants it, else the day from which
    it can be had.
    """
    owed: dict[int, list[Owed]] = {}
    for item in material.owed:
        owed.setdefault(item.indicator.id, []).append(item)
    found = [
        each
        for indicator in material.catalogue.indicators
        for each in _of(indicator, material, owed.get(indicator.id, ()))
    ]
    most: dict[str, int] = {}
    for each in found:
        most[each.whose] = most.get(each.whose, 0) + 1
    return tuple(sorted(found, key=lambda each: (not each.whose, -most[each.whose], each.whose)))


def _of(indicator: Indicator, material: Material, owed: Sequence[Owed]) -> Iterator[Missing]:
    wanted = _wanted(indicator, material)
    for period in _put_off(owed, material.period):
        if period != wanted and _is_out(indicator, period, material):
            yield _missing(indicator, period, material, owed)
    if wanted and _is_out(indicator, wanted, material):
        yield _missing(indicator, wanted, material, owed)


def _wanted(indicator: Indicator, material: Material) -> Period | None:
    """The last of the indicator's own periods that has ended by then; None: none has since the plan began."""
    reported, plan = material.period, material.catalogue.plan
    found = periods_of(indicator.measure, indicator.counted_from(plan), reported.ends, plan.first_month)
    return found[-1] if found else None


def _put_off(owed: Sequence[Owed], reported: Period) -> list[Period]:
    """Earlier periods of which the figure was promised for later."""
    return [
        each.period
        for each in owed
        if each.promise and each.wanting is Wanting.FIGURE and each.period.ends < reported.starts
    ]


def _is_out(indicator: Indicator, period: Period, material: Material) -> bool:
    headline = indicator.headline
    first_month = material.catalogue.plan.first_month
    seen = held_for(indicator, period, material.figures, first_month)
    if headline not in seen.missing:
        return False
    every = held_for(indicator, period, material.books.figures, first_month)
    return not any((each.series_id, each.period) in material.embargoed for each in every.figures)


def _missing(indicator: Indicator, period: Period, material: Material, owed: Sequence[Owed]) -> Missing:
    books = material.books
    item = next((each for each in owed if each.period == period), None)
    kept = books.promises.get((indicator.id, period.key))
    printed = None if kept else _printed(indicator, period, material.figures)
    expected = kept.until if kept else printed[1] if printed else None
    if expected is None:
        expected = item.due if item else had_from(indicator.measure, period, books.rules, books.calendar)
    every = held_for(indicator, period, books.figures, material.catalogue.plan.first_month)
    return Missing(
        indicator=indicator,
        period=period,
        organisation=material.organisations.get(indicator.id, ""),
        owner=indicator.measure.owner.label if indicator.measure.owner else "",
        expected=expected,
        promised=kept.available if kept else printed[0] if printed else "",
        late=expected < material.as_at,
        handed_in=indicator.headline not in every.missing,
    )


def _printed(indicator: Indicator, period: Period, figures: Mapping[int, Sequence[Figure]]) -> tuple[str, date] | None:
    """What stands anywhere in that year instead of a figure, "Available May 2014", and the last day it can mean."""
    year = period.plan_year
    said = [
        (each.available, promised.ends)
        for each in figures.get(indicator.headline.id, ())
        if each.available and not each.has_value and each.period.plan_year == year
        if (promised := read_period(each.available))
    ]
    return max(said, key=lambda each: each[1], default=None)
