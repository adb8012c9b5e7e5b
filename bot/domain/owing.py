"""What is owed: the figures that a plan's rounds want, and which of them are not in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.due import covering, days_of, had_from, periods_of
from bot.domain.holding import held_for
from bot.domain.model import Marker
from bot.domain.rounds import Owed, Promise, Wanting
from bot.domain.steps import begun
from bot.domain.timetables import takes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from bot.domain.due import Due
    from bot.domain.holding import Held
    from bot.domain.model import Catalogue, Figure, Indicator, Measure
    from bot.domain.periods import Period
    from bot.domain.rounds import Rules, Timetable
    from bot.domain.working_days import Calendar

_YEAR = timedelta(days=366)
_LONGEST = timedelta(days=2 * 366)  # from a period's end until its figure can be had


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """All that decides what is owed."""

    catalogue: Catalogue
    rules: Rules
    calendar: Calendar
    timetables: tuple[Timetable, ...] = ()
    figures: Mapping[int, Sequence[Figure]] = field(default_factory=dict)  # latest revisions, by series
    sent_back: Mapping[tuple[int, str], str] = field(default_factory=dict)  # why, by series and Period.key
    promises: Mapping[tuple[int, str], Promise] = field(default_factory=dict)  # by measure and Period.key


def owed(books: Books, day: date) -> tuple[Owed, ...]:
    """What is not in and due by that day, or near enough to be told of, by its due day and the order of the plan."""
    return owed_of(expected(books, day), books, day)


def owed_of(items: Sequence[Owed], books: Books, day: date) -> tuple[Owed, ...]:
    """The same, of what is expected on that day."""
    return tuple(each for each in items if each.series and begun(each, day, books.rules, books.calendar))


def expected(books: Books, day: date) -> tuple[Owed, ...]:
    """All that the running rounds want and all that was promised, in or not: what is in names no series.

    A provisional figure is in for its own meeting; its final, where it comes too late for that, is expected apart.
    """
    schedules = _Schedules(books, day)
    items = [item for indicator in books.catalogue.indicators for item in _items(indicator, books, schedules)]
    return tuple(sorted(items, key=lambda item: item.due))  # stable: the order of the plan within a day


def _items(indicator: Indicator, books: Books, schedules: _Schedules) -> Iterator[Owed]:
    for due in schedules.days(indicator):
        kept = books.promises.get((indicator.id, due.period.key))
        if due.due is None and kept is None and not schedules.has_notes(indicator):
            continue
        held = held_for(indicator, due.period, books.figures, schedules.first_month)
        promise = (kept or _printed(indicator, due.period, held)) if held.missing or kept else None
        moved = _moved(due, promise, held, books) if promise or held.is_provisional else due.due
        placed = _placed(due, moved, schedules.timetables(indicator), schedules.today)
        if held.is_provisional and due.timetable and placed.timetable != due.timetable:
            yield replace(_item(indicator, due, held, None, books), wanting=Wanting.FIGURE, series=())
        if placed.due is not None:
            yield _item(indicator, placed, held, promise, books)


def _moved(due: Due, promise: Promise | None, held: Held, books: Books) -> date | None:
    """The day that a promise, or the rule for the final of a provisional figure, moves it to; never an earlier one."""
    day = due.due
    if held.is_provisional:
        day = books.calendar.next_working(due.first + timedelta(days=books.rules.final_days))
    elif not held.missing:
        return day
    return max(day or due.had, books.calendar.next_working(promise.until)) if promise else day


def _placed(due: Due, day: date | None, timetables: Sequence[Timetable], today: date) -> Due:
    """Due on another day, and so perhaps for another meeting; for a year where no meeting that is known comes after."""
    if day is None or day == due.due:
        return due
    if due.timetable and day <= due.timetable.freeze:
        return replace(due, due=day)
    timetable = covering(timetables, day, today)
    last_freeze = max((each.freeze for each in timetables), default=None)
    is_after_all = last_freeze is None or day > last_freeze
    follows = timetable is not None or (is_after_all and today - _YEAR <= day)
    return replace(due, due=day if follows else None, timetable=timetable)


def _printed(indicator: Indicator, period: Period, held: Held) -> Promise | None:
    """The promise that was printed instead of a figure: "Available May 2014"."""
    if held.promised is None:
        return None
    available, until = held.promised
    return Promise(measure_id=indicator.id, period=period, until=until, available=available, times=0)


def _item(indicator: Indicator, due: Due, held: Held, promise: Promise | None, books: Books) -> Owed:
    back = (books.sent_back.get((figure.series_id, figure.period.key), "") for figure in held.figures)
    return Owed(
        indicator=indicator,
        period=due.period,
        due=due.due or due.had,
        wanting=Wanting.FINAL if held.is_provisional else Wanting.FIGURE,
        series=held.provisional if held.is_provisional else held.missing,
        promise=promise,
        timetable=due.timetable,
        sent_back=next(filter(None, back), ""),
    )


class _Schedules:
    """The days of every measure, worked out once for all that are reported alike."""

    def __init__(self, books: Books, today: date) -> None:
        self.today = today
        self.first_month = books.catalogue.plan.first_month
        self._books = books
        self._objectives = {each.id: (each.level, each.number) for each in books.catalogue.objectives}
        self._timetables: dict[tuple[int, ...], tuple[Timetable, ...]] = {}
        self._days: dict[object, tuple[Due, ...]] = {}
        self._noted = frozenset(series_id for series_id, held in books.figures.items() if any(map(_is_noted, held)))

    def timetables(self, indicator: Indicator) -> tuple[Timetable, ...]:
        """Of the bodies that it is reported to."""
        key = indicator.objectives
        if key not in self._timetables:
            every = self._books.timetables
            self._timetables[key] = tuple(each for each in every if takes(each.body, indicator, self._objectives))
        return self._timetables[key]

    def days(self, indicator: Indicator) -> tuple[Due, ...]:
        """Of every period that may still be wanted."""
        measure, timetables = indicator.measure, self.timetables(indicator)
        starts = indicator.counted_from(self._books.catalogue.plan)
        alike = (measure.frequency, measure.year_type, measure.lag_days, measure.release_month, id(timetables), starts)
        if alike not in self._days:
            self._days[alike] = self._worked_out(measure, timetables, starts)
        return self._days[alike]

    def has_notes(self, indicator: Indicator) -> bool:
        """Whether any of its figures is provisional or a promise."""
        return any(series.id in self._noted for series in indicator.series)

    def _worked_out(self, measure: Measure, timetables: Sequence[Timetable], starts: date) -> tuple[Due, ...]:
        books, plan = self._books, self._books.catalogue.plan
        running = [each for each in timetables if self.today <= each.meeting]
        first = min([self.today, *(each.covers_from for each in running)]) - _LONGEST
        last = max([self.today, *(each.freeze for each in running)]) + _YEAR
        whole_years = max(first.replace(month=1, day=1), starts), last.replace(month=12, day=31)
        periods = periods_of(measure, *whole_years, self.first_month)
        had = [(period, had_from(measure, period, books.rules, books.calendar)) for period in periods]
        return days_of(had, timetables, self.today, (starts, plan.ends))


def _is_noted(figure: Figure) -> bool:
    return bool(figure.available) or Marker.PROVISIONAL in figure.markers
