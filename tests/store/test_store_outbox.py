"""The outbox: what is planned is kept once, each in one pair of hands at a time, and never lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from itertools import chain
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

from store import outbox, people
from store.outbox import Delivery, Planned, State, Way
from tests.conftest import MORNING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.workspace import Workspace
    from store.work import Work

LEASE = timedelta(minutes=2)
OVER = MORNING + LEASE
CLAIMANTS = 6


def plan(workspace: Workspace, *keys: str, at: datetime = MORNING, **given: Any) -> int:  # noqa: ANN401  any field
    """Plan a notice to a channel of its own for each key, unless told otherwise."""
    wanted = [Planned(**({"key": key, "kind": "notice", "channel": f"C{key}"} | given)) for key in keys]
    with workspace.begin() as work:
        return outbox.plan(work, at, *wanted)


def claim(workspace: Workspace, at: datetime = MORNING, limit: int = 10, **given: Any) -> tuple[Delivery, ...]:  # noqa: ANN401  as `claim` takes it
    with workspace.begin() as work:
        return outbox.claim(work, at, LEASE, limit, **given)


def do(workspace: Workspace, act: Callable[[Work], Any]) -> Any:  # noqa: ANN401  whatever it gives
    with workspace.begin() as work:
        return act(work)


def held(workspace: Workspace, key: str = "a") -> Delivery:
    with workspace.reading() as work:
        (found,) = [each for each in outbox.every(work) if each.key == key]
    return found


def a_person(workspace: Workspace, post: str = "Officer 01") -> int:
    with workspace.begin() as work:
        return people.person(work, post)


def test_a_key_that_exists_adds_nothing_whatever_became_of_it(workspace: Workspace) -> None:
    assert plan(workspace, "a", "b") == 2
    (first,) = claim(workspace, limit=1)
    do(workspace, lambda work: outbox.sent(work, first, "1.1", "C1", MORNING))
    assert plan(workspace, "a", "b", "c", facts={"other": 1}) == 1
    assert held(workspace, first.key).state is State.SENT
    assert held(workspace, "a").facts == held(workspace, "b").facts == {}


def test_what_is_undone_with_its_transaction_is_not_planned(workspace: Workspace) -> None:
    class UndoneError(Exception):
        pass

    def decide() -> None:
        with workspace.begin() as work:
            outbox.plan(work, MORNING, Planned(key="a", kind="notice", channel="C1"))
            raise UndoneError

    with pytest.raises(UndoneError):
        decide()
    assert claim(workspace) == ()


def test_everything_planned_comes_back_with_who_has_it(workspace: Workspace) -> None:
    someone = a_person(workspace)
    plan(workspace, "a", person_id=someone, channel="", facts={"measures": [1, 2], "day": "2014-07-02"})
    (taken,) = claim(workspace)
    assert (taken.key, taken.kind, taken.person_id, taken.way) == ("a", "notice", someone, Way.PERSON)
    assert taken.facts == {"measures": [1, 2], "day": "2014-07-02"}
    assert (taken.turn, taken.posts, taken.state, taken.leased_until) == (1, 0, State.IN_HAND, OVER)


def test_nothing_is_due_before_its_time_and_the_longest_waiting_comes_first(workspace: Workspace) -> None:
    plan(workspace, "later", not_before=MORNING + timedelta(hours=1))
    plan(workspace, "second", at=MORNING + timedelta(seconds=1))
    plan(workspace, "first")
    assert [each.key for each in claim(workspace, MORNING + timedelta(minutes=1), limit=1)] == ["first"]
    assert [each.key for each in claim(workspace, MORNING + timedelta(minutes=1))] == ["second"]
    assert claim(workspace, MORNING + timedelta(minutes=1)) == ()
    assert "later" in [each.key for each in claim(workspace, MORNING + timedelta(hours=1))]


def test_answers_to_people_come_before_nudges_that_have_waited_longer(workspace: Workspace) -> None:
    plan(workspace, "n1", "n2", kind=outbox.NUDGE)
    plan(workspace, "a", at=MORNING + timedelta(minutes=1))
    taken = claim(workspace, MORNING + timedelta(minutes=2), limit=2)
    assert taken[0].key == "a"
    assert taken[1].kind == outbox.NUDGE


def test_what_is_in_hand_is_somebody_elses_until_the_lease_is_over(workspace: Workspace) -> None:
    plan(workspace, "a")
    assert len(claim(workspace)) == 1
    assert claim(workspace, OVER - timedelta(microseconds=1)) == ()
    (taken,) = claim(workspace, OVER)
    assert taken.turn == 2


def test_whoever_slept_through_its_lease_changes_nothing(workspace: Workspace) -> None:
    plan(workspace, "a")
    (early,) = claim(workspace)
    (late,) = claim(workspace, OVER)
    before = held(workspace)
    for act in STEPS:
        assert not do(workspace, lambda work, act=act: act(work, early))
    assert held(workspace) == before
    assert do(workspace, lambda work: outbox.sent(work, late, "1.1", "C1", OVER))
    for act in STEPS:
        assert not do(workspace, lambda work, act=act: act(work, late))
    assert held(workspace).ts == "1.1"


STEPS: tuple[Callable[[Work, Delivery], bool], ...] = (
    outbox.release,
    outbox.unposted,
    outbox.not_needed,
    lambda work, delivery: outbox.about_to_post(work, delivery, OVER, "C1"),
    lambda work, delivery: outbox.renew(work, delivery, OVER),
    lambda work, delivery: outbox.sent(work, delivery, "9.9", "C9", OVER),
    lambda work, delivery: outbox.postpone(work, delivery, OVER, "x"),
    lambda work, delivery: outbox.fail(work, delivery, "x"),
)


def test_who_takes_over_learns_how_many_posts_may_have_gone_out_and_where(workspace: Workspace) -> None:
    someone = a_person(workspace)
    plan(workspace, "a", person_id=someone, channel="")
    (taken,) = claim(workspace)
    assert do(workspace, lambda work: outbox.about_to_post(work, taken, OVER, "D1"))
    (after,) = claim(workspace, OVER)
    assert (after.posts, after.channel) == (1, "D1")
    assert do(workspace, lambda work: outbox.unposted(work, after))
    assert do(workspace, lambda work: outbox.unposted(work, after))
    assert held(workspace).posts == 0


def test_each_post_begins_the_lease_anew(workspace: Workspace) -> None:
    plan(workspace, "a")
    (taken,) = claim(workspace)
    do(workspace, lambda work: outbox.about_to_post(work, taken, OVER + LEASE, "C1"))
    assert claim(workspace, OVER) == ()
    assert len(claim(workspace, OVER + LEASE)) == 1


def test_what_is_put_off_comes_again_then_and_keeps_why_and_how_often(workspace: Workspace) -> None:
    plan(workspace, "a")
    for hour in (1, 2):
        (taken,) = claim(workspace, MORNING + timedelta(hours=hour - 1))
        until = MORNING + timedelta(hours=hour)
        do(workspace, lambda work, taken=taken, until=until: outbox.postpone(work, taken, until, "ratelimited"))
        assert claim(workspace, until - timedelta(seconds=1)) == ()
    assert (held(workspace).attempts, held(workspace).error) == (2, "ratelimited")
    (taken,) = claim(workspace, MORNING + timedelta(hours=2))
    do(workspace, lambda work: outbox.postpone(work, taken, MORNING, failed=False))
    assert held(workspace).attempts == 2


def test_what_was_not_begun_can_be_given_back_at_once(workspace: Workspace) -> None:
    plan(workspace, "a")
    (taken,) = claim(workspace)
    assert do(workspace, lambda work: outbox.release(work, taken))
    assert len(claim(workspace)) == 1


def test_a_conversation_has_one_message_in_hand_at_a_time(workspace: Workspace) -> None:
    ann, ben = a_person(workspace, "Ann"), a_person(workspace, "Ben")
    plan(workspace, "a1", person_id=ann, channel="")
    plan(workspace, "c1", channel="C1")
    claim(workspace)
    plan(workspace, "a2", person_id=ann, channel="")
    plan(workspace, "b1", person_id=ben, channel="")
    plan(workspace, "c2", channel="C1")
    plan(workspace, "c3", channel="C2")
    assert {each.key for each in claim(workspace)} == {"b1", "c3"}
    assert {each.key for each in claim(workspace, OVER)} == {"a1", "a2", "b1", "c1", "c2", "c3"}


def test_who_has_just_had_a_message_is_left_in_peace(workspace: Workspace) -> None:
    ann = a_person(workspace, "Ann")
    plan(workspace, "a", person_id=ann, channel="")
    plan(workspace, "c1", channel="C1")
    plan(workspace, "c2", channel="C2")
    assert [each.key for each in claim(workspace, resting=[ann, "C1"])] == ["c2"]
    assert {each.key for each in claim(workspace)} == {"a", "c1"}


def test_a_way_that_is_closed_does_not_stop_the_others(workspace: Workspace) -> None:
    ann, ben = a_person(workspace, "Ann"), a_person(workspace, "Ben")
    plan(workspace, "person", person_id=ann, channel="")
    plan(workspace, "channel", channel="C1")
    plan(workspace, "home", kind=outbox.HOME, person_id=ben, channel="")
    plan(workspace, "update", channel="C2", updates_id=held(workspace, "channel").id)
    for way in Way:
        (taken,) = claim(workspace, ways=[way])
        assert taken.key == taken.way == way


def test_what_failed_or_was_dropped_can_be_sent_after_all_and_nothing_else_can(workspace: Workspace) -> None:
    plan(workspace, "a", "b")
    a, b = held(workspace, "a").id, held(workspace, "b").id
    assert not do(workspace, lambda work: outbox.retry(work, a, OVER))
    for taken in claim(workspace):
        do(workspace, lambda work, taken=taken: outbox.about_to_post(work, taken, OVER, "C1"))
        do(workspace, lambda work, taken=taken: outbox.about_to_post(work, taken, OVER, "C1"))
        do(workspace, lambda work, taken=taken: outbox.fail(work, taken, "is_archived"))
    assert do(workspace, lambda work: outbox.drop(work, b))
    assert claim(workspace, OVER) == ()
    assert all(do(workspace, lambda work, each=each: outbox.retry(work, each, OVER)) for each in (a, b))
    assert {(each.key, each.posts, each.attempts) for each in claim(workspace, OVER)} == {("a", 1, 0), ("b", 1, 0)}


def test_what_is_in_hand_or_over_cannot_be_dropped(workspace: Workspace) -> None:
    plan(workspace, "a")
    (taken,) = claim(workspace)
    assert not do(workspace, lambda work: outbox.drop(work, taken.id))
    do(workspace, lambda work: outbox.sent(work, taken, "1.1", "C1", MORNING))
    assert not do(workspace, lambda work: outbox.drop(work, taken.id))
    assert not do(workspace, lambda work: outbox.drop(work, 7))


def test_they_can_be_listed_by_state_the_latest_first_and_counted(workspace: Workspace) -> None:
    for number, key in enumerate("abc"):
        plan(workspace, key, at=MORNING + timedelta(minutes=number))
    (taken,) = claim(workspace, limit=1)
    do(workspace, lambda work: outbox.fail(work, taken, "is_archived"))
    with workspace.reading() as work:
        assert [each.key for each in outbox.every(work)] == ["c", "b", "a"]
        assert [each.key for each in outbox.every(work, [State.PLANNED], limit=1)] == ["c"]
        assert outbox.counts(work) == {State.PLANNED: 2, State.FAILED: 1}
        assert outbox.get(work, taken.id) == held(workspace, "a")
        assert outbox.get(work, 7) is None


def test_the_day_of_each_ones_last_nudge_is_read_off_what_is_waiting_sent_or_dropped(workspace: Workspace) -> None:
    someone = a_person(workspace)
    nudges = ["nudge:1:2014-06-30", "nudge:1:2014-07-01", "nudge:1:2014-07-02", "nudge:Police:2014-06-27"]
    others = ["escalation:7:2014-07-01", "officer list:3:2014-06-02", "undelivered:1:2014-07-01", "home:1:77"]
    plan(workspace, *nudges, *others, kind=outbox.NUDGE)
    plan(workspace, "nudge:9:2014-07-01", "nudge:8:2014-07-01", kind=outbox.NUDGE, not_before=OVER + LEASE)
    plan(workspace, "nudge:8:x:2014-07-01", updates_id=held(workspace, nudges[0]).id, person_id=someone)
    do(workspace, lambda work: outbox.drop(work, held(workspace, "nudge:8:2014-07-01").id))
    for taken in claim(workspace):
        how = outbox.fail if taken.key == "nudge:1:2014-07-01" else settle
        do(workspace, lambda work, taken=taken, how=how: how(work, taken, "x"))
    with workspace.reading() as work:
        assert outbox.last_nudged(work, date(2014, 7, 2)) == {
            "nudge:1": date(2014, 6, 30),
            "nudge:8": date(2014, 7, 1),
            "nudge:9": date(2014, 7, 1),
            "nudge:Police": date(2014, 6, 27),
            "escalation:7": date(2014, 7, 1),
            "officer list:3": date(2014, 6, 2),
        }
        assert outbox.last_nudged(work, date(2014, 7, 3))["nudge:1"] == date(2014, 7, 2)


def settle(work: Work, delivery: Delivery, ts: str) -> bool:
    return outbox.sent(work, delivery, ts, "D1", MORNING)


def test_of_two_nudges_of_one_person_that_are_about_to_go_out_at_once_one_does(workspace: Workspace) -> None:
    for number in range(6):
        someone = a_person(workspace, f"Post {number}")
        plan(workspace, f"nudge:{number}:1", f"nudge:{number}:2", kind=outbox.NUDGE, person_id=someone, channel="")
        taken = claim(workspace)
        assert len(taken) == 2

        def go(place: int, taken: tuple[Delivery, ...] = taken) -> bool:
            with workspace.begin() as work:
                mine = taken[place % 2]
                return not outbox.nudged_since(work, mine, MORNING) and outbox.about_to_post(work, mine, OVER, "D1")

        assert sum(all_at_once(go, 2)) == 1


def test_a_nudge_of_an_earlier_day_one_that_was_refused_and_another_persons_do_not_count(workspace: Workspace) -> None:
    ann, ben = a_person(workspace, "Ann"), a_person(workspace, "Ben")
    for key, person in (("1", ann), ("2", ann), ("3", ann), ("4", ben)):
        plan(workspace, key, kind=outbox.NUDGE, person_id=person, channel="")
    earlier, refused, asking, bens = sorted(claim(workspace), key=lambda each: each.key)
    do(workspace, lambda work: outbox.sent(work, earlier, "1.1", "D1", MORNING - timedelta(days=1)))
    do(workspace, lambda work: outbox.about_to_post(work, refused, OVER, "D1") and outbox.unposted(work, refused))
    do(workspace, lambda work: outbox.sent(work, bens, "2.2", "D2", MORNING))
    assert not do(workspace, lambda work: outbox.nudged_since(work, asking, MORNING))
    do(workspace, lambda work: outbox.sent(work, refused, "3.3", "D1", MORNING))
    assert do(workspace, lambda work: outbox.nudged_since(work, asking, MORNING))


def test_the_latest_messages_that_a_person_has_can_be_found_to_be_changed(workspace: Workspace) -> None:
    ann, ben = a_person(workspace, "Ann"), a_person(workspace, "Ben")
    for number, (key, person) in enumerate((("1", ann), ("2", ann), ("3", ben), ("4", ann))):
        plan(workspace, key, person_id=person, channel="", kind=outbox.NUDGE)
        (taken,) = claim(workspace)
        at = MORNING + timedelta(minutes=number)
        if key != "4":
            do(workspace, lambda work, taken=taken, at=at: outbox.sent(work, taken, taken.key, "D1", at))
    with workspace.reading() as work:
        assert [each.ts for each in outbox.posted(work, outbox.NUDGE, ann)] == ["2", "1"]
        assert outbox.posted(work, "notice", ann) == ()


def test_what_was_over_long_ago_is_forgotten_and_what_waits_or_is_updated_later_is_not(workspace: Workspace) -> None:
    plan(workspace, "waiting", not_before=OVER + LEASE)
    plan(workspace, "old", "updated")
    for taken in claim(workspace):
        do(workspace, lambda work, taken=taken: outbox.sent(work, taken, "1.1", "C1", MORNING))
    plan(workspace, "update", at=OVER, updates_id=held(workspace, "updated").id)
    assert do(workspace, lambda work: outbox.trim(work, MORNING)) == 0
    assert do(workspace, lambda work: outbox.trim(work, OVER)) == 1
    with workspace.reading() as work:
        assert {each.key for each in outbox.every(work)} == {"waiting", "updated", "update"}
    for taken in claim(workspace, OVER + LEASE):
        do(workspace, lambda work, taken=taken: outbox.not_needed(work, taken))
    assert do(workspace, lambda work: outbox.trim(work, OVER + LEASE)) == 3


@pytest.mark.parametrize("text", ["\0", "\ud83d", "😀", "'; DROP TABLE delivery; --"])
def test_any_key_and_any_facts_survive(workspace: Workspace, text: str) -> None:
    plan(workspace, f"k{text}", facts={"why": text.replace("\0", "")})
    (taken,) = claim(workspace)
    assert do(workspace, lambda work: outbox.fail(work, taken, text))


def test_of_many_who_plan_the_same_at_once_one_does(workspace: Workspace) -> None:
    keys = [f"k{number}" for number in range(20)]
    assert sum(all_at_once(lambda _: plan(workspace, *keys))) == len(keys)


def test_of_many_who_claim_at_once_each_delivery_goes_to_one(workspace: Workspace) -> None:
    plan(workspace, *(f"k{number}" for number in range(40)))
    for turn, at in ((1, MORNING), (2, OVER)):
        taken = list(chain.from_iterable(all_at_once(lambda _, at=at: claim(workspace, at))))
        taken += claim(workspace, at, limit=40)
        assert sorted(each.key for each in taken) == sorted(f"k{number}" for number in range(40))
        assert {each.turn for each in taken} == {turn}


def all_at_once(act: Callable[[int], Any], many: int = CLAIMANTS) -> list[Any]:
    gate = Barrier(many)

    def one(number: int) -> Any:  # noqa: ANN401  whatever it gives
        gate.wait(timeout=30)
        return act(number)

    with ThreadPoolExecutor(many) as threads:
        return list(threads.map(one, range(many)))
