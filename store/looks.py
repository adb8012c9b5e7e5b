"""What is found out by looking at a database: which it is, where, and whether it takes changes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from store import engines

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine


def described(url: URL, engine: Engine) -> str:
    """Its kind, its version and where it is; BadSetting where it cannot be reached."""
    try:
        with engine.begin() as connection:
            return f"{_version(connection)}, {place(url)}"
    except DBAPIError as unreachable:
        raise engines.refused(engines.why_closed(url, unreachable)) from unreachable


def place(url: URL) -> str:
    """A file, or a name at a server; with nothing of its password."""
    if url.get_backend_name() == "sqlite":
        return str(Path(url.database or "").absolute())
    port = f":{url.port}" if url.port else ""
    return f"{url.database or url.username} at {url.host or 'this machine'}{port}, as {url.username}"


def check_changes(url: URL, engine: Engine) -> None:
    """BadSetting where it can be read and takes no changes; that it is busy says nothing of that."""
    try:
        with engine.connect() as connection:  # and nothing is committed
            if takes_changes(connection):
                return
        why = "its server takes none"
    except DBAPIError as error:
        if engines.is_away(error) and not engines.is_read_only(error):
            return
        why = str(error.orig).strip()
    if url.get_backend_name() == "sqlite":
        why += (
            f'. Its disk must take changes, and "{place(url)}" and its folder belong to the user that Steward runs as'
        )
    raise engines.refused(f"the database takes no changes: {why}")


def is_read_only(url: URL, engine: Engine) -> bool:
    """The same as far as can be told without a wait for whoever is writing."""
    if url.get_backend_name() == "sqlite":
        return not os.access(url.database or "", os.W_OK)
    with engine.connect() as connection:
        return not takes_changes(connection)


def takes_changes(connection: Connection) -> bool:
    """Whether a transaction that is to write may. SQLite says it by an error, when something is written."""
    if connection.dialect.name != "sqlite":
        return bool(connection.scalar(text("SHOW transaction_read_only")) == "off")
    held = connection.exec_driver_sql("PRAGMA user_version").scalar_one()  # a number that we have no use for
    connection.exec_driver_sql(f"PRAGMA user_version = {int(held)}")
    return True


def _version(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return f"SQLite {connection.exec_driver_sql('SELECT sqlite_version()').scalar_one()}"
    return f"PostgreSQL {connection.exec_driver_sql('SHOW server_version').scalar_one()}"
