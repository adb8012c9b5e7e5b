"""Over HTTP as over Socket Mode: what Slack signs is answered, what anybody else sends is not."""

from __future__ import annotations

import hmac
import http.client
import json
import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from bot import web
from bot.app.office import Reception, TheOnlyOffice, open_office, whose
from bot.app.slack import who_am_i
from bot.domain.errors import BadSetting
from bot.hands import Hands
from bot.local.things import TEAM
from bot.web import hurried, requests
from bot.web.requests import MOST_BYTES
from tests.slack.words import ASKED, FIGURE

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator

    from slack_sdk import WebClient

    from bot.local import LocalSlack
    from bot.workspace import Workspace


class Edge:
    """Steward taking requests on this machine, as `steward run --http` puts it together."""

    def __init__(self, slack: LocalSlack, workspace: Workspace, client: WebClient, port: int = 0) -> None:
        self.secret, self.hands = slack.signing_secret, Hands()
        self.office = open_office(workspace, client, who_am_i(client))
        self.site = web.site(web.SlackRequests(Reception(TheOnlyOffice(self.office)), self.secret, self.hands))
        self.server = web.Server(self.site, "127.0.0.1", port)
        self.server.start()
        self.url = f"http://127.0.0.1:{self.server.port}/slack/events"

    def post(self, body: bytes, **headers: str) -> tuple[int, str]:
        return self.sent("POST", "/slack/events", body, headers)

    def signed(self, body: bytes, at: int | None = None, **more: str) -> tuple[int, str]:
        stamp = str(int(time.time()) if at is None else at)
        signature = _signature(self.secret, stamp, body)
        return self.post(body, **{"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature} | more)

    def sent(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> tuple[int, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        line.request(method, path, body, headers or {})
        answer = line.getresponse()
        said = answer.status, answer.read().decode()
        line.close()
        return said

    def stop(self) -> None:
        self.hands.stop(0)
        self.server.stop(1)


def _signature(secret: str, stamp: str, body: bytes) -> str:
    """docs.slack.dev/authentication/verifying-requests-from-slack."""
    return "v0=" + hmac.new(secret.encode(), b"v0:%s:%s" % (stamp.encode(), body), "sha256").hexdigest()


def until(so: Callable[[], object]) -> None:
    """What goes on in the server's own thread tells nobody."""
    waited = threading.Event()
    for _ in range(1_000):
        if so():
            return
        waited.wait(0.01)
    raise TimeoutError


@pytest.fixture
def edge(slack: LocalSlack, workspace: Workspace, client: WebClient) -> Iterator[Edge]:
    edge = Edge(slack, workspace, client)
    yield edge
    edge.stop()


@pytest.fixture
def delivered(slack: LocalSlack, edge: Edge) -> Edge:
    slack.deliver_to(edge.url)
    return edge


@pytest.mark.usefixtures("delivered")
def test_a_mention_is_answered_in_its_thread(slack: LocalSlack) -> None:
    told = slack.user("U1").mention("C1", ASKED)
    slack.settle()
    assert told.acked
    (answer,) = slack.from_bot("C1")
    assert FIGURE in answer.text
    assert told.message
    assert answer.thread_ts == told.message.ts


@pytest.mark.usefixtures("delivered")
def test_a_command_a_click_and_home_are_answered(slack: LocalSlack) -> None:
    amy = slack.user("U1")
    amy.command("/steward", ASKED, "C1")
    slack.settle()
    assert FIGURE in amy.ephemerals[0].text
    amy.click(amy.ephemerals[0], "Share")
    slack.wait_for(lambda: slack.from_bot("C1"))
    amy.open_home()
    slack.wait_for(lambda: amy.home)
    slack.settle()
    assert slack.problems == []


@pytest.mark.usefixtures("delivered")
def test_an_event_that_comes_again_is_answered_once(slack: LocalSlack) -> None:
    told = slack.user("U1").mention("C1", ASKED)
    slack.settle()
    slack.redeliver(told.event_id)
    slack.settle()
    assert len(slack.from_bot("C1")) == 1


def test_slack_finds_its_word_sent_back(edge: Edge) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "a word"}).encode()
    assert edge.signed(body) == (200, "a word")
    assert edge.post(body)[0] == 401
    assert edge.signed(b"ssl_check=1&token=x") == (200, "")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": "v0=00"},
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": "9" * 400},
    ],
)
def test_what_slack_has_not_signed_is_refused(edge: Edge, headers: dict[str, str]) -> None:
    status, said = edge.post(b"{}", **headers)
    assert status == 401
    assert "not signed by Slack" in said


