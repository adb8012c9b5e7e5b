"""Steward is added to a channel, removed from the workspace, and told things that nobody waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import io

    from bot.local import LocalSlack
    from tests.slack.steward import Steward


@pytest.mark.usefixtures("steward")
def test_a_channel_is_greeted_once_when_steward_is_added_to_it(slack: LocalSlack) -> None:
    slack.add_channel("C4", "new", members=["U1"], bot=False)
    slack.invite_bot("C4", by="U1")
    slack.settle()
    told = slack.deliveries[-1]
    slack.redeliver(told.event_id)
    slack.settle()
    (greeting,) = slack.from_bot("C4")
    assert greeting.text.startswith("Hello, I am Steward.")


@pytest.mark.usefixtures("steward")
def test_other_peoples_arrival_is_not_greeted(slack: LocalSlack) -> None:
    slack.add_user("U4", "dee")
    slack.user("U4").join("C1")
    slack.settle()
    assert not slack.from_bot("C1")


@pytest.mark.usefixtures("steward")
def test_a_shared_channel_is_told_that_it_gets_no_figures(slack: LocalSlack) -> None:
    slack.add_channel("C5", "joint", members=["U1", "U9"], bot=False, is_ext_shared=True)
    slack.invite_bot("C5", by="U1")
    slack.settle()
    (said,) = slack.from_bot("C5")
    assert said.text.startswith("This channel is shared")


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
def test_being_removed_is_written_down_and_nothing_else_happens(
    slack: LocalSlack, steward: Steward, log: io.StringIO, kind: str
) -> None:
    payload = _event(slack, {"type": kind, "tokens": {"bot": ["U0BOT"]}})
    assert steward.receive(payload) == 200
    assert f"Slack says {kind}" in log.getvalue()
    assert not slack.calls_of("chat.postMessage")


@pytest.mark.parametrize("kind", ["app_home_opened", "channel_rename", "team_join", "message"])
def test_what_nobody_waits_for_is_acknowledged(slack: LocalSlack, steward: Steward, kind: str) -> None:
    payload = _event(slack, {"type": kind, "channel": "C1", "channel_type": "channel", "ts": "1.1", "user": "U1"})
    assert steward.receive(payload) == 200
    assert not slack.calls_of("chat.postMessage")


def _event(slack: LocalSlack, event: dict[str, object]) -> dict[str, object]:
    slack.events.clear()
    told = slack.user("U1").mention("C1", "hello")
    return told.payload | {"event_id": "Ev_other", "event": event}
