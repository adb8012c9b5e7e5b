"""Where the days of a plan's timetables do not fit: with its working days, with each other, with its figures."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bot.domain.due import had_from, periods_of
from bot.domain.kinds import Frequency
from bot.domain.rounds import Misfit
from bot.domain.timetables import CADENCES, LEADS, gap, takes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bot.domain.model import Indicator
    from bot.domain.owing import Books
    from bot.domain.periods import Period
    from bot.domain.rounds import Body, Timetable

CLEAR_DAYS = 5  # Local Government Act 1972, s. 100B
_SLACK = 0.5  # of the cadence: a quarterly body may meet after six weeks, or after four months and a half
_DAYS_A_MONTH = 30.44
_FROM_THE_MEETING = ("meeting", *LEADS)


def misfits(books: Books, bodies: Sequence[Body], today: date) -> tuple[Misfit, ...]:
    """Everything about rounds that still run or are to come, body by body."""
    return tuple(_all(books, bodies, today))


def already_past(timetable: Timetable, today: date) -> tuple[Misfit, ...]:
    """The days of a timetable that were over when its meeting was set, in the order in which they come."""
    days = [(name, getattr(timetable, name)) for name in reversed(_FROM_THE_MEETING)]
    past = tuple((name, day) for name, day in days if day < today)
    return (_misfit("already past", timetable, days=past),) if past else ()


def _all(books: Books, bodies: Sequence[Body], today: date) -> Iterator[Misfit]:
    for body in bodies:
        every = [each for each in books.timetables if each.body.name == body.name]
        coming = [each for each in every if each.meeting >= today]
        if not coming:
            yield Misfit(kind="no coming meeting", facts={"body": body.name, "last": max(body.meetings, default=None)})
        yield from _unknown_objectives(body, books)
        yield from _too_few_clear_days(body, books)
        for before, after in pairwise(every):
            if after.meeting >= today:
                yield from _apart(before, after)
        for timetable in coming:
            yield from _on_no_working_day(timetable, books)
            yield from _beside_figures(timetable, books)
    yield from _reported_nowhere(books, bodies)
    printed = books.catalogue.plan.meeting
    if printed and printed >= today and not any(printed in body.meetings for body in bodies):
        yield Misfit(kind="plan names another", facts={"meeting": printed})


def _unknown_objectives(body: Body, books: Books) -> Iterator[Misfit]:
    held = {(each.level, each.number) for each in books.catalogue.objectives}
    for level, number in body.objectives:
        if (level, number) not in held:
            yield Misfit(kind="unknown objective", facts={"body": body.name, "objective": (level, number)})


def _too_few_clear_days(body: Body, books: Books) -> Iterator[Misfit]:
    days = gap(body, "papers", books.rules)
    if days < CLEAR_DAYS:
        yield Misfit(kind="too few clear days", facts={"body": body.name, "days": days, "least": CLEAR_DAYS})


def _apart(before: Timetable, after: Timetable) -> Iterator[Misfit]:
    """Two meetings of one body that follow each other."""
    if after.figures_due <= before.meeting:
        yield _misfit("rounds overlap", after, previous=before.meeting, figures_due=after.figures_due)
    days = (after.meeting - before.meeting).days
    months = days / _DAYS_A_MONTH
    wanted = CADENCES.get(after.body.cadence, CADENCES["quarterly"])
    if abs(months - wanted) > _SLACK * wanted:
        apart = {"months": round(months), "days": days}
        yield _misfit("cadence not kept", after, previous=before.meeting, cadence=after.body.cadence, **apart)


def _on_no_working_day(timetable: Timetable, books: Books) -> Iterator[Misfit]:
    if not books.calendar.is_working(timetable.meeting):
        yield _misfit("not a working day", timetable, holiday=books.calendar.holiday(timetable.meeting))


def _beside_figures(timetable: Timetable, books: Books) -> Iterator[Misfit]:
    """What can be had only after the day on which figures are due, after the freeze, or not for this meeting at all."""
    late: list[tuple[Indicator, date]] = []
    missed: list[tuple[Indicator, date]] = []
    covered = False
    for indicator, days in _days_by_indicator(timetable, books):
        in_time = [had for _, had in days if timetable.covers_from < had <= timetable.freeze]
        covered = covered or bool(in_time)
        if indicator.measure.frequency is Frequency.MONTHLY:
            continue  # its latest month is always about to come
        late += [(indicator, had) for had in in_time if had > timetable.figures_due]
        after = [had for had in (had for _, had in days) if timetable.freeze < had <= timetable.meeting]
        missed += [(indicator, had) for had in after[:1]]
    if not covered:
        yield _misfit("nothing to report", timetable, covers_from=timetable.covers_from, freeze=timetable.freeze)
    if late:
        yield _found("after figures are due", timetable, late, figures_due=timetable.figures_due)
    if missed:
        yield _found("after the freeze", timetable, missed, freeze=timetable.freeze)


def _days_by_indicator(timetable: Timetable, books: Books) -> Iterator[tuple[Indicator, list[tuple[Period, date]]]]:
    """The periods of each indicator of the body that its plan covers, with the day each can be had from."""
    plan = books.catalogue.plan
    objectives = {each.id: (each.level, each.number) for each in books.catalogue.objectives}
    alike: dict[object, list[tuple[Period, date]]] = {}
    for indicator in books.catalogue.indicators:
        if takes(timetable.body, indicator, objectives):
            measure = indicator.measure
            starts = indicator.counted_from(plan)
            key = (measure.frequency, measure.year_type, measure.lag_days, measure.release_month, starts)
            if key not in alike:
                last = min(timetable.meeting, plan.ends)
                periods = periods_of(measure, starts, last, plan.first_month)
                alike[key] = [(each, had_from(measure, each, books.rules, books.calendar)) for each in periods]
            yield indicator, alike[key]


def _reported_nowhere(books: Books, bodies: Sequence[Body]) -> Iterator[Misfit]:
    objectives = {each.id: (each.level, each.number) for each in books.catalogue.objectives}
    left = [each for each in books.catalogue.indicators if not any(takes(body, each, objectives) for body in bodies)]
    if left:
        yield Misfit(kind="reported nowhere", facts={"indicators": tuple(left)})


def _found(kind: str, timetable: Timetable, found: Sequence[tuple[Indicator, date]], **facts: object) -> Misfit:
    first, last = min(day for _, day in found), max(day for _, day in found)
    return _misfit(kind, timetable, indicators=tuple(each for each, _ in found), first=first, last=last, **facts)


def _misfit(kind: str, timetable: Timetable, **facts: object) -> Misfit:
    return Misfit(kind=kind, facts={"body": timetable.body.name, "meeting": timetable.meeting, **facts})
