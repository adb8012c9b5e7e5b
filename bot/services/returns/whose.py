"""Whose figures a return is for: an organisation with its posts, one post, or whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import rounds
from bot.domain.errors import ChangedMeanwhile, NoPlanHeld, NoSuchPlan
from bot.domain.naming import holder_named
from store import people, plan

if TYPE_CHECKING:
    from bot.domain.model import Figure, Indicator, Series
    from bot.domain.people import Someone
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.figures import Revision
    from store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """A holder by name, and the indicators whose figures they supply."""

    label: str
    measures: frozenset[int]
    organisation_id: int | None = None


def round_of(workspace: Workspace, work: Work, plan_name: str | None = None) -> Round:
    """NoPlanHeld, NoSuchPlan."""
    found = rounds.of(workspace, work, plan_name)
    if found is None and plan_name is None:
        raise NoPlanHeld
    if found is None:
        held = ", ".join(each.short_name or each.name for each in plan.plans(work))
        raise NoSuchPlan(name=plan_name, held=held or "none")
    return found


def named(work: Work, round_: Round, *, organisation: str = "", post: str = "") -> Whose:
    """The organisation, or the post, of that name; NoSuchHolder, SeveralHolders."""
    if organisation:
        found = by_id(work, round_, holder_named(organisation, (), people.organisations(work)).organisation_id or 0)
    else:
        found = by_id(work, round_, holder_named(post, round_.people.values(), {}).person_id or 0)
    if found is None:
        raise ChangedMeanwhile
    return found


def by_id(work: Work, round_: Round, number: int) -> Whose | None:
    """The organisation or the post of that id; None: there is none here."""
    bodies = people.organisations(work)
    if number in bodies:
        theirs = {each for each, holder in round_.holders.items() if holder.organisation_id == number}
        return Whose(label=bodies[number], measures=frozenset(theirs), organisation_id=number)
    person = round_.people.get(number)
    if person is None:
        return None
    theirs = {each for each, holder in round_.holders.items() if holder.person_id == number}
    return Whose(label=person.label, measures=frozenset(theirs), organisation_id=person.organisation_id)


def of_someone(round_: Round, someone: Someone) -> Whose:
    """Whatever they may supply: their own, their organisation's, and of those they stand in for."""
    theirs = {each.id for each in round_.catalogue.indicators if may_supply(round_, someone, each)}
    person = someone.person
    organisation = person.organisation if person else ""
    label = organisation if organisation and _owns_as_body(round_, someone) else person.label if person else ""
    return Whose(label=label, measures=frozenset(theirs), organisation_id=person.organisation_id if person else None)


def everybody(round_: Round) -> Whose:
    """For an officer, who takes figures in from all."""
    return Whose(label="", measures=frozenset(each.id for each in round_.catalogue.indicators))


def may_supply(round_: Round, someone: Someone, indicator: Indicator) -> bool:
    return round_.may_supply(someone, indicator.id) and someone.may_see(indicator.id)


def is_secret(revision: Revision, workspace: Workspace) -> bool:
    """Whether it is under an embargo now."""
    until = revision.provenance.embargoed_until
    return until is not None and until > workspace.now()


def told(workspace: Workspace, round_: Round) -> dict[int, tuple[Figure, ...]]:
    """By series, the figures that may stand in a file that leaves the house: none under embargo."""
    return {
        number: tuple(each.figure for each in held if not is_secret(each, workspace))
        for number, held in round_.figures.items()
    }


def lines_of(round_: Round, measures: frozenset[int]) -> dict[int, tuple[Indicator, Series]]:
    """The lines of these indicators, by series."""
    return {
        line.id: (each, line) for each in round_.catalogue.indicators if each.id in measures for line in each.series
    }


def _owns_as_body(round_: Round, someone: Someone) -> bool:
    """Whether their organisation as such owns something, so that the return is the organisation's."""
    body = someone.person.organisation_id if someone.person else None
    return any(each.person_id is None and each.organisation_id == body for each in round_.holders.values())
