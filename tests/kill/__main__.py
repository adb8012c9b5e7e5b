"""`make kill-test`: two hundred processes and more die at every step, on both databases; exit 1 where it shows.

With --round two boards are served by three processes through a whole round and its report instead.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests import postgres
from tests.kill.a_round import run_round
from tests.kill.driver import kill
from tests.kill.steps import STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.kill.driver import Outcome

KILLS = 110  # on each database
ROUNDS = 1  # of two boards; another seed is another order of deaths
FATES = 2  # at each stage of one


def main() -> int:
    return int(bool(_rounds())) if "--round" in sys.argv else _kills()


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


def _rounds() -> list[str]:
    """Whole rounds of two boards on PostgreSQL; what should not be after them."""
    wrong: list[str] = []
    if postgres.why_not():
        return wrong
    for seed in range(ROUNDS):
        with tempfile.TemporaryDirectory(prefix="steward-kill-") as folder, postgres.Server() as server:
            each = run_round(server.address(server.make()), Path(folder), seed=seed, fates=FATES)
        died = (
            f"{each.kills.total()} processes died, {each.sleeps.total()} stood still, {each.rolled} gave way in order"
        )
        _say(f"A round of two boards: {died}, {each.messages} posts, {each.seconds:.0f} s.")
        _say("\n".join(each.wrong) or "Nothing was lost, nothing came twice, and neither board saw the other.")
        wrong += each.wrong
    return wrong


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
