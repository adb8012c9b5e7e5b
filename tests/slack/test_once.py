"""Slack delivers at least once, processes die and connections break: people are answered once all the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from slack_bolt import BoltRequest

from bot import delivery
from bot.app.events import key_of
from bot.app.inbox import MOST_TURNS
from bot.app.turns import Turn
from store import asked, drafts, inbox, intakes, people, plan
from store.inbox import LEASE
from tests.slack.steward import Steward
from tests.slack.words import ASKED, FIGURE

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

    from bot.local import LocalSlack
    from bot.local.deliveries import Delivery
    from bot.workspace import Workspace
    from tests.conftest import StandingClock

IN_HAND, DONE = 503, 200


@pytest.fixture
def left_behind(workspace: Workspace) -> Callable[..., None]:
    """Leaves an event as a process does that dies over it, before or after it was about to post."""

    def leave(payload: dict[str, Any], *, answering: bool) -> None:
        with workspace.begin() as work:
            inbox.claim(work, key_of(payload), payload, workspace.now(), LEASE)
            if answering:
                inbox.answering(work, key_of(payload))

    return leave


def answers(slack: LocalSlack, told: Delivery) -> int:
    return len([each for each in slack.from_bot(told.message.channel) if FIGURE in each.text])


@pytest.mark.usefixtures("steward")
def test_an_event_that_is_delivered_again_is_answered_once(slack: LocalSlack) -> None:
    told = slack.user("U1").mention("C1", ASKED)
    slack.settle()
    again = slack.redeliver(told.event_id)
    slack.settle()
    assert again.acked
    assert answers(slack, told) == 1


def test_two_processes_answer_once_between_them(slack: LocalSlack, start: Callable[[], Steward]) -> None:
    start()
    start()
    told = slack.user("U1").mention("C1", ASKED)
    for _ in range(3):
        slack.redeliver(told.event_id)
    slack.settle()
    assert answers(slack, told) == 1


def test_of_many_copies_at_once_one_is_answered(slack: LocalSlack, idle: Steward) -> None:
    told = slack.user("U1").mention("C1", ASKED)
    with ThreadPoolExecutor(8) as hands:
        statuses = list(hands.map(lambda _: idle.receive(told.payload), range(8)))
    assert answers(slack, told) == 1
    assert DONE in statuses
    assert set(statuses) <= {DONE, IN_HAND}


def test_a_post_that_comes_as_a_message_and_as_a_mention_is_answered_once(slack: LocalSlack, idle: Steward) -> None:
    told = slack.user("U1").dm(ASKED)
    mention = told.payload | {"event_id": "Ev_other", "event": told.payload["event"] | {"type": "app_mention"}}
    assert [idle.receive(told.payload), idle.receive(mention)] == [DONE, DONE]
    assert answers(slack, told) == 1


def test_an_edit_does_not_ask_again(slack: LocalSlack, idle: Steward) -> None:
    told = slack.user("U1").dm(ASKED)
    event = told.payload["event"]
    edited = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": event["channel"],
        "channel_type": "im",
        "ts": "9.9",
        "message": event | {"text": ASKED, "edited": {"user": "U1", "ts": "9.8"}},
    }
    assert idle.receive(told.payload) == DONE
    assert idle.receive(told.payload | {"event_id": "Ev_edit", "event": edited}) == DONE
    assert answers(slack, told) == 1


@pytest.mark.parametrize("subtype", ["bot_message", "channel_topic", "message_deleted"])
def test_what_no_person_wrote_to_us_is_acknowledged_and_left(slack: LocalSlack, idle: Steward, subtype: str) -> None:
    told = slack.user("U1").dm(ASKED)
    event = told.payload["event"] | {"subtype": subtype}
    assert idle.receive(told.payload | {"event": event}) == DONE
    assert answers(slack, told) == 0


def test_a_workflow_that_mentions_us_gets_no_answer(slack: LocalSlack, idle: Steward) -> None:
    told = slack.user("U1").mention("C1", ASKED)
    assert idle.receive(told.payload | {"event": told.payload["event"] | {"bot_id": "B7"}}) == DONE
    assert answers(slack, told) == 0


def test_a_file_that_comes_with_a_question_is_a_question(slack: LocalSlack, idle: Steward) -> None:
    told = slack.user("U1").dm(ASKED)
    assert idle.receive(told.payload | {"event": told.payload["event"] | {"subtype": "file_share"}}) == DONE
    assert answers(slack, told) == 1


def test_a_copy_is_refused_while_the_event_is_in_hand(
    slack: LocalSlack, idle: Steward, left_behind: Callable[..., None]
) -> None:
    told = slack.user("U1").mention("C1", ASKED)
    left_behind(told.payload, answering=False)
    assert idle.receive(told.payload) == IN_HAND
    assert answers(slack, told) == 0


def test_slack_keeps_an_event_alive_until_somebody_answers_it(
    slack: LocalSlack, start: Callable[[], Steward], left_behind: Callable[..., None], clock: StandingClock
) -> None:
    slack.timing.redelivery = (0.5, 0.5, 0.5)
    told = slack.user("U1").mention("C1", ASKED)
    left_behind(told.payload, answering=False)
    start()
    later = slack.user("U2").dm(ASKED)
    slack.wait_for(lambda: later.acked)
    assert not told.acked
    clock.advance(minutes=2)
    slack.settle()
    assert told.acked
    assert answers(slack, told) == 1


@pytest.mark.parametrize("answering", [False, True])
def test_what_a_dead_process_left_is_taken_up(
    slack: LocalSlack, idle: Steward, left_behind: Callable[..., None], clock: StandingClock, *, answering: bool
) -> None:
    told = slack.user("U1").dm(ASKED)
    left_behind(told.payload, answering=answering)
    idle.inbox.sweep()
    assert answers(slack, told) == 0
    clock.advance(minutes=2)
    idle.inbox.sweep()
    idle.inbox.sweep()
    assert answers(slack, told) == 1
    assert idle.receive(told.payload) == DONE


@pytest.mark.parametrize("in_thread", [False, True])
def test_an_answer_that_a_dead_process_had_posted_is_found_by_its_key(
    slack: LocalSlack, idle: Steward, left_behind: Callable[..., None], clock: StandingClock, *, in_thread: bool
) -> None:
    root = slack.user("U1").dm("Good morning").message.ts if in_thread else None
    told = slack.user("U1").dm(ASKED, thread_ts=root)
    left_behind(told.payload, answering=True)
    key = key_of(told.payload)
    idle.client.chat_postMessage(
        channel=told.message.channel, text=f"It is {FIGURE}", thread_ts=root, metadata=delivery.metadata(key)
    )
    clock.advance(minutes=2)
    idle.inbox.sweep()
    assert answers(slack, told) == 1
    assert idle.receive(told.payload) == DONE


def test_an_answer_whose_receipt_was_lost_is_not_posted_again(
    slack: LocalSlack, idle: Steward, clock: StandingClock
) -> None:
    slack.break_connection("chat.postMessage", "after")
    told = slack.user("U1").dm(ASKED)
    assert idle.receive(told.payload) == IN_HAND
    assert answers(slack, told) == 1
    clock.advance(minutes=2)
    assert idle.receive(told.payload) == DONE
    assert answers(slack, told) == 1


def test_nothing_is_posted_while_slack_cannot_say_what_was(
    slack: LocalSlack, idle: Steward, left_behind: Callable[..., None], clock: StandingClock
) -> None:
    told = slack.user("U1").dm(ASKED)
    left_behind(told.payload, answering=True)
    clock.advance(minutes=2)
    slack.server_error("conversations.history", 503)
    idle.inbox.sweep()
    assert answers(slack, told) == 0
    clock.advance(minutes=2)
    idle.inbox.sweep()
    assert answers(slack, told) == 1


def test_whoever_slept_through_its_lease_leaves_the_event_to_others(
    slack: LocalSlack, idle: Steward, left_behind: Callable[..., None], clock: StandingClock
) -> None:
    told = slack.user("U1").mention("C1", ASKED)
    key = key_of(told.payload)
    left_behind(told.payload, answering=False)
    clock.advance(minutes=2)
    left_behind(told.payload, answering=False)
    woken = BoltRequest(mode="socket_mode", body=told.payload, context={"turn": Turn(idle.workspace, key, 1)})
    assert idle.app.dispatch(woken).status == IN_HAND
    assert answers(slack, told) == 0


def test_whoever_falls_asleep_just_before_it_answers_asks_again_when_it_wakes(
    slack: LocalSlack, idle: Steward, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Steward(slack, idle.workspace)

    def wakes(turn: Turn) -> None:
        if asleep:
            asleep.clear()
            clock.advance(minutes=3)
            other.inbox.sweep()
        woken(turn)

    asleep = [True]
    woken = Turn.in_time
    monkeypatch.setattr(Turn, "in_time", wakes)
    told = slack.user("U1").mention("C1", ASKED)
    assert idle.receive(told.payload) == IN_HAND
    assert answers(slack, told) == 1


def test_an_event_that_nobody_survives_is_given_up(
    slack: LocalSlack, idle: Steward, left_behind: Callable[..., None], clock: StandingClock, log: io.StringIO
) -> None:
    told = slack.user("U1").dm(ASKED)
    for _ in range(MOST_TURNS):
        left_behind(told.payload, answering=False)
        clock.advance(minutes=2)
    assert idle.receive(told.payload) == DONE
    assert answers(slack, told) == 0
    assert "given up" in log.getvalue()


def test_what_was_settled_long_ago_is_forgotten(slack: LocalSlack, idle: Steward, clock: StandingClock) -> None:
    told = slack.user("U1").mention("C1", ASKED)
    idle.receive(told.payload)
    clock.advance(days=6)
    idle.inbox.trim()
    assert idle.receive(told.payload) == DONE
    assert answers(slack, told) == 1
    clock.advance(days=2)
    idle.inbox.trim()
    with idle.workspace.begin() as work:
        assert inbox.claim(work, key_of(told.payload), {}, idle.workspace.now(), LEASE).standing is inbox.Standing.NEW


def test_what_was_typed_or_handed_in_and_never_taken_is_forgotten_too(idle: Steward, clock: StandingClock) -> None:
    with idle.workspace.begin() as work:
        (current, *_) = plan.plans(work)
        catalogue = idle.workspace.catalogue(work)
        assert catalogue is not None
        measure, person = catalogue.indicators[0].id, people.person(work, "Named officer 99")
        drafts.keep(work, person, measure, "Q2013.4", {"value": "1"}, clock())
        intakes.wait(work, plan_id=current.id, file_name="return.xlsx", figures=[], at=clock())
        asked.record(work, text=ASKED, asker="U1", intent="status", outcome="answer", at=clock())
    for days, kept in ((89, True), (2, False)):
        clock.advance(days=days)
        idle.inbox.trim()
        with idle.workspace.reading() as work:
            assert (drafts.get(work, person, measure, "Q2013.4") is not None) is kept
            assert bool(intakes.waiting(work, current.id)) is kept
            assert bool(asked.since(work, clock() - timedelta(days=365))) is kept