@pytest.mark.parametrize(("late", "status"), [(0, 200), (290, 200), (-290, 200), (310, 401), (-310, 401)])
def test_a_request_is_good_for_five_minutes_whichever_clock_is_ahead(edge: Edge, late: int, status: int) -> None:
    assert edge.signed(b"ssl_check=1", int(time.time()) - late)[0] == status


def test_a_changed_body_is_refused(edge: Edge) -> None:
    stamp = str(int(time.time()))
    signature = _signature(edge.secret, stamp, b"text=help")
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}
    assert edge.post(b"text=another", **headers)[0] == 401


@pytest.mark.parametrize(
    "body",
    [
        b"[]", b"{", b"payload={", b"payload=[1]", b"\xff\xfe", b'{"a":' * 100_000, b"", b"payload=", b"a=%ff",
        b"a=b&" * 1_000, b"payload=" + b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_signed_and_makes_no_sense_harms_nothing(edge: Edge, body: bytes) -> None:
    assert edge.signed(body)[0] in {200, 400, 401}
    assert edge.signed(b"ssl_check=1")[0] == 200


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"type": "event_callback", "team_id": "T9OTHER", "event": {"type": "message", "channel_type": "im"}},
        {"type": "block_actions", "team": {"id": "T9OTHER"}, "user": {"id": "U1"}},
        {"type": "event_callback", "authorizations": [None]},
        {"type": "event_callback", "authorizations": "T0LOCAL", "team_id": []},
        {"team": "T0LOCAL", "type": "view_submission"},
    ],
)
def test_what_is_for_no_board_here_is_taken_and_dropped(edge: Edge, slack: LocalSlack, payload: dict[str, Any]) -> None:
    """Slack would only send it again."""
    status, said = edge.signed(json.dumps(payload).encode())
    assert (status, said) in {(200, ""), (200, "{}")} or status == 404
    assert slack.calls_of("chat.postMessage") == []


def test_the_team_of_an_event_in_a_shared_channel_is_the_one_that_has_installed_us() -> None:
    assert whose({"team_id": "T9OTHER", "authorizations": [{"team_id": TEAM}]}).team == TEAM
    assert whose({"team_id": TEAM}).team == TEAM
    assert whose({}).team == ""


