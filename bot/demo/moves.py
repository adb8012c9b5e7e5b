"""The clock as the visitor moves it: on to a day, and through all that happens on the way, so that nothing is skipped.

At each moment on the way it waits until all that is due by then has been decided and sent. What is due is decided here
as well as in the bot, since any number of processes may ask; so that it is known to be decided, and not guessed at.
"""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

from bot.demo import days
from bot.domain.errors import DatabaseAway
from bot.local.page.guide import Move
from bot.render.formats import day as in_words
from bot.services import reminders, reports

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.demo.clock import RunningClock
    from bot.local import LocalSlack
    from bot.workspace import Workspace

WORKING_DAY, NEXT_THING = "working-day", "next-thing"
DUE, DRAFTED, PUBLISHED, MEETING = "due", "drafted", "published", "meeting"
FURTHEST = timedelta(days=184)  # from the day on which the demo begins: by then the round is over
PATIENCE = 180.0  # seconds; a report goes out at a message a second, and its papers take a while
LOOK = 0.25  # seconds until the next look where nothing has been heard


class Moves:
    """A `VisitorsClock` over the clock that the bot reads. `runs` says whether there is a bot to wait for."""

    def __init__(
        self, clock: RunningClock, workspace: Workspace, slack: LocalSlack, last: datetime, runs: Callable[[], bool]
    ) -> None:
        self._clock, self._workspace, self._slack, self._runs = clock, workspace, slack, runs
        self._last = last
        self._going = Lock()
        self._days = days.read(workspace)

    def now(self) -> datetime:
        return self._clock.now()

    def moves(self) -> tuple[Move, ...]:
        """The next day and the next thing, then the days of the next meeting, or of the last where none is to come."""
        named = (Move(key, label, moment <= self.now()) for key, (label, moment) in self._named().items())
        return (
            Move(WORKING_DAY, "Next working day"),
            Move(NEXT_THING, "Next thing that happens"),
            *named,
        )

    def move(self, key: str) -> str | None:
        if key == WORKING_DAY:
            return self.go_to(self._days.next_working(self.now()))
        if key == NEXT_THING:
            return self._alone(self._to_the_next_thing)
        if key in self._named():
            return self.go_to(self._named()[key][1])
        raise ValueError("The clock knows no such move.")

    def go_to(self, moment: datetime) -> str | None:
        moment = moment if moment.tzinfo else moment.replace(tzinfo=self._workspace.zone)
        now = self.now()
        if moment <= now:
            raise ValueError(f"The clock only goes forward: it is {now:%H:%M} on {in_words(now.date())} already.")
        if moment > self._last:
            raise ValueError(f"The demo ends on {in_words(self._last.date())}: choose a day before that.")
        return self._alone(lambda: self._run(moment))

    def _alone(self, going: Callable[[], str | None]) -> str | None:
        if not self._going.acquire(blocking=False):
            raise ValueError("The clock is on its way already. Wait until it has arrived.")
        try:
            self._settle()  # what the visitor has done is sent before time goes on
            self._days = days.read(self._workspace)
            return going()
        finally:
            self._going.release()
            self._slack.stir()

    def _to_the_next_thing(self) -> None:
        found = days.next_thing(self._workspace, self._days, self._last)
        if found is None:
            raise ValueError(f"Nothing more happens by itself until {in_words(self._last.date())}.")
        self._arrive(found)

    def _run(self, moment: datetime) -> str | None:
        heard = len(self._slack.calls)
        while found := days.next_thing(self._workspace, self._days, moment):
            self._arrive(found)
        if self.now() < moment:
            self._arrive(moment)
        if len(self._slack.calls) > heard:
            return None
        return f"Nothing happened by itself on the way to {moment:%H:%M} on {in_words(moment.date())}."

    def _arrive(self, moment: datetime) -> None:
        self._clock.set(moment)
        self._slack.stir()
        self._settle()

    def _settle(self) -> None:
        """Until all that is due by now has been decided and sent. ValueError where that comes to nothing."""
        ends = time.monotonic() + PATIENCE
        while self._decide() or days.due(self._workspace):
            self._go_on(ends)
            while days.due(self._workspace):
                heard = len(self._slack.calls)
                self._go_on(ends)
                self._listen(heard)

    def _go_on(self, ends: float) -> None:
        """ValueError where it is no use to wait any longer."""
        if not self._runs():
            raise ValueError("The bot has ended, so nothing goes out any more. Start the demo again.")
        if time.monotonic() > ends:
            raise ValueError("The bot has not sent all that is due yet. Its log says why.")

    def _listen(self, heard: int) -> None:
        """Until the bot has called once more, or for a moment."""
        with suppress(TimeoutError):
            self._slack.wait_for(lambda: len(self._slack.calls) > heard, LOOK)

    def _decide(self) -> int:
        """How many steps and messages are new; while the bot is writing, its turn comes first."""
        with suppress(DatabaseAway):
            return reports.plan_for_today(self._workspace) + reminders.plan_for_today(self._workspace)
        return 1

    def _named(self) -> dict[str, tuple[str, datetime]]:
        """The moments of the next meeting, or of the last, by key."""
        found = self._days.coming(self.now()) or next(iter(self._days.reports[-1:]), None)
        if found is None:
            return {}
        due = datetime.combine(found.timetable.figures_due, self._days.starts, self._workspace.zone)
        told = {
            DUE: (due, "figures are due"),
            DRAFTED: (found.drafted, "report drafted"),
            PUBLISHED: (found.published, "report goes out"),
            MEETING: (found.briefed, "board meeting"),
        }
        return {key: (f"To {day.day} {day:%B}: {what}", day) for key, (day, what) in told.items()}
