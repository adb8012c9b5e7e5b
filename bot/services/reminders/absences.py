"""I am away: until when, and who is asked for one's figures meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.acts import Act as Doing
from bot.domain.errors import NoSuchDeputy, NotYours, OwnDeputy, WrongDay
from bot.domain.nudges import AwayForm, NudgeTold
from bot.freshening import freshen
from bot.services.reminders.acting import begun
from bot.services.reminders.listing import owed_by
from bot.services.reminders.postponing import FARTHEST
from store import people

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.people import Person, Someone
    from bot.services.reminders.acting import Act
    from bot.workspace import Workspace

_AWAY = "away until"


def away_form(workspace: Workspace, someone: Someone) -> AwayForm:
    """The form with what is known of them by now. NotYours for whoever is matched to no post."""
    person = someone.person
    if person is None:
        raise NotYours
    with workspace.reading() as work:
        deputy = people.by_ids(work, [person.deputy_id or 0]).get(person.deputy_id or 0)
    today = workspace.today()
    until = person.away_until if person.is_away(today) else None
    return AwayForm(today=today, until=until, deputy=deputy.slack_user if deputy else "")


def away(workspace: Workspace, someone: Someone, until: date | None, deputy_account: str = "") -> NudgeTold:
    """Whoever asks is away up to and with that day, with somebody standing in; None: they are back.

    WrongDay, OwnDeputy; NoSuchDeputy where nobody has matched that account to a post.
    """
    with workspace.begin() as work:
        act = begun(workspace, work, someone)
        person = people.by_ids(work, [someone.person.id]).get(someone.person.id) if someone.person else None
        if person is None:
            raise NotYours
        if until is not None and not act.at.date() <= until <= act.at.date() + FARTHEST:
            raise WrongDay
        deputy = _deputy(act, person, deputy_account)
        people.away(work, person.id, until, deputy.id if deputy else None)
        act.note(
            Doing.ABSENCE_CHANGED, person_id=person.id, old=_said(person, None),
            new=_said(person, deputy, until=until) if until else "", origin="form",
        )  # fmt: skip
        theirs = {item.owed.indicator.id for item in owed_by(act.running, person.id)}
        for round_ in act.running:  # back from an absence they are asked again for what others were
            theirs |= {number for number, holder in round_.holders.items() if holder.person_id == person.id}
        freshen(work, theirs, act.at, {person.id} | ({deputy.id} if deputy else set()))
    if until is None:
        return NudgeTold(about="back")
    return NudgeTold(about="away", until=until, to=deputy.label if deputy else "")


def _deputy(act: Act, person: Person, account: str) -> Person | None:
    if not account:
        return None
    deputy = people.by_slack(act.work, account)
    if deputy is None or not deputy.reachable:
        raise NoSuchDeputy
    if deputy.id == person.id:
        raise OwnDeputy(label=person.label)
    return deputy


def _said(person: Person, deputy: Person | None, *, until: date | None = None) -> str:
    day = until or person.away_until
    parts = (f"{_AWAY} {day.isoformat()}" if day else "", f"deputy {deputy.label}" if deputy else "")
    return ", ".join(part for part in parts if part)
