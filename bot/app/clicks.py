"""A double click is one click."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.render import actions
from store import inbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.workspace import Workspace

WINDOW = 2.0  # seconds; shorter than it takes to read that something failed and to try again
MOST_KEPT = 1_000
POSTING = {actions.HISTORY, actions.TARGET, actions.OWNER, actions.WHY, actions.MORE, actions.SHARE}

Click = tuple[str, str, str, str]


class Clicks:
    """Remembers who pressed what lately; `ticks` are seconds that nobody sets."""

    def __init__(self, workspace: Workspace, ticks: Callable[[], float] = time.monotonic) -> None:
        self._workspace = workspace
        self._ticks = ticks
        self._lately: OrderedDict[Click, float] = OrderedDict()
        self._lock = Lock()

    def again(self, body: dict[str, Any]) -> bool:
        """Whether the same person pressed the same button of the same message a moment ago, in this process."""
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

    def elsewhere(self, body: dict[str, Any]) -> bool:
        """The same among all processes, asked only of buttons that post: the others may well do their work twice."""
        click = _click_of(body)
        if click is None or click[2].partition(":")[0] not in POSTING:
            return False
        key = f"click {hashlib.sha256(repr(click).encode('utf-8', 'replace')).hexdigest()}"
        now = self._workspace.now()
        at = _pressed_at(body["actions"][0]) or now
        with self._workspace.begin() as work:
            return not inbox.press(work, key, at, at + timedelta(seconds=WINDOW), now)


def _pressed_at(action: dict[str, Any]) -> datetime | None:
    """When the button was pressed, by Slack's own clock."""
    try:
        return datetime.fromtimestamp(float(action["action_ts"]), UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def _click_of(body: dict[str, Any]) -> Click | None:
    if body.get("type") != "block_actions" or not body.get("actions"):
        return None
    action, container = body["actions"][0], body.get("container") or {}
    view = body.get("view") or {}
    where = container.get("message_ts") or f"{container.get('view_id')} {view.get('hash')}"  # changed, it is another
    message = f"{container.get('channel_id')}:{where}"
    chosen = {name: value for name, value in action.items() if name == "value" or name.startswith("selected_")}
    return body["user"]["id"], message, action["action_id"], repr(chosen)
