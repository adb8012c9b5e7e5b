"""The local workspace itself: Slack on this machine, to be started, peopled, watched and put out of order."""

import time
from collections.abc import Callable, Iterable
from typing import Any, Self

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from bot.local import answers, payloads
from bot.local.deliveries import Delivery
from bot.local.entries import Impossible
from bot.local.files import Files
from bot.local.methods import METHODS
from bot.local.origins import OwnSiteOnly
from bot.local.page.guide import Guide
from bot.local.page.routes import Page
from bot.local.people import Person
from bot.local.record import Record
from bot.local.serving import LOOPBACK, Server
from bot.local.switches import Switches
from bot.local.things import BOT_USER, Channel
from bot.local.users import User
from bot.local.web_api import WebApi
from bot.local.world import BOT_EVENTS, BOT_SCOPES, World


class LocalSlack(Switches, Record):
    """One workspace with one app in it. `with LocalSlack() as slack:` serves it on 127.0.0.1."""

    def __init__(
        self,
        *,
        port: int = 0,
        scopes: str = BOT_SCOPES,
        events: str = BOT_EVENTS,
        bot_name: str = "bot",
        natural_limits: bool = False,
        clock: Callable[[], float] = time.time,
        guide: Guide | None = None,
    ) -> None:
        self.world = World(scopes=set(scopes.split()), events=set(events.split()), clock=clock)
        self.guide = guide  # what stands in the margin of the page
        self.world.users[BOT_USER] = User(BOT_USER, bot_name, bot_name.capitalize(), is_bot=True)
        self.world.faults.natural_limits = natural_limits
        self._web_api = WebApi(self.world, METHODS, self._hang_up)
        self._files = Files(self.world, self._hang_up)
        self._page = Page(self.world, lambda: self.guide)
        self._port = port
        self._server: Server | None = None

    def __enter__(self) -> Self:
        routes = [
            Route("/api/{method}", self._web_api.answer, methods=["GET", "POST"]),
            Route("/actions/{name:path}", self._response_url, methods=["POST"]),
            *self._files.routes(),
            *self._page.routes(),
            WebSocketRoute("/link/", self.world.link.serve),
        ]
        app = OwnSiteOnly(Starlette(routes=routes), lambda: self.world.address)
        self._server = Server(app, self._port, self.world.link.start)
        self.world.address = f"http://{LOOPBACK}:{self._server.port}"
        self._server.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        if self._server:
            for way in self.world.ways:
                way.stop()
            self._server.__exit__()

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL is set to."""
        return f"{self.world.address}/api/"

    @property
    def bot_token(self) -> str:
        return self.world.bot_token

    @property
    def app_token(self) -> str:
        return self.world.app_token

    @property
    def signing_secret(self) -> str:
        """What SLACK_SIGNING_SECRET is set to, where the app is told of things over HTTP."""
        return self.world.signing_secret

    def stir(self) -> None:
        """Wake whoever waits for a change: something has, that this workspace could not see by itself."""
        with self.world.changed:
            self.world.changed.notify_all()

    # Who and what is in the workspace.

    def add_user(self, user_id: str, name: str = "", **traits: Any) -> Person:  # noqa: ANN401 - the fields of User
        name = name or user_id.lower()
        real_name = traits.pop("real_name", name.title())
        with self.world.changed:
            self.world.users[user_id] = User(user_id, name, real_name, **traits)
        return Person(self.world, user_id)

    def add_channel(
        self,
        channel_id: str,
        name: str = "",
        *,
        members: Iterable[str] | None = None,
        bot: bool = True,
        **traits: Any,  # noqa: ANN401 - the fields of Channel
    ) -> Channel:
        """A channel with these people in it (everyone so far, if none are named), and with the bot unless told."""
        people = [one for one in (self.world.users if members is None else members) if one != BOT_USER]
        channel = Channel(channel_id, name or channel_id.lower(), people + [BOT_USER] * bot, **traits)
        channel.created = channel.created or int(self.world.clock())
        with self.world.changed:
            self.world.channels[channel_id] = channel
        return channel

    def invite_bot(self, channel: str, by: str) -> Delivery:
        """Somebody brings the bot into a channel."""
        with self.world.changed:
            place = self.world.channels[channel]
            place.members.append(BOT_USER)
            content = {"type": "member_joined_channel", "user": BOT_USER, "channel": channel, "inviter": by}
            content |= {"channel_type": "G" if place.is_private else "C", "event_ts": self.world.new_ts()}
            return self.world.tell(payloads.event(self.world, content, shared=place.is_ext_shared))

    def user(self, user_id: str) -> Person:
        if user_id not in self.world.users:
            raise Impossible(f"nobody here has the id {user_id}")
        return Person(self.world, user_id)

    async def _response_url(self, request: Request) -> Response:
        status, words = answers.to_response_url(self.world, request.path_params["name"], await request.body())
        return PlainTextResponse(words, status)

    def _hang_up(self, request: Request) -> None:
        if self._server and request.client:
            self._server.cut((request.client.host, request.client.port))
