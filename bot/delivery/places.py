"""Where something was pressed: in a view or under a message. A button elsewhere than we put it is refused."""

from __future__ import annotations

from typing import Any

from bot.domain.errors import OldButton

JSON = dict[str, Any]


def view_of(body: JSON) -> JSON:
    """The form or page that was pressed in. OldButton where it was none."""
    view: JSON = body.get("view") or {}
    if not view.get("id"):
        raise OldButton
    return view


def answers_at(body: JSON) -> str:
    """The address that answers to it go to. OldButton where none came with it."""
    address: str = body.get("response_url") or ""
    if not address:
        raise OldButton
    return address


def message_of(body: JSON) -> tuple[str, str]:
    """The channel and the time of the message that was pressed under. OldButton where it was none."""
    container = body["container"]
    channel, ts = container.get("channel_id"), container.get("message_ts")
    if not (channel and ts):
        raise OldButton
    return channel, ts
