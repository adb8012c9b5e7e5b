"""The days of a report, from its meeting's timetable: drafted, published, over.

It is drafted on the working day after figures are frozen, when working hours begin: from then on what comes in waits
for the next meeting. It goes out on the day on which the papers are published, no earlier than they are, since nothing
of a paper may be had before the paper (Local Government Act 1972, ss. 100B and 100E). Once its meeting is over it is
too late for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from bot.domain.rounds import Rules, Timetable
    from bot.domain.working_days import Calendar

DRAFTED, PUBLISHED = time(9), time(12)  # unless the rules say otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDays:
    """When the report to one meeting is due to be drafted and to go out, and from when on it is too late."""

    timetable: Timetable
    drafted: datetime
    published: datetime
    over: datetime
    briefed: datetime  # the chair, on the morning of the meeting

    @property
    def key(self) -> tuple[str, date]:
        """The board and its meeting: what a report is known by."""
        return self.timetable.body.name, self.timetable.meeting

    def wants_draft(self, now: datetime) -> bool:
        return self.drafted <= now < self.over


def report_days(timetable: Timetable, rules: Rules, calendar: Calendar, zone: ZoneInfo) -> ReportDays:
    begins = rules.starts_at or DRAFTED
    return ReportDays(
        timetable=timetable,
        drafted=datetime.combine(calendar.after(timetable.freeze, 1), begins, zone),
        published=datetime.combine(timetable.papers, rules.report_at or PUBLISHED, zone),
        over=datetime.combine(timetable.meeting + timedelta(days=1), time.min, zone),
        briefed=datetime.combine(timetable.meeting, begins, zone),
    )
