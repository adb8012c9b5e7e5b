"""A database that is busy or away: a sentence, and nothing half-written."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.domain.errors import DatabaseAway
from bot.workspace import Workspaces
from store.work import Store

if TYPE_CHECKING:
    from pathlib import Path

    from bot.workspace import Workspace
    from tests.conftest import StandingClock


def test_a_file_that_another_program_holds_locked_is_away_for_now(tmp_path: Path, clock: StandingClock) -> None:
    store = Store(f"sqlite:///{tmp_path / 'held.sqlite3'}")
    store.migrate()
    workspace = Workspaces(store, clock).make_first()
    with workspace.reading() as work:
        work.connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(tmp_path / "held.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(DatabaseAway, match="try again in a minute"), workspace.begin():
            pass
    finally:
        other.close()
        store.close()


def test_a_mistake_of_ours_is_not_taken_for_a_busy_database(workspace: Workspace) -> None:
    with pytest.raises(Exception, match="no_such_table") as raised, workspace.begin() as work:
        work.connection.execute(text("SELECT 1 FROM no_such_table"))
    assert not isinstance(raised.value, DatabaseAway)
