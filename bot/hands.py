"""The hands of a process: events have some, people who wait have others, so that neither keeps the other waiting."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Condition
from typing import TYPE_CHECKING, TypeVar

from bot import errands

if TYPE_CHECKING:
    from collections.abc import Callable

HANDS = 10  # events at a time: each may wait for Slack, none for the processor
PEOPLE_WAIT = 5  # commands and clicks at a time: Slack gives them three seconds, so no event may keep them
Result = TypeVar("Result")


class StoppingError(Exception):
    """Nothing new is taken in hand: whoever brought it must bring it again, or to another process."""


class Hands:
    """What is given to them is begun in the order in which it came, events and people's requests apart."""

    def __init__(self, events: int = HANDS, people: int = PEOPLE_WAIT) -> None:
        self._events = ThreadPoolExecutor(events, "steward-event")
        self._people = ThreadPoolExecutor(people, "steward-people")
        self._changed = Condition()
        self._busy = 0
        self._waiting = 0
        self._stopping = False

    @property
    def waiting(self) -> int:
        """How much was given to them and is not begun yet."""
        return self._waiting

    @property
    def busy(self) -> int:
        return self._busy

    @property
    def stopping(self) -> bool:
        """Whether nothing is begun any more."""
        return self._stopping

    def take(self, act: Callable[[], Result], *, event: bool) -> Future[Result]:
        """What comes of `act`; StoppingError, at once or in the result, where it will not be begun any more."""
        with self._changed:
            if self._stopping:
                raise StoppingError
            self._waiting += 1
            return (self._events if event else self._people).submit(errands.carried(self._done), act)

    def stop(self, seconds: float) -> bool:
        """Begin nothing more, let what is in hand be finished; whether all of it was finished in that time."""
        with self._changed:
            self._stopping = True
            finished = self._changed.wait_for(lambda: not self._busy, timeout=seconds)
        for hands in (self._events, self._people):
            hands.shutdown(wait=False, cancel_futures=True)
        return finished

    def _done(self, act: Callable[[], Result]) -> Result:
        with self._changed:
            self._waiting -= 1
            if self._stopping:
                raise StoppingError
            self._busy += 1
        try:
            return act()
        finally:
            with self._changed:
                self._busy -= 1
                self._changed.notify_all()
