"""What an event is told apart by, and whether it has the shape that Slack describes."""

from __future__ import annotations

import re
from typing import Any

from handlers.questions import is_question

JSON = dict[str, Any]
POSTS = {"message", "app_mention"}
HARMLESS = {"app_home_opened", "user_change"}
# What must be there of other events.
NAMED = {"member_joined_channel": ("channel", "user"), "app_home_opened": ("user",)}
# What is read of an event, if it is there (docs.slack.dev/reference/events/message).
WORDS = (
    "type", "subtype", "channel_type", "channel", "user", "text", "ts", "thread_ts",
    "bot_id", "team", "user_team", "source_team",
)  # fmt: skip


def is_event(body: JSON) -> bool:
    return body.get("type") == "event_callback"


def is_whole(body: JSON) -> bool:
    """Whether what is read of an event is there and of its kind; nothing can be done with one that is not so."""
    event = body.get("event")
    if not isinstance(event, dict) or not isinstance(event.get("type"), str):
        return False
    if event["type"] in NAMED:
        return _are_words(event, *NAMED[event["type"]])
    if event["type"] == "user_change":
        user = event.get("user")
        return isinstance(user, dict) and _are_words(user, "id")
    if event["type"] not in POSTS:
        return isinstance(event.get("user"), str | dict | None)  # Bolt looks into it, whatever the event is
    if not all(isinstance(event.get(name), str | None) for name in WORDS):
        return False
    return not is_question(event) or _are_words(event, "channel", "user", "ts")


def key_of(body: JSON) -> str:
    """What makes two deliveries the same; "" for what is not an event, and for messages that ask us nothing.

    For a post its channel and time, since one post may come as a message and as a mention; else the event's id. What
    may be done twice without harm has none either: it is frequent, and whatever it tells of people is not kept.
    """
    if not is_event(body) or not is_whole(body):
        return ""
    event = body["event"]
    if event["type"] in HARMLESS:
        return ""
    if event["type"] not in POSTS:
        return id_of(body)
    return f"{event['channel']}:{event['ts']}" if is_question(event) else ""


def id_of(body: JSON) -> str:
    """The event's id as Slack writes them (Ev0PV52K25), "" for anything else: it goes into the log."""
    given = body.get("event_id")
    return given if isinstance(given, str) and re.fullmatch(r"\w{1,40}", given) else ""


def _are_words(event: JSON, *names: str) -> bool:
    return all(isinstance(event.get(name), str) and event[name] for name in names)
