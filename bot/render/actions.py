"""What the buttons are called and what they carry: ids that a click reads back, never figures."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.domain.asking import Filter, Intent

PICK = "ask.pick"  # one of the indicators offered; carries what to answer about it
NONE = "ask.none"  # none of those offered
HISTORY = "ask.history"
TARGET = "ask.target"
OWNER = "ask.owner"
WHY = "ask.why"
SHARE = "ask.share"  # say in the channel what was answered to the asker alone
MORE = "ask.more"  # the next page of a list

_EVERY = Filter()
_WRITE = json.JSONEncoder(separators=(",", ":")).encode
_MOST = 2000  # characters of a button's value (slack_sdk models/blocks/block_elements.py)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question in ids: enough to answer it again from the store."""

    intent: Intent
    measures: tuple[int, ...] = ()
    series: int | None = None
    period: str = ""  # Period.key
    filter: Filter = _EVERY
    objective: int | None = None  # its id
    as_printed: bool = False
    start: int = 0  # the first line of the page, counted from 0
    why: bool = False  # the owner's comment was asked for
    phrase: str = ""  # on a choice the asker's own words, which a pick proposes as another name


def write(asked: Asked) -> str:
    """As a button's value; ids that would not fit into Slack's 2,000 characters make it empty: no button."""
    held = {
        "i": asked.intent.value,
        "m": list(asked.measures),
        "s": asked.series,
        "p": asked.period,
        "f": [asked.filter.rag, asked.filter.movement, asked.filter.target] if asked.filter else None,
        "o": asked.objective,
        "a": asked.as_printed,
        "n": asked.start,
        "y": asked.why,
        "w": asked.phrase,
    }
    text = _WRITE({name: value for name, value in held.items() if value})
    return text if len(text) <= _MOST else ""


@lru_cache(maxsize=1024)  # the same few buttons stand under every answer about an indicator
def value_of(intent: str, **ids: Any) -> str:  # noqa: ANN401  the fields of Asked, each its own type
    """`write`, for templates: the intent by its word."""
    return write(Asked(intent=Intent(intent), **ids))


def read(value: str) -> Asked:
    """What `write` wrote; ValueError for anything else."""
    try:
        held = json.loads(value)
        return Asked(
            intent=Intent(held["i"]),
            measures=tuple(int(measure) for measure in held.get("m", ())),
            series=held.get("s"),
            period=str(held.get("p", "")),
            filter=Filter(**dict(zip(("rag", "movement", "target"), held.get("f", ()), strict=False))),
            objective=held.get("o"),
            as_printed=bool(held.get("a", False)),
            start=int(held.get("n", 0)),
            why=bool(held.get("y", False)),
            phrase=str(held.get("w", "")),
        )
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ValueError(value[:80]) from wrong
