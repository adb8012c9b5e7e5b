"""Who has been told of what: the texts that were handed to officers to pass on, and what was planned lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, literal, select

from store import outbox
from store.outbox import NUDGE, State
from store.tables import Delivery as Row
from store.work import mine

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from store.outbox import Delivery
    from store.work import Work

OFFICER_LIST = "officer_list"
PASS_ON = "pass_on"  # noqa: S105  it opens no door
REPLACED = "replaced"
_delivery = Row.__table__.c


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A text that was handed to an officer in place of a message."""

    key: str  # of the nudge that it stands for
    on: date
    refused: bool  # there was an account to write to, but Slack did not let us


def passed_on(work: Work) -> tuple[PassedOn, ...]:
    """All that was handed to officers to pass on, or is about to be."""
    counted = _delivery.state.in_([State.PLANNED, State.IN_HAND, State.SENT, State.DROPPED])
    rows = work.rows(select(_delivery.facts).where(mine(Row), _delivery.kind == PASS_ON, counted))
    return tuple(
        PassedOn(key, date.fromisoformat(row.facts["on"]), bool(row.facts.get("refused")))
        for row in rows
        for key in row.facts["keys"]
    )


def overtaken(work: Work, kind: str = NUDGE) -> tuple[Delivery, ...]:
    """The nudges, or officers' lists, that were followed by a later one to the same person, and do not say so yet.

    Of each person only the two before the latest are looked at: it is asked so often that there are no more.
    """
    newest_first = func.row_number().over(
        partition_by=_delivery.person_id, order_by=(_delivery.sent_at.desc(), _delivery.id.desc())
    )
    sent = (mine(Row), _delivery.kind == kind, _delivery.state == State.SENT, _delivery.updates_id.is_(None))
    nudges = select(_delivery.id, _delivery.person_id, newest_first.label("place")).where(*sent).subquery("nudges")
    said = (
        select(literal(1))
        .where(mine(Row), _delivery.person_id == nudges.c.person_id, _delivery.kind == kind)
        .where(_delivery.updates_id == nudges.c.id, _delivery.key.startswith(f"{REPLACED}:", autoescape=True))
        .exists()
    )
    rows = work.rows(select(nudges.c.id).where(nudges.c.place.between(2, 3), ~said))
    return tuple(filter(None, (outbox.get(work, row.id) for row in rows)))


def is_to_be_changed(work: Work, delivery_id: int) -> bool:
    """Whether a change of that message is planned and nobody has it in hand, nor takes it before this transaction ends.

    It will be read after that, so that it says what is changed now as well.
    """
    waiting = (mine(Row), _delivery.updates_id == delivery_id, _delivery.state == State.PLANNED)
    return work.first(select(_delivery.id).where(*waiting).limit(1).with_for_update()) is not None


def under_way(work: Work, kind: str, person_id: int) -> tuple[Delivery, ...]:
    """Messages to them that somebody has in hand, or had: what was read for them may be out of date by now.

    Whoever has none in hand takes none before this transaction ends, and reads after it.
    """
    which = (mine(Row), _delivery.kind == kind, _delivery.person_id == person_id, _delivery.updates_id.is_(None))
    still_open = _delivery.state.in_([State.PLANNED, State.IN_HAND])
    rows = work.rows(select(_delivery.id, _delivery.state, _delivery.posts).where(*which, still_open).with_for_update())
    begun = (row.id for row in rows if row.state == State.IN_HAND or row.posts)
    return tuple(filter(None, (outbox.get(work, number) for number in begun)))


def planned_since(work: Work, at: datetime) -> frozenset[str]:
    """The keys of all that was planned from that moment on, whatever came of it."""
    query = select(_delivery.key).where(mine(Row), _delivery.planned_at >= at)
    return frozenset(row.key for row in work.rows(query))


def keyed(work: Work, key: str) -> dict[str, Any] | None:
    """The facts of what was planned under that key; None: nothing was."""
    row = work.first(select(_delivery.facts).where(mine(Row), _delivery.key == key))
    return dict(row.facts) if row else None
