"""Who may ask: everyone of the workspace, guests too; nobody else, and not where others listen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.slack.words import ASKED, FIGURE

if TYPE_CHECKING:
    import io

    from bot.local import LocalSlack
    from bot.local.deliveries import Delivery
    from tests.conftest import StandingClock
    from tests.slack.steward import Steward

pytestmark = pytest.mark.usefixtures("steward")
OUTSIDER = "I answer people of this workspace only."
SHARED = "This channel is shared with another organisation"


def said_everywhere(slack: LocalSlack) -> str:
    """Every word that the bot said to anybody."""
    public = [each.words + each.text for channel in slack.world.channels for each in slack.from_bot(channel)]
    private = [each.words + each.text for user in slack.world.users for each in slack.ephemerals(user)]
    return "\n".join(public + private)


def test_somebody_of_another_organisation_is_refused_once_and_kindly(slack: LocalSlack) -> None:
    told = slack.user("U9").mention("C9", ASKED)
    slack.settle()
    (answer,) = slack.from_bot("C9")
    assert answer.text.startswith(OUTSIDER)
    assert answer.thread_ts == told.message.ts
    assert told.acked


def test_somebody_of_another_organisation_is_refused_in_a_direct_message(slack: LocalSlack) -> None:
    slack.user("U9").dm(ASKED)
    slack.settle()
    assert OUTSIDER in said_everywhere(slack)
    assert FIGURE not in said_everywhere(slack)


def test_nobody_gets_figures_in_a_shared_channel(slack: LocalSlack) -> None:
    slack.user("U1").mention("C9", ASKED)
    slack.user("U1").command("/steward", ASKED, "C9")
    slack.settle()
    assert slack.from_bot("C9")[0].text.startswith(SHARED)
    assert slack.ephemerals("U1")[0].text.startswith(SHARED)
    assert FIGURE not in said_everywhere(slack)


@pytest.mark.parametrize("flag", [{}, {"is_ext_shared_channel": False}, {"is_ext_shared_channel": None}])
def test_what_an_event_fails_to_say_of_its_channel_is_asked_of_slack(
    slack: LocalSlack, steward: Steward, flag: dict[str, bool | None]
) -> None:
    slack.events.discard("app_mention")
    payload = dict(mention_of("U1", "C9", slack).payload)
    payload.pop("is_ext_shared_channel", None)
    assert steward.receive(payload | flag) == 200
    assert slack.from_bot("C9")[0].text.startswith(SHARED)
    slack.user("U1").command("/steward", ASKED, "C9")
    slack.settle()
    assert FIGURE not in said_everywhere(slack)


def mention_of(user: str, channel: str, slack: LocalSlack) -> Delivery:
    """A mention as Slack would deliver it, which the test hands in itself."""
    told = slack.user(user).mention(channel, ASKED)
    told.payload["event"]["type"] = "app_mention"
    return told


def test_nothing_is_said_aloud_where_slack_will_not_tell_who_listens(slack: LocalSlack, clock: StandingClock) -> None:
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    card = slack.from_bot("C1")[0]
    slack.scopes.discard("channels:read")
    clock.advance(minutes=2)
    slack.user("U1").mention("C1", ASKED)
    slack.user("U1").click(card, "ask.history")
    slack.settle()
    refused = [each.text for each in (*slack.from_bot("C1")[1:], *slack.ephemerals("U1"))]
    assert [text.startswith(SHARED) for text in refused] == [True, True]
    slack.user("U1").command("/steward", ASKED, "C1")
    slack.settle()
    assert FIGURE in slack.ephemerals("U1")[-1].text


def test_the_log_says_in_plain_words_who_was_refused(slack: LocalSlack, log: io.StringIO) -> None:
    told = slack.user("U9").dm(ASKED)
    slack.settle()
    assert f"Refused a message ({told.event_id}): the asker is not of this workspace." in log.getvalue()


def test_each_click_is_for_the_person_who_clicks(slack: LocalSlack) -> None:
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    slack.world.channels["C1"].members.append("U9")
    slack.user("U9").click(slack.from_bot("C1")[0], "ask.history")
    slack.settle()
    assert len(slack.from_bot("C1")) == 1
    assert slack.ephemerals("U9")[0].text.startswith(OUTSIDER)


def test_a_click_in_a_channel_that_has_been_shared_since_is_refused(slack: LocalSlack, clock: StandingClock) -> None:
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    slack.world.channels["C1"].is_ext_shared = True
    clock.advance(minutes=2)
    slack.user("U1").click(slack.from_bot("C1")[0], "ask.history")
    slack.settle()
    assert len(slack.from_bot("C1")) == 1
    assert slack.ephemerals("U1")[0].text.startswith(SHARED)


def test_nobody_is_answered_whom_slack_will_not_describe(slack: LocalSlack) -> None:
    slack.scopes.discard("users:read")
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    assert slack.from_bot("C1")[0].text.startswith(OUTSIDER)


def test_somebody_whose_account_was_closed_is_not_answered(slack: LocalSlack) -> None:
    slack.world.users["U2"].deleted = True
    slack.user("U2").mention("C1", ASKED)
    slack.settle()
    assert FIGURE not in said_everywhere(slack)


def test_a_bot_gets_no_word(slack: LocalSlack) -> None:
    slack.add_user("U7", "robot", is_bot=True)
    slack.world.channels["C1"].members.append("U7")
    told = slack.user("U7").mention("C1", ASKED)
    slack.settle()
    assert told.acked
    assert not slack.from_bot("C1")


def test_a_post_that_names_another_organisation_as_its_writers_is_refused(slack: LocalSlack, steward: Steward) -> None:
    slack.events.discard("app_mention")
    told = slack.user("U1").mention("C1", ASKED)
    foreign = told.payload | {"event": told.payload["event"] | {"type": "app_mention", "user_team": "T9OTHER"}}
    assert steward.receive(foreign) == 200
    assert slack.from_bot("C1")[0].text.startswith(OUTSIDER)


def test_an_event_of_another_workspace_is_not_ours(slack: LocalSlack, steward: Steward, log: io.StringIO) -> None:
    told = slack.user("U1").mention("C1", ASKED)
    slack.settle()
    other = told.payload | {"team_id": "T9OTHER", "event_id": "Ev9", "authorizations": [{"team_id": "T9OTHER"}]}
    other["event"] = told.payload["event"] | {"ts": "9.9"}
    before = len(slack.from_bot("C1"))
    steward.receive(other)
    assert len(slack.from_bot("C1")) == before
    assert ASKED not in log.getvalue()
