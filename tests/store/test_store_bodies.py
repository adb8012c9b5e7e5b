"""Bodies and the days they meet on; a plan for which none is kept is reported to its own board."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from bot.domain.rounds import Body
from store import bodies, plan
from tests.builders import a_plan
from tests.store.planting import plant

if TYPE_CHECKING:
    from bot.domain.model import Plan
    from bot.workspace import Workspace
    from store.work import Work

JULY, OCTOBER, JANUARY = date(2014, 7, 2), date(2014, 10, 1), date(2015, 1, 7)


def the_plan(work: Work, plan_id: int) -> Plan:
    return next(each for each in plan.plans(work) if each.id == plan_id)


@pytest.mark.parametrize(
    ("said", "cadence"),
    [("quarterly", "quarterly"), ("", "quarterly"), ("Six-Monthly", "six-monthly"), ("Annually", "yearly")],
)
def test_where_none_is_kept_the_plan_has_its_own_board(workspace: Workspace, said: str, cadence: str) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        own = a_plan(id=planted.plan, board="Children's Board", cadence=said, meeting=JULY)
        assert bodies.bodies(work, own) == (
            Body(id=None, name="Children's Board", cadence=cadence, audience="board", meetings=(JULY,)),
        )
        (without_meeting,) = bodies.bodies(work, a_plan(id=planted.plan, meeting=None))
    assert without_meeting.meetings == ()


def test_a_body_comes_back_as_it_was_kept_with_its_meetings_in_order(workspace: Workspace) -> None:
    whole = Body(
        id=None,
        name="Scrutiny Committee",
        cadence="six-monthly",
        audience="public",
        objectives=(("strategic", 1), ("operational", 3)),
        leads={"papers": 7},
        meetings=(JANUARY, JULY),
    )
    with workspace.begin() as work:
        one, two = plant(work, "One"), plant(work, "Two")
        number = bodies.put(work, one.plan, whole)
        assert bodies.meet(work, number, OCTOBER)
        assert not bodies.meet(work, number, OCTOBER)
        (kept,) = bodies.bodies(work, the_plan(work, one.plan))
        (of_two,) = bodies.bodies(work, the_plan(work, two.plan))
    assert kept == Body(
        id=number,
        name=whole.name,
        cadence=whole.cadence,
        audience=whole.audience,
        objectives=whole.objectives,
        leads=whole.leads,
        meetings=(JULY, OCTOBER, JANUARY),
    )
    assert of_two.id is None


def test_the_plan_s_own_board_is_kept_with_its_meeting_and_stays_first(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        own = a_plan(id=planted.plan, board="Board", meeting=JULY)
        (board,) = bodies.bodies(work, own)
        number = bodies.put(work, planted.plan, board)
        bodies.meet(work, number, OCTOBER)
        bodies.put(work, planted.plan, Body(id=None, name="A committee"))
        first, second = bodies.bodies(work, own)
    assert (first.id, first.name, first.meetings) == (number, "Board", (JULY, OCTOBER))
    assert (second.name, second.meetings) == ("A committee", ())


def test_a_body_is_known_by_its_id_else_by_its_name_and_loses_no_meeting_when_it_changes(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        number = bodies.put(work, planted.plan, Body(id=None, name="Board", meetings=(JULY,)))
        assert bodies.put(work, planted.plan, Body(id=None, name="Board", audience="public")) == number
        assert bodies.put(work, planted.plan, Body(id=number, name="The Board", meetings=(OCTOBER,))) == number
        (kept,) = bodies.bodies(work, the_plan(work, planted.plan))
    assert (kept.name, kept.meetings) == ("The Board", (JULY, OCTOBER))


def test_a_meeting_that_is_cancelled_is_gone_once_and_the_others_stay(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        number = bodies.put(work, planted.plan, Body(id=None, name="Board", meetings=(JULY, OCTOBER)))
        assert bodies.cancel(work, number, JULY)
        assert not bodies.cancel(work, number, JULY)
        (kept,) = bodies.bodies(work, the_plan(work, planted.plan))
    assert kept.meetings == (OCTOBER,)


def test_two_who_keep_the_same_board_at_once_keep_one(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
    both_ready = Barrier(2)

    def keep(on: date) -> int:
        both_ready.wait()
        with workspace.begin() as work:
            return bodies.put(work, planted.plan, Body(id=None, name="Board", meetings=(on,)))

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(keep, (JULY, OCTOBER)))) == 1
    with workspace.reading() as work:
        (kept,) = bodies.bodies(work, the_plan(work, planted.plan))
    assert kept.meetings == (JULY, OCTOBER)
