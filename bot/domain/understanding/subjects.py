"""Each indicator as the terms of its title, and which indicators hold a term."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.domain.phrases import AliasKind
from bot.domain.understanding.amounts import AGE
from bot.domain.understanding.words import DROPPED, lex, stem, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.model import Indicator
    from bot.domain.understanding.lexicon import Lexicon

_BRACKETS = re.compile(r"\(([^()]*)\)")
BRACKETED = 0.3  # what stands in brackets explains; leaving it unsaid leaves little out
_RATE = re.compile(r"per\d+")
_LONGEST_TITLE = 600  # characters that are read of a title
ADULT = "adult"
ANYONE = stem("people")
ONLY_SOME = "only_some"  # a term of a title that covers it narrows whom the figure is about


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator and what its title says. `terms` holds how heavily each term is said."""

    indicator: Indicator
    terms: dict[str, float]
    also: frozenset[str]  # what it answers to besides
    words: tuple[str, ...]  # the title's own stems, in order

    def holds(self, term: str) -> bool:
        return term in self.terms or term in self.also


@dataclass(frozen=True)
class Shelves:
    """All subjects of a plan, by term."""

    subjects: tuple[Subject, ...]
    lexicon: Lexicon
    aimed: frozenset[str]  # terms of the objectives' titles
    own_name: frozenset[str]  # words of the plan's and the board's names
    places: dict[str, set[int]]  # term -> the subjects that hold it
    own: dict[str, set[int]]  # stem -> the subjects whose title has the word as written

    def weight(self, term: str) -> float:
        """How much a term says: the rarer in this plan the more."""
        return math.log(1 + len(self.subjects) / (len(self.places.get(term, ())) or 1))

    @cached_property
    def heaviest(self) -> float:
        return math.log(1 + len(self.subjects))

    def is_light(self, term: str) -> bool:
        """Whether leaving the term of a title unsaid says nothing: whom it counts, their age, its unit."""
        return (
            term.startswith(AGE)
            or term in self.lexicon.people
            or term in self.lexicon.qualifiers
            or term in self.own_name
            or is_rate(term)
        )

    def speaks(self, stems: tuple[str, ...]) -> bool:
        """Whether a title of the plan has these words itself, one after another."""
        sets = [self.own.get(stem, set()) for stem in stems]
        size = len(stems)
        return any(
            stems == words[at : at + size]
            for words in (self.subjects[place].words for place in set.intersection(*sets))
            for at in range(len(words) - size + 1)
        )


def shelves_of(
    indicators: Iterable[Indicator], lexicon: Lexicon, aimed: frozenset[str], own_name: frozenset[str]
) -> Shelves:
    subjects = tuple(_subject(indicator, lexicon) for indicator in indicators)
    places: dict[str, set[int]] = {}
    own: dict[str, set[int]] = {}
    for place, subject in enumerate(subjects):
        for term in subject.terms:
            places.setdefault(term, set()).add(place)
        for term in subject.also:
            places.setdefault(term, set()).add(place)
        for word in subject.words:
            own.setdefault(word, set()).add(place)
    return Shelves(subjects, lexicon, aimed, own_name, places, own)


def _subject(indicator: Indicator, lexicon: Lexicon) -> Subject:
    title = tidy(indicator.title)[:_LONGEST_TITLE]
    terms: dict[str, float] = {}
    words: list[str] = []
    for text, heaviness in _parts(title):
        read = lex(text)
        words += [word.stem for word in read if not word.is_mark and word.stem not in DROPPED]
        for piece in lexicon.pieces(read, title=True):
            for term in piece.terms:
                terms[term] = terms.get(term, 0) + heaviness
    named = [term for series in indicator.series if series.name for term in terms_of_text(series.name, lexicon)]
    also = {other for term in terms for other in lexicon.covers.get(term, ())} | set(named)
    also |= {term[:-1] for term in terms if term.endswith("+")}  # "2 years or more" answers to "2 years"
    return Subject(indicator, terms, frozenset(also - set(terms)) | _implied(terms, lexicon), tuple(words))


def _implied(terms: dict[str, float], lexicon: Lexicon) -> frozenset[str]:
    """Terms of a title that another of its terms says already: "GCSE" beside "A*-C"."""
    return frozenset(other for term in terms for other in lexicon.covers.get(term, ()) if other in terms)


def _parts(title: str) -> list[tuple[str, float]]:
    outside = _BRACKETS.sub(" ; ", title)
    inside = [(found, BRACKETED) for found in _BRACKETS.findall(title)]
    return [(outside, 1.0), *inside]


def terms_of_text(text: str, lexicon: Lexicon) -> list[str]:
    """The terms of a name or a title that belongs to the plan."""
    return [term for piece in lexicon.pieces(lex(tidy(text)), title=True) for term in piece.terms]


def is_hard(kind: AliasKind | None) -> bool:
    """Whether what a phrase says must be answered to, rather than being talk around the question."""
    return kind not in {AliasKind.PLAIN, AliasKind.CHAT, AliasKind.ASKING, AliasKind.PERSON}


def is_rate(term: str) -> bool:
    """Whether it is "per 10,000" or its like, which goes with a number and is no part of what it is about."""
    return _RATE.fullmatch(term) is not None
