"""What somebody answers for beside figures, actions and risks alike: its rows with the owner that they point at."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, false, or_, select

from bot.domain.model import Owner
from store.tables import Organisation, Person
from store.work import mine

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Row

    from bot.domain.people import Holder
    from store.tables import Action, Risk

_organisation = Organisation.__table__.c
_person = Person.__table__.c


@cache
def with_owners(table: type[Action | Risk]) -> Select[Any]:
    """Its rows of the workspace at work, each with the post and the organisation that own it, in order."""
    column = table.__table__.c
    person = and_(_person.workspace_id == column.workspace_id, _person.id == column.owner_person_id)
    body = and_(_organisation.workspace_id == column.workspace_id, _organisation.id == column.owner_organisation_id)
    owners = table.__table__.outerjoin(Person.__table__, person).outerjoin(Organisation.__table__, body)
    columns = (*column, _person.post, _person.slack_user, _organisation.name.label("organisation"))
    return select(*columns).select_from(owners).where(mine(table)).order_by(column.position, column.id)


def held_by(table: type[Action | Risk], holder: Holder) -> ColumnElement[bool]:
    """The condition that it is that person's own, or their organisation's where it names nobody."""
    column = table.__table__.c
    theirs: list[ColumnElement[bool]] = []
    if holder.person_id is not None:
        theirs.append(column.owner_person_id == holder.person_id)
    if holder.organisation_id is not None:
        whole = column.owner_organisation_id == holder.organisation_id
        theirs.append(and_(column.owner_person_id.is_(None), whole))
    return or_(false(), *theirs)


def as_owner(row: Row[Any]) -> Owner | None:
    """The owner of a row that has a post, an organisation and a Slack account; None: nobody."""
    owner = Owner(post=row.post or "", organisation=row.organisation or "", slack_user=row.slack_user or "")
    return owner if owner.label else None
