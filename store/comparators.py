"""How others do, as a plan or its reports print it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.domain.comparators import Against, Comparator
from bot.domain.periods import from_key
from store import tables
from store.work import mine

if TYPE_CHECKING:
    from sqlalchemy import Row

    from store.work import Work

_comparator = tables.Comparator.__table__.c
_PLAIN = ("title", "series_id", "measure_id", "value", "as_printed", "exceeds", "note", "source")


def comparators(work: Work, plan_id: int) -> tuple[Comparator, ...]:
    """Those of the plan in its order; one query."""
    query = select(*_comparator).where(mine(tables.Comparator), _comparator.plan_id == plan_id)
    rows = work.rows(query.order_by(_comparator.position, _comparator.id))
    return tuple(_as_comparator(row, work.first_month) for row in rows)


def as_row(comparator: Comparator) -> dict[str, Any]:
    """Its columns, without its id and those that the store alone knows."""
    period = comparator.period.key if comparator.period else None
    told = {name: getattr(comparator, name) for name in _PLAIN}
    return told | {"against": comparator.against, "period": period}


def _as_comparator(row: Row[Any], first_month: int) -> Comparator:
    return Comparator(
        id=row.id,
        against=Against(row.against),
        period=from_key(row.period, first_month) if row.period else None,
        **{name: getattr(row, name) for name in _PLAIN},
    )
