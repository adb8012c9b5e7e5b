"""The two ways in which Slack reaches a process: a WebSocket that it opens, or requests that it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import web
from bot.hands import Hands
from bot.socket import Socket

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient
    from starlette.routing import Route

    from bot.app.office import Reception
    from bot.config import Settings

USUAL_HTTP = ("127.0.0.1", 3000)
LAST_WORDS = 1.0  # seconds for an answer that is made to go out


@dataclass(frozen=True, slots=True)
class Edge:
    """Where requests come in: how it is opened, and how it is closed within some seconds."""

    open: Callable[[], None]
    stop: Callable[[float], bool]
    told: str


def socket_edge(settings: Settings, reception: Reception, client: WebClient) -> Edge:
    """Socket Mode; where an address is set, a site beside it tells whether this process is well."""
    socket = Socket(reception, settings.app_token, client)
    watched = web.Server(web.site(), *settings.http) if settings.http else None

    def begin() -> None:
        socket.connect()
        if watched:
            watched.start()

    def stop(seconds: float) -> bool:
        if watched:
            watched.stop(0)
        return socket.stop(seconds)

    return Edge(begin, stop, "is connected to")


def http_edge(settings: Settings, reception: Reception, *more: Route) -> Edge:
    hands = Hands()
    requests = web.SlackRequests(reception, settings.signing_secret, hands)
    server = web.Server(web.site(requests, *more), *(settings.http or USUAL_HTTP))

    def stop(seconds: float) -> bool:
        """What is begun is finished, and its answer still goes out."""
        finished = hands.stop(seconds)
        return server.stop(LAST_WORDS) and finished

    return Edge(server.start, stop, f"takes requests at port {server.port} for")
