"""The only teller of the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Clock = Callable[[], datetime]  # an aware moment


def system_clock() -> datetime:
    return datetime.now(UTC)


def file_clock(path: Path) -> Clock:
    """A clock that a file sets: it holds one moment in ISO 8601 with its offset, read at each asking.

    For trying out and for tests; `bot.config` refuses it wherever real people could be reached.
    """

    def read() -> datetime:
        moment = datetime.fromisoformat(path.read_text(encoding="utf-8").strip())
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    return read