def test_what_is_too_large_is_refused_before_it_has_arrived(edge: Edge) -> None:
    announced = {"Content-Length": str(requests.MOST_BYTES + 1)}
    assert edge.post(b"", **announced)[0] == 413
    with socket.create_connection(("127.0.0.1", edge.server.port), timeout=10) as line:
        line.sendall(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        part = b"x" * 65_536
        with pytest.raises(OSError, match=r"reset|Broken pipe|Connection"):  # noqa: PT012  it may be any of them
            for _ in range(100):
                line.sendall(b"10000\r\n" + part + b"\r\n")
            if b"413" in line.recv(64):
                raise ConnectionResetError("Connection ended with 413")


def test_a_request_that_takes_too_long_to_arrive_is_refused(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "READ_SECONDS", 0.05)
    with socket.create_connection(("127.0.0.1", edge.server.port), timeout=10) as line:
        line.sendall(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nslow")
        assert line.recv(64).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("sent", [b"", b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX: "])
def test_whoever_does_not_bring_the_head_of_a_request_in_time_is_hung_up_on(
    edge: Edge, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(hurried, "HEAD_SECONDS", 0.05)
    for before in (b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", edge.server.port), timeout=10) as line:
            if before:
                line.sendall(before)
                assert line.recv(1_000).startswith(b"HTTP/1.1 200")
                line.sendall(b"GET /")  # and no more
            line.sendall(sent)
            while line.recv(1_000):
                pass


def test_whoever_takes_no_answer_is_hung_up_on(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an answer has grown to lies here until it is read, and the connection with it."""
    monkeypatch.setattr(hurried, "LONGEST_SECONDS", 0.05)
    word = "a" * (MOST_BYTES // 2)
    body = json.dumps({"type": "url_verification", "challenge": word}).encode()
    stamp = str(int(time.time()))
    head = (
        f"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slack-Request-Timestamp: {stamp}\r\n"
        f"X-Slack-Signature: {_signature(edge.secret, stamp, body)}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_024)
        line.settimeout(10)
        line.connect(("127.0.0.1", edge.server.port))
        with suppress(ConnectionError):  # it may come before the last of these is sent
            line.sendall((head.encode() + body) * 8)
        until(lambda: not edge.server._server.server_state.connections)


def test_a_request_whose_end_two_readers_could_see_at_two_places_is_refused_with_all_that_follows(edge: Edge) -> None:
    smuggled = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    head = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    with socket.create_connection(("127.0.0.1", edge.server.port), timeout=10) as line:
        line.sendall(head + smuggled)
        said = b""
        while part := line.recv(1_000):
            said += part
    assert said.startswith(b"HTTP/1.1 400")
    assert b"in two ways" in said
    assert b"well" not in said


@pytest.mark.parametrize("sent", [b"Content-Length: 100\r\n\r\nabc", b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"])
def test_a_request_that_breaks_off_is_a_line_in_the_log(edge: Edge, sent: bytes, log: io.StringIO) -> None:
    with socket.create_connection(("127.0.0.1", edge.server.port), timeout=10) as line:
        line.sendall(b"POST /slack/events HTTP/1.1\r\nHost: x\r\n" + sent)
    until(lambda: "Over: request" in log.getvalue())
    assert "A request was refused (400): it broke off." in log.getvalue()
    assert "Exception" not in log.getvalue()


def test_where_too_much_waits_slack_is_told_to_come_again(
    edge: Edge, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "MOST_WAITING", 0)
    body = json.dumps({"type": "event_callback", "team_id": TEAM, "event": {"type": "x"}}).encode()
    assert edge.signed(body)[0] == 503
    assert edge.signed(urlencode({"command": "/steward", "text": "help", "team_id": TEAM}).encode())[0] != 503
    assert slack.problems == []


def test_nothing_new_is_begun_once_it_stops_and_what_is_begun_is_answered(edge: Edge, slack: LocalSlack) -> None:
    slack.deliver_to(edge.url)
    slack.slow("chat.postMessage", 0.5)
    told = slack.user("U1").mention("C1", ASKED)
    slack.wait_for(lambda: edge.hands.busy)
    ended: list[bool] = []
    stopping = threading.Thread(target=lambda: ended.append(edge.hands.stop(5)))
    stopping.start()
    stopping.join()
    assert ended == [True]
    slack.wait_for(lambda: told.acked)
    assert edge.signed(json.dumps({"type": "event_callback", "team_id": TEAM, "event": {}}).encode())[0] == 503


def test_other_addresses_and_methods_are_not_there(edge: Edge) -> None:
    assert edge.sent("GET", "/slack/events")[0] == 405
    assert edge.sent("POST", "/")[0] == 404
    assert edge.sent("GET", "/healthz") == (200, "well\n")
    assert edge.sent("POST", "/slack/events/")[0] == 404  # and leads nowhere


def test_a_port_that_is_taken_is_named(edge: Edge) -> None:
    with pytest.raises(BadSetting, match=f"STEWARD_HTTP: nothing can listen on 127.0.0.1 port {edge.server.port}"):
        web.Server(edge.site, "127.0.0.1", edge.server.port)
