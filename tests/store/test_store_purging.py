"""What one workspace held is handed out, or deleted for good, on either database; another one's is neither."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from bot.domain.errors import BackupNotWritten
from bot.workspace import Workspaces
from store import purging
from store import workspaces as stored
from store.tables import metadata
from tests.conftest import MORNING, StandingClock
from tests.store import calls

if TYPE_CHECKING:
    from pathlib import Path

    from bot.workspace import Workspace
    from store.work import Store

WIDE = "\uff1d1+1"  # what is reckoned with where East Asian letters are at home
GRACE = timedelta(days=30)


@pytest.fixture
def left(store: Store, workspaces: Workspaces, workspace: Workspace, other_workspace: Workspace) -> Workspace:
    """A workspace with something in every table that has been removed from Slack; another one holds as much."""
    for each in (workspace, other_workspace):
        with each.begin() as work:
            calls.fill(work, f"{each.name}: é, \N{SNOWMAN} and 'quotes'")
    with store.all_workspaces(writes=True) as connection:
        assert stored.bind(connection, workspace.id, "T1", "county")
        assert stored.bind(connection, other_workspace.id, "T2", "city")
    workspaces.leave("T1")
    return workspaces.for_team("T1")


def held(store: Store, workspace_id: int) -> dict[str, int]:
    """How many rows of each table the workspace has."""
    found: dict[str, int] = {}
    for table in metadata.sorted_tables:
        mine = table.c["id" if table.name == "workspace" else "workspace_id"] == workspace_id
        with store.reading(workspace_id) as work:
            found[table.name] = len(work.connection.execute(select(table).where(mine)).all())
    return found


def test_everything_of_it_is_deleted_and_nothing_of_another(
    store: Store, workspaces: Workspaces, left: Workspace, clock: StandingClock
) -> None:
    (other,) = [each for each in workspaces.all() if each.id != left.id]
    before, theirs = held(store, left.id), held(store, other.id)
    assert 0 not in before.values()
    clock.advance(days=31)
    assert workspaces.purge(left, after=GRACE) == before
    assert set(held(store, left.id).values()) == {0}
    assert held(store, other.id) == theirs
    assert [each.id for each in workspaces.all()] == [other.id]
    assert workspaces.purge(left, after=GRACE) is None


def test_the_audit_is_guarded_again_afterwards(store: Store, workspaces: Workspaces, left: Workspace) -> None:
    (other,) = [each for each in workspaces.all() if each.id != left.id]
    assert workspaces.purge(left)
    with pytest.raises(DBAPIError, match="only ever added to"), store.begin(other.id) as work:
        work.connection.execute(text("DELETE FROM change"))


def test_where_it_fails_nothing_is_deleted_and_the_audit_is_guarded(
    store: Store, workspaces: Workspaces, left: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held(store, left.id)
    monkeypatch.setattr(purging, "installs", None)  # what comes after the audit breaks off
    with pytest.raises(AttributeError):
        workspaces.purge(left)
    assert held(store, left.id) == before
    with pytest.raises(DBAPIError, match="only ever added to"), store.begin(left.id) as work:
        work.connection.execute(text("DELETE FROM change"))


def test_within_the_grace_period_and_where_it_came_back_nothing_is_deleted(
    store: Store, workspaces: Workspaces, left: Workspace, clock: StandingClock
) -> None:
    before = held(store, left.id)
    clock.advance(days=29)
    assert workspaces.purge(left, after=GRACE) is None
    workspaces.welcome("T1", "county")
    clock.advance(days=31)
    assert workspaces.purge(left, after=GRACE) is None
    assert held(store, left.id) == before


def test_what_is_handed_out_is_all_of_it_and_can_be_put_back(
    store: Store, workspaces: Workspaces, left: Workspace, bare: Store, tmp_path: Path
) -> None:
    path = tmp_path / "county.zip"
    kept = workspaces.export(left, path)
    assert kept.rows == held(store, left.id)
    assert path.stat().st_mode & 0o077 == 0
    assert [each.name for each in tmp_path.iterdir() if ".sqlite3" not in each.name] == ["county.zip"]
    with ZipFile(path) as file:
        assert "as they stood" not in file.read("READ ME.txt").decode()
        for name, rows in kept.rows.items():
            table = list(csv.reader(io.StringIO(file.read(f"tables/{name}.csv").decode("utf-8-sig"), newline="")))
            assert len(table) == rows + 1
            assert table[0] == metadata.tables[name].columns.keys()
        file.extract("steward.backup", tmp_path)
        everything = b"".join(file.read(name) for name in file.namelist())
    assert b"not default" not in everything  # the other one's name stands in every text of its own
    bare.restore(tmp_path / "steward.backup", MORNING)
    assert held(bare, left.id) == kept.rows
    (there,) = Workspaces(bare, lambda: MORNING).all()
    assert (there.slack_team, there.removed_at) == ("T1", left.removed_at)


def test_a_text_that_a_spreadsheet_would_reckon_with_is_shown_as_it_is(
    workspaces: Workspaces, left: Workspace, tmp_path: Path
) -> None:
    with left.begin() as work:
        work.connection.execute(text("UPDATE statement SET text = '=1+1' WHERE workspace_id = :it"), {"it": left.id})
        work.connection.execute(
            text("UPDATE action SET title = :wide WHERE workspace_id = :it"), {"it": left.id, "wide": WIDE}
        )
    workspaces.export(left, tmp_path / "county.zip")
    with ZipFile(tmp_path / "county.zip") as file:
        assert ",'=1+1" in file.read("tables/statement.csv").decode()
        assert f",'{WIDE}" in file.read("tables/action.csv").decode()


def test_a_place_that_cannot_be_written_to_is_named(workspaces: Workspaces, left: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BackupNotWritten, match=r"county\.zip"):
        workspaces.export(left, tmp_path / "no such folder" / "county.zip")
