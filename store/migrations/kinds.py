"""Columns and keys as the steps write them; like the steps, never edited once released."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterable


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
