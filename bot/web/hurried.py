"""HTTP/1.1 for people in a hurry: whoever does not bring a request's head in time makes room for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

HEAD_SECONDS = 10.0  # from the first byte, or the connection, to the empty line: Slack and proxies send it in one piece


class Hurried(H11Protocol):
    """uvicorn waits for a head without end, and five hundred such connections would keep everybody else out."""

    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._hurry()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:  # the head is here; the body has its own limit
            self._calm()
        elif self._due is None:
            self._hurry()

    def connection_lost(self, exc: Exception | None) -> None:
        self._calm()
        super().connection_lost(exc)

    def _hurry(self) -> None:
        self._due = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _calm(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
