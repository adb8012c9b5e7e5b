"""HTTP/1.1 for people in a hurry: who brings no head of a request, or takes no answer, makes room for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

HEAD_SECONDS = 10.0  # from the first byte, or the connection, to the empty line: Slack and proxies send it in one piece
LONGEST_SECONDS = 75.0  # without a byte from the other end: longer than anybody waits for an answer, or idles


class Hurried(H11Protocol):
    """uvicorn waits without end for a head, and for an answer to be read; five hundred such keep everybody else out."""

    _due: asyncio.TimerHandle | None = None
    _head_is_due = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:  # the head is here; the body has its own limit
            self._head_is_due = False
            self._wait(LONGEST_SECONDS, self.transport.abort)  # to close would wait for the answer to be read
        elif not self._head_is_due:
            self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._due is not None:
            self._due.cancel()
        super().connection_lost(exc)

    def _wait_for_head(self) -> None:
        self._head_is_due = True
        self._wait(HEAD_SECONDS, self.transport.close)

    def _wait(self, seconds: float, then: Callable[[], None]) -> None:
        if self._due is not None:
            self._due.cancel()
        self._due = self.loop.call_later(seconds, then)
