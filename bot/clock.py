"""The only teller of the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]  # an aware moment


def system_clock() -> datetime:
    return datetime.now(UTC)
