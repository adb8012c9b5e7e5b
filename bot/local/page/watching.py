"""Waits for changes of the workspace on the event loop, and tells browsers of them as server-sent events.

html.spec.whatwg.org/multipage/server-sent-events.html.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from bot.local.changes import Changes

PAUSE = 0.2  # between one ping and the next: what comes in a burst is told once
PING = "event: changed\ndata:\n\n"


class Watch:
    """Sees every change from when it is entered until it is left; `seen` is set by each."""

    def __init__(self, changed: Changes) -> None:
        self._changed = changed
        self._loop = asyncio.get_running_loop()
        self.seen = asyncio.Event()

    def __enter__(self) -> Self:
        self._changed.listen(self._take_note)
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._changed.stop_listening(self._take_note)

    async def until(self, predicate: Callable[[], object], within: float) -> bool:
        """Whether it is so within these seconds; looks again after every change."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while not predicate():
                    await self.seen.wait()
                    self.seen.clear()
        return bool(predicate())

    async def quiet(self, pause: float) -> None:
        """Until nothing has changed for this many seconds, or ten times as long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(10 * pause):
                while await self._stirred(pause):
                    pass

    async def _stirred(self, within: float) -> bool:
        self.seen.clear()
        try:
            async with asyncio.timeout(within):
                return await self.seen.wait()
        except TimeoutError:
            return False

    def _take_note(self) -> None:
        with suppress(RuntimeError):  # the loop may be closed already, and whoever changed something is not at fault
            self._loop.call_soon_threadsafe(self.seen.set)


async def pings(changed: Changes) -> AsyncIterator[str]:
    """One now, for what changed before anybody listened, and one after each change or burst of changes."""
    with Watch(changed) as watch:
        while True:
            yield PING
            await asyncio.sleep(PAUSE)
            await watch.seen.wait()
            watch.seen.clear()
