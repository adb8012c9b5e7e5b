"""The chase for figures and tasks: who hears of what on a day, what is said then, and what people do about it."""

from __future__ import annotations

from bot.services.reminders.absences import away, away_form
from bot.services.reminders.deciding import decide, decided, rounds_of
from bot.services.reminders.escalating import decide_escalation
from bot.services.reminders.handing import not_mine, not_mine_form
from bot.services.reminders.planning import plan_for_today
from bot.services.reminders.postponing import defer_form, put_off, snooze, snooze_task
from bot.services.reminders.previewing import Previewed, preview
from bot.services.reminders.reminding import nudge_notice
from bot.services.reminders.requests import decide_request
from bot.services.reminders.telling import (
    answered_notice,
    escalation_notice,
    lead_notice,
    officer_list_notice,
    pass_on_notice,
    request_notice,
    undelivered_notice,
)
from bot.services.reminders.undelivered import undeliverable

__all__ = [
    "Previewed",
    "answered_notice",
    "away",
    "away_form",
    "decide",
    "decide_escalation",
    "decide_request",
    "decided",
    "defer_form",
    "escalation_notice",
    "lead_notice",
    "not_mine",
    "not_mine_form",
    "nudge_notice",
    "officer_list_notice",
    "pass_on_notice",
    "plan_for_today",
    "preview",
    "put_off",
    "request_notice",
    "rounds_of",
    "snooze",
    "snooze_task",
    "undeliverable",
    "undelivered_notice",
]
