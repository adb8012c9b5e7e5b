"""A backup holds everything, and a database restored from it holds the same, whichever kind either is of."""

from __future__ import annotations

import gzip
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import MetaData, func, insert, select

from bot.domain.errors import BackupNotWritten, DatabaseInUse, DatabaseNotReady, NewerBackup, NotABackup
from bot.workspace import Workspaces
from store import backup, migrating, outbox, revisions
from store.outbox import Planned, State
from store.tables import metadata
from store.tables.installs import metadata as installs
from store.work import Store
from tests.conftest import MORNING
from tests.everything import seeing_all
from tests.store import calls
from tests.store.test_store_migrating import BEFORE_THE_REPORT, filled, rows_of

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Column

    from bot.workspace import Workspace

LATER = MORNING + timedelta(hours=1)


@pytest.fixture
def saved(store: Store, workspace: Workspace, other_workspace: Workspace, tmp_path: Path) -> Path:
    """The backup of two workspaces with something in every table."""
    path = tmp_path / "steward.backup"
    fill_every_table(store, workspace, other_workspace)
    store.backup(path, MORNING)
    return path


def fill_every_table(store: Store, *workspaces: Workspace) -> None:
    for each in workspaces:
        with each.begin() as work:
            calls.fill(work, f"{each.name}: é, \N{SNOWMAN} and 'quotes'")
    with store.all_workspaces(writes=True) as connection:
        for table in installs.sorted_tables:
            connection.execute(insert(table).values({each.name: of_kind(each) for each in table.columns}))


def of_kind(column: Column[Any]) -> object:
    kind = column.type.python_type
    return {int: 7, bool: False, datetime: datetime(2014, 7, 2, 9)}.get(kind, "x")  # noqa: DTZ001  as slack_sdk has it


