"""What data owners ask of the officer: to hand an indicator over, or to put a figure off once more."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select, update

from bot.domain.periods import from_key
from store.ids import new_id
from store.stamps import alone
from store.tables import Request as RequestRow
from store.work import mine

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Row

    from bot.domain.periods import Period
    from store.work import Work

_request = RequestRow.__table__.c

HAND_OVER, DEFERRAL = "hand over", "deferral"  # kinds
OPEN, GRANTED, REFUSED = "open", "granted", "refused"  # states


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One thing asked of the officer, as it stands."""

    id: int = 0  # of a new one: none yet
    plan_id: int
    kind: str
    measure_id: int
    period: Period | None = None
    asked_by: int  # a person's id
    wanted: dict[str, Any] = field(default_factory=dict)  # {"slack_user"}, {"organisation"} or a `deferral`
    why: str = ""
    state: str = OPEN
    asked_at: datetime | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None

    @property
    def seen(self) -> int:
        """What stands for what it asks and for nothing else: whoever asks again may ask something else."""
        asked = (self.kind, self.measure_id, self.period, sorted(self.wanted.items()), self.why)
        return 1 + int.from_bytes(sha256(repr(asked).encode()).digest()[:6], "big")


def deferral(until: date, times: int, freeze: date | None) -> dict[str, Any]:
    """What is wanted by whoever puts a figure off, and why an officer is asked: so often before, or past the freeze."""
    wanted: dict[str, Any] = {"until": until.isoformat(), "times": times}
    return wanted | ({"freeze": freeze.isoformat()} if freeze else {})


def ask(work: Work, request: Request, at: datetime) -> int:
    """Keep what is asked; its id. Whoever asks the same again while it is open changes what they asked."""
    alone(work)  # two clicks at once would both find nothing
    said = {"wanted": request.wanted, "why": request.why, "asked_at": at}
    period = request.period.key if request.period else ""
    about = {"plan_id": request.plan_id, "kind": request.kind, "measure_id": request.measure_id, "period": period}
    key = about | {"asked_by": request.asked_by, "state": OPEN}
    same = and_(mine(RequestRow), *(_request[name] == value for name, value in key.items()))
    if row := work.first(select(_request.id).where(same)):
        work.change(update(RequestRow.__table__).where(mine(RequestRow), _request.id == row.id).values(**said))
        return int(row.id)
    number = new_id()
    work.add(RequestRow, {"id": number} | key | said)
    return number


def open_ones(work: Work, plan_id: int) -> tuple[Request, ...]:
    """Those of the plan that nobody has decided, oldest first."""
    query = select(*_request).where(mine(RequestRow), _request.plan_id == plan_id, _is_open())
    rows = work.rows(query.order_by(_request.asked_at, _request.id))
    return tuple(_as_request(row, work.first_month) for row in rows)


def get(work: Work, request_id: int) -> Request | None:
    row = work.first(select(*_request).where(mine(RequestRow), _request.id == request_id))
    return _as_request(row, work.first_month) if row else None


def decide(work: Work, request_id: int, *, granted: bool, by: int | None, at: datetime) -> bool:
    """Grant or refuse it; False where somebody did so already. `by` is a person's id."""
    decided = {"state": GRANTED if granted else REFUSED, "decided_by": by, "decided_at": at}
    this = update(RequestRow.__table__).where(mine(RequestRow), _request.id == request_id, _is_open())
    return work.change(this.values(**decided)) == 1


def _is_open() -> ColumnElement[bool]:
    return _request.state == OPEN


def _as_request(row: Row[Any], first_month: int) -> Request:
    return Request(
        id=row.id,
        plan_id=row.plan_id,
        kind=row.kind,
        measure_id=row.measure_id,
        period=from_key(row.period, first_month) if row.period else None,
        asked_by=row.asked_by,
        wanted=dict(row.wanted),
        why=row.why,
        state=row.state,
        asked_at=row.asked_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
