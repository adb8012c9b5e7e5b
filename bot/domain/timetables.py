"""A meeting's timetable: the days worked back from it, and which figures it is for."""

from __future__ import annotations

import calendar as months
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.domain.rounds import Timetable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.domain.model import Indicator
    from bot.domain.rounds import Body, Rules
    from bot.domain.working_days import Calendar

CADENCES = {"quarterly": 3, "six-monthly": 6, "yearly": 12}  # months from one meeting to the next
_LONGEST = 12  # months
LEADS = ("papers", "paper_deadline", "clearance", "freeze", "figures_due")  # back from the meeting, in order


def timetable(body: Body, meeting: date, rules: Rules, calendar: Calendar, previous: date | None = None) -> Timetable:
    """Worked back from the meeting; figures that could be had since the previous meeting's freeze are for it.

    Where several meetings were left out, those of the last year are.
    """
    days = _back_from(meeting, body, rules, calendar)
    if previous is None:
        covers_from = months_before(days["freeze"], CADENCES.get(body.cadence, 3))
    else:
        before = _back_from(previous, body, rules, calendar)["freeze"]
        covers_from = max(before, months_before(days["freeze"], _LONGEST))
    return Timetable(body=body, meeting=meeting, covers_from=covers_from, **days)


def timetables(bodies: Iterable[Body], rules: Rules, calendar: Calendar) -> tuple[Timetable, ...]:
    """Of every meeting that is known, by its day."""
    found = [
        timetable(body, meeting, rules, calendar, previous)
        for body in bodies
        for previous, meeting in pairwise((None, *sorted(body.meetings)))
        if meeting
    ]
    return tuple(sorted(found, key=lambda each: (each.meeting, each.figures_due)))


def gap(body: Body, name: str, rules: Rules) -> int:
    """The working days before the next of a body's days, counted back from its meeting: its own, else the plan's."""
    own = body.leads.get(name)
    return int(getattr(rules, name)) if own is None else own


def takes(body: Body, indicator: Indicator, objectives: Mapping[int, tuple[str, int]]) -> bool:
    """Whether the indicator is among those reported to the body; `objectives` gives level and number by id."""
    return not body.objectives or any(objectives.get(each) in body.objectives for each in indicator.objectives)


def months_before(day: date, count: int) -> date:
    """The same day so many months earlier, or the last of that month.

    >>> months_before(date(2014, 5, 31), 3)
    datetime.date(2014, 2, 28)
    """
    years, index = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(years, index + 1, min(day.day, months.monthrange(years, index + 1)[1]))


def _back_from(meeting: date, body: Body, rules: Rules, calendar: Calendar) -> dict[str, date]:
    days = {"papers": calendar.clear_days_before(meeting, gap(body, "papers", rules))}
    for before, name in pairwise(LEADS):
        days[name] = calendar.before(days[before], gap(body, name, rules))
    return days
