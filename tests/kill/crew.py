"""Three processes that serve all boards: as one dies or stands still, time passes, and another comes in its place."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.kill import looking
from tests.kill.gate import standing_still
from tests.kill.round_steps import ANYWHERE, TABLES, Fate
from tests.kill.server import ENDED, UNDONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Self

    from tests.kill.balancer import Balancer

PATIENCE = 120.0  # seconds for a process to start, on a machine that has other work
ENDS_WITHIN = 12.0  # seconds after it is told to: ten are promised, whatever a neighbour does, and the machine is busy
ASLEEP = 5.0  # seconds: longer than the database leaves anything to one that sleeps
A_LOOK = 0.05
ROOT = Path(__file__).parent.parent.parent
TOGETHER = 3
LEASE = timedelta(seconds=130)  # a little longer than that of anything in hand
ZONES = ("Europe/London", "Asia/Tokyo", "America/Los_Angeles")


class ServerNursery:
    """Makes processes, and says how each is."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.kill.server"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, line: str) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        if not select.select([self._process.stdout], [], [], PATIENCE)[0]:
            raise TimeoutError(f"no answer to {line!r}")
        return int(self._process.stdout.readline())


@dataclass
class Hand:
    """One process, and how it is."""

    number: int
    port: int = 0
    asleep_since: float | None = None

    @property
    def awake(self) -> bool:
        return self.asleep_since is None


