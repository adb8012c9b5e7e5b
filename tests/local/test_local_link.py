"""Socket Mode: how events reach the app, come again, and wait for it."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.sync.client import ClientConnection
from websockets.sync.client import connect as open_websocket

from bot.local import LocalSlack

JSON = dict[str, Any]
Connect = Callable[[], SocketModeHandler]


Dial = Callable[[], AbstractContextManager[ClientConnection]]


@pytest.fixture
def dial(slack: LocalSlack) -> Dial:
    """Opens a bare WebSocket and takes the hello from it."""

    @contextmanager
    def open_one() -> Iterator[ClientConnection]:
        client = WebClient(base_url=slack.api_url)
        with open_websocket(client.apps_connections_open(app_token=slack.app_token)["url"]) as websocket:
            hello = hear(websocket)
            assert (hello["type"], hello.get("connection_info")) == ("hello", {"app_id": "A0APP"})
            yield websocket

    return open_one


def hear(websocket: ClientConnection) -> JSON:
    heard: JSON = json.loads(websocket.recv(5))
    return heard


def test_an_event_comes_in_an_envelope_and_is_settled_by_its_ack(slack: LocalSlack, dial: Dial) -> None:
    with dial() as websocket:
        told = slack.user("U1").mention("C1", "status")
        envelope = hear(websocket)
        assert (envelope["type"], envelope["retry_attempt"]) == ("events_api", 0)
        assert not envelope["accepts_response_payload"]
        assert envelope["payload"]["event_id"] == told.event_id
        with pytest.raises(TimeoutError, match="app_mention"):
            slack.settle(timeout=0.05)
        websocket.send(json.dumps({"envelope_id": envelope["envelope_id"]}))
        slack.settle()
        assert told.acked


def test_frames_that_say_nothing_are_passed_over(slack: LocalSlack, dial: Dial) -> None:
    with dial() as websocket:
        told = slack.user("U1").dm("hello")
        envelope_id = hear(websocket)["envelope_id"]
        for frame in (
            "",
            "{",
            "[]",
            "7",
            '{"envelope_id": {}}',
            json.dumps({"envelope_id": envelope_id, "payload": 7}),
        ):
            websocket.send(frame)
        slack.settle()
        assert (told.acked, told.answer) == (True, None)


def test_the_payload_of_a_mention_is_that_of_slack(slack: LocalSlack, dial: Dial) -> None:
    with dial() as websocket:
        slack.user("U9").mention("C9", "what of <NEET>?")
        payload = hear(websocket)["payload"]
    assert (payload["team_id"], payload["api_app_id"], payload["type"]) == ("T0LOCAL", "A0APP", "event_callback")
    assert payload["is_ext_shared_channel"]
    assert payload["authorizations"][0]["user_id"] == "U0BOT"
    event = payload["event"]
    assert (event["type"], event["user"], event["channel"], event["team"]) == ("app_mention", "U9", "C9", "T9OTHER")
    assert event["user_team"] == event["source_team"] == "T9OTHER"
    assert event["text"] == "<@U0BOT> what of &lt;NEET&gt;?"
    assert event["ts"] == event["event_ts"]
    words = event["blocks"][0]["elements"][0]["elements"]
    assert words == [{"type": "user", "user_id": "U0BOT"}, {"type": "text", "text": " what of <NEET>?"}]


def test_an_event_that_is_not_acknowledged_comes_three_more_times(slack: LocalSlack, dial: Dial) -> None:
    slack.timing.redelivery, slack.timing.last_chance = (0.02,) * 3, 0.02
    with dial() as websocket:
        told = slack.user("U1").dm("hello")
        envelopes = [hear(websocket) for _ in range(4)]
        slack.settle()
    assert [envelope["retry_attempt"] for envelope in envelopes] == [0, 1, 2, 3]
    assert [envelope["retry_reason"] for envelope in envelopes] == ["", "timeout", "timeout", "timeout"]
    assert len({envelope["payload"]["event_id"] for envelope in envelopes}) == 1
    assert (told.acked, told.trouble, told.attempts) == (False, "undelivered", 4)


def test_a_command_that_is_not_answered_is_not_sent_again_and_the_person_is_told(slack: LocalSlack, dial: Dial) -> None:
    slack.timing.answer = 0.05
    with dial() as websocket:
        slack.user("U1").command("/board", "status", "C1")
        assert hear(websocket)["type"] == "slash_commands"
        slack.settle()
        with pytest.raises(TimeoutError):
            websocket.recv(0.1)
    assert slack.user("U1").notices == ["operation_timeout"]


def test_the_same_event_can_be_sent_again_though_it_was_acknowledged(
    slack: LocalSlack, app: App, connect: Connect
) -> None:
    heard = []

    @app.event("message")
    def note(body: JSON) -> None:
        heard.append(body["event_id"])

    connect()
    told = slack.user("U1").dm("hello")
    slack.settle()
    again = slack.redeliver(told.event_id)
    slack.settle()
    assert heard == [told.event_id] * 2
    assert (again.payload, again.attempts) == (told.payload, 2)


def test_what_bolt_does_not_acknowledge_comes_again(slack: LocalSlack, app: App, connect: Connect) -> None:
    slack.timing.redelivery = (0.3, 0.3, 0.3)
    tries = []

    @app.event("message")
    def fail_once() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("the first time goes wrong")

    connect()
    told = slack.user("U1").dm("hello")
    slack.settle()
    assert (told.acked, told.attempts, len(tries)) == (True, 2, 2)


def test_events_wait_for_an_app_that_is_not_connected(slack: LocalSlack, dial: Dial) -> None:
    told = slack.user("U1").dm("hello")
    with dial() as websocket:
        assert hear(websocket)["payload"]["event_id"] == told.event_id


def test_each_payload_goes_to_one_connection(slack: LocalSlack, dial: Dial) -> None:
    with dial() as first, dial() as second:
        slack.wait_for(lambda: slack.connections == 2)
        told = {slack.user("U1").dm(str(n)).event_id for n in range(4)}
        heard = {hear(one)["payload"]["event_id"] for one in (first, second) for _ in range(2)}
    assert heard == told


def test_a_tenth_connection_is_the_last(dial: Dial) -> None:
    with ExitStack() as open_ones:
        for _ in range(10):
            open_ones.enter_context(dial())
        with pytest.raises(AssertionError, match="disconnect"):
            open_ones.enter_context(dial())


def test_a_ticket_opens_one_connection(slack: LocalSlack) -> None:
    url = WebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)["url"]
    with open_websocket(url) as websocket:
        assert hear(websocket)["num_connections"] == 1
    with pytest.raises(InvalidStatus, match="403"), open_websocket(url):
        pass


def test_only_the_apps_own_token_opens_connections(slack: LocalSlack) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        WebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.bot_token)


def test_the_app_reconnects_when_asked_and_misses_nothing(slack: LocalSlack, app: App, connect: Connect) -> None:
    heard = []

    @app.event("message")
    def note(event: JSON) -> None:
        heard.append(event["text"])

    connect()
    slack.refresh_connection()
    slack.user("U1").dm("during the change")
    slack.settle()
    assert heard == ["during the change"]
    assert len(slack.calls_of("apps.connections.open")) == 2


def test_a_cut_connection_ends_on_both_sides(slack: LocalSlack, dial: Dial) -> None:
    with dial() as websocket:
        slack.drop_connections()
        with pytest.raises(ConnectionClosedError):
            websocket.recv(5)
    slack.wait_for(lambda: slack.connections == 0)


def test_events_the_app_did_not_subscribe_to_do_not_come(slack: LocalSlack) -> None:
    assert slack.user("U1").say("C1", "no mention").trouble == "not_subscribed"
    assert slack.deliveries == []


def test_an_app_may_subscribe_to_all_that_is_said_in_its_channels(slack: LocalSlack) -> None:
    slack.events.add("message.channels")
    assert slack.user("U1").say("C1", "no mention").payload["event"]["channel_type"] == "channel"
    assert len(slack.deliveries) == 1


def test_an_app_that_is_not_in_the_channel_hears_nothing(slack: LocalSlack) -> None:
    slack.add_channel("C2", bot=False)
    assert slack.user("U1").mention("C2", "hello").trouble == "app_not_in_channel"
    joined = slack.invite_bot("C2", by="U1")
    assert joined.payload["event"]["user"] == "U0BOT"
    assert slack.user("U1").mention("C2", "hello").trouble is None


def test_the_app_hears_its_own_direct_messages_too(slack: LocalSlack, client: WebClient) -> None:
    client.chat_postMessage(channel="U1", text="Good morning")
    event = slack.deliveries[0].payload["event"]
    assert (event["type"], event["bot_id"], event["channel_type"]) == ("message", "B0BOT", "im")


def test_joins_and_the_home_tab_are_events(slack: LocalSlack) -> None:
    slack.add_channel("C2", members=[])
    assert slack.user("U1").join("C2").payload["event"]["type"] == "member_joined_channel"
    opened = slack.user("U1").open_home().payload["event"]
    assert (opened["type"], opened["tab"], "view" in opened) == ("app_home_opened", "home", False)


def test_a_command_has_no_thread_and_outsiders_may_not_run_it(slack: LocalSlack) -> None:
    told = slack.user("U1").command("/board", "ask @ben of #board & co", "C1")
    assert told.payload["text"] == "ask <@U2|ben> of <#C1|board> &amp; co"
    assert {"trigger_id", "response_url", "channel_name", "user_name", "team_domain"} <= told.payload.keys()
    assert "thread_ts" not in told.payload
    assert slack.user("U9").command("/board", "status", "C9").trouble == "restricted_action"
    assert slack.user("U9").notices == ["restricted_action"]


def test_a_wrong_answer_to_a_command_is_dropped_in_silence_but_recorded(
    slack: LocalSlack, app: App, connect: Connect
) -> None:
    @app.command("/board")
    def answer(ack: Ack) -> None:
        ack(text="Hi", blocks=[{"type": "banner"}])

    connect()
    told = slack.user("U1").command("/board", "status", "C1")
    slack.settle()
    assert told.acked
    assert slack.ephemerals("U1") == []
    assert "unsupported type: banner" in slack.problems[0].detail


def test_an_answer_to_a_command_may_be_for_all(slack: LocalSlack, app: App, connect: Connect) -> None:
    @app.command("/board")
    def answer(ack: Ack) -> None:
        ack(text="For all", response_type="in_channel")

    connect()
    slack.user("U1").command("/board", "status", "C1")
    slack.settle()
    assert [message.text for message in slack.messages("C1")] == ["For all"]


def test_it_stops_while_an_app_is_connected() -> None:
    with ExitStack() as websockets:
        with LocalSlack() as slack:
            url = WebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)["url"]
            websocket = websockets.enter_context(open_websocket(url))
            hear(websocket)
        with pytest.raises(ConnectionClosedError):
            hear(websocket)
