"""Guests and people of other organisations whom an officer lets in, and what these may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from store.tables import Admission as AdmissionRow
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Row

    from bot.domain.people import Person
    from store.work import Work

_admission = AdmissionRow.__table__.c

GUEST = "guest"  # of this workspace
OUTSIDER = "outsider"  # of another organisation's


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """One account let in. An outsider sees the measures that were ticked for them, and no other."""

    slack_user: str
    kind: str = GUEST
    measure_ids: frozenset[int] = frozenset()
    admitted_by: str = ""  # a Slack user, or the command
    at: datetime

    @property
    def ticked(self) -> frozenset[int] | None:
        return ticked(self.kind, self.measure_ids)


def ticked(kind: str, measure_ids: Iterable[int]) -> frozenset[int] | None:
    """The measures that somebody so admitted may see; None: everything that readers see."""
    return None if kind == GUEST else frozenset(measure_ids)


def of(work: Work, slack_user: str) -> Admission | None:
    row = work.first(select(*_admission).where(mine(AdmissionRow), _admission.slack_user == slack_user))
    return _as_admission(row) if row else None


def every(work: Work) -> tuple[Admission, ...]:
    """All of them, by account."""
    rows = work.rows(select(*_admission).where(mine(AdmissionRow)).order_by(_admission.slack_user))
    return tuple(_as_admission(row) for row in rows)


def ticks(work: Work, people: Iterable[Person]) -> dict[int, frozenset[int]]:
    """Of these people, those who see only what is ticked for them: the measures, by the person's id."""
    held = {each.slack_user: each.ticked for each in every(work)}
    found = ((person.id, held.get(person.slack_user)) for person in people if person.slack_user)
    return {number: seen for number, seen in found if seen is not None}


def admit(work: Work, admission: Admission) -> None:
    """Let the account in, or change what it may see."""
    work.put(
        AdmissionRow,
        slack_user=admission.slack_user,
        kind=admission.kind,
        measure_ids=sorted(admission.measure_ids),
        admitted_by=admission.admitted_by,
        at=admission.at,
    )


def withdraw(work: Work, slack_user: str) -> bool:
    """Let the account in no longer; False where it was not."""
    this = delete(AdmissionRow.__table__).where(mine(AdmissionRow), _admission.slack_user == slack_user)
    return work.change(this) == 1


def _as_admission(row: Row[Any]) -> Admission:
    return Admission(
        slack_user=row.slack_user,
        kind=row.kind,
        measure_ids=frozenset(row.measure_ids),
        admitted_by=row.admitted_by,
        at=row.at,
    )
