"""Processes that serve every board over HTTP: `python -m tests.kill.server` stays at the door and forks one a line.

A line is a JSON object: {"settings", "zone", "log", "fates"}; the answer is the process's number.
"port NUMBER" is answered with the port that it listens on, 0 where it ended before; "state NUMBER" with 0 while it is
at work, with the signal that stopped or ended it, or with 1000 and its exit code; "wait NUMBER" with the same once it
has ended, or fallen asleep. A file {"step", "sleeps"} of its number in the folder `fates` says at which step it dies,
or falls asleep.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import signal
import sys
import time
import traceback
from itertools import count
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from bot import papers, redaction, render
from bot.app import trouble
from bot.app.office import Reception
from bot.app.slack import ssl_context
from bot.clock import file_clock
from bot.commands.edges import http_edge
from bot.commands.many import many_boards
from bot.commands.running import decide
from bot.commands.wiring import Wired
from bot.config import settings
from bot.delivery import pace
from bot.domain.notices import Trouble
from bot.workspace import Workspaces
from store import migrating
from store.work import Store
from tests.kill.round_steps import PLACES
from tests.kill.steps import Doom, die, sleep

if TYPE_CHECKING:
    from collections.abc import Callable

TICK = 0.1  # seconds between two looks at the outbox
DECIDES = 10  # each so-manieth of them, and whenever the clock was put on, it is decided who is to hear of what
ENDED = 1000
log = logging.getLogger("steward")


def serve(given: dict[str, Any], tell: Callable[[int], None]) -> None:
    """One process, from its start until it is told to stop, or dies."""
    os.environ["TZ"] = given["zone"]
    time.tzset()
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
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
    fate, seen = Path(given["fates"]) / str(os.getpid()), None
    for number in count():
        if stop.wait(TICK):
            break
        _meet(fate)
        if seen != (seen := clock()) or number % DECIDES == 0:
            _safely(offices.sweep)
            _safely(lambda: offices.decide(decide))
        _safely(offices.drain)
    edge.stop(5)
    offices.stop(5)
    store.close()


def _meet(fate: Path) -> None:
    """From now on, what is written there is what becomes of this process."""
    if fate.exists():
        given = json.loads(fate.read_text(encoding="utf-8"))
        Doom(given["step"], 1, PLACES, sleep if given["sleeps"] else die).arrange()
        fate.unlink()


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


def _state(number: int, how: int) -> int:
    found, status = os.waitpid(number, how)
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
            answer = _state(int(number), os.WNOHANG | os.WUNTRACED)
        elif word == "wait":
            answer = _state(int(number), os.WUNTRACED)
        else:
            answer = fork(json.loads(line), ports)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
