"""What a plan's board has before it: its agendas, and what it means to take up later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.domain.agendas import AgendaItem, ForwardItem
from store import tables
from store.work import mine

if TYPE_CHECKING:
    from store.work import Work

_agenda = tables.AgendaItem.__table__.c
_forward = tables.ForwardItem.__table__.c


def agenda(work: Work, plan_id: int) -> tuple[AgendaItem, ...]:
    """Every item of every agenda that is held, the earliest meeting first."""
    query = select(*_agenda).where(mine(tables.AgendaItem), _agenda.plan_id == plan_id)
    names = AgendaItem.__dataclass_fields__
    rows = work.rows(query.order_by(_agenda.on, _agenda.number))
    return tuple(AgendaItem(**{name: getattr(row, name) for name in names}) for row in rows)


def forward(work: Work, plan_id: int) -> tuple[ForwardItem, ...]:
    """The forward plan in its order."""
    query = select(*_forward).where(mine(tables.ForwardItem), _forward.plan_id == plan_id)
    names = ForwardItem.__dataclass_fields__
    rows = work.rows(query.order_by(_forward.position, _forward.id))
    return tuple(ForwardItem(**{name: getattr(row, name) for name in names}) for row in rows)


def agenda_row(item: AgendaItem) -> dict[str, Any]:
    """Its columns, without its id."""
    return {name: getattr(item, name) for name in ("on", "number", "title", "pages", "report_of")}


def forward_row(item: ForwardItem) -> dict[str, Any]:
    """The same."""
    return {name: getattr(item, name) for name in ("number", "title", "group", "on")}
