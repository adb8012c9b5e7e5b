"""Bringing the tables up to date; apart from `work`, since only `steward migrate` needs Alembic."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from bot.domain.errors import DatabaseInUse, TablesTaken
from store import engines, fences, revisions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import URL, Connection

Result = TypeVar("Result")

HERE = Path(__file__).parent
REFERENCES = (  # PostgreSQL's manual, 53.13
    "SELECT conrelid::regclass::text AS of, conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint"
    " WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
)
COUNTED = (
    "SELECT table_name, column_name FROM information_schema.columns"
    " WHERE table_schema = current_schema() AND column_default LIKE 'nextval(%'"
)
ONE_AT_A_TIME = 7_239_104_856  # our number among PostgreSQL's advisory locks


def migrate(url: URL) -> None:
    """Everything or nothing, in one transaction; whoever comes second waits and then finds nothing left to do.

    Where there is nothing to do from the first, nobody is waited for. Raises TablesTaken where the wait is too long.
    """
    engine = engines.migrating(url)
    if url.get_backend_name() == "sqlite":
        _prepare_file(url)
    with _or_taken(), engine.begin() as connection:
        if _is_up_to_date(connection):
            return
    with _or_taken(), engines.for_writing(engine).begin() as connection:
        _one_at_a_time(connection)
        if _is_up_to_date(connection):
            return
        with fences.open_to_owner(connection):
            command.upgrade(_config(connection), "head")
            _check_keys(connection)


def refill(url: URL, revision: str, fill: Callable[[Connection], Result]) -> Result:
    """Make the tables as they were at that revision, fill them, bring them up to date: everything or nothing.

    Returns what `fill` returns. Raises DatabaseInUse where there are tables already. Rows may come in any order: what
    points nowhere in the end is refused then.
    """
    engine = engines.for_writing(engines.migrating(url))
    if url.get_backend_name() == "sqlite":
        _prepare_file(url)
    with _or_taken(), engine.begin() as connection:
        _one_at_a_time(connection)
        if inspect(connection).get_table_names():
            raise DatabaseInUse
        command.upgrade(_config(connection), revision)
        with fences.open_to_owner(connection):
            with _loose_keys(connection):
                filled = fill(connection)
            _go_on_counting(connection)
            command.upgrade(_config(connection), "head")
            _check_keys(connection)
    return filled


def _is_up_to_date(connection: Connection) -> bool:
    if not inspect(connection).has_table("alembic_version"):
        return False
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return bool(found == revisions.known()[-1])


@contextmanager
def _or_taken() -> Iterator[None]:
    """Somebody else is at the tables, or stands still over them; what it holds comes free while we wait, or soon."""
    try:
        yield
    except DBAPIError as error:
        if not engines.waited_in_vain(error):
            raise
        raise TablesTaken from error


def _one_at_a_time(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")


@contextmanager
def _loose_keys(connection: Connection) -> Iterator[None]:
    """PostgreSQL looks at references row by row; they are taken away and put back, which looks at them all at once."""
    found = [] if connection.dialect.name == "sqlite" else list(connection.execute(text(REFERENCES)).mappings())
    for each in found:
        connection.exec_driver_sql(f'ALTER TABLE {each["of"]} DROP CONSTRAINT "{each["name"]}"')
    yield
    for each in found:
        connection.exec_driver_sql(f'ALTER TABLE {each["of"]} ADD CONSTRAINT "{each["name"]}" {each["definition"]}')


def _go_on_counting(connection: Connection) -> None:
    """Where PostgreSQL numbers rows itself, the next number is beyond those that were put in."""
    if connection.dialect.name == "sqlite":
        return
    for table, column in connection.execute(text(COUNTED)).all():
        connection.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), "  # noqa: S608  the tables' own names
            f'(SELECT coalesce(max("{column}"), 0) + 1 FROM "{table}"), false)'
        )


def _prepare_file(url: URL) -> None:
    """For its owner alone: it holds what is not published. What SQLite puts beside it is as the file is."""
    if not url.database or url.database == ":memory:":
        return
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        if not Path(url.database).exists():
            Path(url.database).touch(mode=0o600)
    except OSError as trouble:
        raise engines.refused(f'"{url.database}" cannot be made: {trouble.strerror}') from trouble


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _check_keys(connection: Connection) -> None:
    """SQLite rebuilds a table to change it, with its keys unwatched; nothing may have come loose."""
    if connection.dialect.name == "sqlite":
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if loose:
            raise RuntimeError("rows that point nowhere after the migration", loose[:5])
