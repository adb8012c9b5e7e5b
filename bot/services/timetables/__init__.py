"""When a plan's bodies meet and by which rules their rounds run: shown with what does not fit, and changed."""

from __future__ import annotations

from bot.services.timetables.acting import BY, Shown
from bot.services.timetables.bodies import Change, channel_id, put_body
from bot.services.timetables.meetings import cancel, meet, show
from bot.services.timetables.ruling import set_rule, set_rules
from bot.services.timetables.schedules import Schedule, schedule

__all__ = [
    "BY",
    "Change",
    "Schedule",
    "Shown",
    "cancel",
    "channel_id",
    "meet",
    "put_body",
    "schedule",
    "set_rule",
    "set_rules",
    "show",
]
