"""Who owns the indicators of a plan, by ids, and giving one to somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.domain.people import Holder
from store.placement_queries import in_plan
from store.stamps import bump
from store.tables import Measure
from store.work import mine

if TYPE_CHECKING:
    from store.work import Work

_measure = Measure.__table__.c


def holders(work: Work, plan_id: int) -> dict[int, Holder]:
    """The holder of each measure that the plan's version in force places."""
    query = select(_measure.id, _measure.owner_person_id, _measure.owner_organisation_id).where(
        mine(Measure), in_plan(_measure.id)
    )
    return {
        row.id: Holder(person_id=row.owner_person_id, organisation_id=row.owner_organisation_id)
        for row in work.rows(query, plan=plan_id)
    }


def assign(work: Work, measure_id: int, person_id: int | None, organisation_id: int | None) -> bool:
    """Let them own the indicator from now on; False where there is no such indicator here."""
    bump(work)
    this = update(Measure.__table__).where(mine(Measure), _measure.id == measure_id)
    return work.change(this.values(owner_person_id=person_id, owner_organisation_id=organisation_id)) == 1
