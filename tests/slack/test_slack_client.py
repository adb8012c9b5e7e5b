"""The client of the Web API never posts twice and never waits long."""

from http.client import RemoteDisconnected

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.app.slack import ssl_context, web_client, who_am_i
from bot.domain.errors import BadSetting
from bot.local import LocalSlack


def test_a_post_whose_reply_was_lost_is_not_made_again(slack: LocalSlack, client: WebClient) -> None:
    slack.break_connection("chat.postMessage", "after")
    with pytest.raises((RemoteDisconnected, ConnectionError)):
        client.chat_postMessage(channel="C1", text="3.1%")
    assert len(slack.from_bot("C1")) == 1


def test_a_post_that_failed_on_slacks_side_is_not_made_again(slack: LocalSlack, client: WebClient) -> None:
    slack.server_error("chat.postMessage", 503)
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel="C1", text="3.1%")
    assert len(slack.calls_of("chat.postMessage")) == 1


def test_a_look_that_was_cut_off_is_taken_again(slack: LocalSlack, client: WebClient) -> None:
    slack.break_connection("users.info", "before")
    assert client.users_info(user="U1")["user"]["name"] == "amy"


def test_a_short_rate_limit_is_sat_out(slack: LocalSlack, client: WebClient) -> None:
    slack.rate_limit("chat.postMessage", retry_after=1)
    client.chat_postMessage(channel="C1", text="3.1%")
    assert len(slack.from_bot("C1")) == 1


def test_a_long_rate_limit_is_refused_at_once(slack: LocalSlack, client: WebClient) -> None:
    slack.rate_limit("chat.postMessage", retry_after=30)
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel="C1", text="3.1%")
    assert len(slack.calls_of("chat.postMessage")) == 1


def test_every_client_shares_one_ssl_context(slack: LocalSlack) -> None:
    assert web_client("xoxb-1", slack.api_url).ssl is web_client("xoxb-2", slack.api_url).ssl is ssl_context()


def test_slack_says_who_we_are(client: WebClient) -> None:
    identity = who_am_i(client)
    assert (identity.team_id, identity.user_id, identity.name) == ("T0LOCAL", "U0BOT", "steward")


def test_a_token_that_slack_does_not_accept_is_named_as_the_setting_it_is(slack: LocalSlack) -> None:
    with pytest.raises(BadSetting, match=r"^SLACK_BOT_TOKEN: Slack does not accept it \(invalid_auth\)"):
        who_am_i(web_client("xoxb-wrong", slack.api_url))
