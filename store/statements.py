"""What a plan says beside its figures, actions and risks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.domain.statements import Statement, StatementKind
from store import tables
from store.work import mine

if TYPE_CHECKING:
    from sqlalchemy import Row

    from store.work import Work

_statement = tables.Statement.__table__.c
PLAIN = (
    "text", "number", "title", "about", "sort", "accountable", "lead", "cadence", "figure", "answer", "on", "when",
)  # fmt: skip


def statements(work: Work, plan_id: int) -> tuple[Statement, ...]:
    """Those of the plan in its order; one query."""
    query = select(*_statement).where(mine(tables.Statement), _statement.plan_id == plan_id)
    rows = work.rows(query.order_by(_statement.position, _statement.id))
    return tuple(_as_statement(row) for row in rows)


def as_row(statement: Statement) -> dict[str, Any]:
    """Its columns, without its id and those that the store alone knows."""
    level, number = statement.objective or ("", None)
    told = {name: getattr(statement, name) for name in PLAIN}
    return told | {"kind": statement.kind, "level": level, "objective_number": number}


def _as_statement(row: Row[Any]) -> Statement:
    return Statement(
        id=row.id,
        kind=StatementKind(row.kind),
        objective=None if row.objective_number is None else (row.level, row.objective_number),
        **{name: getattr(row, name) for name in PLAIN},
    )
