"""Who owns the indicators of a plan, by ids, and giving one to somebody else."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, bindparam, select, update

from bot.domain.model import Owner
from bot.domain.people import Holder
from store.placement_queries import in_plan
from store.stamps import bump
from store.tables import Measure, Organisation, Person
from store.work import mine

if TYPE_CHECKING:
    from store.work import Work

_measure = Measure.__table__.c
_organisation = Organisation.__table__.c
_person = Person.__table__.c


def holders(work: Work, plan_id: int) -> dict[int, Holder]:
    """The holder of each measure that the plan's version in force places."""
    return {
        row.id: Holder(person_id=row.owner_person_id, organisation_id=row.owner_organisation_id)
        for row in work.rows(_holders(), plan=plan_id)
    }


def assign(work: Work, measure_id: int, person_id: int | None, organisation_id: int | None) -> bool:
    """Let them own the indicator from now on; False where there is no such indicator here.

    What the sheet printed is remembered: an import that prints the same again leaves the new owner alone.
    """
    bump(work)
    row = work.first(_owner_of(), measure=measure_id)
    if row is None:
        return False
    owner: dict[str, Any] = {"owner_person_id": person_id, "owner_organisation_id": organisation_id}
    if row.owner_printed is None:
        owner["owner_printed"] = Owner(post=row.post or "", organisation=row.organisation or "").label
    this = update(Measure.__table__).where(mine(Measure), _measure.id == measure_id)
    return work.change(this.values(**owner)) == 1


@cache
def _holders() -> Select[Any]:
    columns = (_measure.id, _measure.owner_person_id, _measure.owner_organisation_id)
    return select(*columns).where(mine(Measure), in_plan(_measure.id))


@cache
def _owner_of() -> Select[Any]:
    person = and_(_person.workspace_id == _measure.workspace_id, _person.id == _measure.owner_person_id)
    body = and_(_organisation.workspace_id == _measure.workspace_id, _organisation.id == _measure.owner_organisation_id)
    owners = Measure.__table__.outerjoin(Person.__table__, person).outerjoin(Organisation.__table__, body)
    columns = (_measure.owner_printed, _person.post, _organisation.name.label("organisation"))
    return select(*columns).select_from(owners).where(mine(Measure), _measure.id == bindparam("measure"))
