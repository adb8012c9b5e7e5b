"""The timetable: jobs in memory that ask what is due by now, so that a missed or doubled tick does no harm."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]  # APScheduler 3 has no types

if TYPE_CHECKING:
    from collections.abc import Callable

SWEEP_SECONDS = 30
TRIM_AT = {"hour": 3, "minute": 17}  # when boards sleep


def timetable(*, sweep: Callable[[], None], trim: Callable[[], None]) -> BackgroundScheduler:
    """`sweep` comes back to what was left in hand, every half minute; `trim` clears out, once a day."""
    scheduler = BackgroundScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600}
    )
    scheduler.add_job(sweep, "interval", seconds=SWEEP_SECONDS, id="sweep")
    scheduler.add_job(trim, "cron", id="trim", **TRIM_AT)
    return scheduler
