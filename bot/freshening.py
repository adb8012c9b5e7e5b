"""What was shown of figures and has changed since: plans the change in place of messages, and Home made anew."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.domain.supplying import suppliers
from store import outbox, owners, people, plan, standing
from store.ids import new_id
from store.outbox import HOME, NUDGE, Planned
from store.told import OFFICER_LIST, is_to_be_changed, under_way

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.domain.people import Person
    from store.figures import Revision
    from store.outbox import Delivery
    from store.work import Work

TAKEN = "figure taken"  # the kind of message that says what somebody saved
_SECONDS = 10  # in which changes are gathered before a Home is made anew


def freshen(
    work: Work, measure_ids: Iterable[int], at: datetime, also: Iterable[int] = (), tasks: Iterable[str] = ()
) -> int:
    """Plan the change of the latest nudges of everybody who supplies one of these indicators; how many it is.

    The officers' lists that hold one of them are changed too. Call it in the transaction that changed something about
    them. `also` are further people whose nudge may list them, such as a former owner, or whoever has one of `tasks`,
    the keys of those that changed. Their Homes are made anew, and the officers' too. Nothing is rendered here: what the
    message and Home become is read again when they are changed.
    """
    changed, done = set(measure_ids), set(tasks)
    everyone = {person.id: person for person in people.everyone(work)}
    concerned = (_suppliers(work, changed, everyone, at.date()) if changed else set[int]()) | set(also)
    _homes(work, at, [everyone[number] for number in concerned if number in everyone])
    officers_homes(work, at)
    held = (each for person_id in sorted(concerned) for each in _latest(work, person_id))
    told = [each for each in held if changed & listed(each) or done & asked(each) or _is_of(at, each)]
    told += [each for each in _officers_lists(work) if changed & listed(each) or done & asked(each)]
    return outbox.plan(work, at, *(_update(each) for each in told if not is_to_be_changed(work, each.id)))


def moved_on(work: Work, moved: Iterable[tuple[int, Revision]], at: datetime) -> int:
    """Plan that the messages that told whoever entered these what they saved say how they stand since that day.

    They are named with their measures; how many messages it is.
    """
    whose = {
        (each.provenance.entered_by, measure_id, each.figure.period.key): None
        for measure_id, each in moved
        if each.provenance.entered_by is not None
    }
    had = {person: outbox.posted(work, TAKEN, person) for person in {person for person, _, _ in whose}}
    last = (
        next((one for one in had[who] if (one.facts["measure"], one.facts["period"]) == (measure_id, period)), None)
        for who, measure_id, period in whose
    )
    on = {"on": at.date().isoformat()}
    return outbox.plan(work, at, *(_update(each, each.facts | on) for each in last if each))


def _latest(work: Work, person_id: int) -> tuple[Delivery, ...]:
    """The last nudge that they have, and one that is going out just now, which may have been written before this."""
    return *outbox.posted(work, NUDGE, person_id)[:1], *under_way(work, NUDGE, person_id)


def _officers_lists(work: Work) -> tuple[Delivery, ...]:
    """The last list of what is theirs to settle that each officer has."""
    runs = {person.id for each in plan.plans(work) for person in standing.officers(work, each.id)}
    return tuple(each for number in sorted(runs) for each in outbox.posted(work, OFFICER_LIST, number)[:1])


def listed(nudge: Delivery) -> set[int]:
    """The indicators that a nudge listed when it was planned."""
    return {int(measure_id) for measure_id, _ in nudge.facts.get("items", ())}


def asked(nudge: Delivery) -> set[str]:
    """The tasks that it listed."""
    return {str(key) for key in nudge.facts.get("tasks", ())}


def _is_of(at: datetime, nudge: Delivery) -> bool:
    """Whether it goes out on that day: no other does, so what was added since is said in it."""
    return nudge.sent_at is None or nudge.sent_at.astimezone(at.tzinfo).date() == at.date()


def _update(nudge: Delivery, facts: dict[str, Any] | None = None) -> Planned:
    """A key of its own: one that is changed, and changed again within the same second, is changed twice."""
    return Planned(
        key=f"{nudge.kind} update:{new_id()}",
        kind=nudge.kind,
        facts=facts or nudge.facts,
        person_id=nudge.person_id,
        updates_id=nudge.id,
    )


def officers_homes(work: Work, at: datetime, then: datetime | None = None) -> int:
    """Plan that the officers' Homes are made anew: something waits for them, or does so no longer.

    `then`: when it will be so, where that is later.
    """
    runs = [person for each in plan.plans(work) for person in standing.officers(work, each.id)]
    return _homes(work, at, runs, then)


def _homes(work: Work, at: datetime, whose: Iterable[Person], when: datetime | None = None) -> int:
    """Those that were ever opened; changes that come close together are one."""
    slot = (int((when or at).timestamp()) // _SECONDS + 1) * _SECONDS
    then = datetime.fromtimestamp(slot, at.tzinfo)
    wanted = sorted({person.id for person in whose if person.home_opened and person.reachable})
    new = (Planned(key=f"{HOME}:{number}:{slot}", kind=HOME, person_id=number, not_before=then) for number in wanted)
    return outbox.plan(work, at, *new)


def _suppliers(work: Work, measure_ids: set[int], everyone: dict[int, Person], day: date) -> set[int]:
    found: set[int] = set()
    for each in plan.plans(work):
        for measure_id, holder in owners.holders(work, each.id).items():
            if measure_id in measure_ids:
                found |= {supplier.person.id for supplier in suppliers(holder, everyone, day)}
                found |= {holder.person_id} if holder.person_id is not None else set()
    return found
