"""The outbox's functions, called with what another workspace's outbox holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from store import health, outbox, told
from store.outbox import Planned
from tests.conftest import MORNING

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.outbox import Delivery
    from store.work import Work
    from tests.store import calls
    from tests.store.planting import Planted

LATER = MORNING + timedelta(days=1)
LEASE = timedelta(minutes=5)
THEIRS = "Theirs alone"


@dataclass(frozen=True, slots=True)
class Held:
    waiting: int
    first: int  # sent, and to be changed by the one that waits
    in_hand: Delivery


CALLS: dict[str, Callable[[Work, calls.Held], object]] = {
    "health.last_to_person": lambda work, _: health.last_to_person(work),
    "health.traffic": lambda work, _: health.traffic(work, LATER),
    "outbox.about_to_post": lambda work, held: outbox.about_to_post(work, held.outbox.in_hand, LATER, "D9"),
    "outbox.claim": lambda work, _: outbox.claim(work, LATER, LEASE, 10),
    "outbox.counts": lambda work, _: outbox.counts(work),
    "outbox.drop": lambda work, held: outbox.drop(work, held.outbox.waiting),
    "outbox.every": lambda work, _: outbox.every(work),
    "outbox.fail": lambda work, held: outbox.fail(work, held.outbox.in_hand, "x"),
    "outbox.get": lambda work, held: outbox.get(work, held.outbox.waiting),
    "outbox.is_planned": lambda work, _: outbox.is_planned(work, f"{THEIRS} 2"),
    "outbox.keyed": lambda work, _: outbox.keyed(work, "nudge"),
    "outbox.last_nudged": lambda work, _: outbox.last_nudged(work, LATER.date()),
    "outbox.not_needed": lambda work, held: outbox.not_needed(work, held.outbox.in_hand),
    "outbox.nudged_since": lambda work, held: outbox.nudged_since(
        work, replace(held.outbox.in_hand, person_id=held.planted.person), MORNING
    ),
    "outbox.plan": lambda work, held: outbox.plan(
        work,
        LATER,
        Planned(key=THEIRS, kind="x", channel="C1"),
        Planned(key=f"{THEIRS} too", kind="x", person_id=held.planted.person),
    ),
    "outbox.posted": lambda work, held: outbox.posted(work, outbox.NUDGE, held.planted.person),
    "outbox.postpone": lambda work, held: outbox.postpone(work, held.outbox.in_hand, LATER, "x"),
    "outbox.release": lambda work, held: outbox.release(work, held.outbox.in_hand),
    "outbox.renew": lambda work, held: outbox.renew(work, held.outbox.in_hand, LATER),
    "outbox.retry": lambda work, held: (
        outbox.drop(work, held.outbox.waiting) and outbox.retry(work, held.outbox.waiting, LATER)
    ),
    "outbox.revive": lambda work, _: (
        outbox.plan(work, MORNING, Planned(key=f"{THEIRS}:1", kind="x", channel="C2"))
        and [outbox.not_needed(work, each, "x") for each in outbox.claim(work, LATER, LEASE, 9)]
        and outbox.revive(work, THEIRS, "x", LATER)
    ),
    "outbox.sent": lambda work, held: outbox.sent(work, held.outbox.in_hand, "9.9", "D9", LATER),
    "outbox.trim": lambda work, held: outbox.fail(work, held.outbox.in_hand, "x") | outbox.trim(work, LATER),
    "told.is_to_be_changed": lambda work, held: told.is_to_be_changed(work, held.outbox.first),
    "told.keyed": lambda work, _: told.keyed(work, "nudge:1:2014-07-01"),
    "told.overtaken": lambda work, _: told.overtaken(work),
    "told.passed_on": lambda work, _: told.passed_on(work),
    "told.under_way": lambda work, held: (
        outbox.plan(work, MORNING, Planned(key=THEIRS, kind=outbox.NUDGE, person_id=held.planted.person))
        and outbox.claim(work, LATER, LEASE, 9)
        and told.under_way(work, outbox.NUDGE, held.planted.person)
    ),
    "told.planned_since": lambda work, _: told.planned_since(work, MORNING),
    "outbox.unposted": lambda work, held: (
        outbox.about_to_post(work, held.outbox.in_hand, LATER, "D9") and outbox.unposted(work, held.outbox.in_hand)
    ),
}


def fill(work: Work, planted: Planted, name: str) -> Held:
    """One sent to a person, one in hand, and one that waits and would change the first one."""
    to_them = {"kind": outbox.NUDGE, "person_id": planted.person, "facts": {"of": name}}
    outbox.plan(work, MORNING, Planned(key="nudge:1:2014-07-01", **to_them))
    (first,) = outbox.claim(work, MORNING, LEASE, 1)
    outbox.sent(work, first, "1.1", "D1", MORNING)
    outbox.plan(work, MORNING, Planned(key="nudge:1:2014-07-02", **to_them))
    (later,) = outbox.claim(work, MORNING, LEASE, 1)
    outbox.sent(work, later, "1.2", "D1", LATER)
    outbox.plan(work, MORNING, Planned(key=f"{name} 2", kind="x", channel="C1"))
    (in_hand,) = outbox.claim(work, MORNING, LEASE, 1)
    outbox.plan(work, MORNING, Planned(key=f"{name} 3", updates_id=first.id, **to_them))
    (waiting,) = outbox.every(work, [outbox.State.PLANNED])
    passed_on = {"keys": [f"nudge:{name}"], "on": MORNING.date().isoformat()}
    outbox.plan(work, MORNING, Planned(key=f"{name} 4", kind=told.PASS_ON, facts=passed_on, channel="C1"))
    return Held(waiting=waiting.id, first=first.id, in_hand=in_hand)
