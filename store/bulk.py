"""Many rows changed or deleted with one statement each way, however many they are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, update

from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import BindParameter, ColumnElement

    from store.tables.base import Scoped
    from store.work import Work


def update_each(
    work: Work, table: type[Scoped], rows: Sequence[Mapping[str, Any]], key: tuple[str, ...] = ("id",)
) -> None:
    """Set each row's other columns where its key is; rows that set the same columns go together."""
    alike: dict[tuple[str, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        alike[tuple(sorted(set(row) - set(key)))].append(row)
    for columns, same in alike.items():
        if not columns:
            continue
        values: dict[str, BindParameter[Any]] = {column: bindparam(f"new_{column}") for column in columns}
        statement = update(table.__table__).where(mine(table), *_keyed(table, key)).values(values)
        changes = [_keys(row, key) | {f"new_{column}": row[column] for column in columns} for row in same]
        work.change_each(statement, changes)


def delete_each(work: Work, table: type[Scoped], rows: Sequence[Mapping[str, Any]], key: tuple[str, ...]) -> None:
    """Delete the rows of those keys."""
    work.change_each(delete(table.__table__).where(mine(table), *_keyed(table, key)), [_keys(row, key) for row in rows])


def _keyed(table: type[Scoped], key: tuple[str, ...]) -> list[ColumnElement[bool]]:
    return [table.__table__.c[column] == bindparam(f"at_{column}") for column in key]


def _keys(row: Mapping[str, Any], key: tuple[str, ...]) -> dict[str, Any]:
    return {f"at_{column}": row[column] for column in key}
