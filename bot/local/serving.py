"""Runs a Starlette application on a loopback port in a thread of its own, and can hang up on a caller."""

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from itertools import chain
from typing import Any, Self, cast

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

LOOPBACK = "127.0.0.1"
TURNS = 3  # of asyncio's loop: what it takes from a caller's being let in to a line of their own


class _OneWrite:
    """A transport that lets headers and body leave in one write.

    In two writes the second may wait some 40 ms for the other side's delayed acknowledgement of the first.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._held = bytearray()

    def write(self, content: bytes) -> None:
        if not self._held:
            asyncio.get_running_loop().call_soon(self._flush)
        self._held += content

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._held and not self._transport.is_closing():
            self._transport.write(bytes(self._held))
        self._held.clear()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else the transport has
        return getattr(self._transport, name)


class Server(uvicorn.Server):
    """A uvicorn server that says when it is up, and stops when told rather than at its next look."""

    def __init__(self, app: ASGIApp, port: int, on_start: Callable[[asyncio.AbstractEventLoop], None]) -> None:
        self.lines: dict[tuple[str, int], asyncio.Transport] = {}
        lines = self.lines

        class Line(H11Protocol):
            """Remembers each caller's line, so that it can be cut."""

            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in uvicorn
                lines[transport.get_extra_info("peername")] = transport
                super().connection_made(cast("asyncio.Transport", _OneWrite(transport)))

            def connection_lost(self, exc: Exception | None) -> None:
                lines.pop(self.client or ("", 0), None)
                super().connection_lost(exc)

        config = uvicorn.Config(
            app,
            http=Line,
            ws="websockets-sansio",
            lifespan="off",
            loop="asyncio",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
        )
        super().__init__(config)
        self._on_start = on_start
        # The protocol is named so that asyncio switches Nagle's algorithm off on each connection.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((LOOPBACK, port))
        except OSError:
            self._socket.close()
            raise
        self.port = int(self._socket.getsockname()[1])
        self._thread = threading.Thread(target=self.run, args=([self._socket],), name="local-slack", daemon=True)
        self._up = threading.Event()

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._up.wait(10):
            raise RuntimeError("the local workspace did not start")
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()

    async def main_loop(self) -> None:
        self.loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        self._on_start(self.loop)
        self._up.set()
        await self._stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End at once: whoever is still on the line is cut off.

        Nobody more is let in first, for asyncio breaks down over whoever it has let in when the server closes, and
        leaves their line open.
        """
        with suppress(NotImplementedError):  # as asyncio is on Windows
            for one in chain.from_iterable(server.sockets for server in self.servers):
                self.loop.remove_reader(one.fileno())
            for _ in range(TURNS):
                await asyncio.sleep(0)
        for server in self.servers:
            server.close()
        for line in list(self.lines.values()):
            line.abort()
        if tasks := list(self.server_state.tasks):
            _, left = await asyncio.wait(tasks, timeout=0.1)
            for task in left:
                task.cancel()
        for one in sockets or []:
            one.close()

    def cut(self, client: tuple[str, int]) -> None:
        """Hang up on a caller without a word; only the serving thread may."""
        if line := self.lines.get(client):
            line.abort()

    def cut_soon(self, client: tuple[str, int]) -> None:
        """The same, from any thread."""
        self.loop.call_soon_threadsafe(self.cut, client)

    def stop_reading_soon(self, client: tuple[str, int]) -> None:
        """Hear nothing more of a caller, from any thread: not even pings are answered."""
        if line := self.lines.get(client):
            self.loop.call_soon_threadsafe(line.pause_reading)
