"""Who is who: who makes a request, whose accounts are matched, who holds which role, and who is let in."""

from __future__ import annotations

from bot.services.people.absences import away
from bot.services.people.acting import BY_COMMAND
from bot.services.people.admitting import admit, withdraw
from bot.services.people.appointing import appoint, appoint_account, dismiss, lead, set_roles
from bot.services.people.finding import holder, indicators, objective
from bot.services.people.handing import hand_over
from bot.services.people.matching import add, checked, match, unmatch
from bot.services.people.roll import roll
from bot.services.people.standing import who

__all__ = [
    "BY_COMMAND",
    "add",
    "admit",
    "appoint",
    "appoint_account",
    "away",
    "checked",
    "dismiss",
    "hand_over",
    "holder",
    "indicators",
    "lead",
    "match",
    "objective",
    "roll",
    "set_roles",
    "unmatch",
    "who",
    "withdraw",
]
