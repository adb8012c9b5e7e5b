"""What a database tells of how Steward does: what came in last, what went out last, and what is stuck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from store.inbox import IN_HAND
from store.outbox_rows import HOME, State
from store.tables import Asked, Delivery, SeenEvent
from store.work import mine

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row, Select

    from store.work import Work

_asked, _seen, _delivery = Asked.__table__.c, SeenEvent.__table__.c, Delivery.__table__.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """Of one workspace; None: there is none."""

    last_in: datetime | None  # an event or a question; events are forgotten after a week
    oldest_in: datetime | None  # of the events that nobody has answered yet
    last_out: datetime | None
    due: int  # that should have gone out by now, or are in hand
    oldest_due: datetime | None  # since when the first of them is due
    failed: int


def traffic(work: Work, now: datetime) -> Traffic:
    waiting = _delivery.state.in_([State.PLANNED, State.IN_HAND]) & (_delivery.not_before <= now)
    due = _one(work, select(func.count().label("many"), func.min(_delivery.not_before).label("at")), Delivery, waiting)
    return Traffic(
        last_in=max(filter(None, (_at(work, SeenEvent, _seen.received_at), _at(work, Asked, _asked.at))), default=None),
        oldest_in=_one(work, select(func.min(_seen.received_at).label("at")), SeenEvent, _seen.state == IN_HAND).at,
        last_out=_at(work, Delivery, _delivery.sent_at),
        due=due.many,
        oldest_due=due.at,
        failed=_one(work, select(func.count().label("many")), Delivery, _delivery.state == State.FAILED).many,
    )


def last_to_person(work: Work) -> datetime | None:
    """When the last direct message went out: a new one, not a change of one, nor a Home."""
    new = _delivery.person_id.is_not(None) & _delivery.updates_id.is_(None) & (_delivery.kind != HOME)
    found: datetime | None = _one(work, select(func.max(_delivery.sent_at).label("at")), Delivery, new).at
    return found


def _at(work: Work, table: type[Any], column: Any) -> datetime | None:  # noqa: ANN401  a table of ours, its column
    found: datetime | None = _one(work, select(func.max(column).label("at")), table).at
    return found


def _one(work: Work, query: Select[*tuple[Any, ...]], table: type[Any], *conditions: Any) -> Row[Any]:  # noqa: ANN401  as above
    return work.rows(query.where(mine(table), *conditions))[0]
