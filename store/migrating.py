"""Bringing the tables up to date; apart from `work`, since only `steward migrate` needs Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config

from store import engines

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

HERE = Path(__file__).parent
ONE_AT_A_TIME = 7_239_104_856  # our number among PostgreSQL's advisory locks


def migrate(url: URL) -> None:
    """Everything or nothing, in one transaction; whoever comes second waits and then finds nothing left to do."""
    engine = engines.for_writing(engines.migrating(url))
    if url.get_backend_name() == "sqlite":
        _prepare_file(url)
    with engine.begin() as connection:
        if url.get_backend_name() == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")
        command.upgrade(_config(connection), "head")
        _check_keys(connection)


def _prepare_file(url: URL) -> None:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


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
