"""What followed what in a plan: retired, split, merged, redefined."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, bindparam, select

from bot.domain.links import Link, LinkKind
from store import tables
from store.ids import new_id
from store.stamps import bump
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.work import Work

_link = tables.MeasureLink.__table__.c
_from = tables.Measure.__table__.alias("before")
_to = tables.Measure.__table__.alias("after")


def links(work: Work, plan_id: int) -> tuple[Link, ...]:
    """Every link of the plan, the earliest first; one query."""
    return tuple(
        Link(
            kind=LinkKind(row.kind),
            from_id=row.from_id,
            from_title=row.from_title,
            from_code=row.from_code,
            to_id=row.to_id,
            to_title=row.to_title or "",
            to_code=row.to_code or "",
            since=row.since,
            note=row.note,
        )
        for row in work.rows(_links(), plan=plan_id)
    )


def add(work: Work, plan_id: int, links: Iterable[Link]) -> None:
    """Further links of the plan, read back in the order given; titles are the measures' own and not kept here."""
    bump(work)
    found = list(links)
    numbers = sorted(new_id() for _ in found)
    rows = [
        {
            "id": number,
            "plan_id": plan_id,
            "from_id": each.from_id,
            "to_id": each.to_id,
            "kind": each.kind,
            "since": each.since,
            "note": each.note,
        }
        for number, each in zip(numbers, found, strict=True)
    ]
    work.add(tables.MeasureLink, *rows)


@cache
def _links() -> Select[Any]:
    return (
        select(
            *_link,
            _from.c.title.label("from_title"),
            _from.c.code.label("from_code"),
            _to.c.title.label("to_title"),
            _to.c.code.label("to_code"),
        )
        .join_from(
            tables.MeasureLink.__table__,
            _from,
            and_(_from.c.workspace_id == _link.workspace_id, _from.c.id == _link.from_id),
        )
        .outerjoin(_to, and_(_to.c.workspace_id == _link.workspace_id, _to.c.id == _link.to_id))
        .where(mine(tables.MeasureLink), _link.plan_id == bindparam("plan"))
        .order_by(_link.since, _link.id)
    )
