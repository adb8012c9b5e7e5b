"""The store and a transaction in it: one `Work` is one transaction of one workspace."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, insert, inspect, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.domain.errors import (
    BackupNotWritten,
    DatabaseInUse,
    DatabaseNotReady,
    NewerBackup,
    NewerDatabase,
    NotABackup,
)
from bot.domain.periods import APRIL
from store import backup as backups
from store import engines, exporting, fences, looks, news, outbox_rows, revisions
from store.fences import Reach
from store.news import QUIET, News

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, CursorResult, Engine, Executable, Insert, Row, Table, UpdateBase

    from store.tables.base import Scoped


TURNS = 1_957_302_846  # our space among PostgreSQL's advisory locks of two numbers
MINE: BindParameter[int] = bindparam("mine")  # the workspace at work; `Work` fills it in


def mine(table: type[Scoped]) -> ColumnElement[bool]:
    """The condition that a row is of the workspace at work."""
    return _mine(table.__table__)


@cache
def _mine(table: Table) -> ColumnElement[bool]:
    return table.c.workspace_id == MINE


@dataclass(slots=True)
class Work:
    """One transaction of one workspace: reads and writes go through it, and commit or fail together."""

    workspace_id: int
    first_month: int  # of the workspace's financial year: periods need it
    connection: Connection
    writes: bool
    stamped: bool = False  # this transaction has already said that plan, figures or aliases changed
    is_news: bool = False  # it wrote what something may be decided from

    def rows(self, query: Executable, **values: object) -> Sequence[Row[Any]]:
        return self.connection.execute(query, {"mine": self.workspace_id, **values}).all()

    def first(self, query: Executable, **values: object) -> Row[Any] | None:
        return self.connection.execute(query, {"mine": self.workspace_id, **values}).first()

    def change(self, statement: UpdateBase, **values: object) -> int:
        """Update or delete, and say how many rows it was."""
        return self._write(statement, {"mine": self.workspace_id, **values}).rowcount

    def change_one(self, statement: UpdateBase) -> Row[Any] | None:
        """Update the one row that meets the conditions, and return what the statement asks for; None: none met them."""
        return self._write(statement, {"mine": self.workspace_id}).first()

    def changed(self, statement: UpdateBase, **values: object) -> Sequence[Row[Any]]:
        """Update the rows that meet the conditions, and return what the statement asks for of each."""
        return self._write(statement, {"mine": self.workspace_id, **values}).all()

    def change_each(self, statement: UpdateBase, rows: Sequence[Mapping[str, object]]) -> None:
        """The same for each of these values."""
        if rows:
            self._write(statement, [{"mine": self.workspace_id, **row} for row in rows])

    def add(self, table: type[Scoped], *rows: Mapping[str, Any]) -> None:
        """New rows; each may leave out what its table has a default for, as long as all leave out the same."""
        if len(rows) == 1:
            self._write(_adding(table.__table__), {"workspace_id": self.workspace_id, **rows[0]})
        elif rows:
            self._write(insert(table.__table__), [{"workspace_id": self.workspace_id, **row} for row in rows])

    def add_once(self, table: type[Scoped], **row: object) -> bool:
        """Add the row unless one with its key, or with a unique key of it, is there; whether it was added."""
        statement = _adding_once(table.__table__, self.connection.dialect.name)
        return self._write(statement, {"workspace_id": self.workspace_id, **row}).first() is not None

    def add_each_once(self, table: type[Scoped], *rows: Mapping[str, Any]) -> int:
        """The same for many rows in few statements; how many were added."""
        if not rows:
            return 0
        statement = _adding_once(table.__table__, self.connection.dialect.name)
        return len(self._write(statement, [{"workspace_id": self.workspace_id, **row} for row in rows]).all())

    def put(self, table: type[Scoped], **row: object) -> None:
        """Add the row, or set its columns in the row that has its key."""
        statement = _putting(table.__table__, self.connection.dialect.name, frozenset(row))
        self._write(statement, {"workspace_id": self.workspace_id, **row})

    def _write(
        self, statement: UpdateBase, values: Mapping[str, object] | Sequence[Mapping[str, object]] | None = None
    ) -> CursorResult[Any]:
        if not self.writes:
            raise RuntimeError("this transaction only reads")
        self.is_news = self.is_news or str(statement.table) not in QUIET
        return self.connection.execute(statement, values)


# Kept, since to put such a statement together takes longer than to run it.
@cache
def _adding(table: Table) -> Insert:
    return insert(table)


@cache
def _adding_once(table: Table, dialect: str) -> Insert:
    found: Insert = engines.insert_of(dialect)(table).on_conflict_do_nothing().returning(table.c.workspace_id)
    return found


@cache
def _putting(table: Table, dialect: str, columns: frozenset[str]) -> Insert:
    key = table.primary_key.columns.keys()
    statement = engines.insert_of(dialect)(table)
    changed = {name: statement.excluded[name] for name in columns.difference(key)}
    found: Insert = statement.on_conflict_do_update(index_elements=key, set_=changed)
    return found


class Store:
    """A database, SQLite or PostgreSQL."""

    def __init__(self, address: str) -> None:
        self.url = engines.database(address)
        self.engine = engines.serving(self.url)
        self._writing = engines.for_writing(self.engine)
        self._reading = engines.for_reading(self.engine)
        self.news = News(self.engine)

    @contextmanager
    def begin(self, workspace_id: int, first_month: int = APRIL) -> Iterator[Work]:
        """A transaction that writes: committed at the end, undone by any exception. May raise DatabaseAway."""
        with engines.or_away(), self._writing.begin() as connection:
            fences.keep_to(connection, workspace_id)
            work = Work(workspace_id, first_month, connection, writes=True)
            yield work
            if work.is_news:
                news.tell(connection, workspace_id)

    @contextmanager
    def reading(self, workspace_id: int, first_month: int = APRIL) -> Iterator[Work]:
        """A transaction that only reads, and sees the database as it stood when it began."""
        with engines.or_away(), self._reading.begin() as connection:
            fences.keep_to(connection, workspace_id)
            yield Work(workspace_id, first_month, connection, writes=False)

    @contextmanager
    def all_workspaces(self, *, writes: bool = False, reach: Reach = Reach.BOARDS) -> Iterator[Connection]:
        """A transaction of no workspace: of the list of workspaces, or what else it is to reach for."""
        with engines.or_away(), (self._writing if writes else self._reading).begin() as connection:
            fences.reach(connection, reach)
            yield connection

    def time_transactions(self, note: Callable[[float, bool], object]) -> None:
        """Tell `note` of each transaction from now on how long it took, and whether it wrote."""
        engines.time_transactions(self.engine, note)

    @contextmanager
    def turn(self, name: str, *, wait: bool) -> Iterator[bool]:
        """Whether what is called so is ours to do until the end; on a server one process has it at a time.

        Who does not `wait` is told at once that another has it; who does may be told DatabaseAway after two seconds.
        """
        if self.engine.dialect.name == "sqlite":
            yield True
            return
        take = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
        with engines.or_away(), self._writing.begin() as connection:
            taken = connection.scalar(text(f"SELECT {take}({TURNS}, hashtext(:name))"), {"name": name})
            yield taken is not False

    @property
    def for_others(self) -> Engine:
        """The engine for code that brings its own tables and statements; each of its transactions may write."""
        return self._writing

    def described(self) -> str:
        """Which database it is, its version and where; BadSetting where it cannot be reached, or is not made yet."""
        if self._is_no_file_yet():
            raise engines.refused(f'there is none at "{looks.place(self.url)}" yet; "steward migrate" makes one')
        return looks.described(self.url, self._reading)

    def check_changes(self) -> None:
        """BadSetting where the database can be read and takes no changes."""
        looks.check_changes(self.url, self._writing)

    def why_open(self) -> str:
        """Why a query that forgot its workspace would see others' rows, and what to do; "" where it would not."""
        with engines.or_away(), self._reading.begin() as connection:
            return fences.why_open(connection)

    def revision(self) -> str | None:
        """Which revision of the tables the database has; None: none yet. BadSetting where it cannot be reached."""
        if self._is_no_file_yet():
            return None
        try:
            with self._reading.begin() as connection:
                if not inspect(connection).has_table("alembic_version"):
                    return None
                found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
                return found
        except DBAPIError as unreachable:
            raise engines.refused(engines.why_closed(self.url, unreachable)) from unreachable

    def check(self) -> None:
        """Raise DatabaseNotReady or NewerDatabase unless the tables are those of this program."""
        found, known = self.revision(), revisions.known()
        if found is not None and found not in known:
            raise NewerDatabase(found=found)
        if found != known[-1]:
            raise DatabaseNotReady

    def migrate(self) -> None:
        """Make the tables, or bring them up to date with what is in them; safe to call at any time, by many at once."""
        from store.migrating import migrate  # noqa: PLC0415  Alembic takes longer to load than a question to answer

        found = self.revision()
        if found is not None and found not in revisions.known():
            raise NewerDatabase(found=found)
        migrate(self.url)

    def backup(self, path: Path, taken: datetime) -> backups.Kept:
        """Everything that the database holds at this moment in one file, while others go on reading and writing it.

        Raises BackupNotWritten, and what `check` raises.
        """
        self.check()
        try:
            with self.all_workspaces() as connection:
                return backups.write(connection, path, revisions.known()[-1], taken)
        except OSError as trouble:
            raise BackupNotWritten(name=str(path), problem=trouble.strerror or str(trouble)) from trouble

    def export(self, workspace_id: int, path: Path, taken: datetime) -> backups.Kept:
        """Everything of one workspace, to be handed out. Raises BackupNotWritten, and what `check` raises."""
        self.check()
        try:
            with self.reading(workspace_id) as work:
                held = backups.Held(revisions.known()[-1], taken)
                return exporting.write(work.connection, path, held, workspace_id)
        except OSError as trouble:
            raise BackupNotWritten(name=str(path), problem=trouble.strerror or str(trouble)) from trouble

    def restore(self, path: Path, now: datetime) -> backups.Kept:
        """Put a backup into this database, which must be empty, and bring it up to date: everything or nothing.

        What was about to be sent when the backup was taken may have been sent since. To people it is searched for
        before it is sent; in a channel nobody can say, so an officer is told instead.
        Raises NotABackup, NewerBackup or DatabaseInUse.
        """
        from store.migrating import refill  # noqa: PLC0415  as above

        try:
            held = backups.head(path)
            if held.revision not in revisions.known():
                raise NewerBackup(found=held.revision)
            if not self._is_no_file_yet() and self.revision() is not None:
                raise DatabaseInUse
            kept = refill(self.url, held.revision, lambda connection: backups.read(connection, path))
        except OSError as trouble:
            raise NotABackup(name=str(path), problem=trouble.strerror or str(trouble)) from trouble
        except (backups.UnreadableError, SQLAlchemyError) as trouble:
            problem = str(trouble) if isinstance(trouble, backups.UnreadableError) else "its rows do not fit together"
            raise NotABackup(name=str(path), problem=problem) from trouble
        with self.all_workspaces() as connection:
            boards = backups.boards(connection)
        for each in boards:
            with self.begin(each) as work:
                outbox_rows.doubt(work.connection, each, now)
        return kept

    def close(self) -> None:
        """Give the connections back."""
        self.news.close()
        self.engine.dispose()

    def _is_no_file_yet(self) -> bool:
        """To connect to a SQLite file that is not there would make an empty one."""
        path = self.url.database
        return self.url.get_backend_name() == "sqlite" and bool(path) and not Path(str(path)).exists()
