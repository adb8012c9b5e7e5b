"""What a plan holds beside its figures, as kinds alone: whether there are actions, risks, an agenda and so on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, Text, bindparam, cast, literal, or_, select, union_all

from bot.domain.asking import Held
from store import tables
from store.work import mine

if TYPE_CHECKING:
    from sqlalchemy import CompoundSelect

    from store.work import Work

_ONE_EACH = {
    Held.ACTIONS: tables.Action,
    Held.RISKS: tables.Risk,
    Held.AGENDA: tables.AgendaItem,
    Held.FORWARD: tables.ForwardItem,
    Held.COMPARATORS: tables.Comparator,
}


def held(work: Work, plan_id: int) -> frozenset[str]:
    """The kinds that the plan holds at least one of, in one query."""
    return frozenset(row.kind for row in work.rows(_held(), plan=plan_id))


@cache
def _held() -> CompoundSelect[Any]:
    action, statement = tables.Action.__table__.c, tables.Statement.__table__.c
    kinds = select(cast(statement.kind, Text).label("kind")).where(
        mine(tables.Statement), statement.plan_id == bindparam("plan")
    )
    decided = or_(action.decided_on.is_not(None), action.basis != "")
    return union_all(
        *(_any_of(kind, table) for kind, table in _ONE_EACH.items()),
        _any_of(Held.DECISIONS, tables.Action).where(decided),
        kinds.distinct(),
    )


def _any_of(kind: Held, table: type[Any]) -> Select[Any]:
    column = table.__table__.c
    return select(literal(kind.value).label("kind")).where(mine(table), column.plan_id == bindparam("plan")).distinct()
