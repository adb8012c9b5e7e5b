"""Delivery over HTTP: signed requests to the app's own address, and an event again when they fail.

docs.slack.dev/apis/events-api (retries, the challenge) and docs.slack.dev/authentication/verifying-requests-from-slack.
One address takes everything, as with Bolt. Redirects, of which Slack follows two, are failures here.
"""

import asyncio
import hmac
import json
import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPConnection, HTTPException
from urllib.parse import parse_qsl, urlencode, urlsplit

from bot.local.deliveries import COMMAND, EVENT, Delivery, Way
from bot.local.entries import Impossible
from bot.local.payloads import VERIFICATION_TOKEN
from bot.local.things import JSON
from bot.local.world import World

JSON_TYPE, FORM_TYPE = "application/json", "application/x-www-form-urlencoded"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
MOST_AT_ONCE = 32


@dataclass(frozen=True)
class Reply:
    """What the app has answered; where that was no success, the reason in Slack's words."""

    status: int = 0
    headers: Message = field(default_factory=Message)
    words: str = ""
    reason: str = ""

    @property
    def taken(self) -> bool:
        return 200 <= self.status < 300

    @property
    def wants_no_more(self) -> bool:
        return self.headers.get("X-Slack-No-Retry") == "1"

    @property
    def answer(self) -> JSON | None:
        """JSON as it stands; any other words are those of a message."""
        if self.headers.get("Content-Type", "").startswith(JSON_TYPE):
            try:
                answer = json.loads(self.words)
            except ValueError:
                answer = None
            if isinstance(answer, dict):
                return answer
        return {"text": self.words} if self.words.strip() else None


class RequestUrl(Way):
    """The address on this machine to which the app wants to be told of everything."""

    def __init__(self, world: World, url: str) -> None:
        super().__init__(world.changed, world.timing)
        self._world = world
        self._address = urlsplit(url)
        if self._address.scheme != "http" or self._address.hostname not in LOOPBACK:
            raise ValueError(f"a request URL here begins with http://127.0.0.1: {url!r}")
        self._threads = ThreadPoolExecutor(MOST_AT_ONCE, "request-url")
        self._open: set[asyncio.Task[None]] = set()

    def stop(self) -> None:
        for task in list(self._open):
            self._soon(task.cancel)
        super().stop()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def verify(self) -> None:
        """Have the app send a word back, as Slack does before it takes down a request URL."""
        word = secrets.token_urlsafe(32)
        asked = {"token": VERIFICATION_TOKEN, "challenge": word, "type": "url_verification"}
        try:
            reply = self._post(JSON_TYPE, json.dumps(asked), {})
        except (OSError, HTTPException) as error:
            raise Impossible(f"nobody answers at {self._address.geturl()}: {error}") from error
        said = reply.words.strip(), (reply.answer or {}).get("challenge"), dict(parse_qsl(reply.words)).get("challenge")
        if not reply.taken or word not in said:
            raise Impossible(
                f"{self._address.geturl()} did not answer the challenge: {reply.status} {reply.words[:80]!r}"
            )

    def _admit(self, delivery: Delivery) -> None:
        task = asyncio.ensure_future(self._carry(delivery))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _carry(self, delivery: Delivery) -> None:
        """Every sending of one delivery. Only events come again: docs.slack.dev/apis/events-api."""
        reply = Reply()
        for pause in (0.0, *self.timing.retries) if delivery.kind == EVENT else (0.0,):
            await asyncio.sleep(pause)
            reply = await self._told(delivery, reply.reason)
            if reply.taken:
                self._acknowledge(delivery, None if delivery.kind == EVENT else reply.answer)
                return
            if reply.wants_no_more:
                break
        self._fail(delivery, _trouble(delivery, reply))

    async def _told(self, delivery: Delivery, why_again: str) -> Reply:
        """One sending and what came of it."""
        again = delivery.attempts
        delivery.attempts += 1
        headers = {"X-Slack-Retry-Num": str(again), "X-Slack-Retry-Reason": why_again or "http_timeout"}
        sending = asyncio.get_running_loop().run_in_executor(
            self._threads, self._post, *_written(delivery), headers if again else {}
        )
        try:
            return await asyncio.wait_for(sending, self.timing.answer)
        except TimeoutError:
            return Reply(reason="http_timeout")
        except (OSError, HTTPException):
            return Reply(reason="connection_failed")

    def _post(self, content_type: str, body: str, headers: Mapping[str, str]) -> Reply:
        signed_at = str(int(self._world.now() - self.timing.signed_ago))
        standing = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": signed_at,
            "X-Slack-Signature": signature(self._world.signing_secret, signed_at, body),
        }
        path = self._address.path or "/"
        place = f"{path}?{self._address.query}" if self._address.query else path
        line = HTTPConnection(self._address.hostname or "", self._address.port, timeout=self.timing.answer)
        try:
            line.request("POST", place, body.encode(), standing | {**headers})
            answer = line.getresponse()
            return Reply(answer.status, answer.headers, answer.read().decode(errors="replace"), "http_error")
        finally:
            line.close()


def signature(secret: str, timestamp: str, body: str) -> str:
    return "v0=" + hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), "sha256").hexdigest()


def _written(delivery: Delivery) -> tuple[str, str]:
    """The body and its type: events are JSON, a command is a form, a click is JSON in a form of one field."""
    if delivery.kind == EVENT:
        return JSON_TYPE, json.dumps(delivery.payload)
    fields = delivery.payload if delivery.kind == COMMAND else {"payload": json.dumps(delivery.payload)}
    return FORM_TYPE, urlencode(fields, errors="replace")


def _trouble(delivery: Delivery, reply: Reply) -> str:
    """What is recorded of a lost event, and what a person is told where their click or command came to nothing."""
    if delivery.kind == EVENT:
        return f"undelivered: {reply.reason} {reply.status or ''}".strip()
    return "operation_timeout" if reply.reason == "http_timeout" else "dispatch_failed"
