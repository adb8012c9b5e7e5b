"""The owners that a file names: organisations and posts, each added once, all in a few statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from store.ids import new_id
from store.tables import Organisation, Person
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.model import Owner
    from store.work import Work

Columns = dict[str, int | None]  # a measure's owner_person_id and owner_organisation_id


def ensure(work: Work, owners: Iterable[Owner | None]) -> dict[Owner | None, Columns]:
    """The columns of a measure for each owner; whoever is not held yet is added."""
    distinct = sorted({owner for owner in owners if owner}, key=lambda owner: owner.label)
    none: Columns = {"owner_person_id": None, "owner_organisation_id": None}
    if not distinct:
        return {None: none}
    bodies = _organisations(work, {owner.organisation for owner in distinct if owner.organisation})
    people = _people(work, [(owner.post, bodies.get(owner.organisation)) for owner in distinct if owner.post])
    found: dict[Owner | None, Columns] = {
        owner: {
            "owner_person_id": people.get((owner.post, bodies.get(owner.organisation))),
            "owner_organisation_id": bodies.get(owner.organisation),
        }
        for owner in distinct
    }
    return found | {None: none}


def _organisations(work: Work, names: set[str]) -> dict[str, int]:
    column = Organisation.__table__.c
    held = {row.name: int(row.id) for row in work.rows(select(column.name, column.id).where(mine(Organisation)))}
    new = {name: new_id() for name in sorted(names) if name not in held}
    work.add(Organisation, *({"id": number, "name": name} for name, number in new.items()))
    return held | new


def _people(work: Work, posts: Iterable[tuple[str, int | None]]) -> dict[tuple[str, int | None], int]:
    column = Person.__table__.c
    rows = work.rows(select(column.post, column.organisation_id, column.id).where(mine(Person)).order_by(column.id))
    held = {(row.post, row.organisation_id): int(row.id) for row in reversed(rows)}
    new = {key: new_id() for key in dict.fromkeys(posts) if key not in held}
    work.add(Person, *({"id": number, "post": post, "organisation_id": body} for (post, body), number in new.items()))
    return held | new
