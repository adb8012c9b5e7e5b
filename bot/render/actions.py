"""What the buttons are called and what they carry: ids that a click reads back, never figures."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from bot.domain import periods
from bot.domain.asking import Filter, Held, Intent, Sought
from bot.domain.periods import from_key

PICK = "ask.pick"  # one of the indicators offered; carries what to answer about it
NONE = "ask.none"  # none of those offered
HISTORY = "ask.history"
TARGET = "ask.target"
OWNER = "ask.owner"
WHY = "ask.why"
SHARE = "ask.share"  # say in the channel what was answered to the asker alone
MORE = "ask.more"  # the next page of a list
AGENDA = Sought(of=Held.AGENDA)  # of the next meeting

_EVERY = Filter()
_WRITE = json.JSONEncoder(separators=(",", ":")).encode
_MOST = 2000  # characters of a button's value (slack_sdk models/blocks/block_elements.py)
_LARGEST_ID = 2**63 - 1
_LAST_LINE = 100_000  # no list is longer
_HIGHEST_SCORE = 25  # of a risk
_LONGEST = 60  # periods in one rolling stretch
_CONDITIONS = {  # a filter's, in the order written, with what each may be
    "rag": {"red", "amber", "green", "none"},
    "movement": {"better", "worse", "same"},
    "target": {"met", "missed", "none"},
}
_NUMBERS = {  # that the periods of a kind have
    periods.Kind.YEAR: range(1),
    periods.Kind.CALENDAR: range(1),
    periods.Kind.ACADEMIC: range(1),
    periods.Kind.QUARTER: range(1, 5),
    periods.Kind.TERM: range(1, 4),
    periods.Kind.MONTH: range(1, 13),
}
Kind = TypeVar("Kind")


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
    sought: Sought | None = None  # of what stands beside the figures
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
        "b": {name: value for name, value in asdict(asked.sought).items() if value} if asked.sought else None,
        "w": asked.phrase,
    }
    text = _WRITE({name: value for name, value in held.items() if value})
    return text if len(text) <= _MOST else ""


@lru_cache(maxsize=1024)  # the same few buttons stand under every answer about an indicator
def value_of(intent: str, **ids: Any) -> str:  # noqa: ANN401  the fields of Asked, each its own type
    """`write`, for templates: the intent by its word."""
    return write(Asked(intent=Intent(intent), **ids))


def read(value: str) -> Asked:
    """What `write` wrote; ValueError, without a word of it, for anything else: a value comes from outside."""
    try:
        held: dict[str, Any] = json.loads(value) if len(value) <= _MOST else {}
        return Asked(
            intent=Intent(held["i"]),
            measures=_measures(held.get("m", [])),
            series=_whole(held.get("s")),
            period=read_period(_of(str, held.get("p", ""))),
            filter=_filter(held.get("f", [])),
            objective=_whole(held.get("o")),
            as_printed=_of(bool, held.get("a", False)),
            start=_whole(held.get("n", 0), most=_LAST_LINE) or 0,
            why=_of(bool, held.get("y", False)),
            sought=_sought(held.get("b")),
            phrase=_of(str, held.get("w", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise ValueError("no value of a button in use") from None


def _of(kind: type[Kind], value: object) -> Kind:
    if not isinstance(value, kind):
        raise TypeError
    return value


def _whole(value: object, *, most: int = _LARGEST_ID) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not 0 <= _of(int, value) <= most:
        raise ValueError
    return _of(int, value)


def _measures(value: object) -> tuple[int, ...]:
    """Each once, in their order."""
    ids = dict.fromkeys(_whole(each) for each in _of(list, value))
    return tuple(_of(int, each) for each in ids)


def read_period(key: str) -> str:
    """A key that a period of that kind has, and no other: "Q2013.3", not "Q2013.33"; ValueError for anything else."""
    if key:
        period = from_key(key)
        if period.key != key or not 0 < period.span <= _LONGEST or period.number not in _NUMBERS[period.kind]:
            raise ValueError
    return key


def _sought(value: object) -> Sought | None:
    """The conditions, each of its own kind; a day must be one."""
    if value is None:
        return None
    held = dict(_of(dict, value))
    least = _whole(held.pop("least", None), most=_HIGHEST_SCORE)
    sought = Sought(least=least, **{str(name): _of(str, words) for name, words in held.items()})
    for day in (sought.starts, sought.ends):
        if day:
            date.fromisoformat(day)
    if bool(sought.starts) != bool(sought.ends):
        raise ValueError
    return sought


def _filter(value: object) -> Filter:
    words = dict(zip(_CONDITIONS, _of(list, value), strict=False))
    if any(word is not None and word not in _CONDITIONS[name] for name, word in words.items()):
        raise ValueError
    return Filter(**words)
