"""A workspace of its own on SQLite, with a sample plan imported as anybody would import it."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot import sheets
from bot.services import plan as plans
from bot.workspace import Workspaces
from store import samples
from store.work import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.workspace import Workspace

MEETING = datetime(2014, 7, 2, 9, 0, tzinfo=UTC)  # the day of the City board's meeting


@contextmanager
def a_workspace_with(sample: str | None, folder: Path, *, like_others: bool = True) -> Iterator[Workspace]:
    """The sample plan of that name, in the store; with None a workspace that holds nothing yet.

    All those of one sample have the same ids, unless one is to be unlike the others.
    """
    path = folder / "steward.sqlite3"
    if not path.exists():
        path.write_bytes(_made(sample) if like_others else _made.__wrapped__(sample))
    store = Store(f"sqlite:///{path}")
    try:
        yield Workspaces(store, lambda: MEETING).only()
    finally:
        store.close()


@cache
def _made(sample: str | None) -> bytes:
    """A database file with it, made once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "steward.sqlite3"
        store = Store(f"sqlite:///{path}")
        store.migrate()
        workspace = Workspaces(store, lambda: MEETING).make_first()
        if sample:
            plans.import_plan(workspace, sheets.read_plan(samples.path(sample)))
        store.close()
        return path.read_bytes()
