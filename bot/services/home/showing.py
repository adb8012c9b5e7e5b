"""Home for one person at this moment, the part they last looked at, and Home made anew after a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import rounds
from bot.domain.counting import numbered_lines
from bot.domain.home_places import OVERVIEW, read_place, written
from bot.domain.homes import Home, Settings
from bot.domain.misfits import misfits
from bot.domain.people import Account, Role, let_in
from bot.services.home import officers, own, reading, standing, tasks
from store import homes, people, plan
from store import standing as known

if TYPE_CHECKING:
    from bot.domain.home_places import Place
    from bot.domain.people import Someone
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.outbox import Delivery
    from store.work import Work

_PART_IN_THE_ROUND = frozenset({Role.OWNER, Role.DEPUTY, Role.LEAD, Role.OFFICER, Role.ADMIN})


def home(workspace: Workspace, someone: Someone, place: Place | None = None) -> Home:
    """Their Home: every part that is theirs in brief, or a page of one.

    Readers, and those whom nobody has matched to a post, are told what the plan holds and how to ask.
    """
    with workspace.reading() as work:
        return _home(workspace, work, someone, place)


def looked_at(workspace: Workspace, someone: Someone, place: Place | None = None) -> Home:
    """The same as they look at it themselves: from now on it is kept fresh, at that part."""
    person, page = someone.person, written(place)
    with workspace.reading() as work:
        shown = _home(workspace, work, someone, place)
        is_kept = person is None or (person.home_opened and homes.page(work, person.id) == page)
    if person and not is_kept:
        with workspace.begin() as work:
            people.opened_home(work, person.id)
            homes.look(work, person.id, page)
    return shown


def occasion(workspace: Workspace, delivery: Delivery) -> Home | None:
    """Home made anew for the person of a delivery, at the part they look at, after something in it has changed.

    Nobody is at the door now: whoever sees only ticks sees no more of the round than they would be let in to.
    """
    with workspace.reading() as work:
        number = delivery.person_id or 0
        found = people.by_ids(work, [number]).get(number)
        if found is None or not found.home_opened or not found.reachable:
            return None
        someone = known.someone(work, found.slack_user, plan.standing(work).plan_id, workspace.today())
        if someone.ticked is not None:
            someone = let_in(someone, Account.OUTSIDER, as_guest=False, ticked=someone.ticked)
        return _home(workspace, work, someone, read_place(homes.page(work, number) or OVERVIEW))


def _home(workspace: Workspace, work: Work, someone: Someone, place: Place | None) -> Home:
    if someone.person is None or not someone.roles & _PART_IN_THE_ROUND:
        return reading.for_readers(workspace, work, someone)
    found = rounds.of(workspace, work)
    if found is None:
        return reading.for_readers(workspace, work, someone)
    round_ = rounds.with_tasks(work, found)
    runs = someone.is_officer and someone.ticked is None
    return Home(
        at=workspace.now(),
        plan=round_.plan,
        person=someone.person,
        officers=tuple(officer.label for officer in round_.officers()),
        place=place,
        owed=own.owed(round_, someone, place),
        mine=own.mine(workspace, work, round_, someone, place),
        standing=standing.part(workspace, work, round_, someone, place),
        queue=officers.queue(workspace, round_, someone, place) if runs else None,
        requests=officers.requested(work, round_, place) if runs else None,
        late=own.late(round_, someone, place, runs=runs),
        tasks=tasks.own(round_, someone, place),
        undone=tasks.undone(round_, someone, place) if runs else None,
        names=officers.names(work, round_, place) if runs else None,
        reports=officers.reported(workspace, work, round_) if runs and place is None else None,
        settings=_settings(round_) if runs and someone.is_admin and place is None else None,
        unreminded=officers.unreminded(round_) if runs and place is None else None,
        published=() if runs else reading.published(workspace, work, round_.plan.id, someone),
        indicators=len(round_.catalogue.indicators) if someone.ticked is None else 0,
        lines=numbered_lines(round_.catalogue.indicators) if someone.ticked is None else 0,
    )


def _settings(round_: Round) -> Settings:
    coming = ((each.body.name, each.meeting) for each in round_.timetables if each.meeting >= round_.today)
    wrong = misfits(round_.books, round_.bodies, round_.today)
    return Settings(rules=round_.rules, meetings=tuple(coming), misfits=wrong)
