"""What a question wants, in the plan's terms: what must fit, what may, and what only comes near."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.domain.phrases import AliasKind
from bot.domain.understanding.subjects import ADULT, ANYONE, ONLY_SOME, is_hard, is_rate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.understanding.deciding import Decision
    from bot.domain.understanding.lexicon import Piece
    from bot.domain.understanding.subjects import Shelves, Subject

FITS = "fits"  # talk that may also stand in a title: "overall", "other", "new"
_BEFORE_PLACES = frozenset({"in", "from", "across", "around", "near"})
_SLIGHT = 1.0  # a qualifier that nothing answers to
_AMOUNT = 1.5
_STRANGE = 0.5  # times the heaviest: a word that nothing knows, which may be talk
_FOREIGN = 1.25  # times the heaviest: a word known to be of another field: "parking"


@dataclass(slots=True)
class Wanted:
    """The terms of one question or of one half of it, each with the piece that said it."""

    hard: dict[str, Piece] = field(default_factory=dict)
    soft: dict[str, Piece] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    near: set[str] = field(default_factory=set)  # terms that stand for something else close by
    foreign: set[str] = field(default_factory=set)  # words of other fields
    places: set[str] = field(default_factory=set)  # strange words after "in"
    measures: set[int] = field(default_factory=set)  # measures that a phrase names outright
    topics: set[str] = field(default_factory=set)  # words after "on", "of" and the like
    times: Counter[str] = field(default_factory=Counter)  # how often each term was said
    order: tuple[Piece, ...] = ()  # as they were said
    decided: tuple[tuple[object, ...], Decision] | None = field(default=None, init=False, repr=False, compare=False)

    def __bool__(self) -> bool:
        return bool(self.hard or self.measures)

    @property
    def all(self) -> set[str]:
        return {*self.hard, *self.soft, *self.people}


def wanted_of(shelves: Shelves, pieces: Sequence[Piece]) -> Wanted:
    """What the pieces of a question ask for."""
    wanted = Wanted(order=tuple(piece for piece in pieces if not piece.is_mark))
    before = ""
    for piece in pieces:
        _add(shelves, wanted, piece, is_place=before in _BEFORE_PLACES)
        wanted.times.update(piece.terms)
        before = piece.words[-1].stem
    _settle_near(shelves, wanted)
    for rate in [term for term in wanted.hard if is_rate(term)]:
        wanted.soft[rate] = wanted.hard.pop(rate)
    return wanted


def _settle_near(shelves: Shelves, wanted: Wanted) -> None:
    """What is only near is said outright where other words say it, and the titles know the asker's own word too."""
    outright = {term for term, piece in wanted.hard.items() if not piece.does(AliasKind.NEAR)}
    for piece in wanted.order:
        if not piece.does(AliasKind.NEAR) or piece.entry is None or not wanted.near:
            continue
        if outright.issuperset(_terms(shelves, piece)) and all(stem in shelves.places for stem in piece.entry.stems):
            wanted.near.difference_update(piece.terms)
            wanted.hard.update(dict.fromkeys(piece.entry.stems, piece))


def _add(shelves: Shelves, wanted: Wanted, piece: Piece, *, is_place: bool) -> None:
    kind = piece.entry.kind if piece.entry else None
    if piece.entry and piece.entry.alias.measure_id is not None:
        wanted.measures.add(piece.entry.alias.measure_id)
    elif kind is AliasKind.PERSON:
        wanted.people.update(piece.terms)
    elif not is_hard(kind) or _is_own_name(shelves, piece):
        wanted.soft.update(dict.fromkeys(_soft_terms(shelves, piece), piece))
    else:
        terms = _terms(shelves, piece)
        wanted.hard.update({term: piece for term in terms if not (kind is AliasKind.NEAR and term in wanted.hard)})
        wanted.near.update(terms if kind is AliasKind.NEAR else ())
        wanted.foreign.update(terms if kind is AliasKind.ORDINARY else ())
        wanted.places.update(terms if is_place and kind in {None, AliasKind.ORDINARY} else ())


def _is_own_name(shelves: Shelves, piece: Piece) -> bool:
    """Whether it is a word of the plan's or the board's name, which a question may add or leave out."""
    return bool(piece.terms) and shelves.own_name.issuperset(piece.terms)


