"""Keeps other websites out: what a browser on this machine is made to send here by a page from elsewhere is refused.

Such a page could have a name of its own lead to 127.0.0.1 (seen in Host), and it knows the tokens, which are no secret.
Browsers say where a request comes from in Origin and Sec-Fetch-Site (www.w3.org/TR/fetch-metadata); apps say neither.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


def names(address: str) -> set[str]:
    """The values of Host under which this workspace answers."""
    port = urlsplit(address).port
    return {f"127.0.0.1:{port}", f"localhost:{port}"}


def objection(headers: Headers, path: str, address: str) -> str:
    """Why a request is not taken; empty where it is. Whoever follows a link to the page comes in all the same."""
    host, origin = headers.get("host", ""), headers.get("origin")
    if host not in names(address):
        return f"This is at {address} and under no other name."
    follows_a_link = headers.get("sec-fetch-mode") == "navigate" and origin is None and not path.startswith("/api/")
    from_elsewhere = headers.get("sec-fetch-site", "none") not in {"none", "same-origin"} and not follows_a_link
    if from_elsewhere or (origin is not None and origin != f"http://{host}"):
        return "Nothing is taken from other websites."
    return ""


class OwnSiteOnly:
    """An application, for those who may come to it."""

    def __init__(self, app: ASGIApp, address: Callable[[], str]) -> None:
        self._app = app
        self._address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A WebSocket is opened with a ticket, which no other website can have."""
        refused = objection(Headers(scope=scope), scope["path"], self._address()) if scope["type"] == "http" else ""
        answer = PlainTextResponse(refused, 403) if refused else self._app
        await answer(scope, receive, send)
