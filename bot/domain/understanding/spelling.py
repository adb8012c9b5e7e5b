"""Mending misspelt words, one word at a time: never a short one, never into an acronym."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.understanding.words import Word, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SHORTEST = 5  # letters; a shorter word is too near to too many others
_LONG = 8  # from here on two slips may be mended
_LONGEST = 30


@dataclass(frozen=True)
class Speller:
    """The words that may be meant: the plan's own first, then the vocabulary's."""

    own: frozenset[str]
    general: frozenset[str]
    talk: frozenset[str]  # words of asking, which only one slip is mended into
    acronyms: frozenset[str]

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self.own | self.general)

    @cached_property
    def _shelves(self) -> dict[tuple[str, int], list[str]]:
        """Words by first letter and length, so that a slip is looked for among few."""
        shelves: dict[tuple[str, int], list[str]] = {}
        for word in sorted((self.own | self.general) - self.acronyms):
            if len(word) >= _SHORTEST and word.isalpha():
                shelves.setdefault((word[0], len(word)), []).append(word)
        return shelves

    def mended(self, words: Sequence[Word]) -> list[Word]:
        """The words, with each that nothing knows taken for the known one it is a slip away from, if there is one."""
        return [self._mended(word) for word in words]

    def _mended(self, word: Word) -> Word:
        raw = word.raw.replace("-", "").replace("'", "")
        if not raw.isalpha() or not _SHORTEST - 1 <= len(raw) <= _LONGEST:
            return word
        if raw in self.own or raw in self.general or word.stem in self._known:
            return word
        meant = self._meant(raw)
        return Word(word.raw, stem(meant), meant) if meant else word

    def _meant(self, raw: str) -> str:
        most = 2 if len(raw) >= _LONG - 1 else 1
        near = [
            (distance, target not in self.own, abs(len(target) - len(raw)), target)
            for length in range(max(_SHORTEST, len(raw) - most), len(raw) + most + 1)
            for target, distance, _ in process.extract(
                raw,
                self._shelves.get((raw[0], length), ()),
                scorer=OSA.distance,
                score_cutoff=most,
                limit=None,
            )
            if distance < 2 or (max(length, len(raw)) >= _LONG and target not in self.talk)
        ]
        if len(raw) < _SHORTEST:
            near = [found for found in near if not found[1]]
        return min(near)[-1] if near else ""


def speller_of(titles: Iterable[str], general: Iterable[str], talk: Iterable[str], acronyms: Iterable[str]) -> Speller:
    """`titles` are the plan's own names as printed: a word all in capitals there is an acronym."""
    own: set[str] = set()
    capitals: set[str] = set()
    for title in titles:
        for word in title.replace("-", " ").replace("/", " ").split():
            bare = word.strip("()[]{}.,;:!?'\"’–-")  # noqa: RUF001  marks as printed
            (capitals if bare.isupper() else own).add(bare.lower())
    return Speller(frozenset(own), frozenset(general), frozenset(talk) - own, frozenset({*acronyms, *(capitals - own)}))
