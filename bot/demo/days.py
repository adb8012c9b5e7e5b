"""What the days ahead hold: those that the timetable names, and the next on which something goes out by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.domain.report_days import report_days
from bot.domain.working_days import Calendar
from bot.services import deliveries, timetables
from bot.services.reminders import decide, rounds_of
from store.outbox import HOME, Delivery, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.report_days import ReportDays
    from bot.workspace import Workspace

NINE = time(9)
SOON = timedelta(minutes=1)  # what waits no longer than this is just being sent


@dataclass(frozen=True, slots=True)
class Days:
    """A plan's meeting and the moments that its rules work back from it, as they stand when this is read."""

    calendar: Calendar
    starts: time  # when working hours begin
    reports: tuple[ReportDays, ...]

    def next_working(self, now: datetime) -> datetime:
        return datetime.combine(self.calendar.after(now.date(), 1), self.starts, now.tzinfo)

    def coming(self, now: datetime) -> ReportDays | None:
        """Of the next meeting."""
        return next((each for each in self.reports if now < each.briefed), None)


def read(workspace: Workspace) -> Days:
    held = timetables.show(workspace)
    calendar = Calendar(workspace.nation, frozenset(held.rules.closed))
    found = (report_days(each, held.rules, calendar, workspace.zone) for each in held.timetables)
    return Days(calendar, held.rules.starts_at or NINE, tuple(sorted(found, key=lambda each: each.briefed)))


def due(workspace: Workspace) -> bool:
    """Whether something is to go out by now, or in a moment, and has not gone out yet.

    A Home that is to be made anew in a moment can be so at any later one.
    """
    now = workspace.now()
    return any(each.not_before <= now + (SOON if each.kind != HOME else timedelta()) for each in _waiting(workspace))


def next_thing(workspace: Workspace, days: Days, until: datetime) -> datetime | None:
    """The next moment at which something goes out by itself, if nothing changes until then; None: none until then."""
    now = workspace.now()
    waiting = (each.not_before.astimezone(now.tzinfo) for each in _waiting(workspace))
    of_reports = (moment for each in days.reports for moment in (each.drafted, each.published, each.briefed))
    sure = min((each for each in (*waiting, *of_reports) if now + SOON < each <= until), default=None)
    with workspace.reading() as work:
        running = rounds_of(workspace, work)  # read once: there may be a hundred mornings without anything
        mornings = _mornings(days, now, sure or until)
        return next((day for day in mornings if decide(workspace, work, running, day.date())), sure)


def _mornings(days: Days, now: datetime, until: datetime) -> Iterator[datetime]:
    """The beginning of each working day after now, today's too where it is still to come."""
    day = now - timedelta(days=1)
    while (morning := days.next_working(day)) <= until:
        if morning > now:
            yield morning
        day = morning


def _waiting(workspace: Workspace) -> tuple[Delivery, ...]:
    return deliveries.ledger(workspace, (State.PLANNED, State.IN_HAND)).deliveries
