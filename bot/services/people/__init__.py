"""Who is who: who makes a request, whose accounts are matched, who holds which role, and who is let in."""

from __future__ import annotations

from bot.services.people.absences import away
from bot.services.people.accounts import GONE, account_changed, account_gone
from bot.services.people.acting import BY_COMMAND
from bot.services.people.admitting import admit, withdraw
from bot.services.people.appointing import appoint, appoint_account, dismiss, lead, set_roles
from bot.services.people.changing import change
from bot.services.people.finding import holder, indicators, objective
from bot.services.people.handing import hand_over
from bot.services.people.matching import add, checked, match, unmatch
from bot.services.people.pages import (
    lead_form,
    let_in_form,
    named_objective,
    owner_form,
    page,
    person_form,
    post_form,
)
from bot.services.people.personal import erase, held_of
from bot.services.people.roll import roll
from bot.services.people.standing import who

__all__ = [
    "BY_COMMAND",
    "GONE",
    "account_changed",
    "account_gone",
    "add",
    "admit",
    "appoint",
    "appoint_account",
    "away",
    "change",
    "checked",
    "dismiss",
    "erase",
    "hand_over",
    "held_of",
    "holder",
    "indicators",
    "lead",
    "lead_form",
    "let_in_form",
    "match",
    "named_objective",
    "objective",
    "owner_form",
    "page",
    "person_form",
    "post_form",
    "roll",
    "set_roles",
    "unmatch",
    "who",
    "withdraw",
]
