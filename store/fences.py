"""PostgreSQL's row-level security: the second fence around a workspace's rows, should a query of ours forget the first.

Each transaction says whose rows it is about, and the database shows it no others and takes no others from it. What it
said is forgotten when it ends, so that a pooled connection carries nothing on. SQLite has no such thing: there a
workspace is kept apart by our queries alone, each of which names it.
"""

from __future__ import annotations

from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

# The same words stand in the policies, in store/migrations/kinds.py.
KEEP_TO = "SELECT set_config('steward.workspace', %s, true)"  # true: until the transaction ends
REACH = "SELECT set_config('steward.reach', %s, true)"
# PostgreSQL's manual, 53.11 (pg_class): relrowsecurity says that policies hold, relforcerowsecurity for its owner too.
FENCED = (
    "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relrowsecurity {} AND relnamespace ="
    " current_schema()::regnamespace ORDER BY 1"
)
SCOPED = (
    "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped"
    " WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace"
    " AND (a.attname = 'workspace_id' OR (c.relname = 'workspace' AND a.attname = 'id'))"
    " AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1"
)
ABOVE = "SELECT rolname FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)"


class Reach(StrEnum):
    """What a transaction of no workspace is about; it sees nothing else."""

    BOARDS = "boards"  # the list of workspaces itself
    OUTBOX = "outbox"  # what waits to be sent, to read: whose turn it is


def keep_to(connection: Connection, workspace_id: int) -> None:
    """From here to its end the transaction is about that workspace alone."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(KEEP_TO, (str(workspace_id),))


def reach(connection: Connection, to: Reach) -> None:
    """From here to its end the transaction may reach that far beyond a workspace."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(REACH, (to.value,))


@contextmanager
def open_to_owner(connection: Connection) -> Iterator[None]:
    """Whoever changes the tables sees every row of them meanwhile; afterwards not even their owner does.

    The rest of the database waits until the transaction is over. Not undone by an exception: the transaction is.
    """
    if connection.dialect.name != "postgresql":
        yield
        return
    for name in connection.scalars(text(FENCED.format("AND relforcerowsecurity"))).all():
        connection.exec_driver_sql(f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY")
    yield
    for name in connection.scalars(text(FENCED.format(""))).all():
        connection.exec_driver_sql(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")


def why_open(connection: Connection) -> str:
    """Why the second fence does not hold for the role that is connected, and what to do; "" where it holds."""
    if connection.dialect.name != "postgresql":
        return "SQLite has no row-level security; the workspaces of one file are kept apart by Steward's queries alone"
    above = connection.scalar(text(ABOVE))
    if above is not None:
        return f'the role "{above}" is above row-level security; let Steward connect as a role that is no superuser'
    bare = connection.scalars(text(SCOPED)).all()
    if bare:
        return f"row-level security does not hold for {', '.join(bare)}; somebody switched it off"
    return ""
