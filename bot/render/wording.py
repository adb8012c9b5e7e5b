"""The asker's words and the vocabulary's, put as a reader would write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.render.formats import line, spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.asking import Match
    from bot.domain.model import Indicator

_WORDS = re.compile(r"[^\W_]+")
_STOPS = " .;:,"
_YEAR = re.compile(r"\d{4}")
_MOST = 40  # words that are looked for in a question


def as_typed(words: str, question: str) -> str:
    """Words that were understood, in the letters they were typed in: "lac" is "LAC" in "What is LAC?"."""
    found = _where(words.split()[: _MOST + 1], question)
    return found[0] if found else words


def runs(phrase: str, question: str) -> list[str]:
    """The words in the pieces that stood together in the question: "dental checks", "looked after"."""
    left, found = phrase.split()[:_MOST], []
    while left:
        size = next((size for size in range(len(left), 0, -1) if _where(left[:size], question)), 0)
        if not size:
            return [phrase]
        found.append(as_typed(" ".join(left[:size]), question))
        left = left[size:]
    return found


def _where(words: list[str], question: str) -> re.Match[str] | None:
    if not words or len(words) > _MOST:
        return None
    together = r"\W+".join(map(re.escape, words))
    return re.search(rf"(?<!\w){together}(?!\w)", question, re.IGNORECASE)


def in_title(phrase: str, indicator: Indicator) -> bool:
    """Whether the title and the code answer to every word as it stands, so that nothing need be said of it."""
    held = _WORDS.findall(f"{indicator.title} {indicator.code}".casefold())
    return all(any(word.startswith(said.rstrip("s")) for word in held) for said in _WORDS.findall(phrase.casefold()))


def is_reading(match: Match) -> bool:
    """Whether what was meant can be said of what was said: one short phrase, for something it does not say itself."""
    said = set(_WORDS.findall(match.phrase.casefold()))
    meant = set(_WORDS.findall(spoken(match.means).casefold()))
    return 0 < len(match.phrase.split()) <= 2 and "," not in match.means and bool(meant) and not said & meant


def explained(means: str, term: str) -> str:
    """An explanation to stand after its term: "Common Assessment Framework, one shared assessment", no stop."""
    said = line(spoken(means)).rstrip(_STOPS)
    head, colon, rest = said.partition(": ")
    if not colon or not head[:1].isupper():
        return said
    same = head.casefold().rstrip("s") == term.casefold().rstrip("s")
    return rest if same else f"{head}, {rest}"


def names_year(version: str) -> bool:
    """Whether a version says what it is without a word before it: "2013/14"."""
    return bool(_YEAR.search(version))


FILTERS: dict[str, Callable[..., object]] = {
    "as_typed": as_typed,
    "runs": runs,
    "explained": explained,
}
