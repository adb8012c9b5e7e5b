"""The inbox: each event in one pair of hands at a time, answered once, and never lost."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from store import inbox
from store.inbox import Claim, Outcome, Standing
from tests.conftest import MORNING

if TYPE_CHECKING:
    from bot.workspace import Workspace

LEASE = timedelta(minutes=1)
OVER = MORNING + LEASE
CLAIMANTS = 6


def claim(workspace: Workspace, at: datetime = MORNING, key: str = "Ev1") -> Claim:
    with workspace.begin() as work:
        return inbox.claim(work, key, {"text": "status of NEET"}, at, LEASE)


def settle(workspace: Workspace, outcome: Outcome = Outcome.DONE, turn: int | None = None, key: str = "Ev1") -> bool:
    with workspace.begin() as work:
        return inbox.settle(work, key, outcome, MORNING, turn)


def test_a_new_event_is_ours(workspace: Workspace) -> None:
    assert claim(workspace) == Claim(Standing.NEW, turn=1)


def test_a_copy_of_one_in_hand_is_somebody_elses_until_the_lease_is_over(workspace: Workspace) -> None:
    claim(workspace)
    assert claim(workspace).standing is Standing.IN_HAND
    assert claim(workspace, OVER - timedelta(microseconds=1)).standing is Standing.IN_HAND
    assert claim(workspace, OVER) == Claim(Standing.TAKEN_OVER, turn=2)
    assert claim(workspace, OVER).standing is Standing.IN_HAND


@pytest.mark.parametrize("outcome", Outcome)
def test_a_copy_of_a_settled_event_is_done_with(workspace: Workspace, outcome: Outcome) -> None:
    claim(workspace)
    assert settle(workspace, outcome)
    assert claim(workspace, OVER).standing is Standing.DONE
    assert not settle(workspace)


def test_who_takes_over_learns_whether_a_post_may_have_gone_out(workspace: Workspace) -> None:
    claim(workspace)
    with workspace.begin() as work:
        assert inbox.answering(work, "Ev1", turn=1)
    assert claim(workspace, OVER).was_answering


def test_whoever_lost_the_event_may_neither_post_nor_settle(workspace: Workspace) -> None:
    claim(workspace)
    claim(workspace, OVER)
    with workspace.begin() as work:
        assert not inbox.answering(work, "Ev1", turn=1)
    assert not settle(workspace, turn=1)
    assert settle(workspace, turn=2)


def test_nobody_answers_an_event_that_is_settled_or_unknown(workspace: Workspace) -> None:
    claim(workspace)
    settle(workspace)
    with workspace.begin() as work:
        assert not inbox.answering(work, "Ev1")
        assert not inbox.answering(work, "Ev9")


def test_every_post_that_may_have_gone_out_is_counted_and_one_that_surely_did_not_is_taken_back(
    workspace: Workspace,
) -> None:
    claim(workspace)
    with workspace.begin() as work:
        assert all(inbox.answering(work, "Ev1", turn=1) for _ in range(3))
        assert inbox.unanswered(work, "Ev1", turn=1)
        assert not inbox.unanswered(work, "Ev1", turn=2)
    assert claim(workspace, OVER) == Claim(Standing.TAKEN_OVER, posts=2, turn=2)


def test_what_surely_was_not_posted_is_never_counted_below_nothing(workspace: Workspace) -> None:
    claim(workspace)
    with workspace.begin() as work:
        assert not inbox.unanswered(work, "Ev1", turn=1)
    assert claim(workspace, OVER).posts == 0


def test_a_lease_begins_anew_with_a_post_and_whenever_it_is_asked_for(workspace: Workspace) -> None:
    claim(workspace)
    with workspace.begin() as work:
        assert inbox.answering(work, "Ev1", 1, OVER + LEASE)
    assert claim(workspace, OVER).standing is Standing.IN_HAND
    with workspace.begin() as work:
        assert inbox.renew(work, "Ev1", 1, OVER + 2 * LEASE)
    assert claim(workspace, OVER + LEASE).standing is Standing.IN_HAND
    assert claim(workspace, OVER + 2 * LEASE).turn == 2
    with workspace.begin() as work:
        assert not inbox.renew(work, "Ev1", 1, OVER + 9 * LEASE)


def press(workspace: Workspace, at: datetime) -> bool:
    with workspace.begin() as work:
        return inbox.press(work, "click", at, at + timedelta(seconds=2), MORNING)


def test_a_button_that_is_pressed_again_in_a_moment_is_pressed_once(workspace: Workspace) -> None:
    assert press(workspace, MORNING)
    assert not press(workspace, MORNING)
    assert not press(workspace, MORNING + timedelta(seconds=1))
    assert press(workspace, MORNING + timedelta(seconds=2))
    assert not press(workspace, MORNING + timedelta(seconds=3))


def test_of_many_who_hear_of_one_press_one_acts_and_it_is_forgotten_in_time(workspace: Workspace) -> None:
    with ThreadPoolExecutor(CLAIMANTS) as threads:
        pressed = list(threads.map(lambda _: press(workspace, MORNING), range(CLAIMANTS)))
    assert sorted(pressed) == [False] * (CLAIMANTS - 1) + [True]
    with workspace.begin() as work:
        assert inbox.expired(work, OVER, 5) == ()
        assert inbox.trim(work, OVER) == 1


def test_expired_events_come_with_their_payload_the_longest_waiting_first(workspace: Workspace) -> None:
    for number, key in enumerate(("Ev3", "Ev1", "Ev2")):
        claim(workspace, MORNING + timedelta(seconds=number), key)
    claim(workspace, OVER, "Ev4")
    with workspace.reading() as work:
        waiting = inbox.expired(work, OVER + timedelta(seconds=1), limit=5)
        assert [each.key for each in inbox.expired(work, OVER + timedelta(seconds=1), limit=1)] == ["Ev3"]
    assert [each.key for each in waiting] == ["Ev3", "Ev1"]
    assert waiting[0].payload == {"text": "status of NEET"}


def test_a_settled_event_keeps_no_payload_and_is_forgotten_in_time(workspace: Workspace) -> None:
    claim(workspace)
    claim(workspace, key="Ev2")
    settle(workspace)
    with workspace.begin() as work:
        assert inbox.expired(work, OVER, 5) == (inbox.Waiting("Ev2", {"text": "status of NEET"}),)
        assert inbox.trim(work, MORNING) == 0
        assert inbox.trim(work, OVER) == 1
    assert claim(workspace).standing is Standing.NEW
    assert claim(workspace, key="Ev2").standing is Standing.IN_HAND


@pytest.mark.parametrize("text", ["\0", "\ud83d", "😀", "\u202e", "'; DROP TABLE seen_event; --"])
def test_any_payload_survives(workspace: Workspace, text: str) -> None:
    with workspace.begin() as work:
        inbox.claim(work, "Ev1", {"text": text}, MORNING, LEASE)
        (waiting,) = inbox.expired(work, OVER, 1)
    assert waiting.payload == {"text": text}


def test_of_many_who_claim_at_once_one_gets_a_new_event_and_one_an_expired_one(workspace: Workspace) -> None:
    for number in range(8):
        for at, won in ((MORNING, Standing.NEW), (OVER, Standing.TAKEN_OVER)):
            standings = Counter(each.standing for each in _all_at_once(workspace, at, f"Ev{number}"))
            assert standings == {won: 1, Standing.IN_HAND: CLAIMANTS - 1}


def test_of_many_who_settle_at_once_one_does(workspace: Workspace) -> None:
    claim(workspace)
    with ThreadPoolExecutor(CLAIMANTS) as threads:
        assert sorted(threads.map(lambda _: settle(workspace), range(CLAIMANTS))) == [False] * (CLAIMANTS - 1) + [True]


def _all_at_once(workspace: Workspace, at: datetime, key: str) -> list[Claim]:
    gate = Barrier(CLAIMANTS)

    def one(_: int) -> Claim:
        gate.wait(timeout=30)
        return claim(workspace, at, key)

    with ThreadPoolExecutor(CLAIMANTS) as threads:
        return list(threads.map(one, range(CLAIMANTS)))
