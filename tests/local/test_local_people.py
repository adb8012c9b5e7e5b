"""Who can be written to, and what Slack tells of people whose accounts change."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.local import LocalSlack

Connect = Callable[[], object]


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])


def test_a_deactivated_account_has_no_conversation_to_open_yet_takes_what_is_posted(
    slack: LocalSlack, client: WebClient
) -> None:
    channel = client.conversations_open(users="U1")["channel"]["id"]
    slack.user("U1").deactivate()
    assert refusal(lambda: client.conversations_open(users="U1")) == "user_disabled"
    assert client.chat_postMessage(channel=channel, text="Figures, please")["ok"]
    slack.user("U1").reactivate()
    assert client.conversations_open(users="U1")["channel"]["id"] == channel


def test_no_conversation_with_a_bot(slack: LocalSlack, client: WebClient) -> None:
    slack.add_user("U7", "robot", is_bot=True)
    assert refusal(lambda: client.conversations_open(users="U7")) == "cannot_dm_bot"
    assert refusal(lambda: client.chat_postMessage(channel="U7", text="Hi")) == "channel_not_found"


def test_people_of_other_organisations_are_out_of_reach_unless_switched_on(
    slack: LocalSlack, client: WebClient
) -> None:
    assert refusal(lambda: client.conversations_open(users="U9")) == "user_not_visible"
    assert refusal(lambda: client.chat_postMessage(channel="U9", text="Hi")) == "channel_not_found"
    slack.outsiders_reachable = True
    channel = client.conversations_open(users="U9")["channel"]["id"]
    client.chat_postMessage(channel=channel, text="Hi")
    assert [message.text for message in slack.direct("U9")] == ["Hi"]


def test_opening_a_conversation_needs_its_scope(slack: LocalSlack, client: WebClient) -> None:
    slack.scopes.discard("im:write")
    assert refusal(lambda: client.conversations_open(users="U1")) == "missing_scope"


def test_metadata_is_read_back_in_direct_messages_and_kept_by_an_update(slack: LocalSlack, client: WebClient) -> None:
    channel = client.conversations_open(users="U1")["channel"]["id"]
    metadata = {"event_type": "nudge", "event_payload": {"key": "k1"}}
    posted = client.chat_postMessage(channel=channel, text="Three figures", metadata=metadata)
    client.chat_update(channel=channel, ts=posted["ts"], text="Two figures")

    def found() -> Any:  # noqa: ANN401 - a payload
        return client.conversations_history(channel=channel, include_all_metadata=True)["messages"][0]

    assert (found()["text"], found()["metadata"]) == ("Two figures", metadata)
    slack.scopes.discard("im:history")
    assert refusal(found) == "missing_scope"


def test_the_app_hears_of_a_changed_account_if_it_asked_to(slack: LocalSlack, app: App, connect: Connect) -> None:
    heard: list[tuple[str, bool]] = []

    @app.event("user_change")
    def hear(event: dict[str, Any]) -> None:
        heard.append((event["user"]["id"], event["user"]["deleted"]))

    connect()
    slack.events.discard("user_change")
    assert slack.user("U1").deactivate().trouble == "not_subscribed"
    slack.events.add("user_change")
    slack.user("U2").deactivate()
    slack.settle()
    slack.user("U2").reactivate()
    slack.settle()
    assert heard == [("U2", True), ("U2", False)]


def test_what_is_known_of_a_person_may_change(slack: LocalSlack, client: WebClient) -> None:
    slack.user("U1").change(tz="America/New_York", is_admin=True)
    told = client.users_info(user="U1")["user"]
    assert (told["tz"], told["is_admin"], told["is_owner"]) == ("America/New_York", True, False)
    assert told["tz_offset"] in {-5 * 3600, -4 * 3600}
    assert slack.user("U1").change(dnd=(1000, 2000)).trouble == "untold"
    assert client.dnd_info(user="U1")["next_dnd_start_ts"] == 1000
