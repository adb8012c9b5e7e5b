"""Kills processes that decide and send, over and over, and counts afterwards what arrived."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.local import LocalSlack
from bot.local.things import TEAM, TEAM_DOMAIN
from bot.workspace import Workspaces
from store import outbox, people
from store.outbox import State
from store.work import Store
from tests.kill.steps import LOOKED, STEPS
from tests.kill.worker import CHANNEL, SLOT, STARTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    from store.outbox import Delivery

ROOT = Path(__file__).parent.parent.parent
PEOPLE = 6
TOGETHER = (2, 4)  # processes that tick at once
TIMES = (1, 1, 2, 3)  # at which passing of its step a process dies
MOST_UNSEEN = 2  # posts in a channel, where nobody can look


@dataclass(slots=True)
class Outcome:
    """What became of it all; `wrong` says what should not be."""

    kills: Counter[str] = field(default_factory=Counter)
    rounds: int = 0
    messages: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


class Nursery:
    """Makes worker processes, and hears how they ended."""

    def __init__(self, **common: str) -> None:
        self._common = common
        command = [sys.executable, "-m", "tests.kill.worker"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def start(self, step: str = "", times: int = 1) -> int:
        return self._ask(json.dumps({**self._common, "step": step, "times": times}))

    def ended(self, number: int) -> bool:
        """Wait for a process; whether it was killed. One that ends in any other way than it should is an error."""
        how = self._ask(f"wait {number}")
        if how not in {0, signal.SIGKILL}:
            raise RuntimeError(f"a worker ended with {how}")
        return how == signal.SIGKILL

    def _ask(self, line: str) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


def kill(address: str, folder: Path, *, kills: int, seed: int = 1) -> Outcome:
    """Let processes die until so many have, at every step in turn; then let one live, and count."""
    began, outcome = time.perf_counter(), Outcome()
    clock = folder / "clock"
    store = Store(address)
    store.migrate()
    slot = _set(clock, 0)
    with LocalSlack() as slack:
        prepared(store, slack)
        common = {"database": address, "api": slack.api_url, "token": slack.bot_token, "clock": str(clock)}
        with Nursery(**common) as nursery:
            for crowd in _crowds(seed):
                doomed = [(nursery.start(*doom), doom[0]) for doom in crowd]
                outcome.kills.update([step for number, step in doomed if nursery.ended(number)])
                outcome.rounds += 1
                slot = _set(clock, slot + 1)
                if outcome.kills.total() >= kills:
                    break
            for _ in range(3):  # what is put off by what broke off, and what that puts off
                nursery.ended(nursery.start())
                slot = _set(clock, slot + 1)
        outcome.wrong += list(_wrong(store, slack, slot))
        outcome.messages = len(slack.calls_of("chat.postMessage"))
    store.close()
    outcome.seconds = time.perf_counter() - began
    return outcome


def _crowds(seed: int) -> Iterator[list[tuple[str, int]]]:
    """Who is started together: the step that each dies at, and at which passing of it."""
    drawn, steps = random.Random(seed), cycle(STEPS)  # noqa: S311  it draws no secrets
    for together in cycle(TOGETHER):
        crowd = [(step, 1 if step == LOOKED else drawn.choice(TIMES)) for step in islice(steps, together)]
        yield sorted(crowd, key=lambda doom: doom[0] != LOOKED)  # there is little to look for: who comes first finds it


def _set(clock: Path, slot: int) -> int:
    """Put the clock on, in one stroke, as processes may be reading it."""
    new = clock.with_suffix(".new")
    new.write_text((STARTS + slot * SLOT).isoformat(), encoding="utf-8")
    new.replace(clock)
    return slot


def prepared(store: Store, slack: LocalSlack) -> None:
    """People with accounts, and a channel."""
    workspaces = Workspaces(store, lambda: STARTS)
    workspaces.make_first()
    workspace = workspaces.bind(TEAM, TEAM_DOMAIN)  # whoever is of another team is not written to
    with workspace.begin() as work:
        for number in range(PEOPLE):
            slack.add_user(f"U{number}")
            people.link(work, people.person(work, f"Officer {number}"), f"U{number}")
    slack.add_channel(CHANNEL)


def _wrong(store: Store, slack: LocalSlack, slot: int) -> Iterator[str]:
    workspace = Workspaces(store, lambda: STARTS).only()
    with workspace.reading() as work:
        held = {each.key: each for each in outbox.every(work, limit=100_000)}
    for number in range(PEOPLE):
        said = _said(slack.direct(f"U{number}"))
        for key in (f"{each}:{number}" for each in range(slot)):
            yield from _wrong_in_direct_messages(key, held.get(key), said.get(key, []))
    in_channel = _said(slack.from_bot(CHANNEL))
    for key in (f"{each}:{CHANNEL}" for each in range(slot)):
        yield from _wrong_in_channel(key, held.get(key), in_channel.get(key, []))
    yield from (f"{problem.kind}: {problem.detail}" for problem in slack.problems if problem.kind != "not_subscribed")


def _said(messages: list[Any]) -> dict[str, list[str]]:
    """The timestamps of the messages with each key."""
    found: dict[str, list[str]] = {}
    for each in messages:
        found.setdefault(each.metadata["event_payload"]["key"], []).append(each.ts)
    return found


def _wrong_in_direct_messages(key: str, delivery: Delivery | None, said: list[str]) -> Iterator[str]:
    if delivery is None:
        yield f"{key} was never decided"
    elif len(said) != 1:
        yield f"{key} was posted {len(said)} times"
    elif delivery.state is not State.SENT or delivery.ts != said[0]:
        yield f"{key} stands at {said[0]} and is kept as {delivery.state} {delivery.ts}"


def _wrong_in_channel(key: str, delivery: Delivery | None, said: list[str]) -> Iterator[str]:
    """Where nobody can look, it is made once more; what then is still unclear is told to the officer."""
    if delivery is None:
        yield f"{key} was never decided"
    elif len(said) > MOST_UNSEEN:
        yield f"{key} was posted {len(said)} times"
    elif delivery.state is State.SENT and delivery.ts not in said:
        yield f"{key} is kept as sent and stands nowhere"
    elif delivery.state not in {State.SENT, State.FAILED}:
        yield f"{key} is {delivery.state}"
