"""What a request is called in the log and the meters, and whose it is: in words of ours and ids of Slack, no others."""

from __future__ import annotations

import re
from typing import Any

from bot.app.events import is_event
from bot.errands import NEWS
from handlers.questions import is_question

JSON = dict[str, Any]
REQUEST = "request"  # nobody knows yet of which kind
REMOVAL = "removal"
EVENTS = {
    "app_home_opened": "home",
    "member_joined_channel": "invitation",
    "app_uninstalled": REMOVAL,
    "tokens_revoked": REMOVAL,
}
QUESTIONS = {"app_mention": "mention", "message": "message"}
OTHERS = {
    "block_actions": "click",
    "view_submission": "form",
    "view_closed": "closed form",
    "block_suggestion": "menu",
}
KINDS = frozenset({*EVENTS.values(), *QUESTIONS.values(), *OTHERS.values(), "command", NEWS, REQUEST})
SLACK_ID = re.compile(r"[UW][A-Z0-9]{1,30}")


def kind_of(body: JSON) -> str:
    """One of KINDS, whatever a request looks like."""
    if is_event(body):
        event = body.get("event")
        kind = event.get("type") if isinstance(event, dict) else None
        if not isinstance(event, dict) or not isinstance(kind, str):
            return REQUEST
        if kind in QUESTIONS:
            return QUESTIONS[kind] if _asks(event) else NEWS
        return EVENTS.get(kind, NEWS)
    if "command" in body:
        return "command"
    kind = body.get("type")
    return OTHERS.get(kind, REQUEST) if isinstance(kind, str) else REQUEST


def asker_of(body: JSON) -> str:
    """The Slack id of whoever a request is from; "" where it does not say so as Slack does."""
    event = body.get("event")
    given = event.get("user") if isinstance(event, dict) else body.get("user", body.get("user_id"))
    if isinstance(given, dict):
        given = given.get("id")
    return given if isinstance(given, str) and SLACK_ID.fullmatch(given) else ""


def _asks(event: JSON) -> bool:
    subtype = event.get("subtype")
    return (subtype is None or isinstance(subtype, str)) and is_question(event)
