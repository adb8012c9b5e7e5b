"""From what is wanted to matches: one outright, several offered, a family, both of two, or none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.asking import Match, Stage
from bot.domain.matching import match_of
from bot.domain.model import AliasKind
from bot.domain.understanding.deciding import MOST_OFFERED, decide, fitting_subjects
from bot.domain.understanding.wanting import conflicts, wanted_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.matching import Index
    from bot.domain.understanding.deciding import Decision
    from bot.domain.understanding.lexicon import Piece
    from bot.domain.understanding.subjects import Shelves, Subject
    from bot.domain.understanding.wanting import Wanted

_JOINS = frozenset({"and", "plus", "+", ",", ";", "/", "also", "?", "&"})
_SIDES = _JOINS | {"with", "to", "v", "vs", "versus", "against", "or", "than", "compar", "between"}


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names: exactly one of these holds something, or none does."""

    found: tuple[Match, ...] = ()
    choices: tuple[Match, ...] = ()
    more: int = 0
    family: tuple[Match, ...] = ()
    about: str = ""


def name(index: Index, wanted: Wanted, pieces: Sequence[Piece]) -> Named:
    """What the whole names; where nothing fits all of it, what its parts name."""
    decision = decide_on(index, wanted)
    each = _each(index, pieces)
    if each is not None:
        return each
    if decision.one or decision.family:
        return named_of(wanted, decision)
    parts = _both(index, _split(pieces, _JOINS))
    if parts is not None and (parts.found or not fitting_subjects(index.shelves, wanted)):
        return parts
    if not fitting_subjects(index.shelves, wanted):
        last = _last_sentence(index, pieces)
        if last is not None:
            return last
    return named_of(wanted, decision)


def _each(index: Index, pieces: Sequence[Piece]) -> Named | None:
    """Several indicators, where each part of "this and that" names one of its own."""
    parts = _split(pieces, _JOINS)
    named = [_part(index, part) for part in parts] if len(parts) > 1 else []
    ones = [decision.one for _, decision in named if decision.one]
    if not named or len({id(one) for one in ones}) < len(named):
        return None
    return _found_each(named, _likest(index, named) if len(named) == 2 else ones)


def _found_each(named: list[tuple[Wanted, Decision]], subjects: Sequence[Subject]) -> Named:
    return Named(found=tuple(match_of(one, wanted) for one, (wanted, _) in zip(subjects, named, strict=False)))


def decide_on(index: Index, wanted: Wanted) -> Decision:
    """The decision by words, or by a phrase that names one measure outright."""
    decision = decide(index.shelves, wanted)
    if not wanted.measures:
        return decision
    subjects = tuple(subject for subject in index.shelves.subjects if subject.indicator.id in wanted.measures)
    left = [term for term in wanted.hard if not any(subject.holds(term) for subject in subjects)]
    if len(subjects) == 1 and not left:
        return type(decision)(one=subjects[0])
    return type(decision)(offered=subjects[:MOST_OFFERED], unexplained=tuple(left))


def named_of(wanted: Wanted, decision: Decision) -> Named:
    def matches(subjects: Sequence[Subject]) -> tuple[Match, ...]:
        return tuple(match_of(subject, wanted) for subject in subjects)

    return Named(
        found=matches([decision.one]) if decision.one else (),
        choices=matches(decision.offered),
        more=decision.more,
        family=matches(decision.family),
        about=_about(wanted, decision),
    )


def _about(wanted: Wanted, decision: Decision) -> str:
    pieces = dict.fromkeys(wanted.hard[term].phrase for term in decision.unexplained if term in wanted.hard)
    return " ".join(pieces)[:80]


def _split(pieces: Sequence[Piece], at: frozenset[str]) -> list[list[Piece]]:
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.words[0].stem in at and (piece.is_mark or not piece.terms):
            parts.append([])
        else:
            parts[-1].append(piece)
    return [part for part in parts if any(piece.terms for piece in part)]


def _both(index: Index, parts: list[list[Piece]]) -> Named | None:
    """All parts answered where each names one; the offers together where each names something."""
    if len(parts) < 2:
        return None
    named = [_part(index, part) for part in parts]
    subjects = _completed(index, named)
    if subjects is not None:
        return Named(found=tuple(match_of(each, wanted) for each, (wanted, _) in zip(subjects, named, strict=True)))
    offers = [[decision.one] if decision.one else [*decision.offered, *decision.family] for _, decision in named]
    if any(not offer or decision.unexplained for offer, (_, decision) in zip(offers, named, strict=True)):
        return None
    offers.sort(key=len)
    rounds = max(len(offer) for offer in offers)
    mixed = [
        (offer[at], wanted)
        for at in range(rounds)
        for offer, (wanted, _) in zip(offers, named, strict=True)
        if at < len(offer)
    ]
    chosen = {id(subject): (subject, wanted) for subject, wanted in mixed}
    choices = tuple(match_of(subject, wanted) for subject, wanted in list(chosen.values())[:MOST_OFFERED])
    return Named(choices=choices, more=max(0, len(chosen) - MOST_OFFERED))


def _part(index: Index, part: list[Piece]) -> tuple[Wanted, Decision]:
    wanted = wanted_of(index.shelves, part)
    return wanted, decide_on(index, wanted)


def _completed(index: Index, named: list[tuple[Wanted, Decision]]) -> list[Subject] | None:
    """One subject for each part, a part that says only how it differs borrowing the rest from another."""
    sure = next((decision.one for _, decision in named if decision.one), None)
    if sure is None:
        return None
    found = [decision.one or borrowed(index, wanted, sure) for wanted, decision in named]
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


def compared(index: Index, pieces: Sequence[Piece]) -> tuple[Match, ...]:
    """The two that a comparison names, or none."""
    parts = _split(pieces, _SIDES)
    if len(parts) != 2:
        parts = _split(pieces, _SIDES - {"and", ",", "with", "to"}) if len(parts) > 2 else parts
    if len(parts) != 2:
        return ()
    named = [_part(index, part) for part in parts]
    return _found_each(named, _likest(index, named)).found


def _likest(index: Index, named: list[tuple[Wanted, Decision]]) -> list[Subject]:
    """The two subjects that are most alike, of the ways in which the parts may lend each other words; or none."""
    pairs = [pair for pair in (_completed(index, named), _paired(index, named)) if pair is not None]
    return max(pairs, key=lambda pair: _likeness(index.shelves, *pair), default=[])


def _paired(index: Index, named: list[tuple[Wanted, Decision]]) -> list[Subject] | None:
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


def _last_sentence(index: Index, pieces: Sequence[Piece]) -> Named | None:
    """What the last sentence names alone, where those before it say nothing of the plan."""
    marks = [at for at, piece in enumerate(pieces) if piece.words[0].stem in {"?", ".", "!", ";", ":", "but", ".."}]
    if not marks:
        return None
    before, after = pieces[: marks[-1]], pieces[marks[-1] + 1 :]
    if len(before) < 3 or any(_speaks_of_plan(index, piece) for piece in before):
        return None
    wanted, decision = _part(index, list(after))
    return named_of(wanted, decision) if decision.one else None


def _speaks_of_plan(index: Index, piece: Piece) -> bool:
    if piece.does(AliasKind.CHAT, AliasKind.PLAIN, AliasKind.PERSON, AliasKind.ASKING):
        return False
    return any(term in index.shelves.places and not index.shelves.is_light(term) for term in piece.terms)


def in_context(indicator_match: Match, stage: Stage = Stage.CONTEXT) -> Match:
    return Match(indicator=indicator_match.indicator, stage=stage, phrase=indicator_match.phrase)
