"""Who leads an objective of a plan, known by its level and number, so that a new version keeps its leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete

from store import people
from store.tables import ObjectiveLead
from store.tables import Person as PersonRow
from store.work import mine

if TYPE_CHECKING:
    from bot.domain.people import Person
    from store.work import Work

_lead = ObjectiveLead.__table__.c
_person = PersonRow.__table__.c


def leads(work: Work, plan_id: int) -> dict[tuple[str, int], Person]:
    """The leads by their objectives' level and number, in order; an objective without one is not among them."""
    led = and_(_lead.workspace_id == _person.workspace_id, _lead.person_id == _person.id)
    query = (
        people.people()
        .add_columns(_lead.level, _lead.number)
        .join(ObjectiveLead.__table__, led)
        .where(_lead.plan_id == plan_id)
        .order_by(_lead.level, _lead.number)
    )
    return {(row.level, row.number): people.as_person(row) for row in work.rows(query)}


def appoint(work: Work, plan_id: int, level: str, number: int, person_id: int | None) -> bool:
    """Let that person lead the objective; None: nobody does. False where nobody did anyway."""
    if person_id is not None:
        work.put(ObjectiveLead, plan_id=plan_id, level=level, number=number, person_id=person_id)
        return True
    this = and_(_lead.plan_id == plan_id, _lead.level == level, _lead.number == number)
    return work.change(delete(ObjectiveLead.__table__).where(mine(ObjectiveLead), this)) == 1
