"""A database that is busy or away: a sentence, and nothing half-written."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.domain.errors import DatabaseAway
from bot.workspace import Workspaces
from store import people
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


def test_on_a_full_disk_nothing_is_half_written_and_it_goes_on_once_there_is_room(
    tmp_path: Path, clock: StandingClock
) -> None:
    store = Store(f"sqlite:///{tmp_path / 'full.sqlite3'}")
    store.migrate()
    workspace = Workspaces(store, clock).make_first()
    for room, full in ((1, True), (1_000_000, False)):  # pages; no fewer than there are
        with workspace.reading() as work:
            work.connection.exec_driver_sql(f"PRAGMA max_page_count = {room}")
        if full:
            with pytest.raises(DatabaseAway):
                _write_much(workspace)
            with workspace.reading() as work:
                assert people.everyone(work) == ()
    _write_much(workspace)
    store.close()


def test_what_comes_to_take_no_changes_is_away_and_not_trouble(workspace: Workspace) -> None:
    """A disk is read alone after a fault, a server when another takes its place: what came in is left for later."""
    with pytest.raises(DatabaseAway):
        _write_where_nothing_may_be(workspace)


def _write_where_nothing_may_be(workspace: Workspace) -> None:
    with workspace.begin() as work:
        reads_alone = {"sqlite": "PRAGMA query_only = ON", "postgresql": "SET TRANSACTION READ ONLY"}
        work.connection.exec_driver_sql(reads_alone[work.connection.dialect.name])
        people.person(work, "Officer")


def _write_much(workspace: Workspace) -> None:
    with workspace.begin() as work:
        for number in range(50):
            people.person(work, f"Officer {number} {'x' * 2_000}")


def test_a_mistake_of_ours_is_not_taken_for_a_busy_database(workspace: Workspace) -> None:
    with pytest.raises(Exception, match="no_such_table") as raised, workspace.begin() as work:
        work.connection.execute(text("SELECT 1 FROM no_such_table"))
    assert not isinstance(raised.value, DatabaseAway)
