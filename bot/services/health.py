"""How a board's Steward does, as far as its database knows: for whoever runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store import bodies, health, owners, people, plan

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.people import Person
    from bot.workspace import Workspace
    from store.health import Traffic


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """`channels` are those that reports go to, by the names of their bodies; `owners` answer for an indicator."""

    traffic: Traffic
    channels: dict[str, str]
    owners: tuple[Person, ...]


def last_to_person(workspace: Workspace) -> datetime | None:
    """When Steward last sent anybody a direct message of its own accord."""
    with workspace.reading() as work:
        return health.last_to_person(work)


def look(workspace: Workspace) -> Health:
    with workspace.reading() as work:
        catalogue = workspace.catalogue(work)
        current = plan.standing(work).plan_id
        held = owners.holders(work, current) if current is not None else {}
        persons = {each.person_id for each in held.values() if each.person_id is not None}
        found = people.by_ids(work, persons)
        told = bodies.bodies(work, catalogue.plan) if catalogue else ()
        return Health(
            traffic=health.traffic(work, workspace.now()),
            channels={each.name: each.channel for each in told if each.channel},
            owners=tuple(sorted(found.values(), key=lambda each: each.post)),
        )
