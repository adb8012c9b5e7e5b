"""Keeps the page to itself: forms come from it alone, and what an app writes is never script.

The policy allows nothing but what this server serves.
"""

from starlette.requests import Request
from starlette.responses import Response

_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none';"
    " script-src 'self'; style-src 'self'"
)
_FILE_POLICY = "default-src 'none'; sandbox"
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # with none, browsers would send forms with the origin "null"
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def objection(request: Request) -> str:
    """Why a request is not taken; empty where it is. That its origin is this page, `bot.local.origins` sees to."""
    unsaid = request.method == "POST" and "origin" not in request.headers
    return "Forms are taken from this page alone." if unsaid else ""


def secured(response: Response, *, is_file: bool = False) -> Response:
    response.headers.update(_HEADERS)
    response.headers["Content-Security-Policy"] = _FILE_POLICY if is_file else _POLICY
    return response
