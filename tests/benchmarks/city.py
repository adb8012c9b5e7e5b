"""The stage that the benchmarks stand on: the City plan in a file of SQLite, asked by one reader."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot import sheets
from bot.services import plan as plans
from bot.workspace import Workspace, Workspaces
from store import samples
from store.work import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2014, 7, 2, 9, 0, tzinfo=ZoneInfo("Europe/London"))


@contextmanager
def city(folder: Path) -> Iterator[tuple[Store, Workspaces, Workspace]]:
    store = Store(f"sqlite:///{folder / 'city.sqlite3'}")
    try:
        store.migrate()
        workspaces = Workspaces(store, lambda: NOW)
        workspace = workspaces.make_first()
        plans.import_plan(workspace, sheets.read_plan(samples.path("nottingham-city-2013-14")))
        yield store, workspaces, workspace
    finally:
        store.close()
