"""Which period a report is for, at which meeting, and what of the plan belongs to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.periods import Kind, quarter_of, year

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from bot.domain.model import Catalogue, Figure, Plan
    from bot.domain.periods import Period
    from bot.domain.rounds import Rules, Timetable

_OWN = frozenset({Kind.QUARTER, Kind.YEAR})  # the plan's own calendar
YEARLY, SIX_MONTHLY = "yearly", "six-monthly"


def has_period(catalogue: Catalogue, period: Period) -> bool:
    """Whether the plan can be reported on for a period.

    A column that holds figures can; so can a quarter or a year within the plan, unless its year holds an outturn and
    no quarters: nobody ever collected those.
    """
    columns = catalogue.periods
    if period in columns:
        return True
    plan = catalogue.plan
    within = plan.starts <= period.ends <= plan.ends and period.span == 1
    if not within or period.kind not in _OWN:
        return False
    of_year = [each for each in columns if each.plan_year == period.plan_year]
    return period.kind is Kind.YEAR or not of_year or any(each.kind is Kind.QUARTER for each in of_year)


def periods_held(catalogue: Catalogue) -> tuple[Period, ...]:
    """Those that can be named: the plan's columns, or, where it has no figures, its years."""
    plan = catalogue.plan
    if catalogue.periods:
        return catalogue.periods
    first = quarter_of(plan.starts, plan.first_month).plan_year
    last = quarter_of(plan.ends, plan.first_month).plan_year
    return tuple(year(starts_in, plan.first_month) for starts_in in range(first.year, last.year + 1))


def period_of(
    catalogue: Catalogue, rules: Rules, cadence: str, day: date, timetable: Timetable | None = None
) -> Period:
    """The period that is reported on at a meeting, or on a day: the latest whose figures can be had by then.

    They can be had when the plan's lag has passed, for a meeting by its freeze. A board that meets twice a year is
    told of half years, by the quarter they end with, and one that meets once of years. Before the plan's first period
    has ended it is that one, after its last the last.
    """
    plan = catalogue.plan
    by = (timetable.freeze if timetable else day) - timedelta(days=rules.lag_days)
    first, last = quarter_of(plan.starts, plan.first_month), quarter_of(plan.ends, plan.first_month)
    found = quarter_of(min(by, plan.ends), plan.first_month)
    while found > first and not (found.ends <= by and _ends_turn(found, cadence)):
        found = found.previous()
    found = min(max(found, first), last)
    return found.plan_year if cadence == YEARLY else found


def meeting_of(timetables: Iterable[Timetable], period: Period, rules: Rules) -> Timetable | None:
    """The meeting that a period is reported to: the first for whose freeze its figures can be had; None: not known."""
    had = period.ends + timedelta(days=rules.lag_days)
    return min((each for each in timetables if each.freeze >= had), key=lambda each: each.meeting, default=None)


def up_to(
    figures: Mapping[int, Sequence[Figure]], period: Period, by: date | None = None
) -> dict[int, tuple[Figure, ...]]:
    """The figures that a report of that period knows: a later column is the next report's.

    What goes by another calendar than the plan's, as a school year or a month does, is in where it has ended `by`
    then, the day of the meeting, though the plan's own year that it is kept in has not: the Nottinghamshire report of
    January 2017 gives the results of 2016. Of quarters the column decides, whatever stands in it.
    """
    by = max(by or period.ends, period.ends)
    found = {
        number: tuple(each for each in held if each.period.ends <= period.ends or _ended(each, by))
        for number, held in figures.items()
    }
    return {number: held for number, held in found.items() if held}


def _ended(figure: Figure, by: date) -> bool:
    """Whether a figure is for a stretch of another calendar, and that has ended."""
    column, covers = figure.period, figure.true_period
    return column.kind is not Kind.QUARTER and covers.kind not in _OWN and covers.ends <= by


def known_by(period: Period, meeting: date | None, day: date) -> date:
    """The day by which a report knows figures of other calendars: its meeting, else the day it is made.

    One that is made long after knows no more than could be known before the next quarter had ended.
    """
    last = quarter_of(period.ends + timedelta(days=1), period.first_month).ends
    return min(meeting or day, last)


def as_it_was_aimed(catalogue: Catalogue, period: Period) -> Catalogue:
    """The plan without the targets of later years, which a report of an earlier one is not judged by."""
    last = period.plan_year.ends
    later = {each.id for each in catalogue.indicators if any(aim.period.ends > last for aim in each.targets)}
    if not later or not _has_begun(catalogue.plan, period):
        return catalogue
    indicators = tuple(
        replace(each, targets=tuple(aim for aim in each.targets if aim.period.ends <= last))
        if each.id in later
        else each
        for each in catalogue.indicators
    )
    return replace(catalogue, indicators=indicators)


def _has_begun(plan: Plan, period: Period) -> bool:
    """Before that, the figures are baselines, which are set against what the plan aims at."""
    return period.ends >= plan.starts


def _ends_turn(quarter: Period, cadence: str) -> bool:
    if cadence == YEARLY:
        return quarter.is_year_end
    return cadence != SIX_MONTHLY or quarter.number % 2 == 0
