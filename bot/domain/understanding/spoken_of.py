"""Whether a text of the plan speaks of what somebody asked about, in the plan's words or in the asker's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from bot.domain.phrases import AliasKind
from bot.domain.understanding.subjects import terms_of_text
from bot.domain.understanding.wanting import wanted_of
from bot.domain.understanding.words import lex, lex_stems, tidy

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.matching import Index

_LOWER_ACRONYMS = re.compile(r"\bsend\b")  # a word that is an acronym only in capitals
_LONG = 5  # letters; from here on one may be wrong


def speaks_of(index: Index, words: str) -> Callable[[str], bool]:
    """A test of texts: whether one answers to every word asked, by its terms or as written."""
    pieces = index.lexicon.pieces(lex(tidy(words)))
    wanted = wanted_of(index.shelves, pieces)
    asked = [
        ("" if piece.does(AliasKind.QUALIFIER) else term, tuple(word.stem for word in piece.words))
        for term, piece in wanted.hard.items()  # of a set of people each stands for itself: police is no nurse
    ]
    if not asked:  # words that ask, or that name people, are all that was said
        own = tuple(word.stem for word in lex(tidy(words)) if not word.is_mark)
        asked = [(stem, (stem,)) for stem in own]

    def speaks(text: str) -> bool:
        terms = _terms(index, text)
        stems = lex_stems(text)
        return all(
            term in terms or stems.issuperset(own) or all(_is_near(each, stems) for each in own) for term, own in asked
        )

    return speaks


def _terms(index: Index, text: str) -> set[str]:
    terms = set(terms_of_text(_LOWER_ACRONYMS.sub(" ", text), index.lexicon))
    return terms | {other for term in terms for other in index.lexicon.covers.get(term, ())}


def _is_near(word: str, stems: frozenset[str]) -> bool:
    """Whether the word, or one that is a slip away from it, stands there."""
    if word in stems:
        return True
    return len(word) >= _LONG and any(
        each[0] == word[0] and len(each) >= _LONG and OSA.distance(word, each, score_cutoff=1) <= 1 for each in stems
    )
