"""The end of a process: soon, whatever still waits for Slack; its supervisor would kill it otherwise."""

from __future__ import annotations

import logging
import os
import threading

LAST_SECONDS = 9.5  # after it was told to stop: ten are all that containers give
log = logging.getLogger("steward")


def end_soon(code: int, seconds: float | None = None) -> None:
    """From now on the process has so many seconds, and ends with that code if it has not ended by itself.

    What is in hand then was neither acknowledged nor noted as sent: Slack brings it again, or its lease runs out.
    """
    ending = threading.Timer(LAST_SECONDS if seconds is None else seconds, _end, [code])
    ending.daemon = True  # it keeps nobody who can end sooner
    ending.start()


def _end(code: int) -> None:
    log.warning("Steward ends with something in hand; it will be taken up again.")
    logging.shutdown()
    os._exit(code)
