"""Runs a site until it is told to stop; what it is answering then is finished first."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import uvicorn

from bot.domain.errors import BadSetting
from bot.web.hurried import Hurried

if TYPE_CHECKING:
    from starlette.types import ASGIApp

START_SECONDS = 10.0
MOST_CONNECTIONS = 500
IDLE_SECONDS = 65  # longer than load balancers keep an idle connection, so that they close it, not we under them
HEADER_BYTES = 32 * 1024


class Server:
    """A site on a host and a port of this machine, in a thread of its own."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        self._socket = _bound(host, port)
        self.port = int(self._socket.getsockname()[1])
        self._server = _Quiet(
            uvicorn.Config(
                app,
                loop="asyncio",
                http=Hurried,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                limit_concurrency=MOST_CONNECTIONS,
                timeout_keep_alive=IDLE_SECONDS,
                h11_max_incomplete_event_size=HEADER_BYTES,
            )
        )
        self._thread = threading.Thread(
            target=self._server.run, args=([self._socket],), name="steward-web", daemon=True
        )

    def start(self) -> None:
        self._thread.start()
        if not self._server.up.wait(START_SECONDS):
            raise RuntimeError("the HTTP edge did not start")

    def stop(self, seconds: float) -> bool:
        """Take no new connection, finish the answers under way; whether all were finished in that time."""
        self._server.config.timeout_graceful_shutdown = int(seconds)
        self._server.should_exit = True
        self._thread.join(seconds + 1)
        self._socket.close()
        return not self._thread.is_alive()


class _Quiet(uvicorn.Server):
    """Says when it listens, and leaves the process's signals alone."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named: asyncio then switches Nagle off
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as taken:
        bound.close()
        problem = f"nothing can listen on {host} port {port}: {taken.strerror}"
        raise BadSetting(setting="STEWARD_HTTP", problem=problem) from taken
    return bound
