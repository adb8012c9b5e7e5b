"""The timetable: jobs in memory that ask what is due by now, so that a missed or doubled tick does no harm."""

from __future__ import annotations

import logging
from datetime import UTC
from typing import TYPE_CHECKING, Protocol

from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]  # APScheduler 3 has no types

from bot import errands
from bot.app import trouble
from bot.errands import Errand

if TYPE_CHECKING:
    from collections.abc import Callable

SWEEP_SECONDS = 30
DECIDE_SECONDS = 60
DRAIN_SECONDS = 2
POLL_SECONDS = 1  # where a file sets the clock, which may be at any moment in the next second
GLANCES = 4  # at the outbox in that second: a conversation that has rested for one is not left to rest for two
TRIM_AT = {"hour": 3, "minute": 17}  # when boards sleep
AT_ONCE = "drain at once"
log = logging.getLogger("steward")


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
    for name, (job, seconds) in every.items():
        scheduler.add_job(_safely(name, job), "interval", seconds=seconds, id=name)
    for name, job in (("trim", trim), ("trim the outbox", outbox.trim)):
        scheduler.add_job(_safely(name, job), "cron", id=name, **TRIM_AT)
    drain = _safely("drain", outbox.drain)
    outbox.on_wake(lambda: scheduler.add_job(drain, id=AT_ONCE, replace_existing=True))
    return scheduler


def _safely(name: str, job: Callable[[], object]) -> Callable[[], None]:
    """The job with an end to whatever goes wrong in it: the next tick is another try."""

    def tick() -> None:
        with Errand(name).at_hand():
            try:
                job()
            except Exception as error:
                if trouble.is_passing(error):
                    log.warning("The timetable's %s must wait. %s", name, trouble.told(error))
                else:
                    log.exception("Trouble %s with the timetable's %s.", errands.reference(), name)

    return tick