@dataclass
class Crew:
    """Whoever serves now, and what became of those before."""

    common: dict[str, Any]
    clock: Path
    balancer: Balancer
    through: Callable[[], object]  # returns once Slack is through with what it was sent
    kills: Counter[str] = field(default_factory=Counter)
    sleeps: Counter[str] = field(default_factory=Counter)
    ends: list[float] = field(default_factory=list)  # seconds that each took which was told to end
    hands: list[Hand] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._nursery, self._zones = ServerNursery(), cycle(ZONES)
        self._folder = Path(self.common["fates"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for each in self.hands:
            with suppress(ProcessLookupError):
                os.kill(each.number, signal.SIGKILL)
        self._nursery.close()

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.clock.read_text(encoding="utf-8"))

    @property
    def awake(self) -> list[Hand]:
        return [each for each in self.hands if each.awake]

    @property
    def left(self) -> list[str]:
        """The fates that nobody has met yet."""
        return sorted(each.stem for each in self._folder.glob("*.fate"))

    def set(self, moment: datetime) -> None:
        """In one stroke, as processes may be reading it."""
        new = self.clock.with_suffix(".new")
        new.write_text(moment.isoformat(), encoding="utf-8")
        with standing_still(self._folder, (each.number for each in self.awake)):
            self.through()  # whoever died or sleeps may have sent it something the moment before
            new.replace(self.clock)

    def seen(self) -> str:
        """What everybody waits for."""
        address = self.common["settings"]["STEWARD_DATABASE_URL"]
        return looking.seen(self._folder, (each.number for each in self.hands), address)

    def begin(self, fates: Iterable[Fate] = ()) -> None:
        """One gives way to a new version while another sleeps; then whoever comes first past these steps meets them."""
        self.tend()
        leaves, stays, *_ = self.awake
        self._freeze(stays)
        self.roll(leaves)
        self.tend()
        for each in fates:
            self._lay(each)

    def tend(self) -> None:
        """See who died or fell asleep, let time pass, wake who slept long enough, and fill the ranks."""
        for each in list(self.hands):
            self._look_at(each)
        while len(self.awake) < TOGETHER:
            self._start()
        self.balancer.ports = tuple(each.port for each in self.awake)

    def roll(self, hand: Hand) -> None:
        """A new version: another is started, then this one is told to end, and ends in order, and in time."""
        self._start()
        self.balancer.ports = tuple(each.port for each in self.awake if each is not hand)
        began = time.monotonic()
        os.kill(hand.number, signal.SIGTERM)
        while hand in self.hands:
            if time.monotonic() - began > ENDS_WITHIN:
                raise TimeoutError(f"process {hand.number} was told to end and has not")
            time.sleep(A_LOOK)
            how = self._nursery.ask(f"state {hand.number}")
            if how == signal.SIGSTOP:
                self._met(hand)
                os.kill(hand.number, signal.SIGCONT)
            elif how == signal.SIGKILL:
                self._met(hand)
                self.hands.remove(hand)
            elif how == ENDED:
                self.hands.remove(hand)
                self.ends.append(time.monotonic() - began)
            elif how:
                raise RuntimeError(f"a process that was told to end ended with {how}")

    def start_over_each_other(self) -> None:
        """On a database without tables: one dies over making them, one falls asleep, and three wait for it."""
        self._lay(Fate(TABLES))
        self._until(self._fork(), signal.SIGKILL)
        self._lay(Fate(TABLES, sleeps=True))
        sleeper = self._fork()
        self._until(sleeper, signal.SIGSTOP)
        for each in [self._fork() for _ in range(TOGETHER)]:
            each.port = self._port(each)
        os.kill(sleeper.number, signal.SIGCONT)
        self._until(sleeper, ENDED + UNDONE)  # its supervisor starts another
        self.tend()

    def _until(self, hand: Hand, wanted: int) -> None:
        """Wait until this has become of it."""
        ends = time.monotonic() + PATIENCE
        while (how := self._nursery.ask(f"state {hand.number}")) != wanted:
            if how or time.monotonic() > ends:
                raise RuntimeError(f"process {hand.number} was to be {wanted} and is {how}")
            time.sleep(A_LOOK)
        self._met(hand)
        if wanted == signal.SIGSTOP:
            hand.asleep_since = time.monotonic()
        else:
            self.hands.remove(hand)

    def _lay(self, fate: Fate) -> None:
        """In one stroke, as whoever comes past looks for it."""
        path = self._folder / f"{fate.step}.new"
        path.write_text(json.dumps(fate), encoding="utf-8")
        path.replace(path.with_suffix(".fate"))

    def _look_at(self, hand: Hand) -> None:
        how = self._nursery.ask(f"state {hand.number}")
        if how == signal.SIGKILL:
            self._met(hand)
            self.hands.remove(hand)
            self.set(self.moment + LEASE)
        elif how == signal.SIGSTOP and hand.awake:
            self._met(hand)
            hand.asleep_since = time.monotonic()
            self.set(self.moment + LEASE)
        elif hand.asleep_since and time.monotonic() - hand.asleep_since > ASLEEP:
            self._met(hand)  # it may have fallen asleep by itself just as it was frozen
            os.kill(hand.number, signal.SIGCONT)
            hand.asleep_since = None
        elif how and how != signal.SIGSTOP:
            raise RuntimeError(f"a process ended with {how}")

    def _met(self, hand: Hand) -> None:
        """Count the fates that it has met; of two threads each may have come past a step."""
        for path in self._folder.glob(f"{hand.number}.*.met"):
            step, sleeps = json.loads(path.read_text(encoding="utf-8"))
            (self.sleeps if sleeps else self.kills)[step] += 1
            path.unlink()

    def _freeze(self, hand: Hand) -> None:
        os.kill(hand.number, signal.SIGSTOP)
        hand.asleep_since = time.monotonic()
        self.sleeps[ANYWHERE] += 1

    def _start(self) -> None:
        hand = self._fork()
        hand.port = self._port(hand)

    def _port(self, hand: Hand) -> int:
        port = self._nursery.ask(f"port {hand.number}")
        if not port:
            raise RuntimeError("a process did not start")
        return port

    def _fork(self) -> Hand:
        self.hands.append(Hand(self._nursery.ask(json.dumps({**self.common, "zone": next(self._zones)}))))
        return self.hands[-1]
