"""From what is wanted to matches: one outright, several offered, a family, each of several, or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.phrases import AliasKind
from bot.domain.understanding.deciding import MOST_OFFERED, Decision, decide, fitting_subjects
from bot.domain.understanding.matched import match_of
from bot.domain.understanding.wanting import wanted_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.asking import Match
    from bot.domain.matching import Index
    from bot.domain.understanding.lexicon import Piece
    from bot.domain.understanding.subjects import Subject
    from bot.domain.understanding.wanting import Wanted

_MOST_SHOWN = 80  # letters of what nothing answers to


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names: exactly one of these holds something, or none does."""

    found: tuple[Match, ...] = ()
    choices: tuple[Match, ...] = ()
    more: int = 0
    family: tuple[Match, ...] = ()
    about: str = ""


def name_whole(index: Index, wanted: Wanted, pieces: Sequence[Piece]) -> Named:
    """What the whole names; where nothing fits all of it, what its last sentence names."""
    decision = decide_on(index, wanted)
    if decision.one is None and not fitting_subjects(index.shelves, wanted):
        last = _last_sentence(index, pieces)
        if last is not None:
            return last
    return named_of(wanted, decision)


def decide_on(index: Index, wanted: Wanted) -> Decision:
    """The decision by words, or by a phrase that names one measure outright."""
    if not wanted.measures:
        return decide(index.shelves, wanted)
    subjects = tuple(subject for subject in index.shelves.subjects if subject.indicator.id in wanted.measures)
    left = [term for term in wanted.hard if not any(subject.holds(term) for subject in subjects)]
    if len(subjects) == 1 and not left:
        return Decision(one=subjects[0])
    return Decision(offered=subjects[:MOST_OFFERED], unexplained=tuple(left))


def decide_part(index: Index, part: Sequence[Piece]) -> tuple[Wanted, Decision]:
    """What a part of a question wants, and the decision on it alone."""
    wanted = wanted_of(index.shelves, part)
    return wanted, decide_on(index, wanted)


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
    return " ".join(pieces)[:_MOST_SHOWN]


def _last_sentence(index: Index, pieces: Sequence[Piece]) -> Named | None:
    """What the last sentence names alone, where those before it say nothing of the plan."""
    marks = [at for at, piece in enumerate(pieces) if piece.words[0].stem in {"?", ".", "!", ";", ":", "but", ".."}]
    if not marks:
        return None
    before, after = pieces[: marks[-1]], pieces[marks[-1] + 1 :]
    if len(before) < 3 or any(_speaks_of_plan(index, piece) for piece in before):
        return None
    wanted, decision = decide_part(index, after)
    return named_of(wanted, decision) if decision.one else None


def _speaks_of_plan(index: Index, piece: Piece) -> bool:
    if piece.does(AliasKind.CHAT, AliasKind.PLAIN, AliasKind.PERSON, AliasKind.ASKING):
        return False
    return any(term in index.shelves.places and not index.shelves.is_light(term) for term in piece.terms)
