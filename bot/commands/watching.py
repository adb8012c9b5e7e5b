"""What `/readyz` and `/metrics` look at: the way to Slack, the database, the timetable, the token, what waits."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError
from starlette.responses import Response
from starlette.routing import Route

from bot import meters
from bot.delivery import UNREACHED
from bot.delivery.refusals import OURS
from bot.domain.errors import BadSetting, DatabaseAway, DatabaseNotReady, NewerDatabase
from bot.web.readiness import PATIENCE, Readiness
from store import looks

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient
    from starlette.requests import Request

    from bot.commands.edges import Edge
    from bot.schedule import Beats
    from bot.watchdog import Watchdog
    from bot.workspace import Workspaces
    from store.work import Store

ASKED_SECONDS = 300.0  # so long Slack's word on a token is good


class Watching:
    """One process, looked at from outside. What its edge is, it is told before the edge opens."""

    def __init__(
        self,
        store: Store,
        workspaces: Workspaces,
        beats: Beats,
        client: WebClient | None = None,
        *,
        tokenless: Callable[[], int] | None = None,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self.beats = beats
        self._store, self._workspaces, self._client, self._ticks = store, workspaces, client, ticks
        store.time_transactions(meters.transaction)
        self._tokenless = tokenless or (lambda: 1 if self._asked and self._asked[1] else 0)
        self._measuring: asyncio.Future[bytes] | None = None
        self._asked: tuple[float, str] | None = None
        self.edge: Edge | None = None
        self.watchdog: Watchdog | None = None  # where there is a WebSocket
        self.looks = {"slack": self.slack, "database": self.database, "timetable": beats.late, "token": self.token}

    def routes(self) -> tuple[Route, ...]:
        return (Readiness(self.looks).route, Route("/metrics", self._measured, methods=["GET"]))

    def measure(self) -> bytes:
        """What is counted all along, and what has to be looked at."""
        meters.CONNECTED.set(0 if self.slack() else 1)
        meters.WITHOUT_TOKEN.set(self._tokenless())
        for job, seconds in self.beats.lag().items():
            meters.TIMETABLE_LAG.labels(job).set(seconds)
        many, age = self._workspaces.backlog()
        meters.OUTBOX_DUE.set(many)
        meters.OUTBOX_AGE.set(age)
        return meters.page()

    async def _measured(self, _request: Request) -> Response:
        """One look at a time, however many ask; where it does not come to an end, the rest tells of the trouble."""
        if self._measuring is None or self._measuring.done():
            self._measuring = asyncio.ensure_future(asyncio.to_thread(self._measurable))
        try:
            page = await asyncio.wait_for(asyncio.shield(self._measuring), PATIENCE)
        except TimeoutError:
            page = meters.page()
        return Response(page, media_type=meters.CONTENT_TYPE)

    def _measurable(self) -> bytes:
        try:
            return self.measure()
        except DatabaseAway:
            return meters.page()

    def slack(self) -> str:
        """Whether requests come in; a WebSocket may be open and deaf."""
        if self.edge is None:
            return "it is not open yet"
        return self.edge.shut() or (self.watchdog.doubt if self.watchdog else "")

    def database(self) -> str:
        try:
            self._store.check()
            if looks.is_read_only(self._store.url, self._store.for_others):
                return "it takes no changes"
        except DatabaseNotReady:
            return "it is not brought up to date; steward migrate does it"
        except NewerDatabase:
            return "it is of a newer Steward than this one"
        except (BadSetting, DatabaseAway):
            return "it cannot be reached"
        return ""

    def token(self) -> str:
        """Whether Slack takes it; that Slack cannot be reached says nothing of it. Each board has its own elsewhere."""
        if self._client is None:
            return ""
        if self._asked is None or self._ticks() - self._asked[0] >= ASKED_SECONDS:
            self._asked = self._ticks(), self._refusal(self._client)
        return self._asked[1]

    def _refusal(self, client: WebClient) -> str:
        try:
            client.auth_test()
        except SlackApiError as refused:
            code = str(refused.response.get("error"))
            return f"Slack does not take it ({code})" if code in OURS else ""
        except UNREACHED:
            pass
        return ""
