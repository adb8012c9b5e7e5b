"""Who is who: organisations, people by their posts, and the roles they hold in a plan."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, bindparam, delete, select, update

from bot.domain.people import Person, Role
from store.ids import new_id
from store.tables import Membership, Organisation
from store.tables import Person as PersonRow
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Row

    from store.work import Work

_membership = Membership.__table__.c
_organisation = Organisation.__table__.c
_person = PersonRow.__table__.c
ROLES = frozenset(Role)


def organisation(work: Work, name: str) -> int:
    """The id of the organisation of that name, which is added where it is new."""
    query = select(_organisation.id).where(mine(Organisation), _organisation.name == name)
    if not (row := work.first(query)):
        work.add_once(Organisation, id=new_id(), name=name)
        row = work.first(query)
    return int(row.id) if row else 0


def organisations(work: Work) -> dict[int, str]:
    """Every organisation's name by its id, in the order of their names."""
    query = select(_organisation.id, _organisation.name).where(mine(Organisation))
    return {row.id: row.name for row in work.rows(query.order_by(_organisation.name, _organisation.id))}


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
    return tuple(as_person(row) for row in work.rows(_in_order()))


def by_slack(work: Work, slack_user: str) -> Person | None:
    """The person who uses that Slack account."""
    row = work.first(people().where(_person.slack_user == slack_user))
    return as_person(row) if row else None


def by_ids(work: Work, ids: Iterable[int]) -> dict[int, Person]:
    """Those of these people who are here, by their ids."""
    rows = work.rows(people().where(_person.id.in_(bindparam("ids", expanding=True))), ids=list(ids))
    return {row.id: as_person(row) for row in rows}


def of_organisation(work: Work, organisation_id: int) -> tuple[Person, ...]:
    """Its people, by post."""
    return tuple(as_person(row) for row in work.rows(_in_order().where(_person.organisation_id == organisation_id)))


def link(work: Work, person_id: int, slack_user: str | None) -> bool:
    """Tie a person to a Slack account, or untie them; False where there is no such person here.

    A new account is not gone, and has not opened its Home yet.
    """
    return _set(work, person_id, slack_user=slack_user, slack_gone=False, home_opened=False)


def away(work: Work, person_id: int, until: date | None, deputy_id: int | None = None) -> bool:
    """Away until that day, with somebody standing in; None: back. False where there is no such person here."""
    return _set(work, person_id, away_until=until, deputy_id=deputy_id)


def set_gone(work: Work, person_id: int, *, gone: bool = True) -> bool:
    """Note that their Slack account was found deactivated, or is alive again; False where nothing changes by it."""
    return _set(work, person_id, _person.slack_gone.is_(not gone), slack_gone=gone)


def opened_home(work: Work, person_id: int) -> bool:
    """Note that they opened their Home, which is kept fresh from now on; False where it was known."""
    return _set(work, person_id, _person.home_opened.is_(False), home_opened=True)


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
    return tuple(as_person(row) for row in work.rows(_in_order().where(held.exists())))


def roles(work: Work, plan_id: int) -> dict[int, frozenset[Role]]:
    """The roles given in the plan, by person. Those that follow from what somebody owns or leads are not among them."""
    held: dict[int, set[Role]] = defaultdict(set)
    query = select(_membership.person_id, _membership.role).where(mine(Membership), _membership.plan_id == plan_id)
    for row in work.rows(query):
        if row.role in ROLES:
            held[row.person_id].add(Role(row.role))
    return {person_id: frozenset(found) for person_id, found in held.items()}


@cache
def people() -> Select[Any]:
    """People of the workspace with the names of their organisations; `as_person` reads its rows."""
    body = and_(_organisation.workspace_id == _person.workspace_id, _organisation.id == _person.organisation_id)
    return (
        select(*_person, _organisation.name.label("organisation"))
        .join_from(PersonRow.__table__, Organisation.__table__, body, isouter=True)
        .where(mine(PersonRow))
    )


def as_person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        post=row.post,
        organisation=row.organisation or "",
        organisation_id=row.organisation_id,
        slack_user=row.slack_user or "",
        away_until=row.away_until,
        deputy_id=row.deputy_id,
        slack_gone=row.slack_gone,
        home_opened=row.home_opened,
    )


def _in_order() -> Select[Any]:
    return people().order_by(_person.post, _person.id)


def _set(work: Work, person_id: int, *conditions: Any, **values: object) -> bool:  # noqa: ANN401  columns
    change = update(PersonRow.__table__).where(mine(PersonRow), _person.id == person_id, *conditions).values(**values)
    return work.change(change) == 1
