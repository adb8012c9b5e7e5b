"""Moves the visitor's clock: one move at a time, in a thread of its own, as a move may take a while."""

import threading
from collections.abc import Callable
from datetime import datetime

from bot.local.changes import Changes
from bot.local.page.guide import VisitorsClock

BUSY = "The clock is moving already. Wait until it stands."
BROKEN = "The clock could not be moved. What went wrong stands where this workspace was started."


class Clockwork:
    """Says what moves, and what the clock said of the last move, or against it."""

    def __init__(self, changed: Changes) -> None:
        self._changed = changed
        self.moving = ""  # what is under way, in words
        self.said = ""

    def move(self, clock: VisitorsClock, key: str) -> None:
        label = next((move.label for move in clock.moves() if move.key == key and not move.has_passed), "")
        if label:
            self._start(label, lambda: clock.move(key))
        else:
            self.said = "The clock offers that no more."

    def go_to(self, clock: VisitorsClock, typed: str) -> None:
        """To a moment as a browser writes it, by the clock's own zone."""
        try:
            moment = datetime.fromisoformat(typed)
        except ValueError:
            self.said = "Enter a date and a time."
            return
        self._start(f"Go to {in_words(moment)}", lambda: clock.go_to(moment.replace(tzinfo=clock.now().tzinfo)))

    def _start(self, label: str, move: Callable[[], str | None]) -> None:
        with self._changed:
            if self.moving:
                self.said = BUSY
                return
            self.moving, self.said = label, ""
        threading.Thread(target=self._run, args=(move,), name="visitors-clock", daemon=True).start()

    def _run(self, move: Callable[[], str | None]) -> None:
        said = BROKEN
        try:
            said = move() or ""
        except ValueError as refused:
            said = str(refused)
        finally:
            with self._changed:
                self.moving, self.said = "", said
                self._changed.notify_all()


def in_words(moment: datetime) -> str:
    return f"{moment:%A} {moment.day} {moment:%B} {moment.year}, {moment:%H:%M}"
