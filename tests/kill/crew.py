"""Three processes that serve all boards: as one dies or stands still, time passes, and another comes in its place."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.kill.round_steps import SLEEPLESS
from tests.kill.server import ENDED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from tests.kill.balancer import Balancer

PATIENCE = 60.0  # seconds for a process to start, or to end
ROOT = Path(__file__).parent.parent.parent
TOGETHER = 3
LEASE = timedelta(seconds=130)  # a little longer than that of anything in hand
ZONES = ("Europe/London", "Asia/Tokyo", "America/Los_Angeles")
SLEEPERS = 2  # every so-manieth does not die but stands still, where it can
LOOKS_ASLEEP = 20  # at the most; what it holds in the database keeps others of its board waiting


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
    """One process, and what is to become of it."""

    number: int
    port: int = 0
    step: str = ""
    asleep: int = 0  # looks at it since it fell asleep


@dataclass
class Crew:
    """Whoever serves now; `fates` are the steps at which those to come will end."""

    common: dict[str, Any]
    clock: Path
    balancer: Balancer
    kills: Counter[str] = field(default_factory=Counter)
    sleeps: Counter[str] = field(default_factory=Counter)
    rolled: int = 0
    hands: list[Hand] = field(default_factory=list)
    fates: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._nursery, self._zones, self._made = ServerNursery(), cycle(ZONES), 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for each in self.hands:
            os.kill(each.number, signal.SIGKILL)
        self._nursery.close()

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.clock.read_text(encoding="utf-8"))

    def set(self, moment: datetime) -> None:
        """In one stroke, as processes may be reading it."""
        new = self.clock.with_suffix(".new")
        new.write_text(moment.isoformat(), encoding="utf-8")
        new.replace(self.clock)

    def begin(self, fates: Iterable[str] = ()) -> None:
        """One of them gives way to a new version; then these steps are somebody's last, one each."""
        self.all_awake()
        self.fates = []
        self.tend()
        self._roll(self.hands[0])
        self.fates = list(fates)
        self.tend()

    def tend(self) -> None:
        """See who died or fell asleep, let time pass, wake who slept long enough, and fill the ranks."""
        for each in list(self.hands):
            self._look_at(each)
        while len([each for each in self.hands if not each.asleep]) < TOGETHER:
            self._start()
        awake = [each for each in self.hands if not each.asleep]
        self.balancer.ports = tuple(each.port for each in awake)
        for each in awake:
            if self.fates and not each.step:
                self._doom(each, self.fates.pop(0))

    def _doom(self, hand: Hand, step: str) -> None:
        """Written in one stroke, and met with its next look at the outbox."""
        hand.step = step
        self._made += 1
        fate = Path(self.common["fates"]) / str(hand.number)
        new = fate.with_suffix(".new")
        sleeps = step not in SLEEPLESS and self._made % SLEEPERS == 0
        new.write_text(json.dumps({"step": step, "sleeps": sleeps}), encoding="utf-8")
        new.replace(fate)

    def all_awake(self) -> None:
        for each in self.hands:
            if each.asleep:
                os.kill(each.number, signal.SIGCONT)
                each.asleep = 0

    def _look_at(self, hand: Hand) -> None:
        how = self._nursery.ask(f"state {hand.number}")
        if how == signal.SIGKILL:
            self.kills[hand.step] += 1
            self._gone(hand)
        elif how == signal.SIGSTOP:
            self.sleeps[hand.step] += 1
            self.all_awake()
            hand.asleep = 1
            self.set(self.moment + LEASE)
        elif hand.asleep:
            hand.asleep += 1
            if hand.asleep > LOOKS_ASLEEP:
                self.all_awake()
        elif how:
            raise RuntimeError(f"a process that was to die {hand.step!r} ended with {how}")

    def _gone(self, hand: Hand) -> None:
        self.hands.remove(hand)
        self.all_awake()
        self.set(self.moment + LEASE)

    def _roll(self, hand: Hand) -> None:
        """A new version: another is started, then this one is told to end, and ends in order."""
        self._start()
        self.balancer.ports = tuple(each.port for each in self.hands if each is not hand)
        os.kill(hand.number, signal.SIGTERM)
        while (how := self._nursery.ask(f"wait {hand.number}")) == signal.SIGSTOP:
            self.sleeps[hand.step] += 1
            os.kill(hand.number, signal.SIGCONT)
        self.hands.remove(hand)
        if how == signal.SIGKILL:
            self.kills[hand.step] += 1
        elif how != ENDED:
            raise RuntimeError(f"a process that was told to end ended with {how}")
        self.rolled += 1

    def _start(self) -> None:
        hand = self._fork()
        hand.port = self._nursery.ask(f"port {hand.number}")

    def _fork(self) -> Hand:
        self.hands.append(Hand(self._nursery.ask(json.dumps({**self.common, "zone": next(self._zones)}))))
        return self.hands[-1]

    def start_together(self) -> None:
        """At once, on a database that none has made yet."""
        for each in [self._fork() for _ in range(TOGETHER)]:
            each.port = self._nursery.ask(f"port {each.number}")
        self.tend()
