"""Workbooks that were read, and wait for somebody to confirm what they would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from store.ids import new_id
from store.tables import Intake as IntakeRow
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Row

    from store.work import Work

_intake = IntakeRow.__table__.c

WAITING, TAKEN, DROPPED = "waiting", "taken", "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One workbook read, with the figures found in it."""

    id: int
    plan_id: int
    organisation_id: int | None
    file_name: str
    uploaded_by: str  # a Slack user, or the command
    figures: tuple[dict[str, Any], ...]
    state: str
    at: datetime
    settled_at: datetime | None


def wait(
    work: Work,
    *,
    plan_id: int,
    file_name: str,
    figures: Iterable[Mapping[str, Any]],
    at: datetime,
    organisation_id: int | None = None,
    uploaded_by: str = "",
) -> int:
    """Keep what was read until somebody confirms it; its id."""
    number = new_id()
    about = {"plan_id": plan_id, "organisation_id": organisation_id, "file_name": file_name, "uploaded_by": uploaded_by}
    work.add(IntakeRow, {"id": number, "figures": [dict(each) for each in figures], "at": at} | about)
    return number


def get(work: Work, intake_id: int) -> Intake | None:
    row = work.first(select(*_intake).where(mine(IntakeRow), _intake.id == intake_id))
    return _as_intake(row) if row else None


def settle(work: Work, intake_id: int, state: str, at: datetime) -> bool:
    """It was taken or dropped; False where somebody settled it already."""
    waits = _intake.state == WAITING
    this = update(IntakeRow.__table__).where(mine(IntakeRow), _intake.id == intake_id, waits)
    return work.change(this.values(state=state, settled_at=at)) == 1


def waiting(work: Work, plan_id: int) -> tuple[Intake, ...]:
    """Those that nobody has settled, oldest first."""
    query = select(*_intake).where(mine(IntakeRow), _intake.plan_id == plan_id, _intake.state == WAITING)
    return tuple(_as_intake(row) for row in work.rows(query.order_by(_intake.at, _intake.id)))


def trim(work: Work, before: datetime) -> int:
    """Forget those that were read before that moment, settled or not; how many it was."""
    return work.change(delete(IntakeRow.__table__).where(mine(IntakeRow), _intake.at < before))


def _as_intake(row: Row[Any]) -> Intake:
    return Intake(
        id=row.id,
        plan_id=row.plan_id,
        organisation_id=row.organisation_id,
        file_name=row.file_name,
        uploaded_by=row.uploaded_by,
        figures=tuple(row.figures),
        state=row.state,
        at=row.at,
        settled_at=row.settled_at,
    )
