"""The log: a line a thing, in words or as JSON, with the errand that it belongs to and nothing that people typed."""

from __future__ import annotations

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot import errands, meters
from bot.redaction import OURS, PIN, Redacting

if TYPE_CHECKING:
    from bot.errands import Errand

# They write whole requests and answers below this level, or a line about every stranger who knocks.
TALKERS = ("slack_bolt", "slack_sdk", "apscheduler", "uvicorn")
log = logging.getLogger(OURS)


class Words(logging.Formatter):
    """For people: the moment, how grave, what; and in brackets whose errand it is."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  logging calls it so
        told = super().formatMessage(record)
        errand = errands.at_hand()
        if errand is None:
            return told
        return f"{told} [{' '.join(f'{name}={value}' for name, value in told_of(errand).items())}]"


class Json(logging.Formatter):
    """For programs: an object a line; `error` is the traceback, without a word of content."""

    def format(self, record: logging.LogRecord) -> str:
        errand = errands.at_hand()
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= told_of(errand) if errand else {}
        line |= {"error": record.exc_text} if record.exc_text else {}
        return json.dumps(line)


def start_log(level: str, *, as_json: bool = False) -> None:
    """Log to standard error, redacted: our own lines from this level on, those of libraries from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json() if as_json else Words())
    handler.addFilter(Redacting())
    logging.basicConfig(level=max(logging.WARNING, logging.getLevelName(level)), handlers=[handler], force=True)
    log.setLevel(level)
    for name in TALKERS:
        logging.getLogger(name).setLevel(PIN)
    threading.excepthook = _ended


def told_of(errand: Errand) -> dict[str, str | int]:
    """What a line says of the errand that it belongs to; what is not known yet is left out."""
    known: dict[str, str | int] = {
        "request": errand.reference,
        "workspace": "" if errand.workspace is None else str(errand.workspace),  # too long for a number of JavaScript's
        "person": errand.person,
        "kind": errand.kind,
        "ms": round(errand.seconds * 1000),
        "outcome": errand.outcome,
    }
    return {name: value for name, value in known.items() if value != ""}


def end(errand: Errand, status: int) -> None:
    """A request is over: one line says how it ended and how long it took. The status tells where nobody has."""
    errand.outcome = errand.outcome or _outcome(status)
    meters.request(errand)
    with errand.at_hand():
        level = logging.DEBUG if errand.kind == errands.NEWS else logging.INFO
        log.log(level, "Over: %s, %s.", errand.kind, errand.outcome)


def _outcome(status: int) -> str:
    if status < 400:
        return errands.DONE
    return {503: errands.LATER, 500: errands.FAILED}.get(status, errands.UNFIT)


def _ended(how: threading.ExceptHookArgs) -> None:
    """A thread has died of an error: Python itself would print the error's words."""
    if how.exc_value is not None:
        log.critical("The thread %s has ended.", how.thread.name if how.thread else "", exc_info=how.exc_value)
