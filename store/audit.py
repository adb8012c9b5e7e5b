"""The audit: who changed what, when, and why. It is only ever added to; the database refuses anything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from store.ids import new_id
from store.tables import Change as ChangeRow
from store.work import mine

if TYPE_CHECKING:
    from datetime import datetime

    from store.work import Work

_change = ChangeRow.__table__.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that somebody changed."""

    at: datetime
    who: str  # a Slack user, or the command: "steward import"
    what: str  # "figure revised", "plan imported"
    subject: str = ""  # what kind of thing: "figure", "plan"
    subject_id: int | None = None
    old: str = ""
    new: str = ""
    reason: str = ""


def add(work: Work, *changes: Change) -> None:
    work.add(ChangeRow, *({"id": new_id()} | {name: getattr(change, name) for name in _KEPT} for change in changes))


def of(work: Work, subject: str, subject_id: int | None = None) -> tuple[Change, ...]:
    """What was changed of one thing, or of all of its kind, oldest first."""
    query = select(*(_change[name] for name in _KEPT)).where(mine(ChangeRow), _change.subject == subject)
    if subject_id is not None:
        query = query.where(_change.subject_id == subject_id)
    return tuple(Change(**row._mapping) for row in work.rows(query.order_by(_change.at, _change.id)))  # noqa: SLF001  SQLAlchemy's


_KEPT = tuple(Change.__dataclass_fields__)
