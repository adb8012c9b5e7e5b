"""Codes of indicators, written loosely: "ni117", "cp8", "NI-080", "ni 102 a". Exact or refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.model import Indicator

Key = tuple[str, int, str]
_CODE = re.compile(r"\s*([A-Za-z]+)[\s.\-/]*0*(\d+)\s*([A-Za-z]?)\s*", re.ASCII)
_UNIT = re.compile(
    r"\s*(?:%|years?|yrs?|weeks?|wks?|months?|days?|hours?|hrs?|terms?|or\b|to\b|plus\b|\+)", re.IGNORECASE
)
_NATIONAL = frozenset({"ni"})  # the national indicator set of 2008: a code even where the plan prints none
NEAR_CODES = 3


@dataclass(frozen=True, slots=True)
class Said:
    """A code or a whole title in a question: as written, where, and the indicators that have it."""

    written: str
    start: int
    end: int
    indicators: tuple[Indicator, ...]
    near: tuple[Indicator, ...] = ()


@dataclass(frozen=True)
class Codes:
    """The plan's codes by prefix, number and letter."""

    exact: dict[Key, tuple[Indicator, ...]]
    mentioned: dict[Key, tuple[Indicator, ...]]  # codes that only stand in titles: "relates to NI 045"
    pattern: re.Pattern[str]

    def said_in(self, text: str) -> list[Said]:
        """Every code in the text, in order."""
        said = [(found, self._said(found)) for found in self.pattern.finditer(text)]
        return [code for found, code in said if code.indicators or not _UNIT.match(text, found.end("number"))]

    def _said(self, found: re.Match[str]) -> Said:
        prefix, number = found.group("prefix").lower().replace(".", ""), int(found.group("number"))
        letter, apart = (found.group("letter") or "").lower(), (found.group("apart") or "").lower()
        for suffix, end in ((letter or apart, found.end()), ("", found.end("number"))):
            key = (prefix, number, suffix)
            indicators = self.exact.get(key) or self.mentioned.get(key, ())
            if indicators and (suffix or not letter):
                return Said(found.group()[: end - found.start()].strip(), found.start(), end, indicators)
        end = found.end("letter") if letter else found.end("number")
        near = () if letter else self._with_letter(prefix, number)
        written = found.string[found.start() : end]
        return Said(written, found.start(), end, near if not letter else (), self._near(prefix, number))

    def _with_letter(self, prefix: str, number: int) -> tuple[Indicator, ...]:
        """Those that "NI 055" may mean where only NI 055a and NI 055b exist."""
        return tuple(each for key, found in self.exact.items() if key[:2] == (prefix, number) for each in found)

    def _near(self, prefix: str, number: int) -> tuple[Indicator, ...]:
        keys = [key for key in self.exact if key[0] == prefix]
        keys.sort(key=lambda key: (not str(number).startswith(str(key[1])), abs(key[1] - number), key[2]))
        return tuple(indicator for key in keys[:NEAR_CODES] for indicator in self.exact[key])[:NEAR_CODES]


def codes_of(indicators: Sequence[Indicator]) -> Codes:
    exact: dict[Key, tuple[Indicator, ...]] = {}
    for indicator in indicators:
        key = _key(indicator.code)
        if key:
            exact[key] = (*exact.get(key, ()), indicator)
    pattern = _pattern({prefix for prefix, _, _ in exact})
    return Codes(exact, _mentioned(indicators, exact, pattern), pattern)


def _mentioned(
    indicators: Sequence[Indicator], exact: dict[Key, tuple[Indicator, ...]], pattern: re.Pattern[str]
) -> dict[Key, tuple[Indicator, ...]]:
    mentioned: dict[Key, tuple[Indicator, ...]] = {}
    for indicator in indicators:
        for found in pattern.finditer(indicator.title):
            key = _key(found.group())
            if key and key not in exact:
                mentioned[key] = (*mentioned.get(key, ()), indicator)
    return mentioned


def _key(code: str) -> Key | None:
    found = _CODE.fullmatch(code)
    return (found.group(1).lower(), int(found.group(2)), found.group(3).lower()) if found else None


def _pattern(prefixes: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(r"\.?".join(each) for each in sorted({*prefixes, *_NATIONAL}, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?P<prefix>{either})[\s.\-]{{0,3}}0{{0,3}}(?P<number>\d{{1,4}})(?!\d)"
        r"(?:(?P<letter>[a-z])(?!\w)|\s(?P<apart>[a-z])(?!\w)|(?!\w))",
        re.IGNORECASE | re.ASCII,
    )
