"""The phrases that are known, and a text as a row of them, cut so that the longest fit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from bot.domain.phrases import AliasKind
from bot.domain.understanding.words import DROPPED, IRREGULAR, Word, lex_phrase, stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.domain.phrases import Alias

IN_TITLES = frozenset(
    {AliasKind.SAME, AliasKind.PLAIN, AliasKind.PERSON, AliasKind.QUALIFIER, AliasKind.APART}
)  # kinds that read a title as they read a question
_LETTERS = 3  # a word and its stem begin alike, but for the irregular ones
_UNLIKE = frozenset({*IRREGULAR, *DROPPED})
_ODD = re.compile(r"[^a-z |']")
_SILENT = frozenset({AliasKind.PLAIN, AliasKind.CHAT, AliasKind.ASKING})


@dataclass(frozen=True, slots=True)
class Entry:
    """One known phrase and what it does."""

    stems: tuple[str, ...]
    alias: Alias

    @property
    def kind(self) -> AliasKind:
        return self.alias.kind


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a question: a known phrase, a mark, or one word that no phrase begins with."""

    words: tuple[Word, ...]
    entry: Entry | None
    terms: tuple[str, ...]

    @property
    def phrase(self) -> str:
        """The asker's own words."""
        return " ".join(word.raw for word in self.words)

    @property
    def is_mark(self) -> bool:
        return self.words[0].is_mark

    @property
    def is_mended(self) -> bool:
        return any(word.mended for word in self.words)

    def does(self, *kinds: AliasKind) -> bool:
        return self.entry is not None and self.entry.kind in kinds


_Shelved = tuple[str, str, "Alias"]  # the first word, the phrase, what it does


@dataclass(slots=True)
class _Shelf:
    """Phrases by the first letters of their first word; those of one first word are read when it is first met."""

    unread: dict[str, list[_Shelved]]
    takes: Callable[[Alias], bool]
    entries: dict[str, tuple[Entry, ...]] = field(default_factory=dict)

    def of(self, first: str) -> tuple[Entry, ...]:
        """The phrases that begin with a stem, longest first; of equal ones the board's own."""
        found = self.entries.get(first)
        if found is None:
            found = self.entries[first] = tuple(_read(self._beginning(first)))
        return found

    def _beginning(self, first: str) -> list[tuple[str, Alias]]:
        shelved = self.unread.get(first[:_LETTERS], ())
        return [(phrase, alias) for raw, phrase, alias in shelved if self.takes(alias) and stem(raw) == first]


def _read(phrases: Iterable[tuple[str, Alias]]) -> list[Entry]:
    chosen: dict[tuple[str, ...], Entry] = {}
    for phrase, alias in phrases:
        stems = stems_of(phrase)
        held = chosen.get(stems)
        if held is None or _rank(alias) < _rank(held.alias):
            chosen[stems] = Entry(stems, alias)
    return sorted(chosen.values(), key=lambda entry: -len(entry.stems))


def _rank(alias: Alias) -> tuple[bool, bool, bool, bool]:
    """A board's own phrase before a general one, the names of one measure first, and asking before naming."""
    return (alias.general, alias.measure_id is None, alias.kind is AliasKind.ORDINARY, alias.kind in IN_TITLES)


def stems_of(phrase: str) -> tuple[str, ...]:
    return tuple(word.stem for word in lex_phrase(phrase.lower()) if word.stem not in DROPPED)


@dataclass(frozen=True)
class Lexicon:
    """Known phrases, for questions and for titles, and what the vocabulary says of the terms they stand for."""

    aliases: tuple[Alias, ...]
    asked: _Shelf
    titled: _Shelf
    covers: dict[str, tuple[str, ...]]
    people: frozenset[str]  # terms for whom a figure is about, one standing for another
    qualifiers: frozenset[str]
    meanings: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def explained(self) -> dict[tuple[str, ...], Alias]:
        """Phrases that the vocabulary explains in a sentence."""
        return {
            stems_of(phrase): alias for alias in self.aliases if alias.explains for phrase in alias.phrase.split("|")
        }

    @cached_property
    def spoken(self) -> frozenset[str]:
        """Every word of every phrase, as written."""
        return frozenset(
            word for alias in self.aliases for word in alias.phrase.replace("|", " ").replace("-", "").lower().split()
        )

    @cached_property
    def talk(self) -> frozenset[str]:
        """Every word of the phrases that only ask."""
        return frozenset(
            word for alias in self.aliases if alias.kind in _SILENT for word in alias.phrase.replace("|", " ").split()
        )

    def pieces(self, words: Sequence[Word], *, title: bool = False) -> list[Piece]:
        """The text as known phrases and single words; in a title only phrases that mean the same count."""
        kept = [word for word in words if word.stem not in DROPPED]
        found: list[Piece] = []
        for at, end, entry in _best_row(self.titled if title else self.asked, kept):
            own = tuple(kept[at:end])
            found.append(Piece(own, entry, self._terms(entry, own[0])))
        return found

    def _terms(self, entry: Entry | None, word: Word) -> tuple[str, ...]:
        if entry is None or entry.kind is AliasKind.ORDINARY:
            return () if word.is_mark else (word.stem,)
        return () if entry.kind in _SILENT else self.meaning(entry)

    def meaning(self, entry: Entry) -> tuple[str, ...]:
        """The terms that an entry stands for, its plan words read through the phrases that mean the same."""
        means = entry.alias.means
        if not means:
            return entry.stems
        found = self.meanings.get(means)
        if found is None:
            self.meanings[means] = entry.stems  # should the plan words lead back to the phrase itself
            canonical = entry.alias.general and entry.kind in IN_TITLES
            found = self.meanings[means] = self._terms_of(means, canonical=canonical)
        return found

    def _terms_of(self, means: str, *, canonical: bool) -> tuple[str, ...]:
        if ":" in means:
            return tuple(means.split())
        words = lex_phrase(means.lower())
        if canonical:
            return tuple(word.stem for word in words if word.stem not in DROPPED)
        return tuple(term for piece in self.pieces(words, title=True) for term in piece.terms)


