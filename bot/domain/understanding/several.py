"""Several indicators in one question: "this and that", "compare these", one side lending the other its words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.understanding.deciding import MOST_OFFERED, Decision, decide, fitting_subjects
from bot.domain.understanding.matched import match_of
from bot.domain.understanding.naming import Named, decide_on, decide_part, name_whole
from bot.domain.understanding.wanting import conflicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.asking import Match
    from bot.domain.matching import Index
    from bot.domain.understanding.lexicon import Piece
    from bot.domain.understanding.subjects import Shelves, Subject
    from bot.domain.understanding.wanting import Wanted

_JOINS = frozenset({"and", "plus", "+", ",", ";", "/", "also", "?"})
_ANDS = _JOINS - {",", ";"}  # of these one must be said; a comma alone may only go on
_SIDES = _JOINS | {"with", "to", "v", "vs", "versus", "against", "or", "than", "compar", "between"}

_Parts = list[tuple["Wanted", Decision]]


def name(index: Index, wanted: Wanted, pieces: Sequence[Piece]) -> Named:
    """What a question names: each of several where it joins them, else what the whole of it names."""
    return _several(index, wanted, pieces) or name_whole(index, wanted, pieces)


def _several(index: Index, wanted: Wanted, pieces: Sequence[Piece]) -> Named | None:
    """Every part answered where each names one; else what all parts offer; None where the whole is one thing."""
    joined = any(_is_at(piece, _ANDS) for piece in pieces)
    parts = _split(pieces, _JOINS) if joined else []
    whole = decide_on(index, wanted)
    if len(parts) < 2 or (whole.one and _joins(whole.one, pieces)):
        return None
    named = [decide_part(index, part) for part in parts]
    offers = [[each.one] if each.one else [*each.offered, *each.family] for _, each in named]
    if any(not offer or each.unexplained for offer, (_, each) in zip(offers, named, strict=True)):
        return None
    subjects = _answered(index, whole, named)
    if subjects:
        return _found_each(named, subjects)
    if fitting_subjects(index.shelves, wanted) and not _is_more(whole, offers, named):
        return None
    return _together(offers, named)


def _is_more(whole: Decision, offers: list[list[Subject]], named: _Parts) -> bool:
    """Whether one part alone names what the whole does, so that the others must be about something else."""
    if whole.one is None or not any(each.one is whole.one for _, each in named):
        return False
    return any(subject is not whole.one for offer in offers for subject in offer)


def _is_at(piece: Piece, marks: frozenset[str]) -> bool:
    return piece.words[0].stem in marks and (piece.is_mark or not piece.terms)


def _split(pieces: Sequence[Piece], at: frozenset[str]) -> list[list[Piece]]:
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        if _is_at(piece, at):
            parts.append([])
        else:
            parts[-1].append(piece)
    return [part for part in parts if any(piece.terms for piece in part)]


def _joins(subject: Subject, pieces: Sequence[Piece]) -> bool:
    """Whether the title itself joins what the question joins: "English and Maths"."""
    words = subject.words
    triples = set(zip(words, words[1:], words[2:], strict=False))
    return any(
        (before.words[-1].stem, link, after.words[0].stem) in triples
        for before, piece, after in zip(pieces, pieces[1:], pieces[2:], strict=False)
        if _is_at(piece, _ANDS)
        for link in ("and", "or")
    )


def _answered(index: Index, whole: Decision, named: _Parts) -> list[Subject]:
    """One subject for each part, all different; a part may borrow only where it is no more than one of a set."""
    ones = [each.one for _, each in named if each.one]
    if len({id(one) for one in ones}) == len(named):
        return _likest(index, named) if len(named) == 2 else ones
    besides = _besides(whole, named)
    if besides:
        return besides
    apart = [each.one is not None or all(":" in term for term in wanted.hard) for wanted, each in named]
    return _completed(index, named) or [] if all(apart) else []


def _besides(whole: Decision, named: _Parts) -> list[Subject]:
    """What the whole names, and what one of two parts names besides: "families and children in hostels"."""
    if whole.one is None or len(named) != 2:
        return []
    both = [each.one or (whole.one if whole.one in each.offered else None) for _, each in named]
    found = [subject for subject in both if subject is not None]
    return found if len({id(subject) for subject in found}) == 2 and whole.one in found else []


def _found_each(named: _Parts, subjects: Sequence[Subject]) -> Named:
    return Named(found=tuple(match_of(one, wanted) for one, (wanted, _) in zip(subjects, named, strict=True)))


def _together(offers: list[list[Subject]], named: _Parts) -> Named:
    """What all parts offer, by turns, those that offer least first."""
    order = sorted(range(len(offers)), key=lambda at: len(offers[at]))
    rounds = max(len(offer) for offer in offers)
    chosen: dict[int, tuple[Subject, Wanted]] = {}
    for turn in range(rounds):
        for at in order:
            if turn < len(offers[at]):
                chosen.setdefault(id(offers[at][turn]), (offers[at][turn], named[at][0]))
    choices = tuple(match_of(subject, wanted) for subject, wanted in list(chosen.values())[:MOST_OFFERED])
    return Named(choices=choices, more=max(0, len(chosen) - MOST_OFFERED))


def compared(index: Index, pieces: Sequence[Piece]) -> tuple[Match, ...]:
    """The two that a comparison names, or none."""
    parts = _split(pieces, _SIDES)
    if len(parts) > 2:
        parts = _split(pieces, _SIDES - {"and", ",", "with", "to"})
    if len(parts) != 2:
        return ()
    named = [decide_part(index, part) for part in parts]
    subjects = _likest(index, named)
    return _found_each(named, subjects).found if subjects else ()


def _likest(index: Index, named: _Parts) -> list[Subject]:
    """The two subjects that are most alike, of the ways in which the parts may lend each other words; or none."""
    pairs = [pair for pair in (_completed(index, named), _paired(index, named)) if pair is not None]
    return max(pairs, key=lambda pair: _likeness(index.shelves, *pair), default=[])


def _completed(index: Index, named: _Parts) -> list[Subject] | None:
    """One subject for each part, a part that says only how it differs borrowing the rest from another."""
    sure = next((each.one for _, each in named if each.one), None)
    if sure is None:
        return None
    found = [each.one or borrowed(index, wanted, sure) for wanted, each in named]
    whole = [subject for subject in found if subject is not None]
    return whole if len(whole) == len(named) and len({id(subject) for subject in whole}) == len(whole) else None


def borrowed(index: Index, wanted: Wanted, other: Subject) -> Subject | None:
    """The sibling of another subject that a few words set apart from it: "secondary", beside primary absence."""
    shelves = index.shelves
    fits = [
        subject
        for subject in fitting_subjects(shelves, wanted)
        if subject is not other and not conflicts(shelves, wanted, subject)
    ]
    if not fits or wanted.near:
        return None
    alike = {id(subject): _likeness(shelves, subject, other) for subject in fits}
    best = max(alike.values())
    top = [subject for subject in fits if alike[id(subject)] == best]
    return top[0] if len(top) == 1 and best > 0 else None


def _likeness(shelves: Shelves, one: Subject, other: Subject) -> float:
    """What two titles share beside all that either says, from 0 to 1."""
    terms = {*one.terms, *other.terms}
    pairs = [(shelves.weight(term), one.terms.get(term, 0), other.terms.get(term, 0)) for term in terms]
    shared = sum(weight * min(mine, its) for weight, mine, its in pairs)
    return shared / (sum(weight * max(mine, its) for weight, mine, its in pairs) or 1)


def _paired(index: Index, named: _Parts) -> list[Subject] | None:
    """Both parts with the other's words for what they have in common: "primary and secondary, persistent absence"."""
    (left, _), (right, _) = named
    both = [_with_shared(index, left, right), _with_shared(index, right, left)]
    one, other = (each or side[1].one for each, side in zip(both, named, strict=True))
    return [one, other] if one and other and one is not other else None


def _with_shared(index: Index, mine: Wanted, other: Wanted) -> Subject | None:
    """What one side names together with the other's words, all of them or all but the one that it replaces."""
    for left_out in (None, *other.hard):
        shared = {term: piece for term, piece in other.hard.items() if term != left_out}
        joined = replace(mine, hard={**mine.hard, **shared}, people=mine.people | other.people)
        one = decide(index.shelves, joined).one if shared else None
        if one is not None and not any(one.holds(term) for term in other.hard if term == left_out):
            return one
    return None
