"""Who supplies an indicator's figure on a day: its owner, a deputy in their place, or people of its organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.people import Holder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from bot.domain.actions import Action
    from bot.domain.model import Indicator
    from bot.domain.people import Person, Someone
    from bot.domain.risks import Risk

__all__ = [
    "Holder",
    "Ownerless",
    "Supplier",
    "may_supply",
    "seeing",
    "standing_in",
    "suppliers",
    "without_active_owner",
]

OWNER, DEPUTY, ORGANISATION = "", "deputy", "organisation"
NO_OWNER, AWAY, GONE, NOBODY = "no owner", "away without a deputy", "account closed", "nobody in Slack"
UNSEEN = "not let in to it"


@dataclass(frozen=True, slots=True)
class Supplier:
    """Somebody who is to hear of a figure; `why` says in a word how they come by it."""

    person: Person
    why: str = OWNER
    instead_of: Person | None = None  # the owner who is away, or whose account is closed


@dataclass(frozen=True, slots=True)
class Ownerless:
    """An indicator that nobody can be reminded of, and why."""

    indicator: Indicator
    why: str


def suppliers(holder: Holder | None, people: Mapping[int, Person], day: date) -> tuple[Supplier, ...]:
    """Whoever is to hear of the figure that day, by post; nobody where its owner is not active.

    An owner without a Slack account is active: somebody passes it on to them. Of an organisation only those hear who
    can be written to.
    """
    owner = people.get(holder.person_id) if holder and holder.person_id is not None else None
    if owner:
        found = [_supplier(owner, people, day, OWNER)]
    elif holder and holder.organisation_id is not None:
        members = (each for each in people.values() if each.organisation_id == holder.organisation_id)
        found = [_supplier(each, people, day, ORGANISATION) for each in members if each.slack_user]
    else:
        found = []
    once = {each.person.id: each for each in sorted(filter(None, found), key=_own_before_deputies)}
    return tuple(sorted(once.values(), key=lambda each: (each.person.post, each.person.id)))


def is_matched(holder: Holder | None, people: Mapping[int, Person]) -> bool:
    """Whether whoever has it, or anybody of the organisation that does, has an account in Slack."""
    if holder is None:
        return False
    if holder.person_id is not None:
        owner = people.get(holder.person_id)
        return owner is not None and bool(owner.slack_user)
    return any(each.slack_user and each.organisation_id == holder.organisation_id for each in people.values())


def asked(holder: Holder | None, people: Mapping[int, Person], day: date) -> tuple[Supplier, ...]:
    """Whoever is asked for a task: of those who would hear of a figure, who can be written to in Slack."""
    return tuple(each for each in suppliers(holder, people, day) if each.person.reachable)


def seeing(found: tuple[Supplier, ...], measure_id: int, ticks: Mapping[int, frozenset[int]]) -> tuple[Supplier, ...]:
    """Those of them who may see the indicator; `ticks` are what people see who see only what is ticked, by person."""
    if not ticks:
        return found
    return tuple(each for each in found if measure_id in ticks.get(each.person.id, (measure_id,)))


def standing_in(person: Person, people: Mapping[int, Person], day: date) -> Person | None:
    """The person, or whoever stands in: the deputy of somebody away or gone, and so on; None: nobody does."""
    asked: set[int] = set()
    current: Person | None = person
    while current and current.id not in asked:
        if not current.is_away(day) and not current.slack_gone:
            return current
        asked.add(current.id)
        current = people.get(current.deputy_id) if current.deputy_id is not None else None
    return None


def may_supply(someone: Someone, holder: Holder | None) -> bool:
    """Whether whoever asks may supply the figure: its owner, their deputy, or a person of the organisation it has."""
    if holder is None:
        return False
    if holder.person_id is not None:
        return holder.person_id in someone.ids
    theirs = someone.person.organisation_id if someone.person else None
    return theirs is not None and theirs == holder.organisation_id


def may_change(someone: Someone | None, held: Action | Risk) -> bool:
    """Whether whoever asks may change an action or a risk: officers, and whoever could supply a figure of its owner."""
    if someone is None or someone.person is None:
        return False
    runs = someone.is_officer and someone.ticked is None
    return runs or may_supply(someone, _holder(held))


def _holder(held: Action | Risk) -> Holder:
    return Holder(person_id=held.owner_person_id, organisation_id=held.owner_organisation_id)


def without_active_owner(
    indicators: Iterable[Indicator],
    holders: Mapping[int, Holder],
    people: Mapping[int, Person],
    day: date,
    ticks: Mapping[int, frozenset[int]],
) -> tuple[Ownerless, ...]:
    """Those that nobody is reminded of as things stand, in the order of the plan."""
    told = ((each, _unheld(each.id, holders.get(each.id), people, day, ticks)) for each in indicators)
    return tuple(Ownerless(indicator, why) for indicator, why in told if why)


def _unheld(
    measure_id: int,
    holder: Holder | None,
    people: Mapping[int, Person],
    day: date,
    ticks: Mapping[int, frozenset[int]],
) -> str:
    if asked := suppliers(holder, people, day):
        return "" if seeing(asked, measure_id, ticks) else UNSEEN
    if holder is None or (holder.person_id is None and holder.organisation_id is None):
        return NO_OWNER
    owner = people.get(holder.person_id) if holder.person_id is not None else None
    if owner is None:
        return NOBODY if holder.organisation_id is not None else NO_OWNER
    return GONE if owner.slack_gone else AWAY


def _supplier(person: Person, people: Mapping[int, Person], day: date, why: str) -> Supplier | None:
    found = standing_in(person, people, day)
    if found is None or found is person:
        return Supplier(found, why) if found else None
    return Supplier(found, DEPUTY, instead_of=person)


def _own_before_deputies(supplier: Supplier) -> bool:
    """Last wins: who is of the organisation is so in their own right, whoever else they stand in for."""
    return supplier.why != DEPUTY
