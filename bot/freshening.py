"""What was said of figures and has changed since: plans the change in place of messages that list them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.supplying import suppliers
from store import outbox, owners, people, plan
from store.ids import new_id
from store.outbox import NUDGE, Planned

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from store.outbox import Delivery
    from store.work import Work


def freshen(work: Work, measure_ids: Iterable[int], at: datetime, also: Iterable[int] = ()) -> int:
    """Plan the change of the latest nudge of everybody who supplies one of these indicators; how many it is.

    Call it in the transaction that changed something about them. `also` are further people whose nudge may list them,
    such as a former owner. Nothing is rendered here: what the message becomes is read again when it is changed.
    """
    changed = set(measure_ids)
    concerned = _suppliers(work, changed, at.date()) | set(also)
    latest = (next(iter(outbox.posted(work, NUDGE, person_id)), None) for person_id in sorted(concerned))
    return outbox.plan(work, at, *(_update(each) for each in latest if each and changed & listed(each)))


def listed(nudge: Delivery) -> set[int]:
    """The indicators that a nudge listed when it was planned."""
    return {int(measure_id) for measure_id, _ in nudge.facts.get("items", ())}


def _update(nudge: Delivery) -> Planned:
    """Every change has its own: two in one moment are two, and the later one is done last."""
    return Planned(
        key=f"{NUDGE} update:{new_id()}",
        kind=NUDGE,
        facts=nudge.facts,
        person_id=nudge.person_id,
        updates_id=nudge.id,
    )


def _suppliers(work: Work, measure_ids: set[int], day: date) -> set[int]:
    everyone = {person.id: person for person in people.everyone(work)}
    found: set[int] = set()
    for each in plan.plans(work):
        for measure_id, holder in owners.holders(work, each.id).items():
            if measure_id in measure_ids:
                found |= {supplier.person.id for supplier in suppliers(holder, everyone, day)}
                found |= {holder.person_id} if holder.person_id is not None else set()
    return found
