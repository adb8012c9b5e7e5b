"""The client of Slack's Web API: one SSL context for all, nothing posted twice, little patience with rate limits."""

from __future__ import annotations

import logging
import re
import ssl
import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import ConnectionErrorRetryHandler
from slack_sdk.http_retry.handler import RetryHandler

from bot import meters
from bot.domain.errors import BadSetting

if TYPE_CHECKING:
    from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryState

POST_SECONDS = 15  # longer than Slack is ever slow; twice that with a wait between is far within the inbox's lease
SEND_SECONDS = 10  # out of the outbox: what is on its way is finished before a process that was told to stop ends
LOOK_SECONDS = 5  # somebody is waiting, and nothing has been said yet
LONGEST_WAIT = 2  # seconds of a Retry-After that a listener sits out; beyond, the inbox comes back
# Methods that only look, so that asking again after a broken connection does no harm.
LOOKS = ("users.info", "conversations.info", "conversations.history", "conversations.replies", "auth.test")


class BriefPatience(RetryHandler):
    """One more try where Slack says "soon": a 429 means that nothing was done, so nothing can be doubled."""

    def _can_retry(
        self,
        *,
        state: RetryState,  # noqa: ARG002  the signature is slack_sdk's
        request: HttpRequest,  # noqa: ARG002  as above
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002  as above
    ) -> bool:
        return response is not None and response.status_code == 429 and _wait(response) <= LONGEST_WAIT

    def prepare_for_next_attempt(
        self,
        *,
        state: RetryState,
        request: HttpRequest,  # noqa: ARG002  the signature is slack_sdk's
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002  as above
    ) -> None:
        state.next_attempt_requested = True
        time.sleep(_wait(response) if response else 0)
        state.increment_current_attempt()


class Counting(RetryHandler):
    """Never tries again: counts the answers that say "later", whichever client they are for."""

    def can_retry(
        self,
        *,
        state: RetryState,  # noqa: ARG002  the signature is slack_sdk's
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002  as above
    ) -> bool:
        if response is not None and response.status_code == 429:
            method = re.fullmatch(r"[A-Za-z.]{1,60}", request.url.partition("?")[0].rpartition("/")[2])
            meters.LIMITED.labels(method[0] if method else "other").inc()
        return False


class LookAgain(ConnectionErrorRetryHandler):
    """slack_sdk's own second try after a broken connection, kept from everything that writes: it would post twice."""

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        looks = request.url.rsplit("/", 1)[-1] in LOOKS
        return looks and super()._can_retry(state=state, request=request, response=response, error=error)


def _wait(response: HttpResponse) -> float:
    """The seconds that Slack asks for; without a word, more than anyone waits."""
    given = next((value for name, value in response.headers.items() if name.lower() == "retry-after"), None)
    seconds = given[0] if isinstance(given, list) else given
    try:
        return float(seconds) if seconds is not None else LONGEST_WAIT + 1
    except ValueError:
        return LONGEST_WAIT + 1


@cache
def ssl_context() -> ssl.SSLContext:
    """Made once: slack_sdk would otherwise spend 36 to 73 ms on a new one for every call."""
    return ssl.create_default_context()


def quiet_logger() -> logging.Logger:
    """A logger with a level of its own: where it has none, slack_sdk takes that for a wish to print every body."""
    logger = logging.getLogger("slack_sdk")
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.ERROR)
    return logger


def web_client(token: str, api_url: str, *, timeout: int = POST_SECONDS) -> WebClient:
    return WebClient(
        token=token,
        base_url=api_url,
        timeout=timeout,
        ssl=ssl_context(),
        logger=quiet_logger(),
        retry_handlers=[Counting(), BriefPatience(), LookAgain()],
    )


def posting_client(client: WebClient) -> WebClient:
    """For what goes out of the outbox, which waits in its own way: one try, and the word of Slack."""
    return WebClient(
        token=client.token,
        base_url=client.base_url,
        timeout=SEND_SECONDS,
        ssl=ssl_context(),
        logger=quiet_logger(),
        retry_handlers=[Counting()],
    )


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the token makes us, and in which workspace."""

    team_id: str
    team: str
    user_id: str
    bot_id: str
    name: str


def who_am_i(client: WebClient) -> Identity:
    """Ask Slack whose token this is. BadSetting where Slack does not accept it."""
    try:
        answer = client.auth_test()
    except SlackApiError as refused:
        error = refused.response.get("error", "")
        if error in {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}:
            problem = f"Slack does not accept it ({error}); copy it again from the app's page on api.slack.com"
            raise BadSetting(setting="SLACK_BOT_TOKEN", problem=problem) from refused
        raise
    return Identity(answer["team_id"], answer["team"], answer["user_id"], answer["bot_id"], answer["user"])
