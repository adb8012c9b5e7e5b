"""The bot and the people talk: messages, mentions, commands and buttons, through the real SDK and Bolt."""

from collections.abc import Callable

import pytest
from slack_bolt import Ack, App, Say
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.local import Impossible, LocalSlack

Connect = Callable[[], object]
BUTTON = {"type": "button", "action_id": "go", "value": "7", "text": {"type": "plain_text", "text": "Go on"}}
BLOCKS = [{"type": "actions", "elements": [BUTTON]}]


def test_a_posted_message_stands_in_its_channel(slack: LocalSlack, client: WebClient) -> None:
    posted = client.chat_postMessage(channel="C1", text="Hello")
    assert [message.text for message in slack.messages("C1")] == ["Hello"]
    assert slack.messages("C1")[0].ts == posted["ts"]


def test_a_wrong_token_is_refused(slack: LocalSlack, client: WebClient) -> None:
    client.token = "xoxb-wrong"
    with pytest.raises(SlackApiError, match="invalid_auth"):
        client.auth_test()
    assert slack.calls_of("auth.test")[0].answer == {"ok": False, "error": "invalid_auth"}


def test_a_mention_reaches_the_app_and_its_answer_the_thread(slack: LocalSlack, app: App, connect: Connect) -> None:
    @app.event("app_mention")
    def answer(event: dict[str, str], say: Say) -> None:
        say(text=f"You said {event['text']}", thread_ts=event["ts"])

    connect()
    told = slack.user("U1").mention("C1", "R&D <now>")
    slack.settle()
    assert told.message
    assert [message.text for message in slack.thread("C1", told.message.ts)] == [
        "<@U0BOT> R&amp;D &lt;now&gt;",
        "You said <@U0BOT> R&amp;D &lt;now&gt;",
    ]


def test_a_direct_message_reaches_the_app_as_message_im(slack: LocalSlack, app: App, connect: Connect) -> None:
    heard = []

    @app.event("message")
    def answer(event: dict[str, str]) -> None:
        heard.append((event["channel_type"], event["text"], event["user"]))

    connect()
    slack.user("U2").dm("hello")
    slack.settle()
    assert heard == [("im", "hello", "U2")]


def test_the_answer_to_a_command_is_seen_by_one_person_only(slack: LocalSlack, app: App, connect: Connect) -> None:
    @app.command("/board")
    def answer(ack: Ack, command: dict[str, str]) -> None:
        ack(text=f"{command['user_name']} asked {command['text']}")

    connect()
    slack.user("U1").command("/board", "status", "C1")
    slack.settle()
    assert [message.text for message in slack.ephemerals("U1")] == ["amy asked status"]
    assert slack.ephemerals("U2") == slack.messages("C1") == []


def test_a_pressed_button_reaches_the_app_with_its_value(
    slack: LocalSlack, app: App, client: WebClient, connect: Connect
) -> None:
    pressed = []

    @app.action("go")
    def answer(ack: Ack, body: dict[str, dict[str, str]], action: dict[str, str]) -> None:
        pressed.append((action["value"], body["container"]["channel_id"], body["message"]["text"]))
        ack()

    connect()
    client.chat_postMessage(channel="C1", text="Shall we?", blocks=BLOCKS)
    slack.user("U1").click(slack.messages("C1")[0], "Go on")
    slack.settle()
    assert pressed == [("7", "C1", "Shall we?")]


def test_nobody_presses_a_button_that_only_another_can_see(slack: LocalSlack, client: WebClient) -> None:
    client.chat_postEphemeral(channel="C1", user="U1", text="Shall we?", blocks=BLOCKS)
    with pytest.raises(Impossible):
        slack.user("U2").click(slack.ephemerals("U1")[0], "go")
