"""Messages on their way: posted once, changed in place, or handed to one person; without a chart where need be."""

from __future__ import annotations

import logging
import socket
import ssl
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.error import URLError

from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.delivery.hosts import is_slacks

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient
    from slack_sdk.web import SlackResponse

    from bot.render import Message

# Slack may have carried out a part of what it answers with these (docs.slack.dev/reference/methods/chat.postMessage).
UNCLEAR_CODES = {"fatal_error", "internal_error", "request_timeout", "service_unavailable"}
UNREACHED = (URLError, TimeoutError, ConnectionError, HTTPException, ssl.SSLError)
UNSENT = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)  # before a word was sent
EVENT_TYPE = "steward_answer"
CHART = "data_visualization"
REFUSED_BLOCKS = ("invalid_blocks", "invalid_blocks_format")
SECONDS = 10  # a response_url is used while Slack waits for the click's acknowledgement, or in nobody's sight
A_PAGE, PAGES = 200, 5  # messages that are looked through for one of ours
Sent = TypeVar("Sent")
log = logging.getLogger("steward")


class Charts(Protocol):
    """What is known of charts in a workspace: True once one was posted, False once one was refused, else None."""

    charts_work: bool | None

    def note_charts(self, works: bool) -> None: ...  # noqa: FBT001  it is a verb's whole object


