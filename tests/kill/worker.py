"""Worker processes: `python -m tests.kill.worker` stays at the door and forks one for each line that it is given.

A line is a JSON object: {"database", "api", "token", "clock", "step", "times"}; the answer is the process's number.
"wait NUMBER" is answered with the signal that ended it, 0 where it found nothing more to do.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
import traceback
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot import render
from bot.app.slack import posting_client, ssl_context, web_client
from bot.clock import file_clock
from bot.delivery import Outbox
from bot.domain.notices import Trouble
from bot.workspace import Workspaces
from store import outbox, people
from store.outbox import Planned
from store.work import Store
from tests.kill.steps import COMMITTED, Doom

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.workspace import Workspace
    from store.outbox import Delivery

STARTS = datetime(2014, 7, 2, 10, 0, tzinfo=ZoneInfo("Europe/London"))
SLOT = timedelta(minutes=3)  # longer than a lease
CHANNEL = "C1"
IDLE = 2  # looks that found nothing before it ends


def due_by(now: datetime, persons: tuple[int, ...]) -> Iterator[Planned]:
    """What is to be said by now: in each slot something to everybody, and something in the channel."""
    for slot in range((now - STARTS) // SLOT + 1):
        for number, person in enumerate(persons):
            yield Planned(key=f"{slot}:{number}", kind="notice", person_id=person)
        yield Planned(key=f"{slot}:{CHANNEL}", kind="notice", channel=CHANNEL)


def decide(workspace: Workspace, doom: Doom) -> None:
    """As the timetable decides: what is due by now and was not planned yet."""
    now = workspace.now()
    with workspace.begin() as work:
        everyone = tuple(each.id for each in sorted(people.everyone(work), key=lambda one: one.post))
        outbox.plan(work, now, *due_by(now, everyone))
    doom.passed(COMMITTED)


def says(_: Workspace, delivery: Delivery) -> Trouble:
    return Trouble(reference=delivery.key)


def run(given: dict[str, Any]) -> None:
    """One process of the timetable, until nothing is left to do or it dies."""
    doom = Doom(given["step"], given["times"])
    doom.arrange()
    store = Store(given["database"])
    workspace = Workspaces(store, file_clock(Path(given["clock"]))).only()
    client = posting_client(web_client(given["token"], given["api"]))
    sends = Outbox(
        workspace, client, occasions={"notice": says}, lost=lambda *_: None, ticks=lambda: time.perf_counter() * 1_000
    )
    idle = 0
    while idle < IDLE:
        decide(workspace, doom)
        idle = 0 if sends.drain() else idle + 1


def fork(given: dict[str, Any]) -> int:
    number = os.fork()
    if number:
        return number
    code = 1
    try:
        run(given)
        code = 0
    except BaseException:  # noqa: BLE001  the driver sees the code, and a person the account
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def main() -> None:
    ssl_context()  # what takes long to make is made once, for all
    render.message(Trouble(reference="x"))
    gc.freeze()
    for line in sys.stdin:
        if line.startswith("wait "):
            _, status = os.waitpid(int(line.removeprefix("wait ")), 0)
            answer = os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)
        else:
            answer = fork(json.loads(line))
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
