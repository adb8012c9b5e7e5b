"""What stands in the outbox, as values: what is planned, and a delivery with all that became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, literal, or_, select, update

from store.tables import Delivery as Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection
    from sqlalchemy import Row as Found

_delivery = Row.__table__.c
NUDGE = "nudge"
HOME = "home"  # a Home view, published rather than posted
REMOVAL = "removal"  # of a message that was sent before
FILE_REMOVAL = "file removal"  # of a file that was uploaded; its facts name it
FILE = "file"  # something to be made and uploaded; its facts say which
MOST_UNSEEN = 2  # posts whose fate nobody knows, where they cannot be searched for
UNDER = "under"  # in the facts: the key of the message in whose thread this one belongs, once that is out


class State(StrEnum):
    PLANNED = "planned"
    IN_HAND = "in hand"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"
    NOT_NEEDED = "not needed"


class Way(StrEnum):
    """How something is sent: each way can be closed for a while without the others."""

    PERSON = "person"  # a direct message
    CHANNEL = "channel"
    UPDATE = "update"  # of a message that was sent before
    HOME = "home"


OPEN = frozenset({State.PLANNED, State.IN_HAND})
SETTLED = frozenset(State) - OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """Something to be sent. Its key makes it happen once; its facts are ids, keys and ISO dates, never figures."""

    key: str
    kind: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    person_id: int | None = None
    channel: str = ""
    thread: str = ""
    not_before: datetime | None = None  # None: at once
    updates_id: int | None = None  # the delivery whose message this one changes in place


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Something that is to be sent, is being sent, or was."""

    id: int
    key: str
    kind: str
    person_id: int | None
    channel: str
    thread: str
    facts: dict[str, Any]
    updates_id: int | None
    state: State
    planned_at: datetime
    not_before: datetime
    leased_until: datetime | None
    turn: int  # how many have had it in hand; whoever had an earlier turn may do nothing more
    lapses: int  # how many of the last ones were never heard of again
    posts: int  # how many may have gone out, as nobody can say that they did not
    attempts: int  # how many failed
    error: str
    ts: str
    sent_at: datetime | None

    @property
    def way(self) -> Way:
        if self.updates_id is not None:
            return Way.UPDATE
        if self.kind == HOME:
            return Way.HOME
        return Way.CHANNEL if self.person_id is None else Way.PERSON


COLUMNS = tuple(_delivery[name] for name in Delivery.__dataclass_fields__)
WAY: ColumnElement[str] = case(
    (_delivery.updates_id.is_not(None), literal(Way.UPDATE.value)),
    (_delivery.kind == HOME, literal(Way.HOME.value)),
    (_delivery.person_id.is_(None), literal(Way.CHANNEL.value)),
    else_=literal(Way.PERSON.value),
)


def as_row(planned: Planned, number: int, at: datetime) -> dict[str, Any]:
    return {
        "id": number,
        "key": planned.key,
        "kind": planned.kind,
        "person_id": planned.person_id,
        "channel": planned.channel,
        "thread": planned.thread,
        "facts": dict(planned.facts),
        "updates_id": planned.updates_id,
        "planned_at": at,
        "not_before": planned.not_before or at,
    }


def as_delivery(row: Found[Any]) -> Delivery:
    found = dict(row._mapping)  # noqa: SLF001  SQLAlchemy's
    return Delivery(**found | {"state": State(found["state"])})


def doubt(connection: Connection, workspace_id: int, now: datetime) -> int:
    """In that workspace: what was to go out by now may have gone out, as far as anybody knows; how many that is."""
    open_there = (_delivery.workspace_id == workspace_id, _delivery.state.in_(list(OPEN)))
    due = (*open_there, _delivery.not_before <= now, _delivery.updates_id.is_(None))
    values = {
        "state": State.PLANNED,
        "leased_until": None,
        "posts": case((_delivery.posts < MOST_UNSEEN, MOST_UNSEEN), else_=_delivery.posts),
    }
    return connection.execute(update(Row.__table__).where(*due, _delivery.kind != HOME).values(**values)).rowcount


def backlog(connection: Connection, now: datetime) -> tuple[int, datetime | None]:
    """In every workspace: how much is due by now, or in hand, and since when the first of it is."""
    due = (_delivery.state.in_([*OPEN]), _delivery.not_before <= now)
    row = connection.execute(select(func.count(), func.min(_delivery.not_before)).where(*due)).one()
    return int(row[0]), row[1]


def wanted(connection: Connection, now: datetime) -> set[int]:
    """The workspaces in which something is to go out by now, or was left in hand."""
    due = or_(
        (_delivery.state == State.PLANNED) & (_delivery.not_before <= now),
        (_delivery.state == State.IN_HAND) & (_delivery.leased_until <= now),
    )
    return {row.workspace_id for row in connection.execute(select(_delivery.workspace_id).where(due).distinct())}
