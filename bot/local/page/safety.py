"""Keeps the page to the browser of whoever sits at this machine: which requests are taken, what answers may do.

A website elsewhere could have a name of its own lead to 127.0.0.1, or send a form here; the first shows in Host, the
second in Origin. What an app writes is never script: the policy allows nothing but what this server serves.
"""

from urllib.parse import urlsplit

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


def objection(request: Request, address: str) -> str:
    """Why a request is not taken; empty where it is."""
    port = urlsplit(address).port
    host = request.headers.get("host", "")
    if host not in {f"127.0.0.1:{port}", f"localhost:{port}"}:
        return f"This page is at {address} and under no other name."
    if request.method == "POST" and request.headers.get("origin") != f"http://{host}":
        return "Forms are taken from this page alone."
    return ""


def secured(response: Response, *, is_file: bool = False) -> Response:
    response.headers.update(_HEADERS)
    response.headers["Content-Security-Policy"] = _FILE_POLICY if is_file else _POLICY
    return response
