"""Delivery over HTTP: what the app's address is sent, signed, and what becomes of its answers."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier
from websockets.sync.client import connect as open_websocket

from bot.local import Impossible, LocalSlack

JSON = dict[str, Any]
MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Figure"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "figure",
            "label": {"type": "plain_text", "text": "Figure"},
            "element": {"type": "plain_text_input", "action_id": "entry"},
        }
    ],
}


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as in the library
        pass


@pytest.fixture
def bolt(slack: LocalSlack, client: WebClient) -> App:
    return App(
        client=client,
        signing_secret=slack.signing_secret,
        process_before_response=True,
        token_verification_enabled=False,
    )


@pytest.fixture
def served(bolt: App) -> Iterator[str]:
    """The address of the Bolt app on a real HTTP server."""
    with make_server("127.0.0.1", 0, SlackRequestHandler(bolt), handler_class=Quiet) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/slack/events"
        server.shutdown()


class Door:
    """A bare address: keeps what it was sent, and answers as it is told to."""

    def __init__(self) -> None:
        self.url = ""
        self.asked = threading.Event()
        self.heard: list[tuple[JSON, str]] = []
        self.answer: Callable[[JSON, str], tuple[int, JSON, str]] = lambda _headers, _body: (200, {}, "")

    def take(self, headers: JSON, body: str) -> tuple[int, JSON, str]:
        if "url_verification" in body:
            self.asked.set()
            return 200, {}, json.loads(body)["challenge"]
        self.heard.append((headers, body))
        return self.answer(headers, body)


@pytest.fixture
def bare_door() -> Iterator[Door]:
    door = Door()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, headers, said = door.take(dict(self.headers), body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            with suppress(ConnectionError):  # whoever waited has gone
                self.end_headers()
                self.wfile.write(said.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as in the library
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        door.url = f"http://127.0.0.1:{server.server_port}/"
        yield door
        server.shutdown()


@pytest.fixture
def door(slack: LocalSlack, bare_door: Door) -> Door:
    """The workspace delivers to this address from the start."""
    slack.deliver_to(bare_door.url)
    return bare_door


def test_a_bolt_app_with_a_signing_secret_hears_an_event(slack: LocalSlack, bolt: App, served: str) -> None:
    heard = []

    @bolt.event("message")
    def note(event: JSON) -> None:
        heard.append(event["text"])

    slack.deliver_to(served)
    told = slack.user("U1").dm("Zwölf & <more>")
    slack.settle()
    assert heard == ["Zwölf &amp; &lt;more&gt;"]
    assert (told.acked, told.attempts, told.answer) == (True, 1, None)


def test_a_command_a_modal_a_field_error_and_a_menu_go_there_and_back(
    slack: LocalSlack, bolt: App, served: str
) -> None:
    @bolt.command("/board")
    def open_form(ack: Ack, client: WebClient, command: JSON) -> None:
        client.views_open(trigger_id=command["trigger_id"], view=MODAL | {"callback_id": "form"})
        ack(f"You asked for {command['text']}")

    @bolt.view("form")
    def refuse(ack: Ack, view: JSON) -> None:
        if view["state"]["values"]["figure"]["entry"]["value"] == "many":
            ack(response_action="errors", errors={"figure": "That is not a number."})
        else:
            ack()

    slack.deliver_to(served)
    amy = slack.user("U1")
    amy.command("/board", "NEET & more", "C1")
    slack.settle()
    assert [message.text for message in amy.ephemerals] == ["You asked for NEET &amp; more"]
    assert amy.modal
    amy.submit(amy.modal, {"figure": "many"})
    slack.settle()
    assert amy.modal.errors == {"figure": "That is not a number."}
    amy.submit(amy.modal, {"figure": "12"})
    slack.settle()
    assert amy.modal is None


def test_options_for_a_menu_come_in_the_answer(slack: LocalSlack, bolt: App, client: WebClient, served: str) -> None:
    @bolt.options("owner")
    def offer(ack: Ack, payload: JSON) -> None:
        ack(options=[{"text": {"type": "plain_text", "text": payload["value"]}, "value": "U2"}])

    slack.deliver_to(served)
    menu = {"type": "external_select", "action_id": "owner", "min_query_length": 1}
    client.chat_postMessage(channel="C1", text="Who?", blocks=[{"type": "actions", "elements": [menu]}])
    told = slack.user("U1").look_up(slack.messages("C1")[-1], "owner", "Ben")
    slack.settle()
    assert told.answer == {"options": [{"text": {"type": "plain_text", "text": "Ben"}, "value": "U2"}]}


@pytest.mark.parametrize("wrong", ["another secret", "an old signature"])
def test_a_bolt_app_refuses_what_is_signed_wrongly_and_the_event_is_lost(
    slack: LocalSlack, bolt: App, served: str, wrong: str
) -> None:
    @bolt.event("message")
    def note() -> None:
        pytest.fail("this must not be heard")

    slack.timing.retries = (0.0,)
    slack.deliver_to(served)
    if wrong == "another secret":
        slack.world.signing_secret += "?"
    else:
        slack.timing.signed_ago = 301
    told = slack.user("U1").dm("hello")
    slack.settle()
    assert (told.acked, told.attempts, told.trouble) == (False, 2, "undelivered: http_error 401")


def test_a_request_is_written_and_signed_as_slack_does_it(slack: LocalSlack, client: WebClient, door: Door) -> None:
    amy = slack.user("U1")
    mention = amy.mention("C1", "status")
    command = amy.command("/board", "a=b&c", "C1")
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    client.chat_postMessage(channel="C1", text="Go?", blocks=[{"type": "actions", "elements": [button]}])
    click = amy.click(slack.messages("C1")[-1], "go")
    slack.settle()
    bodies = {headers["Content-Type"]: [] for headers, _ in door.heard}
    for headers, body in door.heard:
        signed = headers["X-Slack-Request-Timestamp"], headers["X-Slack-Signature"]
        assert SignatureVerifier(slack.signing_secret).is_valid(body, *signed)
        assert "X-Slack-Retry-Num" not in headers
        bodies[headers["Content-Type"]].append(body)
    assert mention.payload in [json.loads(body) for body in bodies["application/json"]]
    forms = [parse_qs(body) for body in bodies["application/x-www-form-urlencoded"]]
    assert {name: [value] for name, value in command.payload.items()} in forms
    assert [json.loads(form["payload"][0]) for form in forms if "payload" in form] == [click.payload]


def test_an_event_comes_three_more_times_and_says_why(slack: LocalSlack, door: Door) -> None:
    slack.timing.retries = (0.0, 0.02, 0.02)
    door.answer = lambda _headers, _body: (500, {}, "")
    told = slack.user("U1").dm("hello")
    slack.settle()
    assert [(headers.get("X-Slack-Retry-Num"), headers.get("X-Slack-Retry-Reason")) for headers, _ in door.heard] == [
        (None, None),
        ("1", "http_error"),
        ("2", "http_error"),
        ("3", "http_error"),
    ]
    assert len({body for _, body in door.heard}) == 1
    assert (told.attempts, told.trouble) == (4, "undelivered: http_error 500")


def test_an_app_that_wants_no_more_of_an_event_gets_no_more(slack: LocalSlack, door: Door) -> None:
    door.answer = lambda _headers, _body: (500, {"X-Slack-No-Retry": "1"}, "")
    told = slack.user("U1").dm("hello")
    slack.settle()
    assert (told.attempts, len(door.heard)) == (1, 1)


def test_whoever_takes_too_long_is_sent_an_event_again_and_a_command_not(slack: LocalSlack, door: Door) -> None:
    slack.timing.answer, slack.timing.retries = 0.3, (0.0,)
    done = threading.Event()
    door.answer = lambda headers, _body: (done.wait(5 * ("X-Slack-Retry-Num" not in headers)), (200, {}, ""))[1]
    event = slack.user("U1").dm("hello")
    command = slack.user("U1").command("/board", "status", "C1")
    slack.settle()
    done.set()
    assert (event.acked, event.attempts) == (True, 2)
    assert "http_timeout" in [headers.get("X-Slack-Retry-Reason") for headers, _ in door.heard]
    assert (command.attempts, slack.user("U1").notices) == (1, ["operation_timeout"])


def test_a_click_that_is_refused_is_told_to_the_person(slack: LocalSlack, door: Door) -> None:
    door.answer = lambda _headers, _body: (404, {}, "")
    slack.user("U1").command("/board", "status", "C1")
    slack.settle()
    assert slack.user("U1").notices == ["dispatch_failed"]


def test_an_event_can_be_sent_again_though_it_was_taken(slack: LocalSlack, door: Door) -> None:
    told = slack.user("U1").dm("hello")
    slack.settle()
    slack.redeliver(told.event_id)
    slack.settle()
    assert [headers.get("X-Slack-Retry-Num") for headers, _ in door.heard] == [None, "1"]


def test_an_address_that_does_not_answer_the_challenge_is_not_taken(slack: LocalSlack, served: str) -> None:
    with pytest.raises(Impossible, match="did not answer the challenge: 404"):
        slack.deliver_to(served.replace("events", "elsewhere"))
    slack.world.signing_secret += "?"
    with pytest.raises(Impossible, match="401"):
        slack.deliver_to(served)
    with pytest.raises(Impossible, match="nobody answers"):
        slack.deliver_to("http://127.0.0.1:9/slack/events")
    with pytest.raises(ValueError, match=r"127\.0\.0\.1"):
        slack.deliver_to("http://192.0.2.1/slack/events")
    assert slack.world.ways == [slack.world.link]


def test_what_waits_for_a_connection_goes_to_the_address_instead(slack: LocalSlack, bolt: App, served: str) -> None:
    bolt.event("message")(lambda: None)
    told = slack.user("U1").dm("hello")
    slack.deliver_to(served)
    slack.settle()
    assert told.acked


def test_what_is_on_its_way_to_one_address_is_settled_there_after_a_change(
    slack: LocalSlack, bolt: App, served: str, door: Door
) -> None:
    begun, moved = threading.Event(), threading.Event()
    door.answer = lambda _headers, _body: (begun.set(), moved.wait(5), (200, {}, ""))[2]
    bolt.event("message")(lambda: None)
    before = slack.user("U1").command("/board", "status", "C1")
    assert begun.wait(5)
    slack.deliver_to(served)
    after = slack.user("U1").dm("hello")
    slack.wait_for(lambda: after.acked)
    moved.set()
    slack.settle()
    assert (before.acked, before.attempts, after.attempts, len(door.heard)) == (True, 1, 1, 1)


def test_an_event_that_no_websocket_has_acknowledged_goes_to_the_address(
    slack: LocalSlack, bolt: App, served: str
) -> None:
    bolt.event("message")(lambda: None)
    url = WebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)["url"]
    with open_websocket(url) as websocket:
        websocket.recv(5)
        told = slack.user("U1").dm("hello")
        websocket.recv(5)
        slack.deliver_to(served)
        slack.settle()
    assert (told.acked, told.attempts) == (True, 2)


@pytest.mark.usefixtures("door")
def test_with_an_address_no_websocket_is_opened(slack: LocalSlack) -> None:
    url = WebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)["url"]
    with open_websocket(url) as websocket:
        assert json.loads(websocket.recv(5)) == {"type": "disconnect", "reason": "link_disabled"}
    assert slack.connections == 0


def test_run_alone_it_can_be_told_the_address(bare_door: Door) -> None:
    line = [sys.executable, "-m", "bot.local", "--port", "0", "--request-url", bare_door.url]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        assert "SLACK_SIGNING_SECRET=local-signing-secret" in [program.stdout.readline().strip() for _ in range(4)]
        assert bare_door.asked.wait(10)
        program.terminate()
        assert program.wait(5) == 0
