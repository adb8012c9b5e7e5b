"""Where the round stands, as one person may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.home_places import Section
from bot.domain.homes import StandingLine, page
from bot.domain.standing import figures_of, standings
from bot.services.home.own import supplies
from store import people

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.home_places import Place
    from bot.domain.homes import Page
    from bot.domain.people import Someone
    from bot.domain.rounds import Owed
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.work import Work


def part(
    workspace: Workspace, work: Work, round_: Round, someone: Someone, place: Place | None
) -> Page[StandingLine] | None:
    """The rounds that are under way, an organisation a line; of each page the first line tells which round it is.

    Between two rounds the one that is over is shown as it stands now.
    """
    if place and place.section is not Section.STANDING:
        return None
    over = {item.key for item in round_.over}
    wanted = (*round_.over, *(item for item in round_.expected if item.key not in over))
    seen = [item for item in wanted if someone.may_see(item.indicator.id)]
    hidden = {item.key for item in _embargoed(round_, seen, workspace.now()) if not _may_see(round_, someone, item)}
    found = standings(seen, round_.books.figures, _organisations(work, round_), round_.today, hidden)
    lines = [
        StandingLine(round=each, organisation=share.organisation, counts=share.counts, first=not number)
        for each in found
        for number, share in enumerate(each.shares)
    ]
    return page(Section.STANDING, lines, place)


def _may_see(round_: Round, someone: Someone, item: Owed) -> bool:
    """Under embargo a figure is its owner's and the officers'."""
    return someone.is_officer or supplies(round_, someone, item.indicator.id)


def _embargoed(round_: Round, items: list[Owed], now: datetime) -> list[Owed]:
    """Those of which a figure is held that is not public yet."""
    held = {
        series_id: [each.figure for each in revisions if _is_embargoed(each.provenance.embargoed_until, now)]
        for series_id, revisions in round_.figures.items()
    }
    return [item for item in items if figures_of(item, held)]


def _is_embargoed(until: datetime | None, now: datetime) -> bool:
    return until is not None and until > now


def _organisations(work: Work, round_: Round) -> dict[int, str]:
    """By measure: the organisation that owns it, or that its owner is of; the owner's post where they are of none."""
    names = people.organisations(work)
    found = {}
    for measure_id, holder in round_.holders.items():
        owner = round_.people.get(holder.person_id or 0)
        found[measure_id] = names.get(holder.organisation_id or 0, "") or (
            owner.organisation or owner.label if owner else ""
        )
    return found
