"""Somebody's working hours: when they may next be written to without being asked."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.domain.working_days import Calendar

STARTS, ENDS = time(9), time(17)


def next_open(
    moment: datetime, zone: ZoneInfo, calendar: Calendar, starts: time | None = None, ends: time | None = None
) -> datetime:
    """The moment itself where it lies in somebody's working hours, else when their next ones begin.

    The hours are those of the wall clock where they are; the working days are those of `calendar`.
    """
    first, last = starts or STARTS, ends or ENDS
    local = moment.astimezone(zone)
    day = local.date()
    if calendar.is_working(day):
        if first <= local.time() < last:
            return moment
        if local.time() < first:
            return datetime.combine(day, first, zone)
    return datetime.combine(calendar.after(day, 1), first, zone)
