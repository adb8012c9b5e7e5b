"""Two boards in one database, one with a mark in every text that it keeps, for walks that look whether it gets out."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from bot.workspace import Workspaces
from store.work import Store
from tests.conftest import MORNING
from tests.store.calls import fill
from tests.store.test_store_tenancy import ids_in, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.workspace import Workspace
    from tests.store.calls import Held

__all__ = ["MARK", "OURS", "THEIR_TEAM", "content", "holds_mark", "ids_in", "rows_of", "two_boards"]

MARK, OURS = "Zanzibar", "Our own"  # their name, which is in every text of theirs; and ours
THEIR_TEAM = "T7THEIRS"


def two_boards(path: Path, team: str, settle: Callable[[Workspace], object]) -> Held:
    """A SQLite file, to be copied: what theirs holds; ours, of that Slack team, is made by `settle`."""
    store = Store(f"sqlite:///{path}")
    store.migrate()
    boards = Workspaces(store, lambda: MORNING)
    settle(boards.welcome(team, OURS))
    with boards.welcome(THEIR_TEAM, MARK).begin() as work:
        theirs = fill(work, MARK)
    store.close()
    return theirs


def content(file: bytes) -> bytes:
    """What stands in a file, and in the files that are in it."""
    try:
        with ZipFile(io.BytesIO(file)) as held:
            return b"".join(content(held.read(each)) for each in held.namelist())
    except BadZipFile:
        return file


def holds_mark(file: bytes) -> bool:
    return MARK.encode() in content(file)
