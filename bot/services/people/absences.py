"""Who is away until when, and who stands in for them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.acts import Act as Done
from bot.domain.errors import AwayAlready, AwayTooLong, OfficersOnly, OwnDeputy
from bot.services.people.acting import begun
from store import people

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.people import Person, Someone
    from bot.services.people.acting import Act
    from bot.workspace import Workspace

FARTHEST = timedelta(days=366)


def away(
    workspace: Workspace, someone: Someone, person_id: int, until: date | None, deputy_id: int | None = None
) -> Person:
    """Away up to and with that day, with somebody standing in; None: not away. For officers, and for oneself.

    A deputy may be named without being away: they step in on the day it is needed.
    """
    if not someone.is_officer and (someone.person is None or someone.person.id != person_id):
        raise OfficersOnly
    with workspace.begin() as work:
        return absent(begun(workspace, work, someone), person_id, until, deputy_id)


def absent(act: Act, person_id: int, until: date | None, deputy_id: int | None) -> Person:
    """The same within a transaction. OwnDeputy, AwayAlready, AwayTooLong."""
    person = act.person(person_id)
    deputy = act.person(deputy_id) if deputy_id is not None else None
    if deputy_id == person_id:
        raise OwnDeputy(label=person.label)
    if until is not None and until < act.at.date() and until != person.away_until:
        raise AwayAlready(day=f"{until.day} {until:%B %Y}", label=person.label)
    if until is not None and until > act.at.date() + FARTHEST:
        raise AwayTooLong(label=person.label)
    if (person.away_until, person.deputy_id) == (until, deputy_id):
        return person
    people.away(act.work, person_id, until, deputy_id)
    before = people.by_ids(act.work, [person.deputy_id]) if person.deputy_id is not None else {}
    act.note(
        Done.ABSENCE_CHANGED,
        person_id=person_id,
        old=_said(person.away_until, before.get(person.deputy_id or 0)),
        new=_said(until, deputy),
    )
    act.freshen(person_id, *(each for each in (person.deputy_id, deputy_id) if each is not None))
    return act.person(person_id)


def _said(until: date | None, deputy: Person | None) -> str:
    """The last day and the deputy, as the audit keeps them."""
    return ", ".join(part for part in (until.isoformat() if until else "", deputy.label if deputy else "") if part)
