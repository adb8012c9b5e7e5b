"""From which day on each period of a measure is wanted: when its figure can be had, and for which meeting."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.domain.kinds import Frequency, YearType
from bot.domain.periods import Kind, Period, quarter_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.model import Measure
    from bot.domain.rounds import Rules, Timetable
    from bot.domain.working_days import Calendar

_SEPTEMBER = 9
_KINDS = {Frequency.MONTHLY: Kind.MONTH, Frequency.TERMLY: Kind.TERM}
_YEARS = {YearType.ACADEMIC: Kind.ACADEMIC, YearType.CALENDAR: Kind.CALENDAR}
_HALVES = (6, 12)  # months that end a half of a calendar year; of any other year its second and fourth quarter do


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One period of a measure, with its days."""

    period: Period
    had: date  # from then on there can be a figure
    first: date  # when it was due, of the meetings it was ever wanted for
    due: date | None = None  # when it is due as things stand; None: no round that still runs wants it
    timetable: Timetable | None = None  # of the meeting it is wanted for; None: none is known


def periods_of(measure: Measure, first: date, last: date, first_month: int) -> tuple[Period, ...]:
    """The periods that the measure is reported for and that end between two days, both counted, in order."""
    return _periods(measure.frequency, measure.year_type, first, last, first_month)


def had_from(measure: Measure, period: Period, rules: Rules, calendar: Calendar) -> date:
    """The working day from which a period's figure can be had: its end and the lag, or the end of the release month."""
    month = measure.release_month if measure.frequency is Frequency.ANNUAL else None
    return _had_from(period.ends, rules.lag_days if measure.lag_days is None else measure.lag_days, month, calendar)


def days_of(
    periods: Iterable[tuple[Period, date]], timetables: Sequence[Timetable], today: date, within: tuple[date, date]
) -> tuple[Due, ...]:
    """The days of each period that ends within a plan, given from when its figure can be had.

    The earliest of the meetings that still run and want it decides. Where no meeting is known yet it is due as soon
    as it can be had, and only until the next one can: of those only the latest is wanted.
    """
    last_freeze = max((each.freeze for each in timetables), default=None)
    found: dict[Period, Due] = {}
    unmet: list[Period] = []
    for period, had in periods:
        covering = [each for each in timetables if each.covers_from < had <= each.freeze]
        found[period] = _due(period, had, covering, today)
        if not covering and (last_freeze is None or had > last_freeze):
            unmet.append(period)
    begun = [period for period in unmet if found[period].had <= today]
    for period in begun[-1:] + unmet[len(begun) :]:
        had = found[period].had
        found[period] = Due(period=period, had=had, first=had, due=had)
    return tuple(each for each in found.values() if within[0] <= each.period.ends <= within[1])


def covering(timetables: Iterable[Timetable], day: date, today: date) -> Timetable | None:
    """The first of the running rounds that a figure belongs to which comes on that day; None: none is known."""
    running = (each for each in timetables if today <= each.meeting and each.covers_from < day <= each.freeze)
    return min(running, key=lambda each: each.meeting, default=None)


def _due(period: Period, had: date, covering: Sequence[Timetable], today: date) -> Due:
    first = min((max(each.figures_due, had) for each in covering), default=had)
    running = [each for each in covering if today <= each.meeting]
    if not running:
        return Due(period=period, had=had, first=first)
    timetable = min(running, key=lambda each: (max(each.figures_due, had), each.meeting))
    return Due(period=period, had=had, first=first, due=max(timetable.figures_due, had), timetable=timetable)


@lru_cache(maxsize=256)  # the same few for every day that is asked about
def _periods(
    frequency: Frequency, year_type: YearType, first: date, last: date, first_month: int
) -> tuple[Period, ...]:
    found = []
    period = _period_at(frequency, year_type, last, first_month)
    while period.ends >= first:
        if period.ends <= last and (frequency is not Frequency.HALF_YEARLY or _ends_half(year_type, period)):
            found.append(period)
        period = period.previous()
    return tuple(reversed(found))


def _period_at(frequency: Frequency, year_type: YearType, day: date, first_month: int) -> Period:
    """The period of that kind that a day lies in."""
    kind = _KINDS.get(frequency, Kind.QUARTER)
    if frequency is Frequency.ANNUAL:
        kind = _YEARS.get(year_type, Kind.YEAR)
    match kind:
        case Kind.MONTH:
            return Period(kind, day.year, day.month)
        case Kind.TERM:
            return Period(kind, day.year, 1 if day.month < 4 else 2 if day.month < _SEPTEMBER else 3)
        case Kind.ACADEMIC:
            return Period(kind, day.year if day.month >= _SEPTEMBER else day.year - 1)
        case Kind.CALENDAR:
            return Period(kind, day.year)
        case Kind.YEAR:
            return quarter_of(day, first_month).plan_year
        case _:
            return quarter_of(day, first_month)


def _ends_half(year_type: YearType, quarter: Period) -> bool:
    if year_type is YearType.CALENDAR:
        return quarter.ends.month in _HALVES
    return quarter.number % 2 == 0


@lru_cache(maxsize=4096)
def _had_from(ends: date, lag_days: int, release_month: int | None, calendar: Calendar) -> date:
    return calendar.next_working(
        _end_of_next(release_month, ends) if release_month else ends + timedelta(days=lag_days)
    )


def _end_of_next(month: int, day: date) -> date:
    """The last day of a month, in the first year in which it does not come before a day."""
    year = day.year if month >= day.month else day.year + 1
    return date(year, month, monthrange(year, month)[1])
