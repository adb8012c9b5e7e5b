"""Actions and decisions asked for in Slack, page by page, through the real app."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.local import LocalSlack

pytestmark = pytest.mark.usefixtures("steward")


def test_decisions_are_answered_in_the_thread_and_more_of_them_behind_a_button(slack: LocalSlack) -> None:
    slack.user("U1").mention("C1", "what did we agree in March?")
    slack.settle()
    (first,) = slack.from_bot("C1")
    assert "24 decisions, agreed on 19 March 2014" in first.text
    assert "And 14 more: press More" in first.text
    slack.user("U1").click(first, "More")
    slack.settle()
    assert "Shown here: 11 to 20 of 24" in slack.from_bot("C1")[-1].text


def test_the_next_board_leads_to_its_agenda(slack: LocalSlack) -> None:
    slack.user("U1").dm("when is the next board")
    slack.settle()
    slack.user("U1").click(slack.direct("U1")[-1], "Agenda")
    slack.settle()
    assert "THE REFRESHED FAMILY SUPPORT PATHWAY" in slack.direct("U1")[-1].text
