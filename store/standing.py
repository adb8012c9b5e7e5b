"""Who somebody is at the moment they ask for something: what every click and every form is judged by."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    CompoundSelect,
    Date,
    Select,
    and_,
    bindparam,
    literal,
    or_,
    select,
    union_all,
)

from bot.domain import people as roll
from bot.domain.people import Role, Someone
from store import admissions, people, plan, tables
from store.columns import Words
from store.people import ROLES, as_person
from store.placement_queries import in_force
from store.work import MINE, mine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from bot.domain.people import Person
    from store.work import Work

_admission = tables.Admission.__table__.c
_lead = tables.ObjectiveLead.__table__.c
_measure = tables.Measure.__table__.c
_membership = tables.Membership.__table__.c
_organisation = tables.Organisation.__table__.c
_person = tables.Person.__table__.c
_placement = tables.Placement.__table__.c
_version = tables.PlanVersion.__table__.c


def someone(work: Work, slack_user: str, plan_id: int | Callable[[], int | None] | None, day: date) -> Someone:
    """The holder of that Slack account, in that plan and on that day; one query, and one more where they are known.

    Beside the roles that they were given, these follow from what is held: who owns an indicator of the plan, or
    belongs to an organisation that does, is an owner, and so is who has an action or a risk of it; who stands in for
    somebody is a deputy; who leads an objective of the plan is a lead. People stand in for whoever named them and is
    away, or whose account is gone. Which plan it is may be asked for: most who ask hold no post, and then it is not.
    """
    row = work.first(_by_account(), account=slack_user)
    ticked = admissions.ticked(row.kind, row.measure_ids) if row and row.kind else None
    if row is None or row.id is None:
        return Someone(slack_user=slack_user, ticked=ticked)
    held = plan_id() if callable(plan_id) else plan_id
    about = {"person": row.id, "body": row.organisation_id, "plan": held, "day": day}
    found = work.rows(_standing(), **about)
    return Someone(
        slack_user=slack_user,
        person=as_person(row),
        roles=frozenset(Role(each.role) for each in found if each.role in ROLES),
        stands_in_for=frozenset(each.absent for each in found if each.absent),
        ticked=ticked,
    )


def officers(work: Work, plan_id: int | None) -> tuple[Person, ...]:
    """Those who run that plan's round at this moment: all that is for the officers goes to them, and to nobody else."""
    if plan_id is None:
        return ()
    everyone = people.everyone(work)
    return roll.officers(everyone, people.roles(work, plan_id), admissions.ticks(work, everyone))


def runs_a_round(work: Work, person_id: int) -> bool:
    """Whether somebody is among the officers of any plan that is held."""
    return any(each.id == person_id for held in plan.plans(work) for each in officers(work, held.id))


@cache
def _by_account() -> Select[Any]:
    """One row whoever it is: the person and the admission of that account, each where there is one."""
    asked = select(bindparam("account", type_=Words).label("account")).subquery("asked")
    person = and_(mine(tables.Person), _person.slack_user == asked.c.account)
    body = and_(_organisation.workspace_id == _person.workspace_id, _organisation.id == _person.organisation_id)
    admitted = and_(mine(tables.Admission), _admission.slack_user == asked.c.account)
    return select(
        *_person, _organisation.name.label("organisation"), _admission.kind, _admission.measure_ids
    ).select_from(
        asked.outerjoin(tables.Person.__table__, person)
        .outerjoin(tables.Organisation.__table__, body)
        .outerjoin(tables.Admission.__table__, admitted)
    )


@cache
def _standing() -> CompoundSelect[Any]:
    """A row for each role of the person in the plan, and one for each whom they stand in for."""
    person, plan = bindparam("person", type_=BigInteger), bindparam("plan", type_=BigInteger)
    nobody = literal(0, BigInteger).label("absent")  # ids are positive
    given = select(_membership.role, nobody).where(
        mine(tables.Membership), _membership.person_id == person, _membership.plan_id == plan
    )
    leads = select(literal(Role.LEAD.value), nobody).where(
        mine(tables.ObjectiveLead), _lead.person_id == person, _lead.plan_id == plan
    )
    absent = or_(_person.away_until >= bindparam("day", type_=Date), _person.slack_gone)
    stands_in = select(literal(Role.DEPUTY.value), _person.id).where(
        mine(tables.Person), _person.deputy_id == person, absent
    )
    owned = or_(
        _measure.owner_person_id == person,
        _measure.owner_organisation_id == bindparam("body", type_=BigInteger),
    )
    placed = and_(_placement.workspace_id == _measure.workspace_id, _placement.measure_id == _measure.id)
    owns = (
        select(literal(Role.OWNER.value), nobody)
        .select_from(tables.Measure.__table__)
        .join(tables.Placement.__table__, placed)
        .join(tables.PlanVersion.__table__, in_force(MINE, plan))
        .where(mine(tables.Measure), owned, _placement.plan_version_id == _version.id)
        .limit(1)
    )
    return union_all(given, leads, stands_in, *(select(each.subquery()) for each in (owns, *_tasks(person, plan))))


def _tasks(person: BindParameter[int], plan: BindParameter[int]) -> Iterator[Select[str, int]]:
    """Who has to do an action of the plan, or watches a risk, is an owner as well."""
    for table in (tables.Action, tables.Risk):
        held = table.__table__.c
        body = bindparam("body", type_=BigInteger)
        owns = and_(
            mine(table), held.plan_id == plan, or_(held.owner_person_id == person, held.owner_organisation_id == body)
        )
        yield select(literal(Role.OWNER.value), literal(0, BigInteger).label("absent")).where(owns).limit(1)
