"""Who has been told of what: the texts that were handed to officers to pass on, and what was planned lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from store.outbox import State
from store.tables import Delivery
from store.work import mine

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from store.work import Work

PASS_ON = "pass_on"  # noqa: S105  it opens no door
_delivery = Delivery.__table__.c


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A text that was handed to an officer in place of a message."""

    key: str  # of the nudge that it stands for
    on: date
    refused: bool  # there was an account to write to, but Slack did not let us


def passed_on(work: Work) -> tuple[PassedOn, ...]:
    """All that was handed to officers to pass on, or is about to be."""
    counted = _delivery.state.in_([State.PLANNED, State.IN_HAND, State.SENT, State.DROPPED])
    rows = work.rows(select(_delivery.facts).where(mine(Delivery), _delivery.kind == PASS_ON, counted))
    return tuple(
        PassedOn(key, date.fromisoformat(row.facts["on"]), bool(row.facts.get("refused")))
        for row in rows
        for key in row.facts["keys"]
    )


def planned_since(work: Work, at: datetime) -> frozenset[str]:
    """The keys of all that was planned from that moment on, whatever came of it."""
    query = select(_delivery.key).where(mine(Delivery), _delivery.planned_at >= at)
    return frozenset(row.key for row in work.rows(query))


def keyed(work: Work, key: str) -> dict[str, Any] | None:
    """The facts of what was planned under that key; None: nothing was."""
    row = work.first(select(_delivery.facts).where(mine(Delivery), _delivery.key == key))
    return dict(row.facts) if row else None
