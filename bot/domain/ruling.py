"""A rule of the rounds as somebody types it: "lag_days 30", "approval off", "starts_at 09:30"."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, time
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from bot.domain.errors import BadRule, NothingSuch
from bot.domain.rounds import Rules

if TYPE_CHECKING:
    from collections.abc import Callable

_YES, _NO = frozenset({"on", "yes", "true", "1"}), frozenset({"off", "no", "false", "0"})
USUAL = "default"
_DEFAULT = Rules()
NAMES = tuple(each.name for each in fields(Rules))


def with_rule(rules: Rules, name: str, text: str) -> Rules:
    """The rules with that one as typed; "default" puts it back. NothingSuch, BadRule.

    >>> with_rule(Rules(), "lag-days", "30").lag_days
    30
    """
    known = name.strip().casefold().replace("-", "_").replace(" ", "_")
    if known not in NAMES:
        near = get_close_matches(known, NAMES, 1)
        raise NothingSuch(
            what="rule", name=name, near=f'Nearest: "{near[0]}"' if near else f"Rules: {', '.join(NAMES)}"
        )
    changed: dict[str, Any] = {known: _value(known, " ".join(text.split()).casefold())}
    return replace(rules, **changed)


def shown(value: object) -> str:
    """A rule's value as it is typed."""
    match value:
        case bool():
            return "on" if value else "off"
        case tuple():
            return ", ".join(day.isoformat() for day in value) or "none"
        case time():
            return value.isoformat("minutes")
    return str(value)


def _value(name: str, text: str) -> object:
    usual = getattr(_DEFAULT, name)
    if text == USUAL:
        return usual
    if isinstance(usual, bool):
        return _switch(name, text)
    if isinstance(usual, tuple):
        return _read(name, "days, such as 2014-12-29, parted by commas", text, _days)
    if isinstance(usual, int):
        return _read(name, "a whole number", text, int)
    return _read(name, "a time of day, such as 09:00", text, time.fromisoformat)


def _switch(name: str, text: str) -> bool:
    if text not in _YES | _NO:
        raise BadRule(rule=name, must="on or off")
    return text in _YES


def _days(text: str) -> tuple[date, ...]:
    parts = () if text == "none" else (part.strip() for part in text.split(","))
    return tuple(sorted({date.fromisoformat(part) for part in parts if part}))


def _read(name: str, must: str, text: str, read: Callable[[str], Any]) -> object:
    try:
        return read(text)
    except ValueError:
        raise BadRule(rule=name, must=must) from None
