"""Installing by a press of "Add to Slack": Slack's OAuth, with Bolt's own flow, and pages that say what came of it.

docs.slack.dev/authentication/installing-with-oauth.
"""

from __future__ import annotations

import asyncio
import html
import logging
import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slack_bolt import BoltResponse
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_bolt.oauth.callback_options import CallbackOptions
from slack_bolt.oauth.oauth_flow import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings
from starlette.routing import Route

from bot import redaction
from bot.app.installations import TooManyBegunError
from bot.domain.errors import DatabaseAway

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from slack_bolt import BoltRequest
    from slack_bolt.oauth.callback_options import FailureArgs, SuccessArgs
    from slack_sdk import WebClient
    from slack_sdk.oauth import OAuthStateStore
    from slack_sdk.oauth.installation_store import Installation, InstallationStore
    from starlette.requests import Request
    from starlette.responses import Response

    from bot.web.visitors import Visitors

INSTALL, BACK = "/slack/install", "/slack/oauth_redirect"
PAGE_HEADERS: dict[str, str | Sequence[str]] = {
    "Content-Type": ["text/html; charset=utf-8"],
    "Content-Security-Policy": ["default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"],
    "Referrer-Policy": ["no-referrer"],
    "Cache-Control": ["no-store"],
}
WORDS = {  # reason -> what to do; Slack's reasons and Bolt's
    "access_denied": "You chose not to install it. Nothing was installed; you can begin again at any time.",
    "invalid_browser": "The way back must be taken in the browser, and within ten minutes, in which it was begun.",
    "invalid_state": "This way back was used before, or is older than ten minutes.",
    "too_many": "Too many installations were begun just now. Nothing was installed; try again in %s.",
    "database": "The database is busy or cannot be reached just now. Nothing was installed; try again in a minute.",
    "not_invited": "This Steward serves named Slack workspaces alone, and yours is not among them. Nothing was kept.",
}
AT_ONCE, MOST_WAITING = 4, 40  # installations in hand, and those that wait with them
USUAL_WORDS = "Slack did not go along with it. Nothing was installed."
log = logging.getLogger("steward")


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The app at api.slack.com that others install."""

    client_id: str
    client_secret: str
    scopes: tuple[str, ...]
    public_url: str  # https://steward.example, without a slash at its end
    authorize_url: str  # Slack's page that asks whether to install
    teams: Collection[str] = ()  # who may install it; whoever likes, where it is empty


class NotInvitedError(Exception):
    """Somebody installed it who may not."""


class Flow(OAuthFlow):
    """Bolt's flow, which keeps an installation only of those who may have one; `welcome` hears of each."""

    def __init__(
        self,
        app: App,
        client: WebClient,
        stores: tuple[InstallationStore, OAuthStateStore],
        welcome: Callable[[Installation], object],
    ) -> None:
        self._app, self._welcome = app, welcome
        settings = OAuthSettings(
            client_id=app.client_id,
            client_secret=app.client_secret,
            scopes=list(app.scopes),
            user_scopes=[],
            redirect_uri=f"{app.public_url}{BACK}",
            install_path=INSTALL,
            redirect_uri_path=BACK,
            authorization_url=app.authorize_url,
            install_page_rendering_enabled=False,
            callback_options=CallbackOptions(success=_installed, failure=_failed),
            installation_store=stores[0],
            state_store=stores[1],
        )
        super().__init__(client=client, logger=logging.getLogger("slack_bolt.oauth"), settings=settings)

    def handle_installation(self, request: BoltRequest) -> BoltResponse:
        try:
            return super().handle_installation(request)
        except TooManyBegunError as many:
            return _later(many.seconds)

    def handle_callback(self, request: BoltRequest) -> BoltResponse:
        try:
            return super().handle_callback(request)
        except NotInvitedError:
            return _page(403, "Steward was not installed", WORDS["not_invited"])

    def store_installation(self, request: BoltRequest, installation: Installation) -> None:
        """Whoever may not have it, has its token ended at once."""
        if self._app.teams and not {installation.team_id, installation.enterprise_id} & set(self._app.teams):
            self._end(installation)
            raise NotInvitedError
        super().store_installation(request, installation)
        log.info("Steward was installed in %s.", installation.team_id or installation.enterprise_id)
        self._welcome(installation)

    def _end(self, installation: Installation) -> None:
        try:
            self.client.auth_revoke(token=installation.bot_token)
        except Exception as error:  # noqa: BLE001  then it ends with nobody who knows it
            log.warning("A token that nobody wanted could not be ended: %s", redaction.in_short(error))


