"""What followed what in a plan, called with what another workspace holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.domain.links import Link, LinkKind
from store import bulk, links, placements, tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.work import Work
    from tests.store import calls
    from tests.store.planting import Planted

SINCE = date(2014, 4, 1)
CALLS: dict[str, Callable[[Work, calls.Held], object]] = {
    "links.add": lambda work, held: links.add(
        work, held.planted.plan, [Link(kind=LinkKind.RETIRED, from_id=held.planted.measures[1], from_title="Theirs")]
    ),
    "links.links": lambda work, held: links.links(work, held.planted.plan),
    "placements.ended": lambda work, held: placements.ended(work, held.planted.plan),
}


def fill(work: Work, planted: Planted, name: str) -> None:
    """A link with the name in it, and an end for what it leads from."""
    before, after = planted.measures[:2]
    split = Link(kind=LinkKind.SPLIT, from_id=before, from_title=name, to_id=after, since=SINCE, note=name)
    links.add(work, planted.plan, [split])
    bulk.update_each(work, tables.Placement, [{"id": planted.placements[0], "ends": SINCE}])
