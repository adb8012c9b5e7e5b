"""What became otherwise since the last report: targets met and missed, and figures that were revised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.composing.counts import JUDGED
from bot.domain.judgement import Movement, Verdict
from bot.domain.moving import most_moved
from bot.domain.reporting import Crossed, Revised

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.domain.judgement import Reading
    from bot.domain.model import Catalogue, Figure
    from bot.domain.periods import Period
    from bot.domain.reporting import ReportFacts


def moved(readings: Iterable[Reading], movement: Movement, period: Period) -> tuple[Reading, ...]:
    """The five that moved furthest, of those with a figure in the year that is reported on: older ones are no news."""
    year = period.plan_year
    return most_moved((each for each in readings if is_of(each, year)), movement)


def is_of(reading: Reading, year: Period) -> bool:
    figure = reading.judgement.figure
    return figure is not None and figure.period.plan_year == year


def crossed(readings: Iterable[Reading], last: ReportFacts | None) -> tuple[Crossed, ...]:
    """Those judged in both reports that met their target in one of them only, newly missed first.

    Just short, within the tolerance, is not met. What could not be judged the last time has not crossed anything.
    """
    if last is None:
        return ()
    before = {each.indicator.id: each.judgement.verdict for each in last.readings}
    both = [
        (each, before[each.indicator.id] is Verdict.MET, each.judgement.verdict is Verdict.MET)
        for each in readings
        if each.judgement.verdict in JUDGED and before.get(each.indicator.id) in JUDGED
    ]
    found = [Crossed(reading=each, met_before=was, met_now=is_now) for each, was, is_now in both if was != is_now]
    return tuple(sorted(found, key=lambda each: each.met_now))  # stable: the order of the plan within


def revised(
    catalogue: Catalogue,
    figures: Mapping[int, Sequence[Figure]],
    last: ReportFacts | None,
    reasons: Mapping[tuple[int, Period], str],
) -> tuple[Revised, ...]:
    """Figures that the last report gave and that read otherwise now. What was not in then is no revision."""
    if last is None:
        return ()
    found = []
    for indicator in catalogue.indicators:
        for series in indicator.series:
            before = {each.period: each for each in last.figures.get(series.id, ()) if each.has_value}
            for now in figures.get(series.id, ()):
                was = before.get(now.period)
                if was and now.has_value and (was.value, was.text) != (now.value, now.text):
                    why = reasons.get((series.id, now.period), "")
                    found.append(Revised(indicator=indicator, series=series, was=was, now=now, why=why))
    return tuple(found)
