"""What the Web API tells of conversations, threads, files and people has the shape that Slack documents."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.local import LocalSlack


def test_the_head_of_a_thread_tells_of_its_replies_and_a_reply_of_its_head(
    slack: LocalSlack, client: WebClient
) -> None:
    slack.scopes.add("channels:history")
    told = slack.user("U1").mention("C1", "status")
    assert told.message
    head, replies = told.message.ts, [client.chat_postMessage(channel="C1", text="1", thread_ts=told.message.ts)["ts"]]
    replies.append(client.chat_postMessage(channel="C1", text="2", thread_ts=head, reply_broadcast=True)["ts"])
    first, *others = client.conversations_replies(channel="C1", ts=head)["messages"]
    assert (first["thread_ts"], first["reply_count"], first["reply_users"]) == (head, 2, ["U0BOT"])
    assert (first["reply_users_count"], first["latest_reply"]) == (1, replies[-1])
    assert [(one["ts"], one["parent_user_id"]) for one in others] == [(ts, "U1") for ts in replies]
    assert others[1]["subtype"] == "thread_broadcast"
    alone = client.chat_postMessage(channel="C1", text="alone")["ts"]
    assert "thread_ts" not in client.conversations_replies(channel="C1", ts=alone)["messages"][0]


def test_a_click_and_a_change_tell_of_the_thread_too(slack: LocalSlack, client: WebClient) -> None:
    slack.events.add("message.channels")
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "elements": [button]}]
    head = client.chat_postMessage(channel="C1", text="Go?", blocks=blocks)["ts"]
    client.chat_postMessage(channel="C1", text="Reply", thread_ts=head)
    told = slack.user("U1").click(slack.messages("C1")[0], "go").payload
    assert (told["message"]["reply_count"], "thread_ts" in told["container"]) == (1, False)
    client.chat_update(channel="C1", ts=head, text="Gone", blocks=[])
    changed = slack.deliveries[-1].payload["event"]
    assert (changed["message"]["reply_count"], changed["message"]["thread_ts"]) == (1, head)


def test_a_direct_message_is_told_of_by_its_person_and_a_channel_by_its_name(
    slack: LocalSlack, client: WebClient
) -> None:
    slack.scopes.add("im:read")
    opened = client.conversations_open(users="U1")
    assert "already_open" not in opened
    direct = client.conversations_info(channel=opened["channel"]["id"])["channel"]
    assert (direct["is_im"], direct["user"], "name" in direct, "is_member" in direct) == (True, "U1", False, False)
    again = client.conversations_open(users="U1", return_im=True)
    assert (again["already_open"], again["no_op"], again["channel"]) == (True, True, direct)
    channel = client.conversations_info(channel="C1")["channel"]
    assert (channel["name"], channel["is_member"], channel["creator"]) == ("board", True, "U1")
    assert "num_members" not in channel
    assert client.conversations_info(channel="C1", include_num_members=True)["channel"]["num_members"] == 3


def test_a_group_has_its_people_in_its_name_and_eight_at_most(slack: LocalSlack, client: WebClient) -> None:
    slack.scopes.update(["mpim:write", "mpim:read"])
    group = client.conversations_open(users=["U1", "U2"], return_im=True)["channel"]
    assert (group["name"], group["is_mpim"], group["is_private"]) == ("mpdm-amy--ben--bot-1", True, True)
    assert client.conversations_members(channel=group["id"])["members"] == ["U1", "U2", "U0BOT"]
    many = [slack.add_user(f"U10{n}", f"one{n}").id for n in range(9)]
    with pytest.raises(SlackApiError, match="too_many_users"):
        client.conversations_open(users=many)


def test_a_text_that_is_cut_off_comes_with_a_warning(slack: LocalSlack, client: WebClient) -> None:
    posted = client.chat_postMessage(channel="C1", text="a" * 40_001)
    assert posted["warning"] == "message_truncated"
    assert len(slack.messages("C1")[0].text) == 40_000
    assert "warning" not in client.chat_postMessage(channel="C1", text="a" * 40_000)


def test_a_file_is_told_of_with_where_it_stands(client: WebClient) -> None:
    head = client.chat_postMessage(channel="C1", text="The paper")["ts"]
    direct = client.conversations_open(users="U1")["channel"]["id"]
    open_one = client.files_upload_v2(channel="C1", thread_ts=head, filename="paper.txt", content="words")["file"]["id"]
    quiet_one = client.files_upload_v2(channel=direct, filename="draft.txt", content="words")["file"]["id"]
    told = client.files_info(file=open_one)["file"]
    assert (told["channels"], told["groups"], told["ims"]) == (["C1"], [], [])
    share = told["shares"]["public"]["C1"][0]
    assert (share["thread_ts"], share["channel_name"], share["reply_count"]) == (head, "board", 0)
    assert client.files_info(file=quiet_one)["file"]["ims"] == [direct]
