"""The end of a process: soon, whatever still waits for Slack; its supervisor would kill it otherwise."""

from __future__ import annotations

import logging
import os
import signal
import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LAST_SECONDS = 9.5  # after it was told to stop: ten are all that containers give
LAST_WORDS = 0.4  # seconds for what is still to be written to the log
log = logging.getLogger("steward")


def heed_signals(stop: threading.Event) -> None:
    """From now on SIGTERM and SIGINT set `stop`, and the process ends soon after, wherever it is and waits by then.

    Python runs a handler in the main thread, between any two of its steps: where that one holds a lock, the handler's
    own `set` or start of a thread would wait for it for ever. A SimpleQueue is the one thing that may be put to there.
    """
    told: SimpleQueue[int] = SimpleQueue()

    def ending() -> None:
        told.get()
        stop.set()
        end_soon(0)

    threading.Thread(target=ending, name="steward-signals", daemon=True).start()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _: told.put(number))


def end_soon(code: int, seconds: float | None = None) -> None:
    """From now on the process has so many seconds, and ends with that code if it has not ended by itself.

    What is in hand then was neither acknowledged nor noted as sent: Slack brings it again, or its lease runs out.
    """
    ending = threading.Timer(LAST_SECONDS if seconds is None else seconds, _end, [code])
    ending.daemon = True  # it keeps nobody who can end sooner
    ending.start()


def _end(code: int) -> None:
    _within(LAST_WORDS, _say)
    os._exit(code)


def _say() -> None:
    log.warning("Steward ends with something in hand; it will be taken up again.")
    logging.shutdown()


def _within(seconds: float, act: Callable[[], None]) -> None:
    """Whoever reads the log may stand still, too: then nobody waits for it."""
    saying = threading.Thread(target=act, daemon=True)
    saying.start()
    saying.join(seconds)