class Pages:
    """The two pages, each made in a thread of theirs: Slack is asked, and the database, and others look in, too."""

    def __init__(self, flow: Flow, visitors: Visitors) -> None:
        self._flow, self._visitors = flow, visitors
        self._hands = ThreadPoolExecutor(AT_ONCE, "steward-install")
        self._waiting = 0

    def routes(self) -> list[Route]:
        return [Route(INSTALL, self.begin, methods=["GET"]), Route(BACK, self.back, methods=["GET"])]

    async def begin(self, request: Request) -> Response:
        if request.method == "HEAD":  # whoever only looks whether the page is there begins nothing
            return to_starlette_response(BoltResponse(status=200, body="", headers=PAGE_HEADERS))
        if seconds := self._visitors.wait(request):
            return to_starlette_response(_later(seconds))
        return await self._answered(self._flow.handle_installation, request)

    async def back(self, request: Request) -> Response:
        return await self._answered(self._flow.handle_callback, request)

    async def _answered(self, handle: Callable[[BoltRequest], BoltResponse], request: Request) -> Response:
        if self._waiting >= MOST_WAITING:
            return to_starlette_response(_later(MOST_WAITING))
        self._waiting += 1
        try:
            begun = asyncio.get_running_loop().run_in_executor(self._hands, handle, to_bolt_request(request, b""))
            answer = await begun
        except DatabaseAway:
            answer = _page(503, "Steward was not installed", WORDS["database"])
        except Exception:
            log.exception("An installation failed.")
            answer = _page(500, "Steward was not installed", "Something went wrong here. Try again in a few minutes.")
        finally:
            self._waiting -= 1
        return to_starlette_response(answer)


def _installed(args: SuccessArgs) -> BoltResponse:
    team = args.installation.team_name or args.installation.enterprise_name or "your workspace"
    told = (
        "You find it in Slack, under Apps. Where your plan is not here yet, send it to whoever runs this Steward: until"
        " they have loaded it, there is nothing to answer from."
    )
    return _page(200, f"Steward is installed in {team}", told, again=False)


def _failed(args: FailureArgs) -> BoltResponse:
    log.warning("An installation came to nothing: %s.", args.reason if args.reason in WORDS else "Slack or we said no")
    return _page(args.suggested_status_code, "Steward was not installed", WORDS.get(args.reason, USUAL_WORDS))


def _later(seconds: float) -> BoltResponse:
    log.warning("An installation was not begun: too many were, just now.")
    minutes = math.ceil(seconds / 60)
    words = WORDS["too_many"] % ("a minute" if minutes <= 1 else f"{minutes} minutes")
    page = _page(429, "Steward was not installed", words)
    page.headers["retry-after"] = [str(math.ceil(seconds))]
    return page


def _page(status: int, title: str, words: str, *, again: bool = True) -> BoltResponse:
    link = f'<p><a href="{INSTALL.rpartition("/")[2]}">Begin again</a></p>' if again else ""
    body = (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem}</style>"
        f"</head><body><main><h1>{html.escape(title)}</h1><p>{html.escape(words)}</p>{link}</main></body></html>"
    )
    return BoltResponse(status=status, body=body, headers=PAGE_HEADERS)
