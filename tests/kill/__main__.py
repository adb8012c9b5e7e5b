"""`make kill-test`: two hundred processes and more die at every step, on both databases; exit 1 where it shows.

Then three processes on one PostgreSQL serve two boards through a whole round and its report; with --round that alone,
from the seed that --seed=N names, if any.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests import postgres
from tests.kill.a_round import run_round
from tests.kill.driver import kill
from tests.kill.round_steps import ANYWHERE, PLACES
from tests.kill.steps import STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.kill.a_round import RoundOutcome
    from tests.kill.driver import Outcome

KILLS = 110  # on each database
ROUNDS = 2  # of two boards: who dies at a step in one falls asleep there in the other


def main() -> int:
    return _rounds() if "--round" in sys.argv else _kills() or _rounds()


def _kills() -> int:
    outcomes = dict(_outcomes())
    _say(f"| killed when it had | {' | '.join(outcomes)} |\n|---|{'---|' * len(outcomes)}")
    for step in STEPS:
        _say(f"| {step} | {' | '.join(str(each.kills[step]) for each in outcomes.values())} |")
    for name, each in outcomes.items():
        done = f"{each.kills.total()} kills in {each.rounds} rounds, {each.messages} posts, {each.seconds:.0f} s"
        _say(f"{name}: {done}.")
        _say("\n".join(each.wrong) or "Nothing was lost, and nothing was posted twice.")
    missed = [step for step in STEPS if not all(each.kills[step] for each in outcomes.values())]
    if missed:
        _say(f"Nobody died at: {', '.join(missed)}.")
    return 1 if missed or any(each.wrong for each in outcomes.values()) else 0


def _rounds() -> int:
    """Whole rounds of two boards on PostgreSQL; 1 where something is as it should not be after them."""
    if reason := postgres.why_not():
        _say(reason)
        return 0
    first = next((int(word.removeprefix("--seed=")) for word in sys.argv if word.startswith("--seed=")), 0)
    rounds = [_a_round(seed) for seed in range(first, first + ROUNDS)]
    died, slept = (
        sum(each, start=Counter()) for each in zip(*((one.kills, one.sleeps) for one in rounds), strict=True)
    )
    _say("| step | died | stood still |\n|---|---|---|")
    for step in (ANYWHERE, *(step for step in PLACES if step in died | slept)):
        _say(f"| {step} | {died[step]} | {slept[step]} |")
    for each in rounds:
        gone = f"{each.kills.total()} died, {each.sleeps.total()} stood still, {len(each.ends)} gave way in order"
        _say(f"A round of two boards: {each.messages} posts, {each.seconds:.0f} s. Of its processes {gone},")
        _say(f"the slowest within {max(each.ends):.1f} s. {each.again} posts whose fate nobody knew were made again.")
        _say("\n".join(each.wrong) or "Lost 0, twice 0, of the other board 0.")
    return int(any(each.wrong for each in rounds))


def _a_round(seed: int) -> RoundOutcome:
    with tempfile.TemporaryDirectory(prefix="steward-kill-") as folder, postgres.Server() as server:
        return run_round(server.address(server.make()), Path(folder), seed=seed)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


def _outcomes() -> Iterator[tuple[str, Outcome]]:
    with tempfile.TemporaryDirectory(prefix="steward-kill-") as folder:
        yield "SQLite", kill(f"sqlite:///{folder}/steward.sqlite3", Path(folder), kills=KILLS)
    if reason := postgres.why_not():
        _say(reason)
        return
    with tempfile.TemporaryDirectory(prefix="steward-kill-") as folder, postgres.Server() as server:
        yield "PostgreSQL", kill(server.address(server.make()), Path(folder), kills=KILLS, seed=2)


if __name__ == "__main__":
    sys.exit(main())
