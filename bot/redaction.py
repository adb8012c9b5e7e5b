"""What may stand in the log: no tokens, no figures, no words that people typed."""

from __future__ import annotations

import logging
import re
import traceback
from http.client import HTTPException

from bot.domain.errors import BadSetting

SECRETS = re.compile(
    r"xox[a-z][.-][\w.-]+|xapp-[\w.-]+"  # Slack's tokens
    r"|(?<=//)[^/\s:@]+:[^/\s@]+(?=@)"  # name and password in an address
    r"|(?i:bearer)\s+[^\s,;'\")]+"
    r"|(?:https?|wss?)://\S*/(?:services|actions|commands|workflows|link)/[^\s,;'\")]*"  # addresses that are keys
)
OURS = "steward"  # whoever else logs may quote what they were given
PIN = logging.ERROR  # below it Bolt and slack_sdk print whole requests, whatever the level asked for
# Their messages name code, files and hosts. Any other error may quote a figure or a question, so only its kind is kept.
PLAIN_ERRORS = (OSError, AttributeError, NameError, TypeError, ImportError, HTTPException, BadSetting)


class Redacting(logging.Filter):
    """Cleans each record in place, errors too; it belongs on handlers, which loggers below cannot go round."""

    def filter(self, record: logging.LogRecord) -> bool:
        words = _words(record)
        if record.name.partition(".")[0] != OURS:
            words = re.sub(r"[{\[<].*", "...", words, flags=re.DOTALL)
        record.msg, record.args = SECRETS.sub("(hidden)", words), ()
        if record.exc_info and record.exc_info[1]:
            record.exc_text = account(record.exc_info[1])
        record.exc_info = None
        return True


def account(error: BaseException) -> str:
    """A traceback with every line of code and without a word of content, the cause first."""
    parts = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        parts += [account(cause), "\nThe next one followed from it:\n"]
    parts += ["Traceback (most recent call last):\n", *traceback.format_tb(error.__traceback__)]
    return SECRETS.sub("(hidden)", "".join([*parts, in_short(error)]))


def in_short(error: BaseException) -> str:
    """The kind of an error, with its message where that cannot hold a figure or a question."""
    kind = type(error).__name__
    if (response := getattr(error, "response", None)) is not None and hasattr(response, "api_url"):
        return f"{kind}: {response.api_url.rsplit('/', 1)[-1]} was answered with {_code(response)}"
    if (original := getattr(error, "orig", None)) is not None:  # SQLAlchemy's own message quotes the values
        first = str(original).partition("\n")[0]
        return f"{kind}: {_without_values(first)}"
    if isinstance(error, PLAIN_ERRORS) or type(error).__module__.startswith("jinja2"):
        return SECRETS.sub("(hidden)", f"{kind}: {error}")
    return kind


def _words(record: logging.LogRecord) -> str:
    """What it says. A line that was given other things than it has room for must not end whoever wrote it."""
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001  formatting calls whatever is to be formatted
        return "A line that cannot be written."


def _code(response: object) -> str:
    answer = getattr(response, "data", None)
    code = answer.get("error") if isinstance(answer, dict) else None
    known = isinstance(code, str) and re.fullmatch(r"\w+", code)
    return str(code) if known else f"status {getattr(response, 'status_code', '?')}"


def _without_values(words: str) -> str:
    return re.sub(r"\"[^\"]*\"|'[^']*'|\d+", "...", words)
