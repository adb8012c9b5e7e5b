"""What followed what is kept beside a plan, and what ended is found as it last stood."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.domain.links import Link, LinkKind, after, before
from store import bulk, links, plan, tables
from store.ids import new_id
from tests.conftest import MORNING
from tests.store.planting import plant

if TYPE_CHECKING:
    from bot.domain.model import Catalogue
    from bot.workspace import Workspace
    from store.work import Work
    from tests.store.planting import Planted

APRIL = date(2014, 4, 1)
MARCH = date(2014, 3, 31)


def moved_on(work: Work, planted: Planted) -> None:
    """A version that places the second measure alone: the first was split into it, or so the link says."""
    first, second = planted.measures
    split = Link(
        kind=LinkKind.SPLIT, from_id=first, from_title="not kept", to_id=second, since=APRIL, note="by the board"
    )
    links.add(work, planted.plan, [split])
    bulk.update_each(work, tables.Placement, [{"id": planted.placements[0], "ends": MARCH}])
    version, placement = new_id(), new_id()
    work.add(tables.PlanVersion, {"id": version, "plan_id": planted.plan, "number": 2, "label": "2014/15"})
    placed = {"plan_version_id": version, "measure_id": second, "starts": APRIL}
    work.add(tables.Placement, {"id": placement, **placed})
    work.add(tables.Line, {"placement_id": placement, "series_id": planted.series[1][0]})


def catalogue(workspace: Workspace, planted: Planted) -> Catalogue:
    with workspace.reading() as work:
        found = plan.catalogue(work, planted.plan, MORNING)
    assert found is not None
    return found


def test_a_link_says_what_followed_what_by_the_titles_that_the_measures_have(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        moved_on(work, planted)
    first, second = planted.measures
    (link,) = catalogue(workspace, planted).links
    assert (link.from_title, link.from_code, link.to_title) == ("Children's plan 0", "CP-0", "Children's plan 1")
    assert (link.kind, link.since, link.note) == (LinkKind.SPLIT, APRIL, "by the board")
    assert before([link], second) == after([link], first) == (link,)
    assert before([link], first) == after([link], second) == ()


def test_what_ended_stands_as_the_last_version_had_it_and_is_no_indicator_any_more(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        before_it = plan.catalogue(work, planted.plan, MORNING)
        moved_on(work, planted)
    found = catalogue(workspace, planted)
    (gone,) = found.past
    assert before_it is not None
    assert gone.ends == MARCH
    assert (gone.measure, gone.series, gone.targets) == tuple(
        getattr(before_it.indicators[0], name) for name in ("measure", "series", "targets")
    )
    (here,) = found.indicators
    assert (here.id, here.starts) == (planted.measures[1], APRIL)


def test_a_retired_measure_leads_nowhere(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        first = planted.measures[0]
        links.add(work, planted.plan, [Link(kind=LinkKind.RETIRED, from_id=first, from_title="", since=APRIL)])
    (link,) = catalogue(workspace, planted).links
    assert (link.to_id, link.to_title, link.ids) == (None, "", {first})


def test_a_plan_that_has_not_moved_on_has_neither_links_nor_a_past(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
    assert (catalogue(workspace, planted).links, catalogue(workspace, planted).past) == ((), ())