_Cut = tuple[int, int, Entry | None]  # the score from here on, or where it begins; where it ends; the phrase


def _best_row(shelf: _Shelf, words: list[Word]) -> list[_Cut]:
    """The words cut into phrases so that long phrases and known words count most: "in | care leavers"."""
    best: list[_Cut] = [(0, len(words), None)] * (len(words) + 1)
    for at in range(len(words) - 1, -1, -1):
        best[at] = (best[at + 1][0], at + 1, None)
        for entry in shelf.of(words[at].stem):
            end = _end_of(entry, words, at)
            score = len(entry.stems) ** 2 + best[end][0] if end else 0
            if end and (score > best[at][0] or (score == best[at][0] and best[at][2] is None)):
                best[at] = (score, end, entry)
    row: list[_Cut] = []
    at = 0
    while at < len(words):
        row.append((at, *best[at][1:]))
        at = best[at][1]
    return row


def _end_of(entry: Entry, words: list[Word], at: int) -> int:
    """Where a phrase that begins at a word ends, or 0 where it is not said; commas within it do not matter."""
    end = at + 1
    for wanted in entry.stems[1:]:
        end += end < len(words) and words[end].stem == ","
        if end >= len(words) or words[end].stem != wanted:
            return 0
        end += 1
    return end


def lexicon_of(aliases: Iterable[Alias]) -> Lexicon:
    """The phrases ready for looking up; a board's own phrase stands in place of a general one."""
    aliases = tuple(aliases)
    covers: dict[str, tuple[str, ...]] = {}
    for alias in aliases:
        if alias.kind is AliasKind.COVERS:
            _cover(covers, alias)
    unread = _shelved([alias for alias in aliases if alias.kind is not AliasKind.COVERS])
    return Lexicon(
        aliases,
        asked=_Shelf(unread, lambda _: True),
        titled=_Shelf(unread, lambda alias: alias.general and alias.kind in IN_TITLES),
        covers=covers,
        people=_meant(aliases, AliasKind.PERSON),
        qualifiers=_meant(aliases, AliasKind.QUALIFIER),
    )


def _meant(aliases: Iterable[Alias], kind: AliasKind) -> frozenset[str]:
    return frozenset(stem(alias.means) for alias in aliases if alias.kind is kind)


def _shelved(aliases: list[Alias]) -> dict[str, list[_Shelved]]:
    """Every phrase by the first letters of its first word; the loop runs some thousand times for every plan."""
    unread: dict[str, list[_Shelved]] = {}
    for alias in [*aliases, *_joined(aliases)]:
        simple = _ODD.search(alias.phrase) is None
        for phrase in alias.phrase.split("|"):
            raw = phrase.partition(" ")[0]
            if raw in _UNLIKE or not (simple or (raw.isalpha() and raw.islower())):
                raw = next(iter(stems_of(phrase)), "")
            letters = raw[:_LETTERS]
            if letters in unread:
                unread[letters].append((raw, phrase, alias))
            else:
                unread[letters] = [(raw, phrase, alias)]
    return unread


def _cover(covers: dict[str, tuple[str, ...]], alias: Alias) -> None:
    also = tuple(term for word in alias.means.split() for term in _covered(word))
    for phrase in alias.phrase.split("|"):
        for word in lex_phrase(phrase):
            covers[word.stem] = covers.get(word.stem, ()) + also


def _covered(word: str) -> list[str]:
    return [word] if ":" in word else [read.stem for read in lex_phrase(word)]


def _joined(aliases: Iterable[Alias]) -> list[Alias]:
    """What plan words join: "looked_after" makes "looked after" a phrase of its own."""
    return [
        replace(alias, phrase=word.replace("_", " "), means=word, kind=AliasKind.SAME, explains="")
        for alias in aliases
        if "_" in alias.means
        for word in alias.means.split()
        if "_" in word
    ]
