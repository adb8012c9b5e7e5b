"""Which target applies to a figure, and whether the figure meets it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.comparing import alike, is_part_of_year, outside, outturn, waits_for_year_end
from bot.domain.grades import grade
from bot.domain.judgement import Verdict, Why
from bot.domain.model import Polarity, TargetKind
from bot.domain.periods import Kind, year

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from bot.domain.model import Figure, Series, Target
    from bot.domain.periods import Period

_NEVER_JUDGED = {
    TargetKind.MONITOR: Why.MONITOR,
    TargetKind.BASELINE: Why.BASELINE,
    TargetKind.WORDS: Why.WORDS,
}
_RELATIVE = frozenset({TargetKind.BETTER, TargetKind.REDUCE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A figure against a target."""

    verdict: Verdict
    gap: Decimal | None = None
    aim: Decimal | None = None
    why: Why | None = None


def applying(
    targets: Iterable[Target], figure: Figure | None, asked: Period | None, *, is_latest: bool = True
) -> Target | None:
    """The target, among those of one series, that a figure is to be set against.

    That of its own period (a quarter's profile), else that of its year. The latest figure of a plan whose year has
    none yet is set against the next target to fall due, whether it was asked for by its period or not: the City's
    report marks 45.5% for 2012/13 against the target of 43.0% for 2013/14 (row 21). `Judgement.is_early` says so.
    An older figure is set against no other year's target.
    """
    known = {target.period: target for target in targets}
    period = figure.period if figure else asked
    if period is None:
        return min(known.values(), key=lambda target: target.period, default=None)
    own = known.get(period) or known.get(period.plan_year)
    if own or figure is None or not is_latest:
        return own
    later = (target for target in known.values() if target.period > period)
    return min(later, key=lambda target: target.period, default=None)


def judged(series: Series, figure: Figure | None, target: Target | None, held: Mapping[Period, Figure]) -> Outcome:
    """Met, near or missed; or, kept apart from those, why there is nothing to judge.

    A cumulative figure is judged against a year's target only at year end, before that only against a target of its
    own quarter: 2,291 referrals at Q2 are not "met" beside 4,729 for the year, which ended at 5,007. A count of one
    quarter alone is judged against a target of that quarter and no other: 75 in Q2 do not miss 340 for the year.
    """
    if figure is None or not figure.has_value:
        return Outcome(verdict=Verdict.NO_DATA, why=Why.NO_FIGURE)
    if target is None:
        return Outcome(verdict=Verdict.NO_TARGET)
    why = _NEVER_JUDGED.get(target.kind) or _too_early(series, figure, target)
    return _unjudged(why) if why else _set_against(series, figure, target, held)


def gap(value: Decimal, aim: Decimal, polarity: Polarity) -> Decimal | None:
    """How far a value is past its aim, in its own unit: 0 or more is met. None where no way is good.

    No division, so a target of 0 is like any other.

    >>> gap(Decimal("70.3"), Decimal("80.0"), Polarity.HIGHER)
    Decimal('-9.7')
    >>> gap(Decimal("2.8"), Decimal("6.5"), Polarity.LOWER)
    Decimal('3.7')
    """
    match polarity:
        case Polarity.HIGHER:
            return value - aim
        case Polarity.LOWER:
            return aim - value
        case _:
            return None


def verdict_of(gap: Decimal, tolerance: Decimal | None, *, strictly: bool = False) -> Verdict:
    """MET at a gap of 0 or more, NEAR down to the tolerance below it, else MISSED.

    The tolerance is absolute, in the series' unit: a tenth of 97% would be 9.7 points, which nobody intends. None is
    0: nothing is then amber. `strictly` is for "better than last year", where the same again is not enough. CIN-8 of
    the City plan, 70.3% against 80.0%, is red under a tolerance of 5 points and amber under one of 10.

    >>> verdict_of(Decimal("-9.7"), Decimal(5)).value, verdict_of(Decimal("-9.7"), Decimal(10)).value
    ('missed', 'near')
    >>> verdict_of(Decimal(0), None).value, verdict_of(Decimal(0), None, strictly=True).value
    ('met', 'missed')
    """
    if gap > 0 or (gap == 0 and not strictly):
        return Verdict.MET
    return Verdict.NEAR if tolerance and gap >= -tolerance else Verdict.MISSED


