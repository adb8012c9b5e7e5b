"""Which part of their Home people last looked at, so that it stays before them when it is made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from store.tables import Person
from store.work import mine

if TYPE_CHECKING:
    from store.work import Work

_person = Person.__table__.c


def look(work: Work, person_id: int, page: str) -> bool:
    """Somebody looks at this part of their Home; False where they did so before, or are not here."""
    this = (mine(Person), _person.id == person_id, _person.home_page != page)
    return work.change(update(Person.__table__).where(*this).values(home_page=page)) == 1


def close(work: Work, slack_user: str) -> bool:
    """Whoever has this account may not come in any more: their Home is not kept fresh. False where it was not."""
    this = (mine(Person), _person.slack_user == slack_user, _person.home_opened.is_(True))
    return work.change(update(Person.__table__).where(*this).values(home_opened=False)) == 1


def page(work: Work, person_id: int) -> str:
    """The part that they last looked at; "" before they looked at any."""
    row = work.first(select(_person.home_page).where(mine(Person), _person.id == person_id))
    return str(row.home_page) if row else ""
