"""A double click is one click."""

from __future__ import annotations

import time
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW = 2.0  # seconds; shorter than it takes to read that something failed and to try again
MOST_KEPT = 1_000

Click = tuple[str, str, str, str]


class Clicks:
    """Remembers who pressed what lately, in this process; `ticks` are seconds that nobody sets."""

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        self._ticks = ticks
        self._lately: OrderedDict[Click, float] = OrderedDict()
        self._lock = Lock()

    def again(self, body: dict[str, Any]) -> bool:
        """Whether the same person pressed the same button of the same message a moment ago."""
        click = _click_of(body)
        if click is None:
            return False
        now = self._ticks()
        with self._lock:
            before = self._lately.pop(click, None)
            self._lately[click] = now
            while len(self._lately) > MOST_KEPT:
                self._lately.popitem(last=False)
        return before is not None and now - before < WINDOW


def _click_of(body: dict[str, Any]) -> Click | None:
    if body.get("type") != "block_actions" or not body.get("actions"):
        return None
    action, container = body["actions"][0], body.get("container") or {}
    message = f"{container.get('channel_id')}:{container.get('message_ts') or container.get('view_id')}"
    return body["user"]["id"], message, action["action_id"], str(action.get("value", ""))
