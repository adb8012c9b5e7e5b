"""The local workspace itself: Slack on this machine, to be started, peopled, watched and put out of order."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Self

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from bot.local import answers, payloads
from bot.local.deliveries import Delivery
from bot.local.entries import Impossible
from bot.local.files import Files
from bot.local.grants import Grants
from bot.local.methods import METHODS
from bot.local.origins import OwnSiteOnly
from bot.local.page.consent import ConsentPage
from bot.local.page.guide import Guide
from bot.local.page.routes import Page
from bot.local.people import Person
from bot.local.record import Record
from bot.local.serving import LOOPBACK, Server
from bot.local.switches import Switches
from bot.local.things import BOT_USER, JSON, Channel, Team
from bot.local.users import User
from bot.local.web_api import WebApi
from bot.local.world import BOT_EVENTS, BOT_SCOPES, World


class LocalSlack(Switches, Record):
    """One workspace with one app in it. `with LocalSlack() as slack:` serves it on 127.0.0.1.

    A `neighbour` has this one's address, lock and app, and everything else for itself.
    """

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
        self.world.faults.natural_limits = natural_limits
        self.world.users[BOT_USER] = self._new_user(BOT_USER, bot_name, bot_name.capitalize(), is_bot=True)
        self.grants = Grants([self.world])
        self.guide = guide  # what stands in the margin of the page
        self._port = port
        self._server: Server | None = None  # that of the first workspace, in a neighbour
        self._beside: LocalSlack | None = None

    def neighbour(self, team: str, domain: str, enterprise: str | None = None) -> "LocalSlack":
        """Another workspace behind the same address, with the same app in it: `with slack.neighbour(...) as other:`.

        The Web API tells them apart by their tokens. A neighbour is told of things by `deliver_to` alone.
        """
        near, home = self.world, Team(team, domain, enterprise)
        rights: JSON = {"scopes": set(near.scopes), "events": set(near.events), "commands": set(near.commands)}
        rights["timing"] = replace(near.timing)
        world = World(home=home, bot_token=f"xoxb-{team}", beside=near, clock=near.clock, **rights)
        world.users[BOT_USER] = replace(near.users[BOT_USER], team_id=team, home=home)
        other = LocalSlack()
        other.world, other.grants, other._beside = world, self.grants, self
        return other

    def __enter__(self) -> Self:
        if self._beside:
            self._move_in(self._beside)
            return self
        web_api = WebApi(self.grants, METHODS, self._hang_up)
        routes = [
            Route("/api/{method}", web_api.answer, methods=["GET", "POST"]),
            Route("/actions/{name:path}", self._response_url, methods=["POST"]),
            *Files(self.grants, self._hang_up).routes(),
            *Page(self.world, lambda: self.guide).routes(),
            *ConsentPage(self.grants).routes(),
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
        if self._beside:
            self.grants.worlds.remove(self.world)
        elif self._server:
            self._server.__exit__()

    def _move_in(self, beside: "LocalSlack") -> None:
        self._server, self.world.address = beside._server, beside.world.address  # noqa: SLF001 - it is one of us
        if self._server is None:
            raise RuntimeError("open the first workspace first")
        self.world.link.start(self._server.loop)
        with self.world.changed:
            self.grants.worlds.append(self.world)

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
            self.world.users[user_id] = self._new_user(user_id, name, real_name, **traits)
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
        given: JSON = {"team": self.world.home.id} | traits
        channel = Channel(channel_id, name or channel_id.lower(), people + [BOT_USER] * bot, **given)
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

    def _new_user(self, user_id: str, name: str, real_name: str, **traits: Any) -> User:  # noqa: ANN401 - as above
        given: JSON = {"team_id": self.world.home.id, "home": self.world.home} | traits
        return User(user_id, name, real_name, **given)

    async def _response_url(self, request: Request) -> Response:
        name, body = request.path_params["name"], await request.body()
        world = next((each for each in self.grants.worlds if name in each.response_urls), self.world)
        status, words = answers.to_response_url(world, name, body)
        return PlainTextResponse(words, status)

    def _hang_up(self, request: Request) -> None:
        if self._server and request.client:
            self._server.cut((request.client.host, request.client.port))
