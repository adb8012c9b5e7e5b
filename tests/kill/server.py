"""Processes that serve every board over HTTP: `python -m tests.kill.server` stays at the door and forks one a line.

A line is a JSON object: {"settings", "zone", "log", "fates"}; the answer is the process's number.
"port NUMBER" is answered with the port that it listens on, 0 where it ended before; "state NUMBER" with 0 while it is
at work, with the signal that stopped or ended it, once, or with 1000 and its exit code. A file STEP.fate in the folder
`fates`, [step, sleeps], is for whoever comes first past that step: it becomes NUMBER.STEP.met, and then they die or
fall asleep.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import sys
import time
import traceback
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import InternalError

from bot import papers, redaction, render
from bot.app import trouble
from bot.app.inbox import Inbox
from bot.app.office import Reception
from bot.app.slack import ssl_context
from bot.clock import file_clock
from bot.commands.edges import http_edge
from bot.commands.ending import heed_signals
from bot.commands.many import many_boards
from bot.commands.running import decide
from bot.commands.wiring import Wired
from bot.config import settings
from bot.delivery import Outbox, pace
from bot.domain.notices import Trouble
from bot.workspace import Workspaces
from store import engines, migrating
from store.work import Store
from tests.kill import looking
from tests.kill.gate import Gate, path_of
from tests.kill.round_steps import PLACES
from tests.kill.steps import afterwards, die, sleep

if TYPE_CHECKING:
    from collections.abc import Callable

TICK = 0.1  # seconds between two looks at the outbox
DECIDES = 50  # each so-manieth of them, and whenever the clock was put on, it is decided who is to hear of what
LAST = 4.0  # seconds for each half of what is in hand when it is told to stop
ASLEEP = "idle_in_transaction_session_timeout = '3s'"  # ten times as short as it is: nobody here sleeps for longer
ENDED, UNDONE = 1000, 3
log = logging.getLogger("steward")


def serve(given: dict[str, Any], tell: Callable[[int], None]) -> None:
    """One process, from its start until it is told to stop, or dies."""
    os.environ["TZ"] = given["zone"]
    time.tzset()
    folder, number = Path(given["fates"]), os.getpid()
    looking.listen(folder)
    gate = Gate(path_of(folder, number))
    gate.around(Outbox, "_deliver")
    gate.around(Inbox, "receive")
    stop = Event()
    heed_signals(stop)
    engines.ON_A_SERVER = ("lock_timeout = '2s'", ASLEEP)
    engines.MIGRATING_ON_A_SERVER = ("lock_timeout = '60s'", ASLEEP)
    _arrange(folder)
    pace.GAP, pace.PER_MINUTE = 0.0, 1_000_000  # Slack's own pace is tried elsewhere
    chosen = settings(given["settings"])
    assert chosen.clock_file
    store, clock = Store(chosen.database_url), file_clock(chosen.clock_file)
    wired = Wired(chosen, store, Workspaces(store, clock), clock)
    store.migrate()
    wired.workspaces.make_first()
    offices, pages = many_boards(wired)
    edge = http_edge(chosen, Reception(offices), *pages)
    edge.open()
    tell(int(edge.told.split("port ")[1].split()[0]))
    seen = None
    for tick in count():
        if stop.wait(TICK):
            break
        if seen != (seen := clock()) or tick % DECIDES == 0:
            _safely(offices.sweep)
            _safely(lambda: offices.decide(decide))
        _safely(offices.drain)
    edge.stop(LAST)
    offices.stop(LAST)
    store.close()


def _arrange(folder: Path) -> None:
    """Whoever comes first past a step for which a fate lies ready there meets it."""
    for step, (where, name) in PLACES.items():
        afterwards(where, name, partial(_meet, folder, step))


def _meet(folder: Path, step: str) -> None:
    ready, met = folder / f"{step}.fate", folder / f"{os.getpid()}.{step}.met"
    try:
        ready.rename(met)
    except FileNotFoundError:
        return
    sleep() if json.loads(met.read_text(encoding="utf-8"))[1] else die()


def _safely(act: Callable[[], object]) -> None:
    """As the timetable does."""
    try:
        act()
    except Exception as error:
        if not trouble.is_passing(error):
            log.exception("Trouble with the timetable.")


def fork(given: dict[str, Any], ports: dict[int, int]) -> int:
    hears, tells = os.pipe()
    number = os.fork()
    if number:
        os.close(tells)
        ports[number] = hears
        return number
    os.close(hears)
    code = 1
    try:
        _keep_log(given["log"])
        serve(given, lambda port: _told(tells, port))
        code = 0
    except InternalError:  # the one that slept over making the tables: what it was at is undone
        code = UNDONE
    except BaseException:  # noqa: BLE001  the driver sees the code, and a person the account
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _told(tells: int, port: int) -> None:
    os.write(tells, str(port).encode())
    os.close(tells)


def _keep_log(path: str) -> None:
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.addFilter(redaction.Redacting())
    handler.setFormatter(logging.Formatter("%(process)d %(levelname)s %(message)s"))
    logging.getLogger().addHandler(handler)


def _port(hears: int) -> int:
    said = os.read(hears, 16)  # whatever comes first: the port, or its end
    os.close(hears)
    return int(said or b"0")


def _state(number: int) -> int:
    found, status = os.waitpid(number, os.WNOHANG | os.WUNTRACED)
    if not found:
        return 0
    if os.WIFSTOPPED(status):
        return os.WSTOPSIG(status)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else ENDED + os.WEXITSTATUS(status)


def main() -> None:
    ssl_context()  # what takes long to make is made once, for all
    render.message(Trouble(reference="x"))
    assert papers.word
    assert migrating.migrate
    gc.freeze()
    ports: dict[int, int] = {}
    for line in sys.stdin:
        word, _, number = line.strip().partition(" ")
        if word == "port":
            answer = _port(ports.pop(int(number)))
        elif word == "state":
            answer = _state(int(number))
        else:
            answer = fork(json.loads(line), ports)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
