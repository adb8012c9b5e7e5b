"""Who has been told of what: the texts that were handed to officers to pass on, and what was planned lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import literal, select

from store import outbox
from store.outbox import NUDGE, State
from store.tables import Delivery as Row
from store.work import mine

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from store.outbox import Delivery
    from store.work import Work

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


def overtaken(work: Work) -> tuple[Delivery, ...]:
    """The nudges that were followed by a later one to the same person, and do not say so yet."""
    later, change = Row.__table__.alias("later").c, Row.__table__.alias("change").c
    sent = (mine(Row), _delivery.kind == NUDGE, _delivery.state == State.SENT, _delivery.updates_id.is_(None))
    followed = (
        select(literal(1))
        .where(later.workspace_id == _delivery.workspace_id, later.person_id == _delivery.person_id)
        .where(later.kind == NUDGE, later.state == State.SENT, later.updates_id.is_(None))
        .where(later.sent_at > _delivery.sent_at)
        .exists()
    )
    said = (
        select(literal(1))
        .where(change.workspace_id == _delivery.workspace_id, change.updates_id == _delivery.id)
        .where(change.key.startswith(f"{REPLACED}:", autoescape=True))
        .exists()
    )
    found = (outbox.get(work, row.id) for row in work.rows(select(_delivery.id).where(*sent, followed, ~said)))
    return tuple(each for each in found if each)


def is_to_be_changed(work: Work, delivery_id: int) -> bool:
    """Whether a change of that message is planned and nobody has it in hand, nor takes it before this transaction ends.

    It will be read after that, so that it says what is changed now as well.
    """
    waiting = (mine(Row), _delivery.updates_id == delivery_id, _delivery.state == State.PLANNED)
    return work.first(select(_delivery.id).where(*waiting).limit(1).with_for_update()) is not None


def planned_since(work: Work, at: datetime) -> frozenset[str]:
    """The keys of all that was planned from that moment on, whatever came of it."""
    query = select(_delivery.key).where(mine(Row), _delivery.planned_at >= at)
    return frozenset(row.key for row in work.rows(query))


def keyed(work: Work, key: str) -> dict[str, Any] | None:
    """The facts of what was planned under that key; None: nothing was."""
    row = work.first(select(_delivery.facts).where(mine(Row), _delivery.key == key))
    return dict(row.facts) if row else None
