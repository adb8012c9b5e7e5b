"""The Web API answers as Slack does, refusals and all."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.local import LocalSlack


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])


def call(url: str, body: str, kind: str = "application/x-www-form-urlencoded") -> dict[str, object]:
    request = urllib.request.Request(url, body.encode(), {"Content-Type": kind})  # noqa: S310 - the local workspace
    with urllib.request.urlopen(request) as reply:  # noqa: S310 - the same
        answer: dict[str, object] = json.load(reply)
        return answer


def test_a_call_with_no_token_is_not_authed(slack: LocalSlack) -> None:
    assert call(f"{slack.api_url}auth.test", "") == {"ok": False, "error": "not_authed"}


def test_what_is_no_json_is_refused(slack: LocalSlack) -> None:
    answer = call(f"{slack.api_url}auth.test", "{", "application/json")
    assert answer["error"] == "invalid_json"


@pytest.mark.parametrize("header", ["Origin", "Sec-Fetch-Site"])
def test_no_page_in_a_browser_makes_a_call(slack: LocalSlack, header: str) -> None:
    address = f"{slack.api_url}chat.postMessage?token={slack.bot_token}&channel=C1&text=Hi"
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(urllib.request.Request(address, headers={header: "cross-site"}))  # noqa: S310 - as above
    assert slack.messages("C1") == slack.calls == []


def test_a_form_carries_its_token_and_its_blocks_as_text(slack: LocalSlack) -> None:
    form = f"token={slack.bot_token}&channel=C1&text=Hi&blocks=%5B%7B%22type%22%3A%22divider%22%7D%5D"
    assert call(f"{slack.api_url}chat.postMessage", form)["ok"]
    assert slack.messages("C1")[0].blocks[0]["type"] == "divider"


def test_a_method_it_does_not_know_is_refused_and_recorded(slack: LocalSlack, client: WebClient) -> None:
    assert refusal(lambda: client.reactions_add(channel="C1", name="eyes", timestamp="1")) == "unknown_method"
    assert slack.calls[-1].method == slack.problems[-1].detail == "reactions.add"


def test_auth_test_says_who_the_bot_is(client: WebClient) -> None:
    answer = client.auth_test()
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == ("U0BOT", "B0BOT", "T0LOCAL")
    assert "chat:write" in answer.headers["x-oauth-scopes"]


def test_a_token_that_is_given_back_opens_nothing_more_and_the_app_is_told(
    slack: LocalSlack, client: WebClient
) -> None:
    assert not client.auth_revoke(test=True)["revoked"]
    assert client.auth_revoke()["revoked"]
    assert refusal(client.auth_test) == "token_revoked"
    assert slack.deliveries[-1].payload["event"]["tokens"] == {"oauth": [], "bot": ["U0BOT"]}
    assert WebClient(slack.bot_token, base_url=slack.api_url).auth_test()["ok"]


def test_a_missing_scope_is_named(slack: LocalSlack, client: WebClient) -> None:
    slack.scopes.discard("chat:write")
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C1", text="Hi")
    assert caught.value.response["needed"] == "chat:write"
    assert "im:write" in caught.value.response["provided"]


def test_where_the_bot_may_not_write(slack: LocalSlack, client: WebClient) -> None:
    slack.add_channel("C2", bot=False)
    slack.add_channel("C3", is_archived=True)
    slack.add_channel("C4", is_private=True, bot=False)
    assert refusal(lambda: client.chat_postMessage(channel="C0", text="Hi")) == "channel_not_found"
    assert refusal(lambda: client.chat_postMessage(channel="C2", text="Hi")) == "not_in_channel"
    assert refusal(lambda: client.chat_postMessage(channel="C3", text="Hi")) == "is_archived"
    assert refusal(lambda: client.chat_postMessage(channel="C4", text="Hi")) == "channel_not_found"


def test_a_message_needs_words_and_loses_those_past_forty_thousand(slack: LocalSlack, client: WebClient) -> None:
    assert refusal(lambda: client.api_call("chat.postMessage", json={"channel": "C1"})) == "no_text"
    client.chat_postMessage(channel="C1", text="x" * 40_001)
    assert len(slack.messages("C1")[0].text) == 40_000


def test_blocks_with_no_text_are_taken_and_noted_for_those_who_listen(slack: LocalSlack, client: WebClient) -> None:
    client.api_call("chat.postMessage", json={"channel": "C1", "blocks": [{"type": "divider"}]})
    assert [problem.kind for problem in slack.problems] == ["accessibility"]


def test_a_reply_joins_its_thread(slack: LocalSlack, client: WebClient) -> None:
    first = client.chat_postMessage(channel="C1", text="Digest")
    client.chat_postMessage(channel="C1", text="More", thread_ts=first["ts"])
    assert [message.text for message in slack.thread("C1", first["ts"])] == ["Digest", "More"]
    assert refusal(lambda: client.chat_postMessage(channel="C1", text="x", thread_ts="1.1")) == "invalid_thread_ts"


def test_a_reply_to_what_is_gone_goes_to_the_channel(slack: LocalSlack, client: WebClient) -> None:
    first = client.chat_postMessage(channel="C1", text="Digest")
    client.chat_delete(channel="C1", ts=first["ts"])
    late = client.chat_postMessage(channel="C1", text="More", thread_ts=first["ts"])
    assert "thread_ts" not in late["message"]
    assert [problem.kind for problem in slack.problems] == ["unthreaded"]


def test_timestamps_are_unique_and_grow(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel="C1", text="Hi")["ts"] for _ in range(20)]
    assert stamps == sorted(set(stamps))


def test_an_update_by_text_takes_the_blocks_away(slack: LocalSlack, client: WebClient) -> None:
    first = client.chat_postMessage(channel="C1", text="One", blocks=[{"type": "divider"}])
    client.chat_update(channel="C1", ts=first["ts"], text="Two")
    message = slack.messages("C1")[0]
    assert (message.text, message.blocks, bool(message.edited_ts)) == ("Two", [], True)


def test_only_ones_own_messages_are_changed(slack: LocalSlack, client: WebClient) -> None:
    written = slack.user("U1").say("C1", "Mine").message
    assert written
    assert refusal(lambda: client.chat_update(channel="C1", ts=written.ts, text="Ours")) == "cant_update_message"
    assert refusal(lambda: client.chat_delete(channel="C1", ts=written.ts)) == "cant_delete_message"
    assert refusal(lambda: client.chat_update(channel="C1", ts="1.1", text="Ours")) == "message_not_found"
    assert refusal(lambda: client.chat_update(channel="C1", ts=written.ts, text="x" * 4001)) == "cant_update_message"


def test_a_long_update_is_refused(client: WebClient) -> None:
    first = client.chat_postMessage(channel="C1", text="One")
    assert refusal(lambda: client.chat_update(channel="C1", ts=first["ts"], text="x" * 4001)) == "msg_too_long"


def test_an_ephemeral_message_is_for_a_member_and_stands_nowhere(slack: LocalSlack, client: WebClient) -> None:
    client.chat_postEphemeral(channel="C1", user="U1", text="Only you")
    assert (slack.messages("C1"), slack.ephemerals("U1")[0].text) == ([], "Only you")
    assert refusal(lambda: client.chat_postEphemeral(channel="C1", user="U9", text="x")) == "user_not_in_channel"


def test_metadata_comes_back_in_full_only_when_asked_for(slack: LocalSlack, client: WebClient) -> None:
    slack.scopes.add("channels:history")
    metadata = {"event_type": "reminder", "event_payload": {"key": "k1"}}
    client.chat_postMessage(channel="C1", text="Hi", metadata=metadata)
    short = client.conversations_history(channel="C1")["messages"][0]["metadata"]
    full = client.conversations_history(channel="C1", include_all_metadata=True)["messages"][0]["metadata"]
    assert (short, full) == ({"event_type": "reminder"}, metadata)


def test_metadata_is_refused_when_misshapen_or_too_large(client: WebClient) -> None:
    def post(metadata: dict[str, object]) -> str:
        return refusal(lambda: client.chat_postMessage(channel="C1", text="Hi", metadata=metadata))

    assert post({"event_type": "reminder"}) == "invalid_metadata_format"
    assert post({"event_type": "reminder", "event_payload": {"key": "x" * 20_000}}) == "metadata_too_large"


def test_history_needs_the_scope_of_its_kind_of_channel(slack: LocalSlack, client: WebClient) -> None:
    channel = client.conversations_open(users="U1")["channel"]["id"]
    assert client.conversations_history(channel=channel)["messages"] == []
    assert refusal(lambda: client.conversations_history(channel="C1")) == "missing_scope"
    slack.scopes.add("channels:history")
    assert client.conversations_history(channel="C1")["ok"]


def test_history_is_newest_first_without_replies_and_comes_in_pages(slack: LocalSlack, client: WebClient) -> None:
    slack.scopes.add("channels:history")
    stamps = [client.chat_postMessage(channel="C1", text=str(n))["ts"] for n in range(3)]
    client.chat_postMessage(channel="C1", text="reply", thread_ts=stamps[0])
    page = client.conversations_history(channel="C1", limit=2)
    rest = client.conversations_history(channel="C1", limit=2, cursor=page["response_metadata"]["next_cursor"])
    assert [message["text"] for message in [*page["messages"], *rest["messages"]]] == ["2", "1", "0"]
    later = client.conversations_history(channel="C1", oldest=stamps[0])
    assert [message["text"] for message in later["messages"]] == ["2", "1"]


def test_a_cursor_that_is_none_is_refused(client: WebClient) -> None:
    assert refusal(lambda: client.conversations_members(channel="C1", cursor="next")) == "invalid_arguments"


def test_replies_begin_with_the_message_replied_to(slack: LocalSlack, client: WebClient) -> None:
    slack.scopes.add("channels:history")
    first = client.chat_postMessage(channel="C1", text="Digest")["ts"]
    client.chat_postMessage(channel="C1", text="More", thread_ts=first)
    answer = client.conversations_replies(channel="C1", ts=first)
    assert [message["text"] for message in answer["messages"]] == ["Digest", "More"]
    assert refusal(lambda: client.conversations_replies(channel="C1", ts="1.1")) == "thread_not_found"


def test_what_a_channel_is_and_who_sits_in_it(slack: LocalSlack, client: WebClient) -> None:
    info = client.conversations_info(channel="C9")["channel"]
    assert (info["is_ext_shared"], info["is_private"], info["is_member"]) == (True, False, True)
    assert client.conversations_members(channel="C1")["members"] == ["U1", "U2", "U0BOT"]
    slack.add_channel("C2", is_private=True)
    assert client.conversations_info(channel="C2")["channel"]["is_private"]


def test_a_direct_conversation_is_opened_once(slack: LocalSlack, client: WebClient) -> None:
    first, second = (client.conversations_open(users=["U1"])["channel"]["id"] for _ in range(2))
    assert first == second
    client.chat_postMessage(channel=first, text="Hi")
    client.chat_postMessage(channel="U1", text="Hi again")
    assert [message.text for message in slack.direct("U1")] == ["Hi", "Hi again"]
    assert refusal(lambda: client.conversations_open(users="U0")) == "user_not_found"


def test_who_somebody_is(slack: LocalSlack, client: WebClient) -> None:
    slack.add_user("U3", "gina", is_restricted=True, tz="America/New_York", deleted=True)
    guest = client.users_info(user="U3")["user"]
    assert (guest["is_restricted"], guest["tz"], guest["deleted"]) == (True, "America/New_York", True)
    assert client.users_info(user="U9")["user"]["team_id"] == "T9OTHER"
    assert client.users_info(user="U1", include_locale=True)["user"]["locale"] == "en-GB"
    assert "locale" not in client.users_info(user="U9", include_locale=True)["user"]
    assert refusal(lambda: client.users_info(user="U0")) == "user_not_found"


def test_do_not_disturb_needs_its_scope(slack: LocalSlack, client: WebClient) -> None:
    slack.add_user("U3", dnd=(100, 200))
    assert client.dnd_info(user="U3")["next_dnd_end_ts"] == 200
    assert not client.dnd_info(user="U1")["dnd_enabled"]
    slack.scopes.discard("dnd:read")
    assert refusal(lambda: client.dnd_info(user="U3")) == "missing_scope"


def test_a_home_tab_is_published_and_a_stale_hash_refused(slack: LocalSlack, client: WebClient) -> None:
    view = {"type": "home", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "Plan"}}]}
    first = client.views_publish(user_id="U1", view=view)["view"]
    client.views_publish(user_id="U1", view=view, hash=first["hash"])
    assert refusal(lambda: client.views_publish(user_id="U1", view=view, hash=first["hash"])) == "hash_conflict"
    home = slack.user("U1").home
    assert home
    assert home.words == "Plan"


def test_a_view_too_large_is_refused(client: WebClient) -> None:
    text = {"type": "plain_text", "text": "x" * 3000}
    view = {"type": "home", "blocks": [{"type": "section", "text": text}] * 90}
    assert refusal(lambda: client.views_publish(user_id="U1", view=view)) == "view_too_large"


def test_a_fault_lasts_for_the_calls_it_was_set_for(slack: LocalSlack, client: WebClient) -> None:
    slack.fail("chat.postMessage", "fatal_error", times=2)
    assert [refusal(lambda: client.chat_postMessage(channel="C1", text="Hi")) for _ in range(2)] == ["fatal_error"] * 2
    assert client.chat_postMessage(channel="C1", text="Hi")["ok"]


def test_a_rate_limit_says_when_to_come_back(slack: LocalSlack, client: WebClient) -> None:
    slack.rate_limit("chat.postMessage", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C1", text="Hi")
    response = caught.value.response
    assert (response.status_code, response.headers["Retry-After"]) == (429, "7")
    assert slack.calls[-1].status == 429


def test_the_natural_limit_is_one_message_a_second_in_a_channel() -> None:
    with LocalSlack(natural_limits=True) as slack:
        slack.add_channel("C1")
        slack.add_channel("C2")
        client = WebClient(slack.bot_token, base_url=slack.api_url)
        client.chat_postMessage(channel="C1", text="Hi")
        client.chat_postMessage(channel="C2", text="Hi")
        assert refusal(lambda: client.chat_postMessage(channel="C1", text="Hi")) == "ratelimited"


def test_a_server_error_has_no_answer_in_it(slack: LocalSlack, client: WebClient) -> None:
    slack.server_error("chat.postMessage", 503)
    with pytest.raises((SlackApiError, SlackRequestError)):
        client.chat_postMessage(channel="C1", text="Hi")
    assert slack.messages("C1") == []


@pytest.mark.parametrize(("when", "posted"), [("before", 0), ("after", 1)])
def test_a_broken_connection_leaves_the_app_in_doubt(
    slack: LocalSlack, client: WebClient, when: str, posted: int
) -> None:
    slack.break_connection("chat.postMessage", when)
    with pytest.raises((ConnectionError, urllib.error.URLError)):
        client.chat_postMessage(channel="C1", text="Hi")
    assert len(slack.messages("C1")) == posted
    assert slack.calls[-1].answer is None
    assert client.chat_postMessage(channel="C1", text="Hi")["ok"]


def test_a_slow_method_outlasts_the_patience_of_the_client(slack: LocalSlack, client: WebClient) -> None:
    slack.slow("auth.test", 5)
    client.timeout = 0.1  # type: ignore[assignment] # the SDK hands it to the socket, which takes a float
    with pytest.raises(TimeoutError):
        client.auth_test()
    slack.mend()
    client.timeout = 5
    assert client.auth_test()["ok"]
