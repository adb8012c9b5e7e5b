"""How fast Slack lets us go: a message a second to each conversation, so many a minute, waits when it says so."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from store.outbox import Way

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.clock import Clock

GAP = 1.0  # seconds between two messages to one conversation: docs.slack.dev/reference/methods/chat.postMessage
PER_MINUTE = 240  # messages in a workspace, of the "several hundred" that the same page allows
BURST = 10  # messages at once, after a while without any
EVERYTHING = "*"
OPENING, POSTING, UPDATING, PUBLISHING = "conversations.open", "chat.postMessage", "chat.update", "views.publish"
NEEDS = {
    Way.PERSON: {EVERYTHING, "users.info", "dnd.info", OPENING, "conversations.history", POSTING},
    Way.CHANNEL: {EVERYTHING, POSTING},
    Way.UPDATE: {EVERYTHING, "users.info", UPDATING, OPENING},
    Way.HOME: {EVERYTHING, "users.info", PUBLISHING},
}


class Pace:
    """What may go out now. Slack's waits are waited out by the clock; our own gaps by `ticks`, which nobody sets."""

    def __init__(self, clock: Clock, ticks: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._ticks = clock, ticks
        self._stopped: dict[str, tuple[datetime, datetime]] = {}  # method -> when it was stopped, until when
        self._had: dict[int | str, float] = {}  # conversation -> when it had its last message
        self._left, self._since = float(BURST), ticks()

    def ways(self) -> frozenset[Way]:
        """The ways that are open now."""
        now = self._clock()
        shut = {method for method, (since, until) in self._stopped.items() if since <= now < until}
        if self.room() < 1:
            shut.add(POSTING)
        return frozenset(way for way, needed in NEEDS.items() if not needed & shut)

    def resting(self) -> tuple[int | str, ...]:
        """The conversations that had a message a moment ago."""
        now = self._ticks()
        self._had = {place: at for place, at in self._had.items() if now - at < GAP}
        return tuple(self._had)

    def gives_back(self, place: int | str) -> None:
        """What is next for this conversation waits, and whatever comes after that waits with it: they keep order."""
        self._had[place] = self._ticks()

    def room(self) -> int:
        """How many messages the minute still has room for."""
        now = self._ticks()
        self._left = min(BURST, self._left + max(0.0, now - self._since) * PER_MINUTE / 60)
        self._since = now
        return int(self._left)

    def spent(self, place: int | str) -> None:
        """A message goes out to this conversation."""
        self._left -= 1
        self._had[place] = self._ticks()

    def stop(self, method: str, seconds: float) -> datetime:
        """Slack does not want this method for a while; until when."""
        now = self._clock()
        until = now + timedelta(seconds=seconds)
        self._stopped[method] = (now, until)
        return until
