"""What one size of Steward comes to: so many boards, each of so many indicators, from a quiet minute to a report."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from bot import papers
from bot.commands.running import decide
from bot.domain.covers import Cover
from bot.services import reports
from store import outbox
from store.outbox import State
from tests.benchmarks.boards import Boards
from tests.benchmarks.deciding import without_last
from tests.benchmarks.reporting import grown
from tests.benchmarks.throughput import memory_of
from tests.builders import city_planfile

if TYPE_CHECKING:
    from collections.abc import Callable


TICKS = {"decide": 60, "drain": 2, "sweep": 30}  # seconds from one to the next: bot/schedule.py
LONDON = ZoneInfo("Europe/London")
QUIET = datetime(2014, 4, 15, 10, 0, tzinfo=LONDON)
MIDNIGHT = datetime(2014, 4, 16, 0, 0, 30, tzinfo=LONDON)
DUE = datetime(2014, 5, 19, 10, 0, tzinfo=LONDON)  # what the board that meets on 2 July wants is due
DRAFTED = datetime(2014, 6, 4, 9, 0, tzinfo=LONDON)
OUT = datetime(2014, 6, 24, 12, 0, tzinfo=LONDON)


class Hands:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = QUIET

    def __call__(self) -> datetime:
        return self.now


@dataclass(kw_only=True)
class Size:
    """Seconds of processor time, megabytes, numbers of messages; of all boards together but where it says otherwise."""

    boards: int
    indicators: int
    ticks: dict[str, float] = field(default_factory=dict)
    memory: float = 0.0
    midnight: float = 0.0
    reminders: int = 0
    deciding: float = 0.0
    reminding: float = 0.0
    composing: float = 0.0
    messages: int = 0
    posting: float = 0.0
    word: float = 0.0  # of one board
    excel: float = 0.0  # of one board
    most_memory: float = 0.0

    @property
    def minute(self) -> float:
        return sum(60 / seconds * self.ticks[job] for job, seconds in TICKS.items())


def fill(address: str, size: Size, slack: str) -> None:
    """With the City's plan, or one grown from it, of which no figure of the last quarter is in."""
    planfile = city_planfile()
    if size.indicators != len(planfile.indicators):
        planfile = grown(planfile, size.indicators)
    stage = Boards(address, Hands(), slack)
    stage.first(without_last(planfile))
    stage.grow(size.boards)
    stage.store.close()


class Measuring:
    """One process that serves all those boards; each step goes on from the one before."""

    def __init__(self, address: str, size: Size, slack: str) -> None:
        self.size, self._clock = size, Hands()
        self._stage = Boards(address, self._clock, slack)
        self._offices = self._stage.offices()
        for _ in range(3):  # once they are open nobody knows what was written; then some hear of what the first wrote
            self._decide()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._offices.stop(0)
        self._stage.store.close()

    def ticks(self, rounds: int) -> Size:
        """Each job of the timetable where nothing is due."""
        jobs = {"decide": self._decide, "drain": self._offices.drain, "sweep": self._offices.sweep}
        self.size.ticks = {job: median(spent(act) for _ in range(rounds)) for job, act in jobs.items()}
        return self.size

    def days(self) -> Size:
        """Every board is looked at after midnight, its people are reminded, and its report goes out."""
        size = self.size
        size.memory = memory_of("self")
        size.midnight = self._spent_at(MIDNIGHT)
        size.deciding = self._spent_at(DUE)
        size.reminding, size.reminders = spent(self._send), self._sent("nudge")
        size.composing = self._spent_at(DRAFTED)
        self._send()
        size.composing += self._spent_at(OUT)
        size.posting, size.messages = spent(self._send), self._sent("report")
        most = memory_of("self")
        facts = reports.compose(self._stage.workspaces.all()[0])
        size.word = spent(lambda: papers.word(facts, Cover()))
        size.excel = spent(lambda: papers.excel(facts))
        size.most_memory = max(most, memory_of("self"))
        return size

    def _spent_at(self, moment: datetime) -> float:
        self._clock.now = moment
        return spent(self._decide)

    def _decide(self) -> None:
        self._offices.decide(decide)

    def _send(self) -> None:
        while self._stage.workspaces.wanted():
            self._offices.drain()

    def _sent(self, kind: str) -> int:
        found = 0
        for board in self._stage.workspaces.all():
            with board.reading() as work:
                found += sum(each.kind == kind and each.state is State.SENT for each in outbox.keyed(work, kind))
        return found


def spent(act: Callable[[], object]) -> float:
    """Seconds of this process's processor time."""
    gc.collect()
    began = time.process_time()
    act()
    return time.process_time() - began
