"""The phrases that are known, and a text as a row of them: the longest phrase first, from left to right."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bot.domain.model import AliasKind
from bot.domain.understanding.words import DROPPED, Word, lex_phrase, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.model import Alias

IN_TITLES = frozenset(
    {AliasKind.SAME, AliasKind.PLAIN, AliasKind.PERSON, AliasKind.QUALIFIER, AliasKind.APART}
)  # kinds that read a title as they read a question
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


@dataclass(slots=True)
class _Shelf:
    """Phrases by the stem of their first word; those of one first word are read when it is first met."""

    unread: dict[str, list[tuple[str, Alias]]] = field(default_factory=dict)
    entries: dict[str, tuple[Entry, ...]] = field(default_factory=dict)

    def put(self, first: str, phrase: str, alias: Alias) -> None:
        if first in self.unread:
            self.unread[first].append((phrase, alias))
        else:
            self.unread[first] = [(phrase, alias)]

    def of(self, first: str) -> tuple[Entry, ...]:
        """The phrases that begin with a stem, longest first; of equal ones the board's own."""
        found = self.entries.get(first)
        if found is None:
            found = self.entries[first] = tuple(_read(self.unread.get(first, ())))
        return found


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

    def pieces(self, words: Sequence[Word], *, title: bool = False) -> list[Piece]:
        """The text as known phrases and single words; in a title only phrases that mean the same count."""
        shelf = self.titled if title else self.asked
        kept = [word for word in words if word.stem not in DROPPED]
        found: list[Piece] = []
        at = 0
        while at < len(kept):
            entry, end = _longest(shelf, kept, at)
            own = tuple(kept[at:end])
            found.append(Piece(own, entry, self._terms(entry, own[0])))
            at = end
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
            found = self.meanings[means] = self._terms_of(means, canonical=entry.kind in IN_TITLES)
        return found

    def _terms_of(self, means: str, *, canonical: bool) -> tuple[str, ...]:
        if ":" in means:
            return tuple(means.split())
        words = lex_phrase(means.lower())
        if canonical:
            return tuple(word.stem for word in words if word.stem not in DROPPED)
        return tuple(term for piece in self.pieces(words, title=True) for term in piece.terms)


def _longest(shelf: _Shelf, words: list[Word], at: int) -> tuple[Entry | None, int]:
    """The longest phrase that begins at a word, and where it ends; commas within it do not matter."""
    for entry in shelf.of(words[at].stem):
        end = at + 1
        for wanted in entry.stems[1:]:
            end += end < len(words) and words[end].stem == ","
            if end >= len(words) or words[end].stem != wanted:
                break
            end += 1
        else:
            return entry, end
    return None, at + 1


def lexicon_of(aliases: Iterable[Alias]) -> Lexicon:
    """The phrases ready for looking up; a board's own phrase stands in place of a general one."""
    aliases = tuple(aliases)
    asked, titled = _Shelf(), _Shelf()
    covers: dict[str, tuple[str, ...]] = {}
    people, qualifiers = set(), set()
    for alias in aliases:
        if alias.kind is AliasKind.COVERS:
            _cover(covers, alias)
            continue
        if alias.kind is AliasKind.PERSON:
            people.add(stem(alias.means))
        elif alias.kind is AliasKind.QUALIFIER:
            qualifiers.add(stem(alias.means))
        for phrase in alias.phrase.split("|"):
            _shelve(phrase, alias, asked, titled)
    _shelve_joined(aliases, asked, titled)
    return Lexicon(aliases, asked, titled, covers, frozenset(people), frozenset(qualifiers))


def _shelve(phrase: str, alias: Alias, asked: _Shelf, titled: _Shelf) -> None:
    raw = phrase.partition(" ")[0]
    if raw.isalpha() and raw.islower() and raw not in DROPPED:
        first = stem(raw)
    else:
        stems = stems_of(phrase)
        if not stems:
            return
        first = stems[0]
    asked.put(first, phrase, alias)
    if alias.kind in IN_TITLES and alias.measure_id is None:
        titled.put(first, phrase, alias)


def _cover(covers: dict[str, tuple[str, ...]], alias: Alias) -> None:
    also = tuple(term for word in alias.means.split() for term in _covered(word))
    for phrase in alias.phrase.split("|"):
        for word in lex_phrase(phrase):
            covers[word.stem] = covers.get(word.stem, ()) + also


def _covered(word: str) -> list[str]:
    return [word] if ":" in word else [read.stem for read in lex_phrase(word)]


def _shelve_joined(aliases: Iterable[Alias], asked: _Shelf, titled: _Shelf) -> None:
    """ "looked_after" in plan words makes "looked after" a phrase of its own."""
    for word in {word for alias in aliases if "_" in alias.means for word in alias.means.split() if "_" in word}:
        said = word.replace("_", " ")
        alias = next(each for each in aliases if word in each.means.split())
        _shelve(said, _joined(alias, said, word), asked, titled)


def _joined(alias: Alias, said: str, word: str) -> Alias:
    return type(alias)(phrase=said, means=word, general=True, kind=AliasKind.SAME)