def _terms(shelves: Shelves, piece: Piece) -> tuple[str, ...]:
    """What a piece says; where the plan's own titles use the asker's words, these count and not the general phrase."""
    general = piece.does(AliasKind.ASKS, AliasKind.NEAR) and piece.entry is not None and piece.entry.alias.general
    if general and piece.entry is not None and shelves.speaks(piece.entry.stems):
        titled = shelves.lexicon.pieces(piece.words, title=True)
        return tuple(term for each in titled for term in each.terms)
    return piece.terms


def _soft_terms(shelves: Shelves, piece: Piece) -> Iterable[str]:
    talk = piece.does(AliasKind.ASKING) or (piece.entry is not None and piece.entry.alias.means == FITS)
    if not talk and not _is_own_name(shelves, piece):
        return ()
    titled = shelves.lexicon.pieces(piece.words, title=True)
    return [term for each in titled for term in each.terms if term in shelves.places or term in shelves.aimed]


def strangers(shelves: Shelves, wanted: Wanted) -> set[str]:
    """Words that nothing knows and that set no condition: most likely talk around the question."""
    beside = _beside_known(shelves, wanted)
    return {
        term
        for term in wanted.hard
        if term not in beside
        and term.isalpha()
        and term not in shelves.places
        and term not in shelves.aimed
        and term not in wanted.foreign
        and term not in wanted.places
        and term not in wanted.topics
        and wanted.hard[term].entry is None
    }


def talk_in(shelves: Shelves, wanted: Wanted) -> set[str]:
    """Words that nothing knows and that cannot narrow what is asked, from how they stand in the sentence.

    An adverb; a verb between two things that are known ("assessments finished inside 35 days"). A noun may be what is
    asked for ("the diets of ...") or narrow it, wherever it stands.
    """
    order = [piece for piece in wanted.order if piece.terms]
    known = [
        any(term in shelves.places for term in piece.terms) or bool(wanted.people & set(piece.terms)) for piece in order
    ]
    found: set[str] = set()
    for at, piece in enumerate(order):
        term = piece.terms[0]
        if (
            known[at]
            or term not in wanted.hard
            or piece.entry is not None
            or not term.isalpha()
            or term in wanted.places
        ):
            continue
        before, after = any(known[:at]), any(known[at + 1 :])
        raw = piece.words[0].raw
        is_verb = raw.endswith(("ed", "ing")) and before and after
        if raw.endswith("ly") or is_verb:
            found.add(term)
    return found


def _beside_known(shelves: Shelves, wanted: Wanted) -> set[str]:
    """Terms said right beside one that the plan knows, which they may narrow: "fuel poverty"."""
    known = {term for term in wanted.hard if term in shelves.places or term in shelves.aimed}
    return {
        term
        for pair in pairwise(wanted.order)
        for one, other in (pair, pair[::-1])
        if known.intersection(other.terms)
        for term in one.terms
    }


def slightness(shelves: Shelves, wanted: Wanted, term: str) -> float:
    """How much it matters that nothing answers to a term."""
    if shelves.is_light(term) or ":" in term or term in wanted.places:
        return _SLIGHT
    if term in shelves.places:
        return shelves.weight(term)
    if term[0].isdigit():
        return _AMOUNT
    return (_FOREIGN if term in wanted.foreign else _STRANGE) * shelves.heaviest


def is_narrower(shelves: Shelves, wanted: Wanted, subject: Subject) -> bool:
    """Whether people in general were asked about, and the subject is about some of them only: those in care."""
    if not wanted.people - {ANYONE} or not subject.holds(ONLY_SOME):
        return False
    covers = shelves.lexicon.covers
    implied = {other for term in wanted.hard for other in covers.get(term, ())}
    return any(
        ONLY_SOME in covers.get(term, ()) and term not in wanted.hard and term not in implied for term in subject.terms
    )


def is_of_a_set(wanted: Wanted) -> bool:
    """Whether one of a set was asked for, such as a school subject."""
    return any(_is_apart(term) for term in wanted.hard)


def _is_apart(term: str) -> bool:
    return ":" in term and not term.startswith(("age:", "level:", "year:"))


def conflicts(shelves: Shelves, wanted: Wanted, subject: Subject) -> bool:
    """Whether the subject is about other people, or about a set of which only one is wanted."""
    if wanted.people - {ANYONE} and subject.holds(ADULT):
        young = shelves.lexicon.people - {ANYONE}
        if not any(term in young or term.startswith("age:") for term in subject.terms):
            return True
    asked = {term for term in wanted.hard if _is_apart(term)}
    groups = {term.partition(":")[0] for term in asked}
    said = {term for term in subject.terms if term.partition(":")[0] in groups and ":" in term}
    return bool(asked & said) and bool(said - asked)
