"""Which earlier figure a figure may fairly be set against, and which way it moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain.grades import grade
from bot.domain.judgement import Direction, Movement, Why
from bot.domain.model import Accumulation, Figure, Polarity, Series, Target
from bot.domain.periods import Kind, Period, quarter, year

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

TERMS_IN_A_YEAR = 3
_PARTS = frozenset({Kind.QUARTER, Kind.MONTH, Kind.TERM})
_LIKE_QUARTERS_ONLY = frozenset({Accumulation.CUMULATIVE, Accumulation.PER_PERIOD})


class Earlier(NamedTuple):
    """The figure to compare with, or why there is none."""

    figure: Figure | None
    why: Why | None


def by_period(figures: Iterable[Figure]) -> dict[Period, Figure]:
    """The figures of one series that hold a value, by the column they stand in; the last revision of each."""
    held: dict[Period, Figure] = {}
    for figure in figures:
        known = held.get(figure.period)
        if figure.has_value and (known is None or known.revision < figure.revision):
            held[figure.period] = figure
    return held


def at_year_end(figure: Figure) -> bool:
    """Whether a cumulative figure covers the whole of its year.

    Q4 and the year itself do, as do the month or the terms that a year ends with. What a figure really covers
    decides: a Q4 column that holds "3 terms to Autumn 2013" is a whole year, one that holds "to February" is not.
    """
    period = figure.true_period
    if period.kind is Kind.TERM:
        return period.span >= TERMS_IN_A_YEAR
    return period.is_year_end or period.ends == period.plan_year.ends


def waits_for_year_end(series: Series, figure: Figure) -> bool:
    """Whether a figure is a running total that has not run its year."""
    return series.accumulation is Accumulation.CUMULATIVE and not at_year_end(figure)


def outturn(held: Mapping[Period, Figure], plan_year: Period, series: Series | None = None) -> Figure | None:
    """What a year came to: its own figure, else that of its Q4, unless each quarter of the series stands alone."""
    last_quarter = quarter(plan_year.year, 4, plan_year.first_month)
    alone = series is not None and series.accumulation is Accumulation.PER_PERIOD
    return held.get(plan_year) or (None if alone else held.get(last_quarter))


def is_part_of_year(series: Series, figure: Figure) -> bool:
    """Whether a figure counts one quarter, month or term alone, of several that add up to its year."""
    return series.accumulation is Accumulation.PER_PERIOD and figure.true_period.kind in _PARTS


def comparable(series: Series, figure: Figure, held: Mapping[Period, Figure]) -> Earlier:
    """The figure that the direction is measured from.

    The previous year's outturn, and where that is empty the one before ("Better than previous available year" is how
    the City's summary table heads its count). Three rules go first:

    * A figure that says what it covers is set against the one that covers the same stretch a year earlier, whichever
      column that stands in: 4.8% for the three terms to Autumn 2013 against 5.34% for the three terms to Autumn 2012.
    * A cumulative figure before the year's end is set only against the same quarter of an earlier year: 206 new cases
      in half a year say nothing beside 211 in a full one (Havering's board reports compare like quarters in this way).
    * So is a count of one quarter alone, at the year's end too: 75 in Q2 are not worse than 320 in a year.

    An outturn that is there but not alike (see `alike`) is not passed over for an older one: the answer is then
    NOT_COMPARABLE, as a change over two years in its place would look like an ordinary one.
    """
    stated = _same_stretch_a_year_before(figure, held)
    if stated:
        return Earlier(stated, None)
    for then in _candidates(series, figure, held):
        if then and then.period != figure.period:
            return Earlier(then, None) if alike(figure, then) else Earlier(None, Why.NOT_COMPARABLE)
    return Earlier(None, _why_none(series, figure, held))


def alike(now: Figure, then: Figure) -> bool:
    """Whether two figures are for stretches of time that may be compared.

    The earlier one must end earlier: Q1 and Q2 that both repeat "Autumn & Spring 12/13" are one figure, printed twice.
    Part of a school year goes only with the same part of another: two terms are not a full year, and an autumn term is
    not a spring term. A column with nothing beside the figure is taken at its word.
    """
    if then.true_period.ends >= now.true_period.ends:
        return False
    if (now.covers is None and now.period.kind is Kind.QUARTER) or (
        then.covers is None and then.period.kind is Kind.QUARTER
    ):
        return True
    part_now, part_then = _part_of_year(now.true_period), _part_of_year(then.true_period)
    if part_now or part_then:
        return part_now == part_then
    return now.covers is None or then.covers is None or _years(now.covers) == _years(then.covers)


def direction(series: Series, figure: Figure | None, held: Mapping[Period, Figure], limits: Target | None) -> Direction:
    """Which way a figure moved since the comparable one; `limits` is the band it should lie in, if there is one."""
    if figure is None or not figure.has_value:
        return Direction(movement=Movement.NONE, why=Why.NO_FIGURE)
    then, why = comparable(series, figure, held)
    return moved(series, figure, then, limits) if then else Direction(movement=Movement.NONE, why=why)


def since_last(
    series: Series, figure: Figure | None, held: Mapping[Period, Figure], limits: Target | None
) -> Direction | None:
    """How a figure moved since the column just before it; None where that would not be fair.

    Never for a cumulative series, whose Q3 holds its Q2, nor for counts of each quarter alone, which go with the
    seasons; never for a year, whose direction says the same; never where one of the two says what it covers and the
    other does not, or where both cover the same.
    """
    if figure is None or not figure.has_value or series.accumulation in _LIKE_QUARTERS_ONLY:
        return None
    then = held.get(figure.period.previous()) if figure.period.number else None
    if then is None or (figure.covers is None) != (then.covers is None) or not alike(figure, then):
        return None
    return moved(series, figure, then, limits)


def moved(series: Series, now: Figure, then: Figure, limits: Target | None = None) -> Direction:
    """Better, worse or the same by the series' polarity; only higher or lower where the plan names no good way.

    Equal is SAME whatever the polarity; printed counts of "better or equal" hold both. A graded judgement ("good")
    moves along its scale. Sources: LAIT (an exact zero is stable; polarity "-" has no good direction).
    """
    if now.value is None or then.value is None:
        return _moved_in_words(now, then)
    change = now.value - then.value
    if change == 0:
        return Direction(movement=Movement.SAME, against=then, change=change)
    worth_now, worth_then = worth(series, now.value, limits), worth(series, then.value, limits)
    if worth_now is not None and worth_then is not None and worth_now != worth_then:
        movement = Movement.BETTER if worth_now > worth_then else Movement.WORSE
        return Direction(movement=movement, against=then, change=change)
    movement = Movement.HIGHER if change > 0 else Movement.LOWER
    return Direction(movement=movement, against=then, change=change, why=_why_unjudged(series, worth_now))


def worth(series: Series, value: Decimal, limits: Target | None = None) -> Decimal | None:
    """A number that is larger the better the value is: 0 inside a band; None where the plan does not say what is good.

    >>> from bot.domain.model import Series
    >>> worth(Series(id=1, measure_id=1, position=0, polarity=Polarity.LOWER), Decimal(5))
    Decimal('-5')
    """
    match series.polarity:
        case Polarity.HIGHER:
            return value
        case Polarity.LOWER:
            return value.copy_negate()
        case Polarity.BAND if limits:
            return outside(value, limits)
        case _:
            return None


def outside(value: Decimal, limits: Target) -> Decimal | None:
    """0 inside a band, else the distance to its nearer edge as a negative number; None without any limit."""
    above_low = [value - limits.low] if limits.low is not None else []
    below_high = [limits.high - value] if limits.high is not None else []
    edges = above_low + below_high
    return min(*edges, edges[0] * 0) if edges else None


def _same_stretch_a_year_before(figure: Figure, held: Mapping[Period, Figure]) -> Figure | None:
    if figure.covers is None:
        return None
    wanted = figure.covers.years_before()
    return max(
        (then for then in held.values() if then.true_period == wanted), key=lambda then: then.period, default=None
    )


def _candidates(series: Series, figure: Figure, held: Mapping[Period, Figure]) -> list[Figure | None]:
    """The figures of one and two years before, nearest first; None where there is none."""
    period = figure.period
    if waits_for_year_end(series, figure) or is_part_of_year(series, figure):
        return [held.get(period.years_before(years)) for years in (1, 2)]
    if period.kind in {Kind.YEAR, Kind.QUARTER, Kind.MONTH}:
        this = period.plan_year
        return [outturn(held, year(this.year - years, this.first_month), series) for years in (1, 2)]
    return [held.get(period.years_before(years)) for years in (1, 2)]


def _why_none(series: Series, figure: Figure, held: Mapping[Period, Figure]) -> Why:
    """A part-year count that has only full years before it is not without history: they are just not alike."""
    part = series.accumulation in _LIKE_QUARTERS_ONLY
    earlier = any(then.period.ends < figure.period.plan_year.starts for then in held.values())
    return Why.NOT_COMPARABLE if part and earlier else Why.NO_EARLIER


def _moved_in_words(now: Figure, then: Figure) -> Direction:
    step_now, step_then = grade(now.text), grade(then.text)
    if step_now is None or step_then is None:
        return Direction(movement=Movement.NONE, against=then, why=Why.NOT_A_NUMBER)
    if step_now == step_then:
        return Direction(movement=Movement.SAME, against=then)
    return Direction(movement=Movement.BETTER if step_now > step_then else Movement.WORSE, against=then)


def _part_of_year(period: Period) -> tuple[int, int] | None:
    """Which terms, where it is some of a school year's; None for whole years and for moments such as a month."""
    if period.kind is Kind.TERM and period.span % TERMS_IN_A_YEAR:
        return period.number, period.span
    return None


def _years(period: Period) -> int:
    return period.span // TERMS_IN_A_YEAR if period.kind is Kind.TERM else period.span


def _why_unjudged(series: Series, worth_now: Decimal | None) -> Why:
    if series.polarity is Polarity.BAND:
        return Why.NO_BAND if worth_now is None else Why.NO_NEARER
    return Why.NO_POLARITY