@pytest.fixture(scope="module")
def made_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of one workspace with something in every table, whatever kind of database it was of."""
    folder = tmp_path_factory.mktemp("made before")
    store = Store(f"sqlite:///{folder}/steward.sqlite3")
    store.migrate()
    fill_every_table(store, Workspaces(store, lambda: MORNING).make_first())
    store.backup(folder / "steward.backup", MORNING)
    store.close()
    return folder / "steward.backup"


@pytest.fixture
def content(made_before: Path) -> bytes:
    """The same, to be spoilt."""
    return made_before.read_bytes()


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with seeing_all(store) as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in (*metadata.sorted_tables, *installs.sorted_tables)
        }


def but_for_doubt(held: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    return {name: rows for name, rows in held.items() if name != "delivery"}


def test_what_is_restored_is_what_was_held(store: Store, saved: Path, bare: Store) -> None:
    before = everything(store)
    empty = {name for name, rows in before.items() if not rows}
    assert empty == set()
    kept = bare.restore(saved, LATER)
    assert but_for_doubt(everything(bare)) == but_for_doubt(before)
    assert kept.rows == {name: len(rows) for name, rows in before.items()}
    assert kept.taken == MORNING


def test_a_backup_of_either_kind_of_database_is_restored_into_the_other(
    store: Store, saved: Path, bare: Store, tmp_path: Path
) -> None:
    there, back = Store(f"sqlite:///{tmp_path}/there.sqlite3"), tmp_path / "back.backup"
    there.restore(saved, LATER)
    there.backup(back, LATER)
    there.close()
    bare.restore(back, LATER)
    assert but_for_doubt(everything(bare)) == but_for_doubt(everything(store))


def test_the_restored_database_keeps_what_it_promises(made_before: Path, bare: Store) -> None:
    """References hold again, and the audit is only ever added to."""
    bare.restore(made_before, LATER)
    with bare.all_workspaces(writes=True) as connection:
        for statement in ("DELETE FROM workspace", "DELETE FROM change"):
            with pytest.raises(Exception, match=r"(?i)foreign key|only ever added to"), connection.begin_nested():
                connection.exec_driver_sql(statement)


def test_what_the_database_numbers_itself_goes_on_beyond_what_was_restored(made_before: Path, bare: Store) -> None:
    bare.restore(made_before, LATER)
    with bare.all_workspaces(writes=True) as connection:
        table = installs.tables["slack_oauth_states"]
        values = {each.name: of_kind(each) for each in table.columns if each.name != "id"}
        assert connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one() > 7


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(
    bare: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = f"sqlite:///{tmp_path}/old.sqlite3"
    before, store, path = filled(old, BEFORE_THE_REPORT), Store(old), tmp_path / "old.backup"
    with store.all_workspaces() as connection, monkeypatch.context() as patched:
        as_it_was = MetaData()
        as_it_was.reflect(connection)
        as_it_was.remove(as_it_was.tables["alembic_version"])
        patched.setattr(backup, "metadata", as_it_was)
        patched.setattr(backup, "installs", MetaData())
        backup.write(connection, path, BEFORE_THE_REPORT, MORNING)
    store.close()
    kept = bare.restore(path, LATER)
    bare.check()
    assert kept.rows == {name: len(rows) for name, rows in before.items()}
    with seeing_all(bare) as connection:
        assert {name: len(rows) for name, rows in rows_of(connection).items() if name in before} == kept.rows


def test_others_go_on_writing_while_a_backup_is_made(store: Store, workspace: Workspace, tmp_path: Path) -> None:
    """It holds what was there when it began."""
    path = tmp_path / "steward.backup"
    with store.all_workspaces() as connection:
        connection.execute(select(func.count()).select_from(metadata.tables["organisation"]))
        with workspace.begin() as work:
            calls.fill(work, "meanwhile")
        kept = backup.write(connection, path, revisions.known()[-1], MORNING)
    assert kept.all_rows == 1


def test_what_may_have_been_sent_since_is_not_taken_for_unsent(
    store: Store, workspace: Workspace, bare: Store, tmp_path: Path
) -> None:
    path = tmp_path / "steward.backup"
    with workspace.begin() as work:
        outbox.plan(
            work,
            MORNING,
            Planned(key="due", kind="x", channel="C1"),
            Planned(key="later", kind="x", channel="C1", not_before=LATER + timedelta(days=1)),
        )
    store.backup(path, MORNING)
    bare.restore(path, LATER)
    with bare.reading(workspace.id) as work:
        found = {each.key: (each.state, each.posts) for each in outbox.every(work)}
    assert found == {"due": (State.PLANNED, outbox.MOST_UNSEEN), "later": (State.PLANNED, 0)}


def test_a_database_with_tables_is_not_restored_into(store: Store, saved: Path) -> None:
    before = everything(store)
    with pytest.raises(DatabaseInUse):
        store.restore(saved, LATER)
    assert everything(store) == before


@pytest.mark.parametrize("kept", [0, 0.9, -1])
def test_a_file_that_is_cut_off_restores_nothing(content: bytes, bare: Store, kept: float, tmp_path: Path) -> None:
    path = tmp_path / "steward.backup"
    path.write_bytes(content[: int(len(content) * kept) if 0 < kept < 1 else int(kept)])
    with pytest.raises(NotABackup):
        bare.restore(path, LATER)
    assert bare.revision() is None


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        (0, b'{"format":"another"}'),
        (1, b'{"table":"workspace","columns":{"id":"a mystery"}}'),
        (1, b'{"table":"no such table","columns":{"id":"whole"}}'),
        (2, b"[1]"),
        (-1, b'{"rows":{}}'),
        (-2, b""),
    ],
)
def test_a_file_that_was_changed_restores_nothing(
    content: bytes, bare: Store, line: int, instead: bytes, tmp_path: Path
) -> None:
    lines, path = gzip.decompress(content).splitlines(), tmp_path / "steward.backup"
    lines[line] = instead
    path.write_bytes(gzip.compress(b"\n".join(lines)))
    with pytest.raises(NotABackup):
        bare.restore(path, LATER)
    assert bare.revision() is None


def test_a_backup_of_a_newer_version_is_not_restored(
    store: Store, workspace: Workspace, bare: Store, tmp_path: Path
) -> None:
    path = tmp_path / "newer.backup"
    with store.all_workspaces() as connection:
        backup.write(connection, path, "9999", MORNING)
    assert workspace.id
    with pytest.raises(NewerBackup, match="9999"):
        bare.restore(path, LATER)


def test_a_backup_is_readable_by_its_owner_alone_and_takes_the_place_of_an_earlier_one(
    store: Store, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "steward.backup"
    path.write_bytes(b"yesterday's")
    store.backup(path, MORNING)
    assert workspace.id
    assert path.stat().st_mode & 0o077 == 0
    assert backup.head(path).taken == MORNING
    assert [each.name for each in tmp_path.iterdir() if "backup" in each.name] == ["steward.backup"]


def test_a_place_that_cannot_be_written_to_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BackupNotWritten, match="no such folder"):
        store.backup(tmp_path / "no such folder" / "steward.backup", MORNING)


def test_a_database_that_is_out_of_date_is_not_saved(bare: Store, tmp_path: Path) -> None:
    with pytest.raises(DatabaseNotReady):
        bare.backup(tmp_path / "steward.backup", MORNING)


def test_two_at_once_do_not_both_restore(made_before: Path, bare: Store) -> None:
    """The second waits for the first, and finds its tables."""
    bare.restore(made_before, LATER)
    with pytest.raises(DatabaseInUse):
        migrating.refill(bare.url, revisions.known()[-1], lambda connection: backup.read(connection, made_before))
