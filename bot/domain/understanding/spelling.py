"""Mending misspelt words, one word at a time: never a short one, never into an acronym."""

from __future__ import annotations

from bisect import bisect_left
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
_VERY_LONG = 10
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

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(word for word in self.own - self.acronyms if len(word) > _SHORTEST)

    @cached_property
    def _tails(self) -> dict[str, str]:
        """Long words without their first letter, which may be the slip."""
        return {word[1:]: word for word in (self.own | self.general) - self.acronyms if len(word) > _SHORTEST}

    @cached_property
    def _fours(self) -> dict[str, list[str]]:
        """Words of four letters by the first, the plan's own and those of asking: "risk", "with"."""
        fours: dict[str, list[str]] = {}
        for word in sorted((self.own | self.talk) - self.acronyms):
            if len(word) == _SHORTEST - 1 and word.isalpha():
                fours.setdefault(word[0], []).append(word)
        return fours

    def _short(self, raw: str) -> str:
        """A word of four letters with two of them changed about or one doubled; one of asking with any one slip."""
        found = [
            target
            for target in self._fours.get(raw[0], ())
            if _is_shuffled(raw, target) or (target in self.talk and OSA.distance(raw, target) == 1)
        ]
        return found[0] if len({stem(target) for target in found}) == 1 else ""

    def _begun_wrong(self, raw: str) -> str:
        """A long word whose first letter is wrong, missing, doubled by another or changed about with the second."""
        known = self.own | (self.general - self.acronyms)
        if raw[1:] in known and len(raw) > _SHORTEST + 1:
            return raw[1:]
        turned = raw[1] + raw[0] + raw[2:]
        return turned if turned in known else self._tails.get(raw) or self._tails.get(raw[1:], "")

    def mended(self, words: Sequence[Word]) -> list[Word]:
        """The words, with each that nothing knows taken for the known one it is a slip away from, if there is one."""
        return [self._mended(word) for word in words]

    def _mended(self, word: Word) -> Word:
        raw = word.raw.replace("-", "").replace("'", "")
        if not raw.isalpha() or not _SHORTEST - 1 <= len(raw) <= _LONGEST:
            return word
        if raw in self.own or raw in self.general or word.stem in self._known:
            return word
        if len(raw) <= _SHORTEST:
            meant = self._meant(raw) or self._short(raw)
        else:
            meant = self._meant(raw) or self._begun_wrong(raw) or self._run_together(raw) or self._cut_short(raw)
        return Word(word.raw, stem(meant), meant) if meant else word

    def _cut_short(self, raw: str) -> str:
        """The one word of the plan that begins so: "reoff" of re-offending."""
        start = raw.removesuffix("s")
        if len(start) < _SHORTEST - 1:
            return ""
        at = bisect_left(self._sorted, start)
        longer = [word for word in self._sorted[at : at + 20] if word.startswith(start)]
        return longer[0] if len({stem(word) for word in longer}) == 1 else ""

    def _meant(self, raw: str) -> str:
        slips = _slips(raw)
        near = [
            (distance, target not in self.own, abs(len(target) - len(raw)), target)
            for length in range(max(_SHORTEST, len(raw) - slips), len(raw) + slips + 1)
            for target, distance, _ in process.extract(
                raw,
                self._shelves.get((raw[0], length), ()),
                scorer=OSA.distance,
                score_cutoff=slips,
                limit=None,
            )
            if self._may_be(raw, target, int(distance))
        ]
        return min(near)[-1] if near else ""

    def _may_be(self, raw: str, target: str, distance: int) -> bool:
        """Whether so many slips may be mended: more in a long word, and more than one only into what names things."""
        if len(raw) < _SHORTEST:
            return target in self.own and len(target) > len(raw)
        if distance < 2:
            return True
        long = max(len(target), len(raw)) >= _LONG
        return target not in self.talk and (long or (target in self.own and raw[:2] == target[:2]))

    def _run_together(self, raw: str) -> str:
        """Two known words written as one: "careleavers"."""
        known = self.own | self.general
        cuts = range(_SHORTEST - 2, len(raw) - _SHORTEST + 3) if len(raw) >= _LONG else ()
        return next((f"{raw[:at]} {raw[at:]}" for at in cuts if raw[:at] in known and raw[at:] in known), "")


def _is_shuffled(raw: str, target: str) -> bool:
    """Whether two neighbours changed places or one letter was typed twice: "rsik", "coore"."""
    if len(raw) == len(target):
        return sorted(raw) == sorted(target) and int(OSA.distance(raw, target)) == 1
    return any(raw[:at] + raw[at + 1 :] == target and raw[at] == raw[at - 1] for at in range(1, len(raw)))


def _slips(raw: str) -> int:
    """How many letters may be wrong: one in five, two from six, three from ten."""
    return 1 if len(raw) <= _SHORTEST else 2 if len(raw) < _VERY_LONG else 3


def speller_of(titles: Iterable[str], general: Iterable[str], talk: Iterable[str], acronyms: Iterable[str]) -> Speller:
    """`titles` are the plan's own names as printed: a word all in capitals there is an acronym."""
    own: set[str] = set()
    capitals: set[str] = set()
    for title in titles:
        for word in title.replace("-", " ").replace("/", " ").split():
            bare = word.strip("()[]{}.,;:!?'\"’–-")  # noqa: RUF001  marks as printed
            (capitals if bare.isupper() else own).add(bare.lower())
    return Speller(frozenset(own), frozenset(general), frozenset(talk) - own, frozenset({*acronyms, *(capitals - own)}))
