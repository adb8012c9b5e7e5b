"""Who is who: organisations, people by their posts, and the roles they hold in a plan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, delete, select, update

from store.ids import new_id
from store.tables import Membership, Organisation
from store.tables import Person as PersonRow
from store.work import mine

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Row

    from store.work import Work

_membership = Membership.__table__.c
_organisation = Organisation.__table__.c
_person = PersonRow.__table__.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who supplies, approves or asks."""

    id: int
    post: str
    organisation: str = ""
    slack_user: str = ""
    away_until: date | None = None
    deputy_id: int | None = None


def organisation(work: Work, name: str) -> int:
    """The id of the organisation of that name, which is added where it is new."""
    query = select(_organisation.id).where(mine(Organisation), _organisation.name == name)
    if not (row := work.first(query)):
        work.add_once(Organisation, id=new_id(), name=name)
        row = work.first(query)
    return int(row.id) if row else 0


def person(work: Work, post: str, organisation_id: int | None = None) -> int:
    """The id of the person in that post of that organisation, who is added where they are new."""
    there = _person.organisation_id.is_(None) if organisation_id is None else _person.organisation_id == organisation_id
    row = work.first(select(_person.id).where(mine(PersonRow), _person.post == post, there))
    if row:
        return int(row.id)
    number = new_id()
    work.add(PersonRow, {"id": number, "post": post, "organisation_id": organisation_id})
    return number


def everyone(work: Work) -> tuple[Person, ...]:
    """All people, by post."""
    return tuple(_as_person(row) for row in work.rows(_people().order_by(_person.post, _person.id)))


def by_slack(work: Work, slack_user: str) -> Person | None:
    """The person who uses that Slack account."""
    row = work.first(_people().where(_person.slack_user == slack_user))
    return _as_person(row) if row else None


def link(work: Work, person_id: int, slack_user: str | None) -> bool:
    """Tie a person to a Slack account, or untie them; False where there is no such person here."""
    return _set(work, person_id, slack_user=slack_user)


def away(work: Work, person_id: int, until: date | None, deputy_id: int | None = None) -> bool:
    """Away until that day, with somebody standing in; None: back. False where there is no such person here."""
    return _set(work, person_id, away_until=until, deputy_id=deputy_id)


def join(work: Work, person_id: int, plan_id: int, role: str) -> bool:
    """Give a role in a plan; False where they hold it already."""
    return work.add_once(Membership, person_id=person_id, plan_id=plan_id, role=role)


def leave(work: Work, person_id: int, plan_id: int, role: str) -> bool:
    """Take a role away; False where they did not hold it."""
    this = and_(_membership.person_id == person_id, _membership.plan_id == plan_id, _membership.role == role)
    return work.change(delete(Membership.__table__).where(mine(Membership), this)) == 1


def members(work: Work, plan_id: int, role: str | None = None) -> tuple[Person, ...]:
    """Those who hold a role in the plan, or any role, by post."""
    joined = and_(_membership.workspace_id == _person.workspace_id, _membership.person_id == _person.id)
    held = select(_membership.person_id).where(joined, _membership.plan_id == plan_id)
    if role is not None:
        held = held.where(_membership.role == role)
    return tuple(
        _as_person(row) for row in work.rows(_people().where(held.exists()).order_by(_person.post, _person.id))
    )


@cache
def _people() -> Select[Any]:
    body = and_(_organisation.workspace_id == _person.workspace_id, _organisation.id == _person.organisation_id)
    return (
        select(*_person, _organisation.name.label("organisation"))
        .join_from(PersonRow.__table__, Organisation.__table__, body, isouter=True)
        .where(mine(PersonRow))
    )


def _set(work: Work, person_id: int, **values: object) -> bool:
    change = update(PersonRow.__table__).where(mine(PersonRow), _person.id == person_id).values(**values)
    return work.change(change) == 1


def _as_person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        post=row.post,
        organisation=row.organisation or "",
        slack_user=row.slack_user or "",
        away_until=row.away_until,
        deputy_id=row.deputy_id,
    )
