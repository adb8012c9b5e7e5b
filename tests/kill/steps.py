"""Where a process can die between deciding and marking: each step is wrapped from outside, in the dying process."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

from slack_sdk import WebClient

from bot import render
from bot.delivery import Outbox, sending
from bot.delivery.hold import Hold
from store import outbox

if TYPE_CHECKING:
    from collections.abc import Callable

LOOKED = "looked for"
# Each is a function that every delivery passes through; the process dies when it has done its work.
PLACES: dict[str, tuple[Any, str]] = {
    "decided, not committed": (outbox, "plan"),
    "claimed, not committed": (outbox, "claim"),
    "claimed": (Outbox, "_claim"),
    "rendered": (render, "message"),
    "counted, not committed": (outbox, "about_to_post"),
    "counted": (Hold, "about_to_post"),
    "accepted by Slack": (WebClient, "chat_postMessage"),
    LOOKED: (sending, "posted_before"),
    "marked, not committed": (outbox, "sent"),
    "marked": (Hold, "sent"),
}
COMMITTED = "decided"  # in the worker itself, after its transaction
STEPS = (COMMITTED, *PLACES)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def sleep() -> None:
    """Until somebody wakes it: as a machine does that is moved, or has no memory left."""
    os.kill(os.getpid(), signal.SIGSTOP)


def afterwards(where: Any, name: str, act: Callable[[], None]) -> None:  # noqa: ANN401  a class or a module
    """Whenever that has done its work, this is done."""
    real = getattr(where, name)

    def done(*given: Any, **more: Any) -> Any:  # noqa: ANN401  whatever the real one takes and gives
        result = real(*given, **more)
        act()
        return result

    setattr(where, name, done)


class Doom:
    """Ends this process when it passes a step for the so-manieth time; "" for never."""

    def __init__(self, step: str, times: int) -> None:
        self._step, self._left = step, times

    def arrange(self) -> None:
        if self._step in PLACES:
            afterwards(*PLACES[self._step], lambda: self.passed(self._step))

    def passed(self, step: str) -> None:
        if step == self._step:
            self._left -= 1
            if self._left == 0:
                die()
