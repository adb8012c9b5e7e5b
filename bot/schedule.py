"""The timetable: jobs in memory that ask what is due by now, so that a missed or doubled tick does no harm."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from datetime import UTC
from typing import TYPE_CHECKING, Protocol

from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]  # APScheduler 3 has no types

from bot import errands
from bot.app import trouble
from bot.errands import Errand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SWEEP_SECONDS = 30
DECIDE_SECONDS = 60
DRAIN_SECONDS = 2
POLL_SECONDS = 1  # where a file sets the clock, which may be at any moment in the next second
GLANCES = 4  # at the outbox in that second: a conversation that has rested for one is not left to rest for two
TRIM_AT = {"hour": 3, "minute": 17}  # when boards sleep
AT_ONCE = "drain at once"
log = logging.getLogger("steward")


LATE_SECONDS = 30.0  # beyond three intervals: a busy machine is late, too
LONGEST_SECONDS = 900.0  # of one tick: a whole drain of messages, a second apart


class Beats:
    """When each job was last begun or ended in this process, by seconds that nobody sets."""

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        self._ticks = ticks
        self._every: dict[str, float] = {}
        self._last: dict[str, float] = {}
        self._at_work: set[str] = set()

    def expect(self, name: str, seconds: float) -> None:
        """From now on that job is to come every so many seconds."""
        self._every[name], self._last[name] = seconds, self._ticks()

    @contextmanager
    def tick(self, name: str) -> Iterator[None]:
        self._last[name] = self._ticks()
        self._at_work.add(name)
        try:
            yield
        finally:
            self._at_work.discard(name)
            self._last[name] = self._ticks()

    def lag(self) -> dict[str, float]:
        """By how many seconds each job is beyond its interval; by none where it is at work."""
        now = self._ticks()
        late = {name: now - self._last[name] - seconds for name, seconds in self._every.items()}
        return {name: 0.0 if name in self._at_work else max(0.0, seconds) for name, seconds in late.items()}

    def late(self) -> str:
        """Which jobs do not come as they should, in words; "" where all do."""
        now = self._ticks()
        late = [name for name in self._every if now - self._last[name] > self._most(name)]
        return f"not at work: {', '.join(late)}" if late else "" if self._every else "it has not begun yet"

    def _most(self, name: str) -> float:
        return LONGEST_SECONDS if name in self._at_work else 3 * self._every[name] + LATE_SECONDS


class Sending(Protocol):
    """An outbox, or those of many boards."""

    def drain(self) -> object: ...

    def trim(self) -> object: ...

    def on_wake(self, ring: Callable[[], object]) -> None: ...


def timetable(
    outbox: Sending,
    *,
    sweep: Callable[[], object],
    trim: Callable[[], object],
    decide: Callable[[], object],
    polls: bool = False,
    beats: Beats | None = None,
) -> BackgroundScheduler:
    """`sweep` comes back to what was left in hand, `trim` clears out once a day, `decide` asks who is to hear of what.

    The outbox is drained every other second, and at once when it is woken. Any number of processes may each have a
    timetable: what one has decided or sent, the others find decided and sent.
    """
    scheduler = BackgroundScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600}
    )
    every = {
        "sweep": (sweep, SWEEP_SECONDS),
        "decide": (decide, POLL_SECONDS if polls else DECIDE_SECONDS),
        "drain": (outbox.drain, POLL_SECONDS / GLANCES if polls else DRAIN_SECONDS),
    }
    beats = beats or Beats()
    for name, (job, seconds) in every.items():
        beats.expect(name, seconds)
        scheduler.add_job(_safely(name, job, beats), "interval", seconds=seconds, id=name)
    for name, job in (("trim", trim), ("trim the outbox", outbox.trim)):
        scheduler.add_job(_safely(name, job, beats), "cron", id=name, **TRIM_AT)
    drain = _safely("drain", outbox.drain, beats)
    outbox.on_wake(lambda: scheduler.add_job(drain, id=AT_ONCE, replace_existing=True))
    return scheduler


def _safely(name: str, job: Callable[[], object], beats: Beats) -> Callable[[], None]:
    """The job with an end to whatever goes wrong in it: the next tick is another try."""

    def tick() -> None:
        with Errand(name).at_hand(), beats.tick(name):
            try:
                job()
            except Exception as error:
                if trouble.is_passing(error):
                    log.warning("The timetable's %s must wait. %s", name, trouble.told(error))
                else:
                    log.exception("Trouble %s with the timetable's %s.", errands.reference(), name)

    return tick
