"""Whole titles of indicators, found within a question as they are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.understanding.codes import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.model import Indicator

_LETTERS = re.compile(r"[a-z0-9]+")
_FEWEST = 3  # words: a shorter title is read word by word like anything else

Words = tuple[str, ...]


@dataclass(frozen=True)
class Titles:
    """Titles by their first words, letters and digits alone."""

    by_start: dict[Words, dict[Words, tuple[Indicator, ...]]]

    def said_in(self, text: str) -> list[Said]:
        """Every title that stands whole in a text of small letters, the longest where one holds another."""
        found = list(_LETTERS.finditer(text))
        words = tuple(each.group() for each in found)
        said: list[Said] = []
        at = 0
        while at + _FEWEST <= len(words):
            titles = self.by_start.get(words[at : at + _FEWEST], {})
            title = max((title for title in titles if words[at : at + len(title)] == title), key=len, default=())
            if title:
                start, end = found[at].start(), found[at + len(title) - 1].end()
                said.append(Said(text[start:end], start, end, titles[title]))
            at += len(title) or 1
        return said


def titles_of(indicators: Sequence[Indicator]) -> Titles:
    by_start: dict[Words, dict[Words, tuple[Indicator, ...]]] = {}
    for indicator in indicators:
        words = tuple(_LETTERS.findall(indicator.title.lower()))
        if len(words) >= _FEWEST:
            titles = by_start.setdefault(words[:_FEWEST], {})
            titles[words] = (*titles.get(words, ()), indicator)
    return Titles(by_start)
