"""The ways to ask, over real HTTP and a real WebSocket: a mention, a direct message, the command, a follow-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import admissions
from store.admissions import Admission
from tests.slack.words import ASKED, EARLIER, FIGURE, FOLLOW_UP, SEVERAL_FIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.local import LocalSlack
    from bot.workspace import Workspace
    from tests.slack.steward import Steward


@pytest.mark.usefixtures("steward")
def test_a_mention_is_answered_in_its_thread(slack: LocalSlack) -> None:
    told = slack.user("U1").mention("C1", ASKED)
    slack.settle()
    (answer,) = slack.from_bot("C1")
    assert told.acked
    assert answer.thread_ts == told.message.ts
    assert not answer.broadcast
    assert FIGURE in answer.text


@pytest.mark.usefixtures("steward")
def test_a_mention_within_a_thread_is_answered_there(slack: LocalSlack) -> None:
    first = slack.user("U2").say("C1", "Shall we look at the figures?")
    slack.user("U1").mention("C1", ASKED, thread_ts=first.message.ts)
    slack.settle()
    (answer,) = slack.from_bot("C1")
    assert answer.thread_ts == first.message.ts


@pytest.mark.usefixtures("steward")
def test_a_direct_message_is_answered_where_it_stands(slack: LocalSlack) -> None:
    slack.user("U1").dm(ASKED)
    slack.settle()
    answer = slack.direct("U1")[-1]
    assert answer.by_bot
    assert answer.thread_ts is None
    assert FIGURE in answer.text


@pytest.mark.usefixtures("steward")
def test_a_direct_message_in_a_thread_is_answered_in_the_thread(slack: LocalSlack) -> None:
    slack.user("U1").dm(ASKED)
    slack.settle()
    root = slack.direct("U1")[0]
    slack.user("U1").dm(ASKED, thread_ts=root.ts)
    slack.settle()
    assert slack.direct("U1")[-1].thread_ts == root.ts


@pytest.mark.usefixtures("steward")
def test_a_command_is_answered_to_the_asker_alone(slack: LocalSlack) -> None:
    told = slack.user("U1").command("/steward", ASKED, "C1")
    slack.settle()
    (answer,) = slack.ephemerals("U1")
    assert told.acked
    assert FIGURE in answer.text
    assert not slack.from_bot("C1")
    assert not slack.ephemerals("U2")


@pytest.mark.usefixtures("steward")
def test_a_guest_whom_the_officer_let_in_may_ask(slack: LocalSlack, workspace: Workspace) -> None:
    with workspace.begin() as work:
        admissions.admit(work, Admission(slack_user="U3", at=workspace.now()))
    slack.user("U3").mention("C1", ASKED)
    slack.settle()
    assert FIGURE in slack.from_bot("C1")[0].text


@pytest.mark.usefixtures("steward")
def test_an_answer_carries_its_key_and_no_figure_where_every_app_can_read(slack: LocalSlack) -> None:
    told = slack.user("U1").mention("C1", ASKED)
    slack.settle()
    metadata = slack.from_bot("C1")[0].metadata
    assert metadata == {"event_type": "steward_answer", "event_payload": {"key": f"C1:{told.message.ts}"}}


@pytest.mark.usefixtures("steward")
def test_nothing_in_an_answer_is_unfurled(slack: LocalSlack) -> None:
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    (call,) = slack.calls_of("chat.postMessage")
    assert (call.args["unfurl_links"], call.args["unfurl_media"]) in {("0", "0"), (False, False)}
    assert "link_names" not in call.args


@pytest.mark.usefixtures("steward")
def test_an_answer_takes_one_call_once_the_asker_is_known(slack: LocalSlack) -> None:
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    before = len(slack.calls)
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    assert [call.method for call in slack.calls[before:]] == ["chat.postMessage"]


@pytest.mark.usefixtures("steward")
def test_edits_deletions_and_talk_among_others_are_none_of_our_business(slack: LocalSlack) -> None:
    amy = slack.user("U1")
    amy.dm(ASKED)
    slack.settle()
    said = slack.direct("U1")[-1]
    before = len(slack.from_bot(said.channel))
    client_calls = len(slack.calls_of("chat.postMessage"))
    amy.say("C1", ASKED)
    slack.settle()
    assert len(slack.calls_of("chat.postMessage")) == client_calls
    assert len(slack.from_bot(said.channel)) == before


def test_a_follow_up_is_understood_after_a_restart(slack: LocalSlack, start: Callable[[], Steward]) -> None:
    before = start()
    told = slack.user("U1").mention("C1", ASKED)
    slack.settle()
    before.stop()
    slack.wait_for(lambda: not slack.connections)
    start()
    slack.user("U2").mention("C1", FOLLOW_UP, thread_ts=told.message.ts)
    slack.settle()
    assert "NI 117" in slack.from_bot("C1")[-1].text
    assert EARLIER in slack.from_bot("C1")[-1].text.splitlines()[0]


@pytest.mark.usefixtures("steward")
def test_a_follow_up_elsewhere_is_not_taken_to_be_about_it(slack: LocalSlack) -> None:
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    slack.user("U1").mention("C1", FOLLOW_UP)
    slack.settle()
    assert EARLIER not in slack.from_bot("C1")[-1].text


@pytest.mark.usefixtures("steward")
@pytest.mark.parametrize("under", ["the question", "the answer"])
def test_a_thread_under_a_direct_answer_is_about_that_answer(slack: LocalSlack, under: str) -> None:
    amy = slack.user("U1")
    amy.dm(ASKED)
    slack.settle()
    question, answer = slack.direct("U1")[-2:]
    amy.dm("status of NI 112")
    slack.settle()
    amy.dm(FOLLOW_UP, thread_ts=(question if under == "the question" else answer).ts)
    slack.settle()
    assert EARLIER in slack.direct("U1")[-1].text.splitlines()[0]


@pytest.mark.usefixtures("steward")
def test_a_command_stands_alone_and_says_so_where_it_cannot(slack: LocalSlack) -> None:
    slack.user("U1").command("/steward", ASKED, "C1")
    slack.settle()
    slack.user("U1").command("/steward", FOLLOW_UP, "C1")
    slack.settle()
    assert EARLIER not in slack.ephemerals("U1")[-1].text
    assert slack.problems == []


@pytest.mark.usefixtures("steward")
def test_a_follow_up_to_a_button_is_about_what_it_answered(slack: LocalSlack) -> None:
    slack.user("U1").mention("C1", SEVERAL_FIT)
    slack.settle()
    choices = slack.from_bot("C1")[0]
    slack.user("U1").click(choices, "ask.pick:0")
    slack.settle()
    slack.user("U1").mention("C1", "who owns it?", thread_ts=choices.thread_ts)
    slack.settle()
    assert "persistent absence" in slack.from_bot("C1")[-1].text
