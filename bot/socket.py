"""The Socket Mode edge: what comes in through the WebSocket is taken in hand, and acknowledged once it is done."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from socket import SHUT_RDWR
from typing import TYPE_CHECKING, Protocol

from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.builtin.connection import ConnectionState
from slack_sdk.socket_mode.response import SocketModeResponse

from bot import errands, logs, redaction
from bot.domain.errors import BadSetting
from bot.errands import Errand
from bot.hands import Hands, StoppingError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from slack_bolt import BoltResponse
    from slack_sdk import WebClient
    from slack_sdk.socket_mode.client import BaseSocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

PING_SECONDS = 5.0  # slack_sdk looks this often whether the connection still lives, and makes a new one if not
DRAIN_SECONDS = 8.0  # containers are killed ten seconds after they are told to stop
BAD_TOKENS = {"invalid_auth", "not_authed", "not_allowed_token_type", "missing_scope", "token_revoked", "no_permission"}
log = logging.getLogger("steward")


class Ended(ConnectionState):
    """A session's state that stays ended: slack_sdk's runner may begin it anew while it is closed, and never end."""

    def __init__(self) -> None:
        object.__setattr__(self, "terminated", True)

    def __setattr__(self, name: str, value: object) -> None:
        """It stays as it is."""


class Receiver(Protocol):
    """Whatever answers requests: `bot.app.office.Reception`."""

    def receive(self, body: dict[str, Any], headers: Mapping[str, str] | None = None) -> BoltResponse: ...


class Socket:
    """One connection to Slack, kept up by slack_sdk; several processes may each have one, up to ten."""

    def __init__(
        self, receiver: Receiver, app_token: str, web_client: WebClient, *, ping_seconds: float = PING_SECONDS
    ) -> None:
        self._receiver = receiver
        self._logger = logging.getLogger(f"slack_sdk.socket_mode.{id(self)}")
        self._logger.setLevel(redaction.PIN)
        self._client = SocketModeClient(
            app_token, web_client=web_client, logger=self._logger, ping_interval=ping_seconds, concurrency=1
        )
        self._hands = Hands()
        self._requests, self._messages, self._connections = 0, 0, 1
        self._client.message_listeners.append(self._hear)
        self._client.socket_mode_request_listeners.append(self._handle)

    def connect(self) -> None:
        """Open the connection. BadSetting where Slack does not take the app token; other trouble is raised as it is."""
        try:
            self._client.connect_to_new_endpoint(force=True)
        except SlackApiError as refused:
            error = refused.response.get("error", "")
            if error in BAD_TOKENS:
                problem = f"Slack does not accept it ({error}); it must be an app-level token with connections:write"
                raise BadSetting(setting="SLACK_APP_TOKEN", problem=problem) from refused
            raise
        if not self.connected:  # slack_sdk keeps the reason to itself
            raise ConnectionError("the WebSocket could not be opened")

    def reconnect(self) -> None:
        """Open another connection in the place of this one, whatever slack_sdk thinks of it."""
        self._client.connect_to_new_endpoint(force=True)

    @property
    def requests(self) -> int:
        """How many came in so far."""
        return self._requests

    @property
    def alone(self) -> bool:
        """Whether no other process had a connection when this one was made: then every event comes here."""
        return self._connections == 1

    def life(self) -> tuple[int, str | None, float | None]:
        """Another one whenever anything was heard from the other end since, be it a pong."""
        session = self._client.current_session
        pong = session.last_ping_pong_time if session is not None else None
        return self._messages, self._client.session_id() if pong is not None else None, pong

    @property
    def connected(self) -> bool:
        return self._client.is_connected()

    def stop(self, seconds: float = DRAIN_SECONDS) -> bool:
        """Take nothing new, let what is in hand be finished, close. Whether all of it was finished in that time.

        What arrives meanwhile is not acknowledged, so Slack gives events to another process, or again later.
        """
        finished = self._hands.stop(seconds)
        self._hang_up()
        try:
            self._client.close()
        except AttributeError:  # its reader closed the same WebSocket in the same moment, and left nothing in its place
            self._client.close()
        return finished

    def _hang_up(self) -> None:
        """Wake slack_sdk's threads, which would sit for seconds over a silent line and an empty queue."""
        self._logger.disabled = True  # it takes its own closing for an error
        self._client.auto_reconnect_enabled = False
        self._client.closed = True
        running, self._client.current_session_state = self._client.current_session_state, Ended()
        running.terminated = True
        self._client.enqueue_message("")
        session = self._client.current_session
        with suppress(OSError):
            if session is not None and session.sock is not None:
                session.sock.shutdown(SHUT_RDWR)

    def _hear(self, _client: BaseSocketModeClient, message: dict[str, Any], _raw: str | None) -> None:
        """Anything at all; "hello" comes first, and says how many connections there are."""
        self._messages += 1
        if message.get("type") == "hello":
            self._connections = int(message.get("num_connections") or 1)

    def _handle(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """Called by slack_sdk's one worker, which must not wait."""
        self._requests += 1
        with suppress(StoppingError):
            errand = Errand("request")
            self._hands.take(lambda: self._answer(client, request, errand), event=request.type == "events_api")

    def _answer(self, client: BaseSocketModeClient, request: SocketModeRequest, errand: Errand) -> None:
        status = 500
        with errand.at_hand():
            try:
                response = self._receiver.receive(request.payload, _headers(request))
                status = response.status
                if status == 200:
                    client.send_socket_mode_response(_acknowledgement(request, response))
            except Exception as trouble:  # noqa: BLE001  whatever it is, the connection must live; Slack sends again
                errands.comes_to(errands.FAILED)
                log.warning("A request was not acknowledged: %s", redaction.in_short(trouble))
        logs.end(errand, status)


def _headers(request: SocketModeRequest) -> dict[str, str]:
    """The same as Slack sends over HTTP with an event that it delivers again."""
    return {"x-slack-retry-num": str(request.retry_attempt)} if request.retry_attempt else {}


def _acknowledgement(request: SocketModeRequest, response: BoltResponse) -> SocketModeResponse:
    if not response.body:
        return SocketModeResponse(envelope_id=request.envelope_id)
    is_json = response.headers.get("content-type", [""])[0].startswith("application/json")
    payload = json.loads(response.body) if is_json else {"text": response.body}
    return SocketModeResponse(envelope_id=request.envelope_id, payload=payload)
