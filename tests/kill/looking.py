"""What everybody waits for: what each thread is at, and the database's sessions with who keeps them waiting."""

from __future__ import annotations

import faulthandler
import os
import signal
import time
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text

from tests.postgres import for_admin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PATIENCE = 2.0  # seconds; who is asleep says nothing
SESSIONS = (  # PostgreSQL's manual, 27.2.3 (pg_stat_activity) and 9.27 (pg_blocking_pids)
    "SELECT pid, state, wait_event_type, wait_event, now() - xact_start AS since, pg_blocking_pids(pid) AS waits_for,"
    " left(query, 160) AS query FROM pg_stat_activity WHERE datname = current_database()"
)
LOCKS = (  # 53.13 (pg_locks)
    "SELECT pid, locktype, relation::regclass::text AS of, mode, granted FROM pg_locks"
    " WHERE pid <> pg_backend_pid() AND (NOT granted OR locktype = 'advisory') ORDER BY pid"
)


def listen(folder: Path) -> None:
    """From now on SIGUSR1 has this process write down what its threads are at, whatever holds them up."""
    faulthandler.register(signal.SIGUSR1, file=_path(folder, os.getpid()).open("w"))


def seen(folder: Path, numbers: Iterable[int], address: str) -> str:
    return "\n".join((*_threads(folder, tuple(numbers)), *_sessions(address)))


def _threads(folder: Path, numbers: tuple[int, ...]) -> Iterator[str]:
    for number in numbers:
        os.kill(number, signal.SIGUSR1)
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and not all(map(_said, (_path(folder, each) for each in numbers))):
        time.sleep(0.05)
    for number in numbers:
        yield f"process {number}: {_said(_path(folder, number)) or 'says nothing'}"


def _path(folder: Path, number: int) -> Path:
    return folder / f"{number}.threads"


def _said(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _sessions(address: str) -> Iterator[str]:
    engine = create_engine(for_admin(address))
    with engine.connect() as connection:
        for query in (SESSIONS, LOCKS):
            yield from (str(dict(row)) for row in connection.execute(text(query)).mappings())
    engine.dispose()
