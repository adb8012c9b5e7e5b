"""Which workspaces were written to: told by whoever writes, and heard by whoever has many of them to look at.

PostgreSQL hands it on when the transaction is committed, and in the order of the commits (its manual, NOTIFY): who
hears a word of their own has heard all that was told before it. SQLite has no such thing.
"""

from __future__ import annotations

from secrets import token_hex
from threading import Lock
from typing import TYPE_CHECKING, cast

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

if TYPE_CHECKING:
    import psycopg
    from sqlalchemy import Connection, Engine
    from sqlalchemy.pool import PoolProxiedConnection

CHANNEL = "steward"
QUIET = frozenset({"asked", "change", "conversation", "draft", "seen_event"})  # of what they hold nothing is decided


def tell(connection: Connection, workspace_id: int) -> None:
    """Say that this transaction wrote to the workspace: to whoever listens, once it is committed."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"NOTIFY {CHANNEL}, '{workspace_id:d}'")


class News:
    """One listener, with a connection of its own from when it is first asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._alone = Lock()
        self._line: PoolProxiedConnection | None = None
        self._heard: list[str] = []

    def since(self) -> frozenset[int] | None:
        """The workspaces that were written to since this was last asked; None: nobody can say.

        So it is the first time, after a break of the line, behind a pooler that keeps to itself what the server says,
        and on SQLite.
        """
        if self._engine.dialect.name != "postgresql":
            return None
        with self._alone:
            try:
                return self._asked()
            except (DBAPIError, NoConnectionFree, self._engine.dialect.loaded_dbapi.Error):
                self._hang_up()
                return None

    def close(self) -> None:
        with self._alone:
            self._hang_up()

    def _asked(self) -> frozenset[int] | None:
        known = self._line is not None
        own, mark = _own(self._line or self._listening()), f"mark {token_hex(8)}"
        own.execute(f"NOTIFY {CHANNEL}, '{mark}'".encode())
        heard, self._heard = self._heard, []
        if not known or mark not in heard:
            return None
        return frozenset(int(each) for each in heard if each.isdecimal())

    def _listening(self) -> PoolProxiedConnection:
        """A connection that the pool has nothing more to do with."""
        self._line = line = self._engine.raw_connection()
        line.detach()
        own = _own(line)
        own.autocommit = True
        own.add_notify_handler(lambda told: self._heard.append(told.payload))
        own.execute(f"LISTEN {CHANNEL}".encode())
        return line

    def _hang_up(self) -> None:
        line, self._line, self._heard = self._line, None, []
        if line is not None:
            _own(line).close()  # the pool would try to undo something on it first


def _own(line: PoolProxiedConnection) -> psycopg.Connection:
    return cast("psycopg.Connection", line.dbapi_connection)
