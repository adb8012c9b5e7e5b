"""Charts are drawn where Slack draws them; where it does not, the answer comes without one, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.slack.words import ASKED, FIGURE

if TYPE_CHECKING:
    from bot.local import LocalSlack
    from bot.local.things import Message
    from bot.workspace import Workspace, Workspaces
    from tests.slack.steward import Steward

CHART = "data_visualization"
pytestmark = pytest.mark.usefixtures("steward")


def kinds(message: Message) -> list[str]:
    return [block["type"] for block in message.blocks]


def test_a_posted_answer_has_its_chart(slack: LocalSlack, workspaces: Workspaces) -> None:
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    assert CHART in kinds(slack.from_bot("C1")[0])
    assert workspaces.for_team("T0LOCAL").charts_work is True


def test_a_chart_that_slack_refuses_is_left_out_at_once_and_from_then_on(
    slack: LocalSlack, workspace: Workspace, workspaces: Workspaces
) -> None:
    slack.charts = False
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    (answer,) = slack.from_bot("C1")
    assert CHART not in kinds(answer)
    assert FIGURE in answer.text
    assert workspace.charts_work is False
    assert workspaces.for_team("T0LOCAL").charts_work is False
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    assert len(slack.calls_of("chat.postMessage")) == 3


def test_an_acknowledgement_has_no_chart_until_one_was_posted(slack: LocalSlack) -> None:
    amy = slack.user("U1")
    amy.command("/steward", ASKED, "C1")
    slack.settle()
    assert CHART not in kinds(amy.ephemerals[-1])
    amy.mention("C1", ASKED)
    slack.settle()
    amy.command("/steward", ASKED, "C1")
    slack.settle()
    assert CHART in kinds(amy.ephemerals[-1])


def test_a_shared_answer_comes_without_the_chart_that_slack_refuses(slack: LocalSlack) -> None:
    slack.charts = False
    amy = slack.user("U1")
    amy.command("/steward", ASKED, "C1")
    slack.settle()
    amy.click(amy.ephemerals[-1], "ask.share")
    slack.settle()
    (said,) = slack.from_bot("C1")
    assert CHART not in kinds(said)
    assert FIGURE in said.text


def test_other_blocks_that_slack_refuses_are_trouble_and_not_a_loop(slack: LocalSlack, steward: Steward) -> None:
    slack.fail("chat.postMessage", "invalid_blocks", times=3)
    slack.events.clear()
    told = slack.user("U1").mention("C1", ASKED)
    assert steward.receive(told.payload) == 200
    assert len(slack.calls_of("chat.postMessage")) == 3