class Turn(Protocol):
    """Whose turn it is with the event that is answered: asked before each post, told of one that was refused."""

    @property
    def key(self) -> str: ...

    def in_time(self) -> None: ...

    def go_on(self) -> None: ...

    def nothing_was_posted(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a message goes: a channel or direct message, and the thread in it, if any."""

    channel: str
    thread_ts: str | None = None

    @property
    def place(self) -> str:
        """The conversation's key: what was said in it is what "it" may mean."""
        return f"{self.channel}:{self.thread_ts}" if self.thread_ts else self.channel

    def under(self, ts: str) -> Spot:
        """The thread that somebody may open under a message here."""
        return Spot(self.channel, ts)


def spot_of(event: dict[str, Any]) -> Spot:
    """Where an event is answered: in its thread; a mention opens one, a direct message does not."""
    opens = event.get("type") == "app_mention"
    return Spot(event["channel"], event.get("thread_ts") or (event["ts"] if opens else None))


class ResponseRefusedError(Exception):
    """Slack did not take what was sent to a response_url."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(f"status {status}")
        self.status = status
        self.body = body


class NotSlacksError(Exception):
    """A request names an address to answer to that is not Slack's."""


def post(
    client: WebClient, charts: Charts, spot: Spot, make: Callable[[bool], Message], *, turn: Turn | None = None
) -> str:
    """Post a message and return its timestamp. `make` renders it with or without its chart."""
    return posted(client, charts, spot, make, turn=turn)[0]


def posted(
    client: WebClient, charts: Charts, spot: Spot, make: Callable[[bool], Message], *, turn: Turn | None = None
) -> tuple[str, str]:
    """Post a message and return its timestamp and conversation, which a person's id may stand for.

    The turn's key goes along as metadata, which every app and member may read: a key only, never a figure. By it a
    post whose reply was lost is found again. Nothing is unfurled, nobody's name is linked, no thread's reply goes to
    its channel, and nothing that was typed formats the words of a notification.
    """

    def send(message: Message) -> tuple[str, str]:
        if turn:
            turn.in_time()
        answer = client.chat_postMessage(
            channel=spot.channel,
            thread_ts=spot.thread_ts,
            text=message.text,
            blocks=message.blocks,
            mrkdwn=False,
            unfurl_links=False,
            unfurl_media=False,
            metadata=metadata(turn.key) if turn else None,
        )
        return str(answer["ts"]), str(answer["channel"])

    try:
        return _with_or_without_chart(charts, make, send, turn)
    except Exception as error:
        if turn and is_refusal(error):
            turn.nothing_was_posted()
        raise


def is_refusal(error: Exception) -> bool:
    """Whether surely nothing was posted; otherwise nobody knows: the reply was lost, or Slack fell over half way."""
    if isinstance(error, SlackApiError):
        response = error.response
        return response.status_code < 500 and response.get("error") not in UNCLEAR_CODES
    return isinstance(error, URLError) and isinstance(error.reason, UNSENT)


def afterwards(act: Callable[[], None]) -> None:
    """Do what follows a message that is out: if it fails the message stands, and nobody is told that it failed."""
    try:
        act()
    except Exception as lost:
        log.warning("An answer went out, but not all could be kept of it: %s", type(lost).__name__, exc_info=lost)


def replace(client: WebClient, charts: Charts, spot: Spot, ts: str, make: Callable[[bool], Message]) -> None:
    """Put another message in the place of one of ours; doing it twice changes nothing more."""

    def send(message: Message) -> None:
        client.chat_update(channel=spot.channel, ts=ts, text=message.text, blocks=message.blocks)

    _with_or_without_chart(charts, make, send)


def respond(client: WebClient, charts: Charts, url: str, make: Callable[[bool], Message], **how: object) -> None:
    """Send to a response_url, which needs no membership of the channel: `replace_original=True`, `response_type=...`.

    Bolt's own `respond` would try twice after a broken connection, and never times out sooner than its default.
    Raises NotSlacksError for an address anywhere else than at Slack: an answer holds the board's figures.
    """
    if not is_slacks(url, client):
        raise NotSlacksError
    hook = WebhookClient(
        url, timeout=SECONDS, ssl=client.ssl, proxy=client.proxy, logger=client.logger, retry_handlers=[]
    )

    def send(message: Message) -> None:
        body = {"text": message.text, "blocks": message.blocks, "unfurl_links": False, "unfurl_media": False, **how}
        answer = hook.send_dict(body)
        if answer.status_code != 200:
            raise ResponseRefusedError(answer.status_code, answer.body)

    _with_or_without_chart(charts, make, send)


def metadata(key: str) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


def is_posted(client: WebClient, spot: Spot, key: str, *, since: str) -> bool:
    """Whether a message with this key stands in a direct message since then (the scope im:history allows to look)."""
    return bool(_found(_look(client, spot, oldest=since), key))


def posted_before(client: WebClient, spot: Spot, key: str) -> str:
    """The timestamp of the message with this key among the latest of a direct message; "" where it is not there.

    Slack's clock may differ from ours, so that nothing is said of when it was posted.
    """
    cursor = ""
    for _ in range(PAGES):
        page = _look(client, spot, **({"cursor": cursor} if cursor else {}))
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if (ts := _found(page, key)) or not cursor:
            return ts
    return ""


def _look(client: WebClient, spot: Spot, **which: Any) -> SlackResponse:  # noqa: ANN401  as slack_sdk takes them
    if spot.thread_ts:
        return client.conversations_replies(
            channel=spot.channel, ts=spot.thread_ts, include_all_metadata=True, limit=A_PAGE, **which
        )
    return client.conversations_history(channel=spot.channel, include_all_metadata=True, limit=A_PAGE, **which)


def _found(page: SlackResponse, key: str) -> str:
    wanted = metadata(key).items()
    messages = page.get("messages") or ()
    return next((str(one["ts"]) for one in messages if wanted <= (one.get("metadata") or {}).items()), "")


def _with_or_without_chart(
    charts: Charts, make: Callable[[bool], Message], send: Callable[[Message], Sent], turn: Turn | None = None
) -> Sent:
    """Slack refuses a whole message for a block it does not know, so a second one without it doubles nothing."""
    message = make(charts.charts_work is not False)
    has_chart = any(block["type"] == CHART for block in message.blocks)
    try:
        sent = send(message)
    except (SlackApiError, ResponseRefusedError) as refused:
        if not (has_chart and _refuses_blocks(refused)):
            raise
        log.warning("Slack does not draw charts in this workspace yet: answers go without them.")
        afterwards(lambda: charts.note_charts(False))
        if turn:
            turn.go_on()
        return send(make(False))
    if has_chart and charts.charts_work is None:
        afterwards(lambda: charts.note_charts(True))
    return sent


def _refuses_blocks(refused: SlackApiError | ResponseRefusedError) -> bool:
    if isinstance(refused, SlackApiError):
        return refused.response.get("error") in REFUSED_BLOCKS
    return any(code in refused.body for code in REFUSED_BLOCKS)
