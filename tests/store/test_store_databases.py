"""Making the tables, bringing them up to date, and refusing what does not fit."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import NullPool, create_engine, text

from bot.domain.errors import BadSetting, DatabaseNotReady, NewerDatabase
from store import engines, looks, revisions
from store.tables import metadata
from store.tables.installs import metadata as installs
from store.work import Store

if TYPE_CHECKING:
    from pathlib import Path

MIGRATE = "import sys; from store.work import Store; store = Store(sys.argv[1]); store.migrate(); store.close()"


def test_migrating_from_nothing_makes_the_tables_that_the_program_describes(bare: Store) -> None:
    bare.migrate()
    with bare.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), [metadata, installs]) == []


def test_migrating_again_changes_nothing(bare: Store) -> None:
    bare.migrate()
    before = bare.revision()
    bare.migrate()
    assert bare.revision() == before == revisions.known()[-1]
    bare.check()


def test_a_database_without_tables_is_not_ready(bare: Store) -> None:
    with pytest.raises(DatabaseNotReady):
        bare.check()


def test_sqlite_is_told_what_it_needs_to_be_safe_and_shared(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/steward.sqlite3")
    store.migrate()
    with store.engine.connect() as connection:
        told = {name: connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys")}
        told |= {name: connection.scalar(text(f"PRAGMA {name}")) for name in ("busy_timeout", "synchronous")}
    store.close()
    assert told == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 2000, "synchronous": 1}


@pytest.mark.skipif(os.name != "posix", reason="another system keeps rights in another way")
def test_a_new_sqlite_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/steward.sqlite3")
    store.migrate()
    with store.engine.connect():
        made = {each.name: each.stat().st_mode & 0o777 for each in tmp_path.iterdir()}
    store.close()
    assert made
    assert set(made.values()) == {0o600}


def test_a_sqlite_file_that_cannot_be_made_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(BadSetting, match="cannot be made: "):
        Store(f"sqlite:///{tmp_path}/taken/steward.sqlite3").migrate()


def test_a_sqlite_file_that_takes_no_changes_is_refused_with_whose_it_must_be(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/steward.sqlite3")
    store.migrate()
    store.check_changes()
    store.close()
    opened = f"file:{tmp_path}/steward.sqlite3?mode=ro"
    only_reads = create_engine("sqlite://", creator=lambda: sqlite3.connect(opened, uri=True), poolclass=NullPool)
    store._writing = engines.for_writing(engines._sqlite(only_reads))
    with pytest.raises(BadSetting, match=r"takes no changes: attempt to write a readonly database.*steward\.sqlite3"):
        store.check_changes()


def test_a_server_that_takes_no_changes_is_refused(postgresql_tables: str) -> None:
    store = Store(postgresql_tables)
    store.check_changes()
    only_reads = store.engine.execution_options(postgresql_readonly=True)
    store._writing = engines.for_writing(only_reads)
    with pytest.raises(BadSetting, match="takes no changes: its server takes none"):
        store.check_changes()
    store.close()


def test_where_a_database_is_is_told_without_its_password(tmp_path: Path) -> None:
    assert looks.place(engines.database(f"sqlite:///{tmp_path}/s.sqlite3")) == f"{tmp_path}/s.sqlite3"
    server = engines.database("postgresql://steward:hunter2@db.example:99/boards")
    assert looks.place(server) == "boards at db.example:99, as steward"


def test_a_question_needs_no_alembic() -> None:
    loaded = "import sys, bot.workspace, store.figures; print('alembic' in sys.modules, 'psycopg' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_looking_for_a_sqlite_file_does_not_make_one(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/none.sqlite3")
    assert store.revision() is None
    assert list(tmp_path.iterdir()) == []


def test_an_older_database_is_not_ready(bare: Store) -> None:
    bare.migrate()
    _say_revision(bare, revisions.known()[0])
    with pytest.raises(DatabaseNotReady):
        bare.check()


def test_a_newer_database_is_refused_and_left_alone(bare: Store) -> None:
    bare.migrate()
    _say_revision(bare, "9999")
    with pytest.raises(NewerDatabase, match="9999"):
        bare.check()
    with pytest.raises(NewerDatabase):
        bare.migrate()
    assert bare.revision() == "9999"


def test_processes_that_migrate_at_once_all_succeed(empty_database: str) -> None:
    processes = [
        subprocess.Popen([sys.executable, "-W", "error", "-c", MIGRATE, empty_database], stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    complaints = [process.communicate(timeout=120)[1].decode() for process in processes]
    assert complaints == [""] * 3
    store = Store(empty_database)
    store.check()
    store.close()


def _say_revision(store: Store, revision: str) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


@pytest.mark.parametrize("given", ["postgres://steward:secret@db/steward", "postgresql://steward:secret@db/steward"])
def test_postgresql_is_known_however_a_hosting_service_writes_it(given: str) -> None:
    store = Store(given)
    assert store.url.drivername == "postgresql+psycopg"
    assert "secret" not in str(store.url)


@pytest.mark.parametrize("given", ["", "steward.sqlite3", "mysql://steward@db/steward", "postgresql://db:port/x"])
def test_what_is_no_address_of_a_database_is_refused(given: str) -> None:
    with pytest.raises(BadSetting, match="STEWARD_DATABASE_URL"):
        Store(given)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database " * 1000)
    store = Store(f"sqlite:///{path}")
    for act in (store.check, store.migrate):
        with pytest.raises(BadSetting, match="cannot be opened: file is not a database"):
            act()
    store.close()
    assert path.read_text().startswith("not a database")


def test_a_server_that_does_not_answer_is_refused_without_its_password(tmp_path: Path) -> None:
    store = Store(f"postgresql://steward:secret@/steward?host={tmp_path}")
    with pytest.raises(BadSetting, match="cannot be opened") as refused:
        store.check()
    assert "secret" not in str(refused.value)
