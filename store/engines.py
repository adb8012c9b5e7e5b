"""How a database is opened: what SQLite and PostgreSQL each need to be told."""

from __future__ import annotations

import time
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.pool import NullPool

from bot.domain.errors import BadSetting, DatabaseAway

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    import psycopg
    from sqlalchemy import URL, Connection, Engine

DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
# PostgreSQL's classes of errors (its manual, appendix A): connection, a server that takes no changes (any more), asleep
# in a transaction, resources, locks, deadlocks, shutting down.
READ_ONLY, READ_ONLY_SIGN = "25006", "attempt to write a readonly database"
AWAY_STATES = ("08", READ_ONLY, "25P03", "53", "55P03", "40001", "40P01", "57P")
LOCK_NOT_AVAILABLE = "55P03"
AWAY_SIGNS = (
    "database is locked", "database is busy", "unable to open database file", "disk I/O error",
    "database or disk is full", READ_ONLY_SIGN,  # SQLite's words
    "connection", "timeout",  # psycopg's, before a server has given a state
)  # fmt: skip
WRITES = "steward_writes"  # an execution option: the transaction is going to write
SERVING = (
    "busy_timeout = 2000",  # milliseconds to wait for another writer: Slack gives a command three seconds
    "foreign_keys = ON",
    "synchronous = NORMAL",  # enough with WAL: a power cut may undo the last moment, and harms nothing
)
ON_A_SERVER = (  # where whoever holds a lock may be on another machine, which stands still or is gone
    "lock_timeout = '2s'",  # as long as SQLite waits: one board's lock must not keep the hands of a process from others
    "idle_in_transaction_session_timeout = '30s'",  # then what it held is free, and what it was at is undone
)
REACHING_A_SERVER = {  # libpq's: that a machine is gone, or cut off, is found out in seconds, where it would take hours
    "connect_timeout": "3",
    "keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3",
    "tcp_user_timeout": "15000",  # milliseconds without a word that what was sent has arrived
}  # fmt: skip
MIGRATING_ON_A_SERVER = (  # several start at once and wait for the first; none for one that stands still over it
    "lock_timeout = '60s'",
    "idle_in_transaction_session_timeout = '30s'",  # a step that thinks for longer between two statements there is not
)
MIGRATING = (
    "busy_timeout = 60000",
    "foreign_keys = OFF",  # a table is altered by rebuilding it; the keys are checked afterwards
    "journal_mode = WAL",  # kept in the file: readers and a writer do not wait for each other
)


def database(address: str) -> URL:
    """The address with the driver we ship, however the hosting writes it ("postgres://", "postgresql://").

    Raises BadSetting for what is no address, or one of a database that Steward does not know.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise refused("it is not the address of a database, such as sqlite:////var/lib/steward.sqlite3") from None
    kind = url.get_backend_name()
    if kind not in DRIVERS:
        raise refused(f'it names a database of the kind "{kind}"; Steward knows sqlite and postgresql')
    return url.set(drivername=DRIVERS[kind])


def is_away(error: DBAPIError) -> bool:
    """Whether the database is busy or out of reach, so that the same may go well in a minute."""
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return str(state).startswith(AWAY_STATES)
    told = str(error.orig)
    return isinstance(error, OperationalError) and any(sign in told for sign in AWAY_SIGNS)


def is_read_only(error: DBAPIError) -> bool:
    """Whether the database may be read and takes no changes: its disk, its file's owner or its server says so."""
    return getattr(error.orig, "sqlstate", None) == READ_ONLY or READ_ONLY_SIGN in str(error.orig)


def waited_in_vain(error: DBAPIError) -> bool:
    """Whether somebody had a lock for longer than it is waited for."""
    return getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE


@contextmanager
def or_away() -> Iterator[None]:
    """Raises DatabaseAway for what may go well in a minute; the rest is trouble and rises as it is."""
    try:
        yield
    except (DBAPIError, NoConnectionFree) as error:
        if isinstance(error, NoConnectionFree) or is_away(error):
            raise DatabaseAway from error
        raise


def why_closed(url: URL, error: DBAPIError) -> str:
    """Why a database cannot be opened, with nothing of its password in it."""
    if "@" in (url.host or ""):
        return 'its password must have its "@" written as %40, its "/" as %2F and its ":" as %3A'
    said = str(error.orig).strip().partition("\n")[0]  # below it psycopg asks whether the server is at work
    if url.password and str(url.password) in said:
        said = "it was refused"
    return f"the database cannot be opened: {said}"


def refused(problem: str) -> BadSetting:
    return BadSetting(setting="STEWARD_DATABASE_URL", problem=problem)


def serving(url: URL) -> Engine:
    """For answering: pooled connections, transactions as `Store` asks for them."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(create_engine(url, pool_size=10, hide_parameters=True), *SERVING)
    reaching = {name: value for name, value in REACHING_A_SERVER.items() if name not in url.query}
    engine = create_engine(url, connect_args=reaching, pool_size=10, pool_pre_ping=True, hide_parameters=True)
    return _postgresql(engine, *ON_A_SERVER)


def migrating(url: URL) -> Engine:
    """For changing the tables: one connection, and patient."""
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    if url.get_backend_name() == "sqlite":
        return _sqlite(engine, *MIGRATING)
    return _postgresql(engine, *MIGRATING_ON_A_SERVER)


def for_writing(engine: Engine) -> Engine:
    return engine.execution_options(**{WRITES: True})


def for_reading(engine: Engine) -> Engine:
    """Every query of a transaction sees the database as the first one did; in SQLite's WAL that is so anyway."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def time_transactions(engine: Engine, note: Callable[[float, bool], object]) -> None:
    """Tell `note` of each transaction how many seconds it took, waiting for others included, and whether it wrote."""

    def begun(connection: Connection) -> None:
        connection.info["steward_began"] = time.perf_counter()

    def over(connection: Connection) -> None:
        began = connection.info.pop("steward_began", None)
        if began is not None:
            writes = bool(connection.get_execution_options().get(WRITES, False))
            note(time.perf_counter() - began, writes)

    event.listen(engine, "begin", begun, insert=True)  # before it waits for whoever writes
    for end in ("commit", "rollback"):
        event.listen(engine, end, over)


def insert_of(dialect: str) -> Any:  # noqa: ANN401  SQLite's or PostgreSQL's, alike in what we ask of them
    """The database's own insert, which can leave a row alone that is there."""
    return import_module(f"sqlalchemy.dialects.{dialect}").insert  # the engine has loaded that one only


def _postgresql(engine: Engine, *settings: str) -> Engine:
    def tell(connection: psycopg.Connection, _: object) -> None:
        for setting in settings:
            connection.execute(f"SET {setting}".encode())
        connection.commit()

    event.listen(engine, "connect", tell)
    return engine


def _sqlite(engine: Engine, *pragmas: str) -> Engine:
    def tell(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # Python begins no transactions of its own: `begin` below does
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        # A deferred transaction that comes to write may find the database locked and cannot wait; an immediate one can.
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", tell)
    event.listen(engine, "begin", begin)
    return engine
