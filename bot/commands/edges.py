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
    shut: Callable[[], str]  # why nothing comes in at this moment; "" where it does
    told: str
    socket: Socket | None = None


def socket_edge(settings: Settings, reception: Reception, client: WebClient, *more: Route) -> Edge:
    """Socket Mode; where an address is set, a site beside it tells whether this process is well."""
    socket = Socket(reception, settings.app_token, client)
    watched = web.Server(web.site(None, *more), *settings.http) if settings.http else None
    if watched:
        watched.start()

    def stop(seconds: float) -> bool:
        finished = socket.stop(seconds)
        if watched:
            watched.stop(LAST_WORDS)
        return finished

    def shut() -> str:
        return "" if socket.connected else "Steward is not connected to it"

    return Edge(socket.connect, stop, shut, "is connected to", socket)


def http_edge(settings: Settings, reception: Reception, *more: Route) -> Edge:
    hands = Hands()
    requests = web.SlackRequests(reception, settings.signing_secret, hands)
    server = web.Server(web.site(requests, *more), *(settings.http or USUAL_HTTP))

    def stop(seconds: float) -> bool:
        """What is begun is finished, and its answer still goes out."""
        finished = hands.stop(seconds)
        return server.stop(LAST_WORDS) and finished

    def shut() -> str:
        return "Steward is stopping" if hands.stopping else ""

    return Edge(server.start, stop, shut, f"takes requests at port {server.port} for")
