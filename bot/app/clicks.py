"""A double click is one click."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.clock import Clock

WINDOW = timedelta(seconds=5)
MOST_KEPT = 1_000

Click = tuple[str, str, str, str]


class Clicks:
    """Remembers who pressed what lately. Within one process, which is where Slack sends most double clicks."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lately: OrderedDict[Click, datetime] = OrderedDict()
        self._lock = Lock()

    def again(self, body: dict[str, Any]) -> bool:
        """Whether the same person pressed the same button of the same message a moment ago."""
        click = _click_of(body)
        if click is None:
            return False
        now = self._clock()
        with self._lock:
            before = self._lately.pop(click, None)
            self._lately[click] = now
            while len(self._lately) > MOST_KEPT:
                self._lately.popitem(last=False)
        return before is not None and timedelta(0) <= now - before < WINDOW


def _click_of(body: dict[str, Any]) -> Click | None:
    if body.get("type") != "block_actions" or not body.get("actions"):
        return None
    action, container = body["actions"][0], body.get("container") or {}
    message = f"{container.get('channel_id')}:{container.get('message_ts') or container.get('view_id')}"
    return body["user"]["id"], message, action["action_id"], str(action.get("value", ""))
