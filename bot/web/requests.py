"""Slack's requests: each is small enough, signed by Slack just now, understood, and answered once it is done.

docs.slack.dev/authentication/verifying-requests-from-slack and docs.slack.dev/apis/events-api.
"""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qs

from slack_sdk.signature import SignatureVerifier
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, Response

from bot import logs, redaction
from bot.errands import Errand
from bot.hands import StoppingError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import BoltResponse
    from starlette.requests import Request

    from bot.hands import Hands

JSON = dict[str, Any]
MOST_BYTES = 2 * 1024 * 1024  # a view of 250 kB comes with its message and its state; nothing of Slack's is larger
READ_SECONDS = 5.0  # for the whole of a request to arrive: Slack sends it in one piece
MOST_WAITING = 200  # requests that no hand has begun: beyond, Slack is told to come again
MOST_FIELDS = 200  # of a form: a command has some fifteen
ANSWER_HEADERS = ("content-type", "x-slack-no-retry")
log = logging.getLogger("steward")


class Receiver(Protocol):
    """Whatever answers requests: `bot.app.office.Reception`."""

    def receive(self, body: JSON, headers: Mapping[str, str] | None = None) -> BoltResponse: ...


class UnfitError(Exception):
    """Why a request is not taken, and the status that says so."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class SlackRequests:
    """The door for Slack's requests."""

    def __init__(self, receiver: Receiver, signing_secret: str, hands: Hands) -> None:
        self._receiver = receiver
        self._verifier = SignatureVerifier(signing_secret)
        self._hands = hands

    async def answer(self, request: Request) -> Response:
        errand = Errand("request")
        with errand.at_hand():
            response = await self._answered(request)
        logs.end(errand, response.status_code)
        return response

    async def _answered(self, request: Request) -> Response:
        try:
            body = await _whole(request)
            self._check_signature(body, request)
            payload = payload_of(body)
        except UnfitError as unfit:
            log.warning("A request was refused (%s): %s.", unfit.status, unfit)
            return PlainTextResponse(f"{unfit}\n", unfit.status, {"Connection": "close"})  # whatever comes after it
        if payload.get("type") == "url_verification":
            return PlainTextResponse(str(payload.get("challenge", "")))
        if payload.get("ssl_check") == "1":  # docs.slack.dev/interactivity/implementing-slash-commands
            return Response()
        return await self._handed_on(payload, _retried(request))

    async def _handed_on(self, payload: JSON, headers: Mapping[str, str]) -> Response:
        event = payload.get("type") == "event_callback"
        if event and self._hands.waiting >= MOST_WAITING:
            return PlainTextResponse("Too much is waiting; please come again.\n", 503)
        try:
            taken = self._hands.take(lambda: self._received(payload, headers), event=event)
            return await asyncio.wrap_future(taken)
        except StoppingError:
            return PlainTextResponse("Steward is stopping; please come again.\n", 503)
        except Exception as trouble:  # noqa: BLE001  whatever it is, Slack sends again what it can
            log.warning("A request was not answered: %s", redaction.in_short(trouble))
            return PlainTextResponse("", 500)

    def _received(self, payload: JSON, headers: Mapping[str, str]) -> Response:
        answered = self._receiver.receive(payload, headers)
        kept = {name: answered.headers[name][0] for name in ANSWER_HEADERS if answered.headers.get(name)}
        return Response(answered.body or "", answered.status, kept)

    def _check_signature(self, body: bytes, request: Request) -> None:
        timestamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        try:
            good = self._verifier.is_valid(body, timestamp, signature)
        except (ValueError, TypeError, OverflowError):  # no number, no UTF-8, no ASCII: slack_sdk expects none of it
            good = False
        if not good:
            raise UnfitError(401, "it is not signed by Slack, or was more than five minutes on its way")


def payload_of(body: bytes) -> JSON:
    """What a request says: JSON as it is, or a form with it in its field "payload", or a form itself."""
    if body.lstrip()[:1] == b"{":
        return _object(body)
    try:
        given = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise UnfitError(400, "it is neither JSON nor a form") from None
    fields = {name: values[-1] for name, values in given.items()}
    return _object(fields["payload"].encode()) if "payload" in fields else dict(fields)


def _object(text: bytes) -> JSON:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise UnfitError(400, "its JSON cannot be read") from None
    if not isinstance(found, dict):
        raise UnfitError(400, "its JSON is not an object")
    return found


async def _whole(request: Request) -> bytes:
    """The body, unless it is too large or takes too long."""
    if "transfer-encoding" in request.headers and "content-length" in request.headers:  # RFC 9112, 6.3: two who read
        raise UnfitError(400, "it says its length in two ways")  # this request may end it at two places
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced) > MOST_BYTES:
        raise UnfitError(413, "it is too large")
    body = bytearray()
    try:
        async with asyncio.timeout(READ_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > MOST_BYTES:
                    raise UnfitError(413, "it is too large")
    except TimeoutError:
        raise UnfitError(408, "it took too long to arrive") from None
    except ClientDisconnect:
        raise UnfitError(400, "it broke off") from None
    return bytes(body)


def _retried(request: Request) -> dict[str, str]:
    return {name: value for name, value in request.headers.items() if name.startswith("x-slack-retry-")}
