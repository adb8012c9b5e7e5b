"""What stands at which address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.web.requests import SlackRequests

SLACK = "/slack/events"  # events, commands, clicks and forms alike: the one address in the manifest


def site(requests: SlackRequests | None = None, *more: Route) -> Starlette:
    """The site; without `requests`, as with Socket Mode, Slack's address is not there."""
    routes = [Route("/healthz", _alive, methods=["GET"]), *more]
    if requests is not None:
        routes.append(Route(SLACK, requests.answer, methods=["POST"]))
    found = Starlette(routes=routes)
    found.router.redirect_slashes = False  # it would lead to http://, whatever the proxy in front has
    return found


async def _alive(_request: Request) -> PlainTextResponse:
    """This process answers; whether it does its work well is another question."""
    return PlainTextResponse("well\n")
