"""How Steward grows with its boards: `python -m tests.benchmarks.growing` prints a table, and takes some minutes.

Each size is measured in a process of its own. It is that process's processor time, which a machine that is busy with
other things changes little; the database and the stand-in for Slack, which takes everything at once, are not in it.
Nobody waits for Slack's pace here.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.delivery import pace
from bot.services.reports import issuing
from tests import postgres
from tests.benchmarks.boards import nodding_slack
from tests.benchmarks.sizes import TICKS, Measuring, Size, fill
from tests.benchmarks.timing import Ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BOARDS = 20  # of `make bench`
SIZES = ("1x111", "20x111", "200x111", "1x10000")  # boards, and indicators of each


def main(arguments: Sequence[str]) -> int:
    """Each size that is named, as `200x111`; without a name the usual ones."""
    if reason := postgres.why_not():
        print(reason)
        return 0
    if "--in" in arguments:
        _print_measured(*arguments[1:])
        return 0
    found = []
    with postgres.Server() as server, nodding_slack() as slack:
        for named in arguments or SIZES:
            name = server.make()
            address = server.address(name)
            fill(address, _size(named), slack)
            command = [sys.executable, "-m", "tests.benchmarks.growing", "--in", address, named, slack]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            found.append(Size(**json.loads(done.stdout)))
            server.drop(name)
            print(f"{named} is measured.", file=sys.stderr, flush=True)
    print("\n".join(_table(found)))
    return 0


def ratios(*, rounds: int, boards: int = BOARDS) -> list[Ratio]:
    """Each job of the timetable where nothing is due, for so many boards beside one."""
    if postgres.why_not():
        return []
    logging.getLogger("steward").setLevel(logging.ERROR)
    with postgres.Server() as server, nodding_slack() as slack:
        one, many = (_ticked(server.address(server.make()), number, slack, rounds) for number in (1, boards))
    return [
        Ratio(
            name=f"a tick of the timetable, {boards} boards of 111 indicators: {job}, nothing due",
            ours=many[job],
            baseline=one[job],
            limit=2 * boards,
            of=f"one board; processor time, every {seconds} s",
        )
        for job, seconds in TICKS.items()
    ]


def _ticked(address: str, boards: int, slack: str, rounds: int) -> dict[str, float]:
    size = Size(boards=boards, indicators=111)
    fill(address, size, slack)
    with Measuring(address, size, slack) as measuring:
        return measuring.ticks(rounds).ticks


def _print_measured(address: str, named: str, slack: str) -> None:
    """In a process of its own: what it sets is set for nobody else."""
    logging.getLogger("steward").setLevel(logging.CRITICAL)
    pace.GAP, pace.PER_MINUTE, pace.BURST = 0.0, 10**9, 10**9
    issuing.PAPERS = ()  # they are measured by themselves
    with Measuring(address, _size(named), slack) as measuring:
        measuring.ticks(5)
        print(json.dumps(asdict(measuring.days())))


def _size(named: str) -> Size:
    boards, indicators = map(int, named.split("x"))
    return Size(boards=boards, indicators=indicators)


def _table(sizes: Sequence[Size]) -> Iterator[str]:
    """A column a size."""
    yield _row("processor time, in one process", (_named(each) for each in sizes))
    yield "|---" * (len(sizes) + 1) + "|"
    yield _row("memory, every plan read", (f"{each.memory:,.0f} MB" for each in sizes))
    yield _row("a minute in which nothing is due", (_told(each.minute) for each in sizes))
    yield _row("the minute after midnight", (_told(each.midnight) for each in sizes))
    yield _row("a day's reminders, decided", (f"{each.reminders:,} in {_told(each.deciding)}" for each in sizes))
    yield _row("sent, each", (_told(each.reminding / each.reminders) for each in sizes))
    yield _row("a report composed, each board", (_told(each.composing / each.boards) for each in sizes))
    yield _row("its messages", (f"{each.messages / each.boards:,.0f}" for each in sizes))
    yield _row("posted, each", (_told(each.posting / each.messages) for each in sizes))
    yield _row("its Word and Excel papers", (f"{_told(each.word)} and {_told(each.excel)}" for each in sizes))
    yield _row("memory, once they were made", (f"{each.most_memory:,.0f} MB" for each in sizes))


def _named(size: Size) -> str:
    boards = "1 board" if size.boards == 1 else f"{size.boards} boards"
    return f"{boards} of {size.indicators:,}"


def _row(name: str, cells: Iterable[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _told(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
