"""The audit: who changed what, when, and why. It is only ever added to; the database refuses anything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, false, or_, select

from store.ids import new_id
from store.tables import Change as ChangeRow
from store.tables import Series
from store.work import mine

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from store.work import Work

_change = ChangeRow.__table__.c
_series = Series.__table__.c


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
    measure_id: int | None = None  # the indicator it concerns
    person_id: int | None = None  # who did it, or whom it concerns
    origin: str = ""  # from where: "form", "button", a file and its cell, "command"


def add(work: Work, *changes: Change) -> None:
    """Those of one moment are read back in the order in which they are given: their numbers go up."""
    numbers = sorted(new_id() for _ in changes)
    work.add(
        ChangeRow,
        *(
            {"id": number} | {name: getattr(change, name) for name in _KEPT}
            for number, change in zip(numbers, changes, strict=True)
        ),
    )


def of(work: Work, subject: str, subject_id: int | None = None) -> tuple[Change, ...]:
    """What was changed of one thing, or of all of its kind, oldest first."""
    of_these = _change.subject == subject
    return _of(work, of_these if subject_id is None else and_(of_these, _change.subject_id == subject_id))


def of_measure(work: Work, measure_id: int) -> tuple[Change, ...]:
    """What was changed of an indicator, its lines, figures and place in a plan, oldest first."""
    lines = select(_series.id).where(mine(Series), _series.measure_id == measure_id)
    before_they_named_it = or_(
        and_(_change.subject == "measure", _change.subject_id == measure_id),
        and_(_change.subject == "series", _change.subject_id.in_(lines)),
    )
    return _of(work, or_(_change.measure_id == measure_id, before_they_named_it))


def of_person(work: Work, person_id: int | None, slack_user: str = "") -> tuple[Change, ...]:
    """What was changed by a person or about them, oldest first; known by their id, their Slack account, or both."""
    theirs = [_change.person_id == person_id] if person_id is not None else []
    by_account = [_change.who == slack_user] if slack_user else []
    return _of(work, or_(false(), *theirs, *by_account))


def _of(work: Work, condition: ColumnElement[bool]) -> tuple[Change, ...]:
    query = select(*(_change[name] for name in _KEPT)).where(mine(ChangeRow), condition)
    return tuple(Change(**row._mapping) for row in work.rows(query.order_by(_change.at, _change.id)))  # noqa: SLF001  SQLAlchemy's


_KEPT = tuple(Change.__dataclass_fields__)
