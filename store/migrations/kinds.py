"""Columns and keys as the steps write them; like the steps, never edited once released."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterable

# What a transaction has said of itself (store/fences.py). In brackets with SELECT it is asked for once in a statement
# and not once a row; what was never said, or was said in a transaction before, is "" or NULL and equals nothing.
OURS = "(SELECT NULLIF(current_setting('steward.workspace', true), '')::bigint)"
REACHED = "(SELECT current_setting('steward.reach', true))"


def columns(kind: sa.types.TypeEngine[Any], names: str, *, optional: bool = False) -> list[sa.Column[Any]]:
    """Columns of one kind, by their names with spaces between."""
    return [sa.Column(name, kind, nullable=optional) for name in names.split()]


def texts(names: str, *, optional: bool = False) -> list[sa.Column[Any]]:
    return columns(sa.String(), names, optional=optional)


def whole_numbers(names: str, *, optional: bool = False) -> list[sa.Column[Any]]:
    return columns(sa.Integer(), names, optional=optional)


def ids(names: str, *, optional: bool = False) -> list[sa.Column[Any]]:
    return columns(sa.BigInteger(), names, optional=optional)


def flags(names: str, *, optional: bool = False) -> list[sa.Column[Any]]:
    return columns(sa.Boolean(), names, optional=optional)


def days(names: str, *, optional: bool = False) -> list[sa.Column[Any]]:
    return columns(sa.Date(), names, optional=optional)


def moments(names: str, *, optional: bool = False) -> list[sa.Column[Any]]:
    return columns(sa.DateTime(timezone=True), names, optional=optional)


def objects(names: str) -> list[sa.Column[Any]]:
    return columns(sa.JSON(), names)


def key(table: str, names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names.split(), name=f"pk_{table}")


def in_workspace(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=f"fk_{table}_workspace_id")


def refers(table: str, pairs: Iterable[tuple[str, str]]) -> list[sa.ForeignKeyConstraint]:
    """For each column the table that it points into, within the workspace."""
    return [
        sa.ForeignKeyConstraint(
            ["workspace_id", column], [f"{other}.workspace_id", f"{other}.id"], name=f"fk_{table}_workspace_id_{column}"
        )
        for column, other in pairs
    ]


def unique(table: str, names: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*names.split(), name="_".join(["uq", table, *names.split()]))


def fence(table: str, column: str = "workspace_id") -> None:
    """PostgreSQL shows and takes rows of the workspace that the transaction said it is about, and no others.

    That it holds for the owner of the table as well is seen to after all steps.
    """
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    op.execute(f'CREATE POLICY own ON "{table}" USING ({column} = {OURS}) WITH CHECK ({column} = {OURS})')


def let_reach(table: str, reach: str, act: str) -> None:
    """Let a transaction that said it reaches so far do that with every workspace's rows."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE POLICY {reach} ON \"{table}\" FOR {act} USING ({REACHED} = '{reach}')")
