"""A workspace of its own on SQLite, with a sample plan imported as anybody would import it."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot import sheets
from bot.services import plan as plans
from bot.workspace import Workspaces
from store import samples
from store.work import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.workspace import Workspace

MEETING = datetime(2014, 7, 2, 9, 0, tzinfo=UTC)  # the day of the City board's meeting


@contextmanager
def a_workspace_with(sample: str | None, folder: Path) -> Iterator[Workspace]:
    """The sample plan of that name, in the store; with None a workspace that holds nothing yet."""
    store = Store(f"sqlite:///{folder / 'steward.sqlite3'}")
    try:
        store.migrate()
        workspace = Workspaces(store, lambda: MEETING).make_first()
        if sample:
            plans.import_plan(workspace, sheets.read_plan(samples.path(sample)))
        yield workspace
    finally:
        store.close()
