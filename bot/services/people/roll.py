"""Who is who, read in one go: for its pages, its forms, and the list at the command line."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.domain import supplying
from bot.domain.errors import NoPlanHeld
from bot.domain.people_forms import LeadRow, LetInRow, OrganisationRow, PostRow, UnownedRow
from bot.domain.supplying import standing_in
from bot.services.people.appointing import GIVEN
from store import admissions, leads, owners, people

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.domain.model import Catalogue, Indicator, Objective
    from bot.domain.people import Holder, Person, Role
    from bot.workspace import Workspace
    from store.admissions import Admission
    from store.work import Work


@dataclass(frozen=True, kw_only=True)  # without slots: what is derived is kept
class Roll:
    """Everybody of the workspace, with what they are in the current plan."""

    today: date
    catalogue: Catalogue
    people: Mapping[int, Person]  # in the order of their labels
    organisations: Mapping[int, str]
    given: Mapping[int, frozenset[Role]]  # roles, by person
    leads: Mapping[tuple[str, int], Person]
    holders: Mapping[int, Holder]  # by measure
    admissions: tuple[Admission, ...]
    ticks: Mapping[int, frozenset[int]]  # the measures that people see who see only what is ticked, by person

    @cached_property
    def posts(self) -> tuple[PostRow, ...]:
        owned = Counter(each.person_id for each in self.holders.values())
        led: dict[int, list[Objective]] = defaultdict(list)
        for each in self.leading:
            if each.person:
                led[each.person.id].append(each.objective)
        absent: dict[int, list[Person]] = defaultdict(list)
        for person in self.people.values():
            deputy = standing_in(person, self.people, self.today)
            if deputy and deputy is not person:
                absent[deputy.id].append(person)
        return tuple(
            PostRow(
                person=person,
                roles=tuple(role for role in GIVEN if role in self.given.get(number, ())),
                owns=owned[number],
                leads=tuple(led[number]),
                deputy=self.people.get(person.deputy_id) if person.deputy_id is not None else None,
                stands_in_for=tuple(absent[number]),
            )
            for number, person in self.people.items()
        )

    @cached_property
    def bodies(self) -> tuple[OrganisationRow, ...]:
        owned = Counter(each.organisation_id for each in self.holders.values() if each.person_id is None)
        members: dict[int | None, list[Person]] = defaultdict(list)
        for person in self.people.values():
            members[person.organisation_id].append(person)
        return tuple(
            OrganisationRow(id=number, name=name, people=tuple(members[number]), owns=owned[number])
            for number, name in self.organisations.items()
        )

    @cached_property
    def leading(self) -> tuple[LeadRow, ...]:
        found = self.catalogue.objectives
        return tuple(LeadRow(objective=each, person=self.leads.get((each.level, each.number))) for each in found)

    @cached_property
    def let_in(self) -> tuple[LetInRow, ...]:
        return tuple(
            LetInRow(
                slack_user=each.slack_user,
                everything=each.ticked is None,
                indicators=tuple(found for found in self.catalogue.indicators if found.id in each.measure_ids),
                by=each.admitted_by,
                at=each.at.date(),
            )
            for each in self.admissions
        )

    @cached_property
    def unowned(self) -> tuple[UnownedRow, ...]:
        """Indicators that nobody is reminded of as things stand, and why."""
        found = supplying.without_active_owner(
            self.catalogue.indicators, self.holders, self.people, self.today, self.ticks
        )
        return tuple(
            UnownedRow(indicator=each.indicator, why=each.why, owner=self.owner_of(each.indicator)) for each in found
        )

    def owner_of(self, indicator: Indicator) -> str:
        """The post or the organisation, as the plan prints it; "" for nobody."""
        holder = self.holders.get(indicator.id)
        person = self.people.get(holder.person_id) if holder and holder.person_id is not None else None
        if person:
            return person.label
        return self.organisations.get(holder.organisation_id or 0, "") if holder else ""


def roll(workspace: Workspace) -> Roll:
    """The current plan's; NoPlanHeld."""
    with workspace.reading() as work:
        return read(workspace, work)


def read(workspace: Workspace, work: Work) -> Roll:
    """The same within a transaction: a fixed number of queries, whatever the size of the plan."""
    catalogue = workspace.catalogue(work)
    if catalogue is None:
        raise NoPlanHeld
    plan_id = catalogue.plan.id
    everyone = sorted(people.everyone(work), key=lambda person: (person.label.casefold(), person.id))
    return Roll(
        today=workspace.today(),
        catalogue=catalogue,
        people={person.id: person for person in everyone},
        organisations=people.organisations(work),
        given=people.roles(work, plan_id),
        leads=leads.leads(work, plan_id),
        holders=owners.holders(work, plan_id),
        admissions=admissions.every(work),
        ticks=admissions.ticks(work, everyone),
    )
