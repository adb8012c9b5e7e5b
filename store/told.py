"""Who has been told of what: the texts that were handed to officers to pass on, and what was planned lately."""

from __future__ import annotations

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


def passed_on(work: Work) -> dict[str, frozenset[date]]:
    """The days for which a text was handed to an officer, by the key of the nudge that it stands for."""
    counted = _delivery.state.in_([State.PLANNED, State.IN_HAND, State.SENT, State.DROPPED])
    found: dict[str, frozenset[date]] = {}
    for row in work.rows(select(_delivery.facts).where(mine(Delivery), _delivery.kind == PASS_ON, counted)):
        for key in row.facts["keys"]:
            found[key] = found.get(key, frozenset()) | {date.fromisoformat(row.facts["on"])}
    return found


def planned_since(work: Work, at: datetime) -> frozenset[str]:
    """The keys of all that was planned from that moment on, whatever came of it."""
    query = select(_delivery.key).where(mine(Delivery), _delivery.planned_at >= at)
    return frozenset(row.key for row in work.rows(query))


def keyed(work: Work, key: str) -> dict[str, Any] | None:
    """The facts of what was planned under that key; None: nothing was."""
    row = work.first(select(_delivery.facts).where(mine(Delivery), _delivery.key == key))
    return dict(row.facts) if row else None
