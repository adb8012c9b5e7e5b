"""Notices a WebSocket that is open and deaf, has another one opened, and gives the process up where that does not help.

What can be known of it: the other end answers pings (slack_sdk sends one every few seconds, but takes a connection that
never answered any for a good one), and Slack tells us of our own direct messages, as of any other. Where one of these
stays away too long, nothing else is likely to arrive.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from bot import redaction

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from datetime import datetime

LOOK_SECONDS = 10.0
SILENT_SECONDS = 60.0  # without a word or a pong: slack_sdk itself gives a connection up after twenty
ECHO = timedelta(minutes=2)  # Slack tells of a message within a second or two
MOST_TRIES = 3  # of connecting anew; after that a new process may do better
DEAF = 75  # the exit code: a failure that passes, in sysexits.h
log = logging.getLogger("steward")


class Line(Protocol):
    """The connection that is watched."""

    @property
    def requests(self) -> int: ...

    @property
    def alone(self) -> bool: ...

    def life(self) -> Hashable: ...

    def reconnect(self) -> None: ...


class Watchdog:
    """`own_message` is when the last one went out to a person; `give_up` is called once nothing has helped."""

    def __init__(
        self,
        line: Line,
        own_message: Callable[[], datetime | None],
        now: Callable[[], datetime],
        give_up: Callable[[], object],
        *,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._line, self._own_message, self._now, self._give_up, self._ticks = line, own_message, now, give_up, ticks
        self._life, self._alive_at = line.life(), ticks()
        self._requests, self._heard_at = line.requests, now()
        self._tries, self._tried_at = 0, ticks() - SILENT_SECONDS
        self.gave_up = False
        self.doubt = ""  # why nothing comes in, as far as the last look could tell

    def watch(self, stop: threading.Event) -> None:
        """From now on until then, in a thread of its own."""
        threading.Thread(target=self._watch, args=[stop], name="steward-watchdog", daemon=True).start()

    def look(self) -> None:
        """Look once. After a try to connect anew it is given time to show."""
        self._listen()
        at = self._ticks()
        why = self.doubt = self._trouble(at)
        if not why or at - self._tried_at < SILENT_SECONDS or self.gave_up:
            return
        if self._tries >= MOST_TRIES:
            self.gave_up = True
            log.critical("%s, and to connect anew did not help: Steward ends, to be started again.", why)
            self._give_up()
            return
        log.warning("%s: Steward connects anew.", why)
        self._tries, self._tried_at, self._heard_at = self._tries + 1, at, self._now()
        try:
            self._line.reconnect()
        except Exception as error:  # noqa: BLE001  whatever it is, the next look is another try
            log.warning("That came to nothing: %s", redaction.in_short(error))

    def _listen(self) -> None:
        if self._line.requests != self._requests:  # the surest sign that all is well
            self._requests, self._heard_at, self._tries = self._line.requests, self._now(), 0
        if self._line.life() != self._life:
            self._life, self._alive_at = self._line.life(), self._ticks()

    def _trouble(self, at: float) -> str:
        if at - self._alive_at >= SILENT_SECONDS:
            return "Slack's WebSocket is silent"
        told = self._own_message() if self._line.alone else None
        if told is not None and told > self._heard_at and self._now() - told >= ECHO:
            return "Slack's WebSocket brings no events"
        return ""

    def _watch(self, stop: threading.Event) -> None:
        while not stop.wait(LOOK_SECONDS):
            try:
                self.look()
            except Exception as error:  # noqa: BLE001  the database may be away
                log.warning("The watchdog could not look: %s", redaction.in_short(error))
