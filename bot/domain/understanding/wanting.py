"""What a question wants, in the plan's terms: what must fit, what may, and what only comes near."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.domain.model import AliasKind
from bot.domain.understanding.subjects import ADULT, ANYONE, ONLY_SOME, is_hard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.understanding.lexicon import Piece
    from bot.domain.understanding.subjects import Shelves, Subject

_BEFORE_PLACES = frozenset({"in", "from", "across", "around", "near"})
_SLIGHT = 1.0  # a qualifier that nothing answers to
_AMOUNT = 1.5
_STRANGE = 1.3  # times the heaviest: a word that the plan and the vocabulary do not know


@dataclass(frozen=True, slots=True)
class Wanted:
    """The terms of one question or of one half of it, each with the piece that said it."""

    hard: dict[str, Piece]
    soft: dict[str, Piece] = field(default_factory=dict)
    people: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()  # terms that stand for something else close by
    places: frozenset[str] = frozenset()  # strange words after "in"
    measures: frozenset[int] = frozenset()  # measures that a phrase names outright
    times: Counter[str] = field(default_factory=Counter)  # how often each term was said
    order: tuple[Piece, ...] = ()  # as they were said

    def __bool__(self) -> bool:
        return bool(self.hard or self.measures)

    @property
    def all(self) -> set[str]:
        return {*self.hard, *self.soft, *self.people}

    def joined(self, other: Wanted) -> Wanted:
        """Both together."""
        return Wanted(
            {**other.hard, **self.hard},
            {**other.soft, **self.soft},
            self.people | other.people,
            self.near | other.near,
            self.places | other.places,
            self.measures | other.measures,
            self.times + other.times,
            self.order + other.order,
        )


def wanted_of(shelves: Shelves, pieces: Sequence[Piece], soft_words: frozenset[str] = frozenset()) -> Wanted:
    """What the pieces of a question ask for. `soft_words` are the plan's own name, which need not fit."""
    hard: dict[str, Piece] = {}
    soft: dict[str, Piece] = {}
    people: set[str] = set()
    near: set[str] = set()
    places: set[str] = set()
    measures: set[int] = set()
    times: Counter[str] = Counter()
    before = ""
    for piece in pieces:
        kind = piece.entry.kind if piece.entry else None
        if piece.entry and piece.entry.alias.measure_id is not None:
            measures.add(piece.entry.alias.measure_id)
        elif kind is AliasKind.PERSON:
            people.update(piece.terms)
        elif is_hard(kind) and not soft_words.issuperset(piece.terms):
            terms = _terms(shelves, piece)
            hard.update({term: piece for term in terms if not (kind is AliasKind.NEAR and term in hard)})
            near.update(terms if kind is AliasKind.NEAR else ())
            places.update(terms if before in _BEFORE_PLACES and kind in {None, AliasKind.ORDINARY} else ())
        else:
            soft.update(dict.fromkeys(_soft_terms(shelves, piece), piece))
        times.update(piece.terms)
        before = piece.words[-1].stem
    near -= {term for term, piece in hard.items() if not piece.does(AliasKind.NEAR)}
    rates = [term for term in hard if shelves.is_light(term) and term.startswith("per")]
    for term in rates:
        soft[term] = hard.pop(term)
    return Wanted(hard, soft, frozenset(people), frozenset(near), frozenset(places), frozenset(measures), times, tuple(piece for piece in pieces if not piece.is_mark))


def _terms(shelves: Shelves, piece: Piece) -> tuple[str, ...]:
    """What a piece says; where the plan's own titles use the asker's words, these count and not the general phrase."""
    general = piece.does(AliasKind.ASKS, AliasKind.NEAR) and piece.entry is not None and piece.entry.alias.general
    if general and piece.entry is not None and shelves.speaks(piece.entry.stems):
        titled = shelves.lexicon.pieces(piece.words, title=True)
        return tuple(term for each in titled for term in each.terms)
    return piece.terms


def _soft_terms(shelves: Shelves, piece: Piece) -> Iterable[str]:
    if piece.is_mark or piece.does(AliasKind.PLAIN):
        return ()
    titled = shelves.lexicon.pieces(piece.words, title=True)
    return [term for each in titled for term in each.terms if term in shelves.places]


def slightness(shelves: Shelves, wanted: Wanted, term: str) -> float:
    """How much it matters that nothing answers to a term."""
    if shelves.is_light(term) or ":" in term or term in wanted.places:
        return _SLIGHT
    if term in shelves.places:
        return shelves.weight(term)
    return _AMOUNT if term[0].isdigit() else _STRANGE * shelves.heaviest


def is_narrower(shelves: Shelves, wanted: Wanted, subject: Subject) -> bool:
    """Whether people in general were asked about, and the subject is about some of them only: those in care."""
    if not wanted.people - {ANYONE} or not subject.holds(ONLY_SOME):
        return False
    covers = shelves.lexicon.covers
    implied = {other for term in wanted.hard for other in covers.get(term, ())}
    return any(
        ONLY_SOME in covers.get(term, ()) and term not in wanted.hard and term not in implied for term in subject.terms
    )


def conflicts(shelves: Shelves, wanted: Wanted, subject: Subject) -> bool:
    """Whether the subject is about other people, or about a set of which only one is wanted."""
    if wanted.people - {ANYONE} and subject.holds(ADULT):
        young = shelves.lexicon.people - {ANYONE}
        if not any(term in young or term.startswith("age:") for term in subject.terms):
            return True
    asked = {term for term in wanted.hard if ":" in term and not term.startswith(("age:", "level:", "year:"))}
    groups = {term.partition(":")[0] for term in asked}
    said = {term for term in subject.terms if term.partition(":")[0] in groups and ":" in term}
    return bool(asked & said) and bool(said - asked)
