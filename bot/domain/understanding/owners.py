"""Owners by every name they go by, and the one that a text names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.model import Indicator

_LETTERS = re.compile(r"[a-z0-9]+")
_WHO = re.compile(r"\bwho(?:'s|se|m)?\b")
SOMEBODY = "somebody"
_PASSING = frozenset({SOMEBODY, "figures", "numbers", "data", "stuff", "s", "performance"})


@dataclass(frozen=True, slots=True)
class Owners:
    """Every name that an owner goes by, in small letters, with what they answer for; and how to find one in a text."""

    indicators: dict[str, tuple[Indicator, ...]]
    pattern: re.Pattern[str] | None


def owners_of(indicators: Iterable[Indicator]) -> Owners:
    """By the whole label, and by its parts: an organisation answers for what its posts do."""
    found: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        label = indicator.measure.owner.label if indicator.measure.owner else ""
        for name in {label, *label.split(" - ")}:
            words = " ".join(_LETTERS.findall(name.lower()))
            if words:
                found.setdefault(words, []).append(indicator)
    names = sorted(found, key=lambda name: -len(name))
    either = "|".join(r"[^a-z0-9]+".join(map(re.escape, name.split())) for name in names)
    pattern = re.compile(rf"\b(?:the )?(?P<name>{either})(?:'s?)?(?![a-z0-9])") if names else None
    return Owners({name: tuple(each) for name, each in found.items()}, pattern)


@dataclass(frozen=True, slots=True)
class Owned:
    """An owner named in a question, and the question with "somebody" in their place."""

    text: str
    phrase: str
    indicators: tuple[Indicator, ...]
    bare: bool


def owned_in(text: str, owners: Owners) -> Owned | None:
    """The owner that a text names, unless it asks who owns something."""
    if owners.pattern is None:
        return None
    lower = text.lower()
    found = owners.pattern.search(lower)
    if found is None or _WHO.search(lower):
        return None
    name = " ".join(_LETTERS.findall(found.group("name")))
    rest = f"{lower[: found.start()]} {SOMEBODY} {lower[found.end() :]}"
    bare = _PASSING.issuperset(_LETTERS.findall(rest))
    return Owned(rest, found.group("name"), owners.indicators[name], bare)
