"""The demo's clock: it goes on by itself from the moment that it was set to, and writes the file that the bot reads."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from pathlib import Path

LONDON = ZoneInfo("Europe/London")
STARTS = datetime(2014, 5, 9, 9, 0, tzinfo=LONDON)  # a Friday; on Monday the owners are told what is due
BEAT = 1.0  # seconds from one writing of the file to the next: the bot looks once a second
TRIES = 50  # where somebody is just reading the file, which only Windows minds


class RunningClock:
    """A second takes a second; whoever sets it sends it on."""

    def __init__(self, path: Path, zone: ZoneInfo, starts: datetime) -> None:
        self.path = path
        self._zone = zone
        self._changing = threading.Lock()
        self._stop = threading.Event()
        self._writer = threading.Thread(target=self._beat, name="demo-clock", daemon=True)
        self.set(self._kept() or starts)

    def now(self) -> datetime:
        with self._changing:
            return self._moment()

    def set(self, moment: datetime) -> None:
        with self._changing:
            self._set_to, self._since = moment.astimezone(UTC), time.monotonic()
            self._write()

    def __enter__(self) -> Self:
        self._writer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._writer.join()

    def _kept(self) -> datetime | None:
        """The moment at which an earlier demo ended."""
        try:
            return datetime.fromisoformat(self.path.read_text(encoding="utf-8").strip())
        except (OSError, ValueError):
            return None

    def _beat(self) -> None:
        while not self._stop.wait(BEAT):
            with self._changing:
                self._write()

    def _moment(self) -> datetime:
        return (self._set_to + timedelta(seconds=time.monotonic() - self._since)).astimezone(self._zone)

    def _write(self) -> None:
        """In one step, so that nobody reads half of it."""
        new = self.path.with_suffix(".new")
        new.write_text(self._moment().isoformat(timespec="seconds"), encoding="utf-8")
        for _ in range(TRIES):
            try:
                new.replace(self.path)
            except PermissionError:
                time.sleep(0.01)
            else:
                return
        new.replace(self.path)