def _set_against(series: Series, figure: Figure, target: Target, held: Mapping[Period, Figure]) -> Outcome:
    if target.kind is TargetKind.JUDGEMENT:
        return _by_grade(figure, target)
    if target.kind in _RELATIVE:
        return _by_last_year(series, figure, target, held)
    if figure.value is None:
        return _unjudged(Why.NOT_A_NUMBER)
    if target.kind is TargetKind.BAND:
        return _by_band(series, figure.value, target)
    return _by_value(series, figure.value, target)


def _unjudged(why: Why) -> Outcome:
    return Outcome(verdict=Verdict.NOT_JUDGED, why=why)


def _too_early(series: Series, figure: Figure, target: Target) -> Why | None:
    """A running total waits for its year's end, a count of a quarter for its own target.

    A target of next year can be met already, or not yet, where it is fixed: a number, a band, a grade. One that asks
    for better than last year waits: the figure at hand is the one to better. So does any of a still later year.
    """
    years_ahead = target.period.plan_year.year - figure.period.plan_year.year
    if years_ahead > 1 or (years_ahead == 1 and target.kind in _RELATIVE):
        return Why.NO_FIGURE
    own = target.period == figure.period and target.kind not in _RELATIVE
    if waits_for_year_end(series, figure) and not own:
        return Why.UNTIL_YEAR_END
    return Why.PART_OF_YEAR if is_part_of_year(series, figure) and not own else None


def _by_value(series: Series, value: Decimal, target: Target) -> Outcome:
    if series.polarity is Polarity.BAND:
        return _unjudged(Why.NO_BAND)
    if target.value is None:
        return _unjudged(Why.WORDS)
    distance = gap(value, target.value, series.polarity)
    if distance is None:
        return _unjudged(Why.NO_POLARITY)
    return Outcome(verdict=verdict_of(distance, series.tolerance), gap=distance)


def _by_band(series: Series, value: Decimal, target: Target) -> Outcome:
    """Between the limits, edges included, is met: 77% in a band of 70% to 80%."""
    distance = outside(value, target)
    if distance is None:
        return _unjudged(Why.NO_BAND)
    return Outcome(verdict=verdict_of(distance, series.tolerance), gap=distance)


def _by_grade(figure: Figure, target: Target) -> Outcome:
    """On an ordered scale: "Inadequate judgement" misses "Adequate judgement", "good" meets it."""
    given, wanted = grade(figure.text), grade(target.text or target.as_printed)
    if given is None:
        return _unjudged(Why.NOT_A_NUMBER)
    if wanted is None:
        return _unjudged(Why.WORDS)
    return Outcome(verdict=Verdict.MET if given >= wanted else Verdict.MISSED)


def _by_last_year(series: Series, figure: Figure, target: Target, held: Mapping[Period, Figure]) -> Outcome:
    """Strictly better than last year's outturn, or strictly below it for "reduce": 1,361 again would not be better."""
    then = _last_year(series, figure, held)
    if then is None:
        return _unjudged(Why.NO_EARLIER)
    if not alike(figure, then):
        return _unjudged(Why.NOT_COMPARABLE)
    if figure.value is None or then.value is None:
        return _unjudged(Why.NOT_A_NUMBER)
    polarity = Polarity.LOWER if target.kind is TargetKind.REDUCE else series.polarity
    distance = gap(figure.value, then.value, polarity)
    if distance is None:
        return _unjudged(Why.NO_BAND if polarity is Polarity.BAND else Why.NO_POLARITY)
    verdict = verdict_of(distance, series.tolerance, strictly=True)
    return Outcome(verdict=verdict, gap=distance, aim=then.value)


def _last_year(series: Series, figure: Figure, held: Mapping[Period, Figure]) -> Figure | None:
    if figure.period.kind in {Kind.YEAR, Kind.QUARTER, Kind.MONTH}:
        this = figure.period.plan_year
        return outturn(held, year(this.year - 1, this.first_month), series)
    return held.get(figure.period.years_before())
