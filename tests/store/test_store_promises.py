"""What is put off, typed and asked for on a figure's way: promises, snoozes, drafts, requests."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import TYPE_CHECKING

from bot.domain.rounds import Promise
from store import drafts, promises, requests, snoozes
from store.requests import DEFERRAL, GRANTED, HAND_OVER, OPEN, REFUSED, Request
from tests.builders import a_period
from tests.conftest import MORNING
from tests.store.planting import plant

if TYPE_CHECKING:
    from bot.workspace import Workspace
    from store.work import Work
    from tests.store.planting import Planted

Q3, Q4 = a_period("Q3 2013/14"), a_period("Q4 2013/14")
MAY, JUNE = date(2014, 5, 30), date(2014, 6, 30)
LATER = MORNING + timedelta(hours=1)


def promised(planted: Planted, until: date = MAY, **given: object) -> Promise:
    return Promise(**{"measure_id": planted.measures[0], "period": Q3, "until": until} | given)  # type: ignore[arg-type]  any field


def test_a_task_is_put_off_by_one_person_until_a_day(workspace: Workspace) -> None:
    with workspace.begin() as work:
        person = plant(work).person
        snoozes.snooze_task(work, person, "action:7", MAY)
        snoozes.snooze_task(work, person, "action:7", JUNE)
        snoozes.snooze_task(work, person, "risk:7", MAY)
        assert snoozes.of_tasks(work) == {(person, "action:7"): JUNE, (person, "risk:7"): MAY}
        assert snoozes.trim(work, JUNE) == 1
        assert snoozes.of_tasks(work).keys() == {(person, "action:7")}


def test_a_promise_comes_back_as_it_was_made_in_its_own_plan(workspace: Workspace) -> None:
    with workspace.begin() as work:
        one, two = plant(work, "One"), plant(work, "Two")
        made = promised(one, available="May 2014", why="Surveyed in spring", by=one.person)
        promises.promise(work, made, MORNING)
        promises.promise(work, promised(one, period=Q4), MORNING)
        found = promises.promises(work, one.plan)
        assert promises.promises(work, two.plan) == {}
    assert found.keys() == {(one.measures[0], Q3.key), (one.measures[0], Q4.key)}
    assert found[one.measures[0], Q3.key] == made


def test_each_further_promise_is_counted_and_the_last_one_stands(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        promises.promise(work, promised(planted, why="Late return", times=7), MORNING)
        promises.promise(work, promised(planted, JUNE, times=7), LATER)
        (found,) = promises.promises(work, planted.plan).values()
    assert found == promised(planted, JUNE, times=2)


def test_a_promise_that_is_withdrawn_is_gone_once(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        promises.promise(work, promised(planted), MORNING)
        assert promises.withdraw(work, planted.measures[0], Q3.key)
        assert not promises.withdraw(work, planted.measures[0], Q3.key)
        assert promises.promises(work, planted.plan) == {}


def test_two_who_promise_the_same_figure_at_once_have_put_it_off_twice(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
    both_ready = Barrier(2)

    def make(until: date) -> None:
        both_ready.wait()
        with workspace.begin() as work:
            promises.promise(work, promised(planted, until), MORNING)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(make, (MAY, JUNE)))
    with workspace.reading() as work:
        (found,) = promises.promises(work, planted.plan).values()
    assert found.times == 2


def test_a_snooze_is_one_person_s_and_the_last_one_counts_until_it_is_over(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        measure = planted.measures[0]
        snoozes.snooze(work, planted.person, measure, Q3.key, MAY)
        snoozes.snooze(work, planted.person, measure, Q3.key, JUNE)
        snoozes.snooze(work, planted.person, measure, Q4.key, MAY)
        assert snoozes.snoozes(work) == {
            (planted.person, measure, Q3.key): JUNE,
            (planted.person, measure, Q4.key): MAY,
        }
        assert snoozes.trim(work, MAY) == 0
        assert snoozes.trim(work, MAY + timedelta(days=1)) == 1
        assert snoozes.snoozes(work).keys() == {(planted.person, measure, Q3.key)}


def test_what_was_typed_last_is_kept_until_it_is_dropped_or_old(workspace: Workspace) -> None:
    typed = {"value": "12,5", "comment": "Zwölf <&> 'half' \0 \ud800"}
    with workspace.begin() as work:
        planted = plant(work)
        this = (planted.person, planted.measures[0], Q3.key)
        assert drafts.get(work, *this) is None
        drafts.keep(work, *this, {"value": "1"}, MORNING)
        drafts.keep(work, *this, typed, LATER)
        assert drafts.get(work, *this) == typed
        assert drafts.get(work, planted.person, planted.measures[0], Q4.key) is None
        assert drafts.trim(work, LATER) == 0
        assert drafts.drop(work, *this)
        assert not drafts.drop(work, *this)
        drafts.keep(work, *this, typed, MORNING)
        assert drafts.trim(work, LATER) == 1
        assert drafts.get(work, *this) is None


def asked(planted: Planted, **given: object) -> Request:
    about = {"plan_id": planted.plan, "kind": HAND_OVER, "measure_id": planted.measures[0], "asked_by": planted.person}
    return Request(**about | given)  # type: ignore[arg-type]  any field


def test_a_request_comes_back_as_it_was_asked_those_first_asked_first(workspace: Workspace) -> None:
    with workspace.begin() as work:
        one, two = plant(work, "One"), plant(work, "Two")
        later = requests.ask(work, asked(one, wanted={"slack_user": "U2"}, why="Moved to Police"), LATER)
        first = requests.ask(work, asked(one, kind=DEFERRAL, period=Q3, wanted={"until": "2014-06-30"}), MORNING)
        assert [each.id for each in requests.open_ones(work, one.plan)] == [first, later]
        assert requests.open_ones(work, two.plan) == ()
        assert requests.get(work, later) == asked(
            one, id=later, wanted={"slack_user": "U2"}, why="Moved to Police", asked_at=LATER
        )
        found = requests.get(work, first)
        assert requests.get(work, 42) is None
    assert found
    assert (found.period, found.state) == (Q3, OPEN)


def test_whoever_asks_the_same_again_changes_what_is_open_and_asks_anew_once_it_is_decided(
    workspace: Workspace,
) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        first = requests.ask(work, asked(planted, wanted={"slack_user": "U2"}), MORNING)
        assert requests.ask(work, asked(planted, wanted={"slack_user": "U3"}, why="Sorry"), LATER) == first
        (open_one,) = requests.open_ones(work, planted.plan)
        assert (open_one.wanted, open_one.why, open_one.asked_at) == ({"slack_user": "U3"}, "Sorry", LATER)
        assert requests.ask(work, asked(planted, period=Q3), LATER) != first
        requests.decide(work, first, granted=False, by=None, at=LATER)
        assert requests.ask(work, asked(planted), LATER) != first


def test_a_request_is_decided_once(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        first = requests.ask(work, asked(planted), MORNING)
        other = requests.ask(work, asked(planted, kind=DEFERRAL), MORNING)
        assert requests.decide(work, first, granted=True, by=planted.person, at=LATER)
        assert not requests.decide(work, first, granted=False, by=None, at=LATER)
        assert requests.decide(work, other, granted=False, by=None, at=LATER)
        granted, refused = requests.get(work, first), requests.get(work, other)
        assert requests.open_ones(work, planted.plan) == ()
        assert not requests.decide(work, 42, granted=True, by=None, at=LATER)
    assert granted
    assert refused
    assert (granted.state, granted.decided_by, granted.decided_at) == (GRANTED, planted.person, LATER)
    assert (refused.state, refused.decided_by) == (REFUSED, None)


def test_two_clicks_at_once_ask_once_and_two_officers_decide_once(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
    both_ready = Barrier(2)

    def ask(work: Work) -> int:
        return requests.ask(work, asked(planted), MORNING)

    def decide(work: Work) -> bool:
        return requests.decide(work, number, granted=True, by=planted.person, at=LATER)

    def at_once(act: object) -> object:
        both_ready.wait()
        with workspace.begin() as work:
            return act(work)  # type: ignore[operator]  one of the two above

    with ThreadPoolExecutor(2) as pool:
        (number,) = set(pool.map(at_once, (ask, ask)))  # type: ignore[assignment]  an id
        assert sorted(pool.map(at_once, (decide, decide))) == [False, True]  # type: ignore[type-var]  of booleans
