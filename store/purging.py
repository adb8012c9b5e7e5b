"""Everything of one workspace, deleted for good: its audit too, which is otherwise only ever added to."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, text

from store.tables import Change, Workspace, metadata
from store.tables.installs import metadata as installs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

_workspace = Workspace.__table__
_change = Change.__table__
SQLITE_GUARD = "change_no_delete"  # the audit's triggers, of the migration that made it
POSTGRESQL_GUARD = "change_only_added"


def purge(connection: Connection, workspace_id: int, left_before: datetime) -> dict[str, int] | None:
    """How many rows of each table were deleted, in the transaction at hand: all of them go or none.

    None: Steward is in Slack there, was removed from there later than that, or the workspace is no longer here.
    """
    left = or_(_workspace.c.removed_at <= left_before, _workspace.c.slack_team.is_(None))
    mine = select(_workspace.c.slack_team).where(_workspace.c.id == workspace_id, left).with_for_update()
    found = connection.execute(mine).first()  # who would come back at this moment waits until it is over
    if found is None:
        return None
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")  # what was there is overwritten in the file
    many: dict[str, int] = {}
    for table in reversed(metadata.sorted_tables):
        if table is not _workspace and table is not _change:
            gone = connection.execute(delete(table).where(table.c.workspace_id == workspace_id))
            many[table.name] = gone.rowcount
    with _unguarded(connection):  # last, for on PostgreSQL nobody adds to the audit meanwhile
        gone = connection.execute(delete(_change).where(_change.c.workspace_id == workspace_id))
        many[_change.name] = gone.rowcount
    for table in installs.sorted_tables:
        if found.slack_team is not None and "team_id" in table.c:
            many[table.name] = connection.execute(delete(table).where(table.c.team_id == found.slack_team)).rowcount
    many[_workspace.name] = connection.execute(delete(_workspace).where(_workspace.c.id == workspace_id)).rowcount
    return {name: rows for name, rows in many.items() if rows}


@contextmanager
def _unguarded(connection: Connection) -> Iterator[None]:
    """The audit may be deleted from; its guard is back before the transaction ends, or never was away if that fails."""
    if connection.dialect.name == "sqlite":
        made = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
        guard = connection.execute(made, {"name": SQLITE_GUARD}).scalar_one()
        connection.exec_driver_sql(f"DROP TRIGGER {SQLITE_GUARD}")
        yield
        connection.exec_driver_sql(guard)
        return
    connection.exec_driver_sql(f"ALTER TABLE change DISABLE TRIGGER {POSTGRESQL_GUARD}")
    yield
    connection.exec_driver_sql(f"ALTER TABLE change ENABLE TRIGGER {POSTGRESQL_GUARD}")
