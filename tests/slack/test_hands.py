"""People who wait get hands of their own: however slow the posts of answers are, commands and clicks are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.hands import HANDS
from bot.socket import Ended
from tests.slack.words import ASKED, FIGURE

if TYPE_CHECKING:
    from bot.local import LocalSlack


@pytest.mark.usefixtures("steward")
def test_a_command_is_answered_while_every_hand_for_events_waits_for_slack(slack: LocalSlack) -> None:
    slack.slow("chat.postMessage", 3)
    told = [slack.user("U1").mention("C1", ASKED) for _ in range(HANDS)]
    slack.wait_for(lambda: slack.calls_of("users.info"))
    command = slack.user("U1").command("/steward", ASKED, "C1")
    slack.wait_for(lambda: command.done, timeout=2)
    assert command.acked
    assert FIGURE in slack.ephemerals("U1")[0].text
    assert not any(each.acked for each in told)
    slack.wait_for(lambda: all(each.acked for each in told), timeout=15)  # nothing is cut off half way
    slack.mend()


@pytest.mark.usefixtures("steward")
def test_what_people_typed_formats_no_notification(slack: LocalSlack) -> None:
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    (call,) = slack.calls_of("chat.postMessage")
    assert call.args["mrkdwn"] is False


def test_a_session_that_was_ended_is_not_begun_anew_while_it_is_closed() -> None:
    state = Ended()
    state.terminated = False  # as slack_sdk's runner does, which may come late
    assert state.terminated is True
