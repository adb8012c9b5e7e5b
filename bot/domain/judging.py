"""Judges one series at one moment: which figure is spoken of, its verdict and which way it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.comparing import by_period, direction, is_part_of_year, since_last
from bot.domain.judgement import Judgement, Reading
from bot.domain.model import Figure, Indicator, Missing, Series, TargetKind
from bot.domain.periods import Kind, Period
from bot.domain.targets import applying, judged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def judge(indicator: Indicator, series: Series, figures: Sequence[Figure], *, asked: Period | None = None) -> Judgement:
    """What the rules say of one series, given all figures of it that may be seen, in any order.

    `asked` is the period wanted; None is the latest with a value. Where the plan's year has no figure at all, the
    latest is the last outturn, compared with the year before it and set against this year's target, as the City's
    report does (rows 21 and 65); `Judgement.is_early` then says that the figure is older than the target. The rules
    themselves are in `targets` (met, near, missed) and `comparing` (better, worse, same). Numbers are compared as
    exact decimals and never rounded here.
    """
    held = by_period(figures)
    figure = _spoken_of(figures, _told(figures, held), asked)
    if asked is None and figure and is_part_of_year(series, figure):
        figure = held.get(figure.period.plan_year, figure)  # what the year came to says more than its last quarter
    targets = [target for target in indicator.targets if target.series_id == series.id]
    is_latest = figure is not None and bool(held) and figure.period >= max(held)
    target = applying(targets, figure, asked, is_latest=is_latest)
    outcome = judged(series, figure, target, held)
    limits = target if target and target.kind is TargetKind.BAND else None
    return Judgement(
        figure=figure,
        verdict=outcome.verdict,
        target=target,
        gap=outcome.gap,
        aim=outcome.aim,
        why=outcome.why,
        direction=direction(series, figure, held, limits),
        since_last=since_last(series, figure, held, limits),
    )


def read(
    indicator: Indicator, figures_by_series: Mapping[int, Sequence[Figure]], asked: Period | None = None
) -> Reading:
    """The indicator as it is judged: by its headline series."""
    return _read(indicator, indicator.headline, figures_by_series, asked)


def read_all(
    indicator: Indicator, figures_by_series: Mapping[int, Sequence[Figure]], asked: Period | None = None
) -> tuple[Reading, ...]:
    """Every series of the indicator, the headline first, the others as printed."""
    others = (series for series in indicator.series if series is not indicator.headline)
    return tuple(_read(indicator, series, figures_by_series, asked) for series in (indicator.headline, *others))


def spoken_of(figures: Sequence[Figure], asked: Period | None = None) -> Figure | None:
    """The figure for a period, with a value or without; the latest with a value where no period is asked for.

    One that is hidden is as good as a value. A year that has no figure of its own is spoken of by its latest quarter
    with a value. A period that stands in no column is looked for among those that figures say they cover.
    """
    return _spoken_of(figures, _told(figures, by_period(figures)), asked)


def _told(figures: Sequence[Figure], held: Mapping[Period, Figure]) -> Mapping[Period, Figure]:
    """The figures with a value, and those that are in but hidden: an older one must not pass for the latest."""
    hidden = {each.period: each for each in figures if each.missing is Missing.SUPPRESSED}
    return {**hidden, **held} if hidden else held


def _spoken_of(figures: Sequence[Figure], held: Mapping[Period, Figure], asked: Period | None) -> Figure | None:
    if asked is None:
        return held[max(held)] if held else None
    if asked in held:
        return held[asked]
    within = [period for period in held if asked.kind is Kind.YEAR and period.plan_year == asked]
    covering = [period for period, figure in held.items() if figure.covers == asked]
    for periods in (within, covering):
        if periods:
            return held[max(periods)]
    return next((figure for figure in figures if figure.period == asked), None)


def _read(
    indicator: Indicator,
    series: Series,
    figures_by_series: Mapping[int, Sequence[Figure]],
    asked: Period | None,
) -> Reading:
    judgement = judge(indicator, series, figures_by_series.get(series.id, ()), asked=asked)
    return Reading(indicator=indicator, series=series, judgement=judgement)
