"""The report of a plan of a hundred indicators in Slack, whose messages hold only so much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.slack.test_the_report import drafted
from tests.slack.test_the_report_after import in_channel, published

if TYPE_CHECKING:
    from tests.slack.steward import Steward

__all__ = ["drafted", "published"]  # fixtures


def test_the_opening_is_of_at_most_600_characters_and_every_message_is_whole(published: Steward) -> None:
    opening, *thread = in_channel(published)
    things = opening.text.split("\nFor the meeting")[0].split("\n", 1)[1]
    assert len(things) <= 600
    assert not [each.text for each in thread if "more than fits" in each.text]
    assert max(len(each.text) for each in thread) <= 4_000
    charts = [block for each in thread for block in each.blocks if block["type"] == "data_visualization"]
    assert len(charts) == 2
