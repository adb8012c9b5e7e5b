"""A double click is one click."""

from typing import Any

import pytest

from bot.app.clicks import WINDOW, Clicks
from bot.workspace import Workspace


def a_click(user: str = "U1", *, ts: str = "1.1", value: str = "a") -> dict[str, Any]:
    return {
        "type": "block_actions",
        "user": {"id": user},
        "container": {"channel_id": "C1", "message_ts": ts},
        "actions": [{"action_id": "ask.history", "value": value}],
    }


@pytest.fixture
def clicks(workspace: Workspace) -> Clicks:
    return Clicks(workspace)


def test_the_same_press_by_the_same_person_within_a_moment_is_one(clicks: Clicks) -> None:
    assert not clicks.again(a_click())
    assert clicks.again(a_click())


def test_somebody_else_another_button_or_another_message_is_another_click(clicks: Clicks) -> None:
    presses = [a_click(), a_click("U2"), a_click(value="b"), a_click(ts="2.2")]
    assert not any(clicks.again(press) for press in presses)


def test_a_press_some_time_later_is_meant(workspace: Workspace) -> None:
    ticks = iter((0.0, WINDOW))
    clicks = Clicks(workspace, lambda: next(ticks))
    assert not clicks.again(a_click())
    assert not clicks.again(a_click())


def test_what_is_no_click_is_never_one_again(clicks: Clicks) -> None:
    assert not clicks.again({"command": "/steward"})
    assert not clicks.again({"command": "/steward"})
