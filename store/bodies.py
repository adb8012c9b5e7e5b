"""The boards and committees that a plan is reported to, and the days they meet on."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, func, select, update

from bot.domain.rounds import Body
from store import tables
from store.ids import new_id
from store.stamps import alone
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Row

    from bot.domain.model import Plan
    from store.work import Work

_body = tables.Body.__table__.c
_meeting = tables.Meeting.__table__.c

QUARTERLY, SIX_MONTHLY, YEARLY = "quarterly", "six-monthly", "yearly"
_CADENCES = {  # as plans say it
    SIX_MONTHLY: SIX_MONTHLY,
    "half-yearly": SIX_MONTHLY,
    "twice a year": SIX_MONTHLY,
    YEARLY: YEARLY,
    "annual": YEARLY,
    "annually": YEARLY,
}


def bodies(work: Work, plan: Plan) -> tuple[Body, ...]:
    """The plan's bodies with their meetings in order; where none is kept, its own board, which has no id."""
    rows = work.rows(
        select(*_body).where(mine(tables.Body), _body.plan_id == plan.id).order_by(_body.position, _body.name)
    )
    if not rows:
        return (_own_board(plan),)
    on: dict[int, list[date]] = defaultdict(list)
    of_plan = and_(_body.workspace_id == _meeting.workspace_id, _body.id == _meeting.body_id)
    meetings = select(_meeting.body_id, _meeting.on).join_from(tables.Meeting.__table__, tables.Body.__table__, of_plan)
    for row in work.rows(meetings.where(mine(tables.Meeting), _body.plan_id == plan.id)):
        on[row.body_id].append(row.on)
    return tuple(_as_body(row, on[row.id]) for row in rows)


def put(work: Work, plan_id: int, body: Body) -> int:
    """Keep the body, known by its id or else its name, and its meetings beside those it has; its id.

    Meetings are only ever added here: `cancel` takes one away.
    """
    alone(work)  # two who keep the same board for the first time would both find nothing
    about: dict[str, Any] = {
        "name": body.name,
        "cadence": body.cadence,
        "audience": body.audience,
        "objectives": [list(each) for each in body.objectives],
        "leads": dict(body.leads),
        "channel": body.channel,
    }
    number = body.id if body.id is not None else _named(work, plan_id, body.name)
    this = update(tables.Body.__table__).where(mine(tables.Body), _body.plan_id == plan_id, _body.id == number)
    if number is None or work.change(this.values(**about)) == 0:
        number = new_id()
        work.add(tables.Body, {"id": number, "plan_id": plan_id, "position": _next(work, plan_id)} | about)
    for on in body.meetings:
        meet(work, number, on)
    return number


def meet(work: Work, body_id: int, on: date) -> bool:
    """The body meets on that day; False where that is known. A plan's own board is kept first: `put` gives its id."""
    return work.add_once(tables.Meeting, id=new_id(), body_id=body_id, on=on)


def cancel(work: Work, body_id: int, on: date) -> bool:
    """It does not meet on that day after all; False where it was not going to."""
    this = and_(_meeting.body_id == body_id, _meeting.on == on)
    return work.change(delete(tables.Meeting.__table__).where(mine(tables.Meeting), this)) == 1


def _own_board(plan: Plan) -> Body:
    meetings = (plan.meeting,) if plan.meeting else ()
    return Body(id=None, name=plan.board, cadence=_cadence(plan.cadence), audience="board", meetings=meetings)


def _cadence(said: str) -> str:
    return _CADENCES.get(" ".join(said.casefold().split()), QUARTERLY)


def _named(work: Work, plan_id: int, name: str) -> int | None:
    row = work.first(
        select(_body.id).where(mine(tables.Body), _body.plan_id == plan_id, _body.name == name),
    )
    return row.id if row else None


def _next(work: Work, plan_id: int) -> int:
    row = work.first(
        select(func.count().label("held"))
        .select_from(tables.Body.__table__)
        .where(mine(tables.Body), _body.plan_id == plan_id)
    )
    return row.held if row else 0


def _as_body(row: Row[Any], meetings: Iterable[date]) -> Body:
    return Body(
        id=row.id,
        name=row.name,
        cadence=_cadence(row.cadence),
        audience=row.audience,
        objectives=tuple((level, number) for level, number in row.objectives),
        leads=dict(row.leads),
        meetings=tuple(sorted(meetings)),
        channel=row.channel,
    )
