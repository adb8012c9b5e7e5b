"""What somebody owes, and the indicators that are theirs: supplied by them, or under an objective that they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import queueing
from bot.domain import judging
from bot.domain.disclosure import Audience, protect, rule_of
from bot.domain.home_places import Section
from bot.domain.homes import LatePart, MineLine, MinePart, OwedLine, OwedPart, page
from bot.domain.kinds import State
from bot.domain.people import Account
from store import figures as stored

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.domain.home_places import Place
    from bot.domain.model import Figure, Indicator
    from bot.domain.people import Someone
    from bot.domain.rounds import Owed
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.work import Work


def owed(round_: Round, someone: Someone, place: Place | None) -> OwedPart | None:
    """What is wanted of them, by its day; None where they supply nothing, or look at another part."""
    if not any(supplies(round_, someone, each.id) for each in round_.catalogue.indicators):
        return None
    today = round_.today
    lines = [_owed(round_, someone, each) for each in round_.owed if supplies(round_, someone, each.indicator.id)]
    shown = page(Section.OWED, lines, place)
    if shown is None:
        return None
    return OwedPart(
        page=shown,
        late=sum(line.owed.due < today for line in lines),
        due_now=sum(line.owed.due == today for line in lines),
        soon=sum(line.owed.due > today for line in lines),
        organisation_id=someone.person.organisation_id if someone.person and lines else None,
    )


def late(round_: Round, someone: Someone, place: Place | None, *, runs: bool) -> LatePart | None:
    """For officers, all that is late and all that nobody is asked for; for leads, what is late under their objectives.

    The longest overdue come first.
    """
    if runs:
        found = [each for each in round_.owed if each.due < round_.today or not round_.suppliers(each.indicator.id)]
    else:
        theirs = (each for each in round_.owed if each.due < round_.today)
        found = [each for each in theirs if leads(round_, someone, each.indicator.id)]
    shown = page(Section.LATE, [_owed(round_, someone, each) for each in found], place)
    unasked = sum(each.due >= round_.today for each in found)
    return LatePart(page=shown, unasked=unasked, to_settle=runs) if shown else None


def _owed(round_: Round, someone: Someone, item: Owed) -> OwedLine:
    snoozed = round_.snoozes.get((someone.person.id, *item.key)) if someone.person else None
    late = max((round_.today - item.due).days, 0)
    reminded_on = snoozed if snoozed and snoozed > round_.today else None
    asked = round_.suppliers(item.indicator.id)
    of = next((each.instead_of for each in asked if someone.person and each.person.id == someone.person.id), None)
    return OwedLine(owed=item, days_late=late, reminded_on=reminded_on, of=of)


def mine(workspace: Workspace, work: Work, round_: Round, someone: Someone, place: Place | None) -> MinePart | None:
    """Their indicators in the order of the plan, each judged by its latest figure.

    Who supplies a figure sees it as it stands, pending or under embargo; a lead sees what readers see.
    """
    if place and place.section is not Section.MINE:
        return None
    now = workspace.now()
    theirs = [each for each in round_.catalogue.indicators if supplies(round_, someone, each.id)]
    own = {each.id for each in theirs}
    led = [each for each in round_.catalogue.indicators if each.id not in own and leads(round_, someone, each.id)]
    seen = _seen_by_readers(work, round_, someone, now) if led else {}
    wanted = own | {each.id for each in led}
    lines = [
        _supplied(round_, each, now) if each.id in own else MineLine(reading=judging.read(each, seen))
        for each in round_.catalogue.indicators
        if each.id in wanted
    ]
    shown = page(Section.MINE, lines, place)
    return MinePart(page=shown, led=len(led)) if shown else None


def _seen_by_readers(work: Work, round_: Round, someone: Someone, now: datetime) -> Mapping[int, tuple[Figure, ...]]:
    """The figures that readers see, small numbers hidden as from the board, or from the public."""
    plan = round_.plan
    seen = stored.of_plan(work, plan.id, at=now, approved=plan.readers_see_approved)
    inside = someone.account is Account.MEMBER
    return protect(round_.catalogue, seen, rule_of(plan, Audience.BOARD if inside else Audience.PUBLIC))


def supplies(round_: Round, someone: Someone, measure_id: int) -> bool:
    return someone.may_see(measure_id) and round_.may_supply(someone, measure_id)


def leads(round_: Round, someone: Someone, measure_id: int) -> bool:
    lead = round_.lead(measure_id)
    return lead is not None and lead.id in someone.ids and someone.may_see(measure_id)


def _supplied(round_: Round, indicator: Indicator, now: datetime) -> MineLine:
    held = {series.id: queueing.standing(round_, series.id) for series in indicator.series}
    reading = judging.read(indicator, held)
    figure = reading.judgement.figure
    until = _embargo(round_, figure) if figure else None
    return MineLine(
        reading=reading,
        waiting=figure is not None and figure.state is State.SUBMITTED,
        embargoed_until=until.astimezone(now.tzinfo) if until and until > now else None,
    )


def _embargo(round_: Round, figure: Figure) -> datetime | None:
    revisions = round_.figures.get(figure.series_id, ())
    return next((each.provenance.embargoed_until for each in revisions if each.figure == figure), None)
