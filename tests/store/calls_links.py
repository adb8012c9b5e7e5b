"""What followed what in a plan, called with what another workspace holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.domain.links import Link, LinkKind
from bot.domain.periods import year
from bot.domain.rolling.steps import Steps
from store import audit, bulk, links, placements, rolling, tables
from tests.builders import a_plan
from tests.conftest import MORNING

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.work import Work
    from tests.store import calls
    from tests.store.planting import Planted

SINCE = date(2014, 4, 1)
DONE = rolling.Done(by="steward rollover", at=MORNING, reason="Agreed", file_name="next.xlsx", digest="1")
CALLS: dict[str, Callable[[Work, calls.Held], object]] = {
    "links.add": lambda work, held: links.add(
        work, held.planted.plan, [Link(kind=LinkKind.RETIRED, from_id=held.planted.measures[1], from_title="Theirs")]
    ),
    "links.links": lambda work, held: links.links(work, held.planted.plan),
    "rolling.taken_from": lambda work, held: rolling.taken_from(work, held.planted.plan, "2014/15"),
    "rolling.write": lambda work, held: rolling.write(work, next_version(held.planted), DONE),
    "placements.ended": lambda work, held: placements.ended(work, held.planted.plan),
}


def next_version(planted: Planted) -> Steps:
    """A version of their plan that places nothing."""
    plan = a_plan(id=planted.plan, version_id=planted.version, version="2013/14")
    return Steps(
        plan=plan, year=year(2014), indicators=(), retired=(), objectives=(), objectives_retired=(), open=(),
        carried_open=0,
    )  # fmt: skip


def fill(work: Work, planted: Planted, name: str) -> None:
    """A link with the name in it, and an end for what it leads from."""
    before, after = planted.measures[:2]
    split = Link(kind=LinkKind.SPLIT, from_id=before, from_title=name, to_id=after, since=SINCE, note=name)
    links.add(work, planted.plan, [split])
    told = audit.Change(
        at=MORNING, who=name, what="plan rolled over", subject="plan", subject_id=planted.plan, new=f"2014/15 {name}"
    )
    audit.add(work, told)
    bulk.update_each(work, tables.Placement, [{"id": planted.placements[0], "ends": SINCE}])
