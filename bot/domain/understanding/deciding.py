"""Which indicators a question means: one, several to choose from, a whole family, or none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.domain.understanding.grouped import of_the_group
from bot.domain.understanding.subjects import BRACKETED
from bot.domain.understanding.wanting import conflicts, is_narrower, is_of_a_set, slightness, talk_in
from bot.domain.understanding.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.understanding.subjects import Shelves, Subject
    from bot.domain.understanding.wanting import Wanted

MOST_OFFERED = 5
_ENOUGH = 0.45  # the part of what was asked that must fit before anything is offered
_CLOSE = 0.85  # how near to the best fit another offer must come
_SHARES = frozenset(stem(word) for word in ("percentage", "percent", "%", "proportion", "share", "fraction"))
_NUMBERS = frozenset(stem(word) for word in ("number", "numbers", "many", "count", "total"))
_MOST_WEIGHED = 50  # subjects that are held against each other; more are a family anyway
_SURE = 2  # terms that must fit for a word of talk beside them to be passed over
AGAIN = " again"  # a term that a title says oftener than the question does
_Plainness = tuple[bool, int, float, frozenset[str]]
_UNSAID = 0.5  # how much of the rest of its title the headline may leave unsaid, beside what was said


@dataclass(frozen=True, slots=True)
class Decision:
    """What fits: `one` outright, else `offered`, best first; `family` where more fit than can be offered."""

    one: Subject | None = None
    offered: tuple[Subject, ...] = ()
    more: int = 0
    family: tuple[Subject, ...] = ()
    unexplained: tuple[str, ...] = ()  # terms that nothing offered answers to


def decide(shelves: Shelves, wanted: Wanted) -> Decision:
    """The rule of the whole: what was asked is answered only where a title answers to every word of it.

    Several readings of a question ask for it, so it is kept with what is wanted for as long as that stays the same.
    """
    said = (*wanted.hard, None, *wanted.soft, None, *sorted(wanted.near), None, *sorted(wanted.people))
    if wanted.decided is None or wanted.decided[0] != said:
        wanted.decided = (said, _decided(shelves, wanted))
    return wanted.decided[1]


def _decided(shelves: Shelves, wanted: Wanted) -> Decision:
    fitting = fitting_subjects(shelves, wanted)
    if not fitting:
        return _past_talk(shelves, wanted) or _nearest(shelves, wanted)
    clear = [subject for subject in fitting if not conflicts(shelves, wanted, subject)]
    if len(clear) <= 1 < len(fitting) and is_of_a_set(wanted):
        return _offer([*clear, *(subject for subject in fitting if subject not in clear)])
    if not clear:
        return _offer(sorted(fitting, key=lambda subject: unsaid_weight(shelves, wanted, subject)))
    best = _headline(shelves, wanted, clear)
    if best is not None:
        return _offer([best]) if wanted.near or is_narrower(shelves, wanted, best) else Decision(one=best)
    clear.sort(key=lambda subject: unsaid_weight(shelves, wanted, subject))
    if len(clear) > MOST_OFFERED and not wanted.near:
        return Decision(family=tuple(clear))
    return _offer(clear)


def _past_talk(shelves: Shelves, wanted: Wanted) -> Decision | None:
    """The one that is meant when a word of talk is left out: "the tally of ...", "... finished inside 35 days"."""
    talk = talk_in(shelves, wanted)
    rest = {term: piece for term, piece in wanted.hard.items() if term not in talk}
    if len(talk) != 1 or len(rest) < _SURE:
        return None
    decision = decide(shelves, replace(wanted, hard=rest))
    return decision if decision.one else None


def _offer(subjects: list[Subject], unexplained: Iterable[str] = ()) -> Decision:
    return Decision(
        offered=tuple(subjects[:MOST_OFFERED]),
        more=max(0, len(subjects) - MOST_OFFERED),
        unexplained=tuple(unexplained),
    )


def fitting_subjects(shelves: Shelves, wanted: Wanted) -> list[Subject]:
    """Those whose title answers to everything that was asked, in the plan's order."""
    if all(term.isdigit() for term in wanted.hard):
        return []
    sets = sorted((shelves.places.get(term, set()) for term in wanted.hard), key=len)
    found = set(sets[0]).intersection(*sets[1:])
    subjects = [shelves.subjects[place] for place in sorted(found)]
    if len(subjects) < 2 or not wanted.soft:
        return subjects
    fits = [sum(subject.holds(term) for term in wanted.soft) for subject in subjects]
    return [subject for subject, fit in zip(subjects, fits, strict=True) if fit == max(fits)]


def _headline(shelves: Shelves, wanted: Wanted, subjects: list[Subject]) -> Subject | None:
    """The one that is meant outright: the only one, the exact one, or the one the others only narrow."""
    if len(subjects) == 1:
        return subjects[0]
    exact = [subject for subject in subjects if not any(_unsaid(subject, wanted, ()))]
    if len(exact) == 1 or len(subjects) > _MOST_WEIGHED:
        return exact[0] if len(exact) == 1 else None
    rest = {id(subject): unsaid(shelves, wanted, subject) for subject in subjects}
    said = {id(subject): _plainness(subject, wanted) for subject in subjects}
    for best in subjects:
        others = [other for other in subjects if other is not best]
        if all(_narrows(rest[id(best)], rest[id(other)], (said[id(best)], said[id(other)])) for other in others):
            if all(_bases(rest[id(other)]) == _bases(rest[id(best)]) for other in others):
                return best
            covered = sum(shelves.weight(term) for term in wanted.all if best.holds(term))
            return best if unsaid_weight(shelves, wanted, best) <= _UNSAID * covered else None
    return None


def _narrows(best: dict[str, float], other: dict[str, float], plainer: tuple[_Plainness, _Plainness]) -> bool:
    """Whether the other title says all that the best one leaves to be said, and more, or the same less plainly."""
    if _bases(best) == _bases(other) and plainer[0][3] == plainer[1][3]:
        return plainer[0][:3] > plainer[1][:3]
    if any(other.get(term, 0) < heaviness for term, heaviness in best.items()):
        return False
    return sum(other.values()) > sum(best.values())


def _bases(rest: dict[str, float]) -> set[str]:
    return {term for term in rest if not term.endswith(AGAIN)}


def _plainness(subject: Subject, wanted: Wanted) -> _Plainness:
    """How plainly a title says what was asked: words side by side as asked, what its brackets say again, the rest."""
    asked = [word.stem for piece in wanted.order for word in piece.words]
    pairs = set(pairwise(subject.words))
    beside = sum(pair in pairs for pair in pairwise(asked))
    again = sum(subject.terms.get(term, 0) % 1 for term in wanted.hard if subject.terms.get(term, 0) > 1)
    if any(0 < subject.terms.get(term, 0) < 1 for term in wanted.hard):
        again = -again - sum(unsaid_once for unsaid_once in _fractions(subject, wanted))
    return _counts_alike(subject, wanted), beside, again, frozenset(_unsaid(subject, wanted, ()))


def _counts_alike(subject: Subject, wanted: Wanted) -> bool:
    """Whether a share was asked for and the title says a percentage, or a number and it says a number."""
    said = {word.stem for piece in wanted.order for word in piece.words}
    return (bool(said & _SHARES) and not _SHARES.isdisjoint(subject.words)) or (
        bool(said & _NUMBERS) and not _NUMBERS.isdisjoint(subject.words)
    )


def _fractions(subject: Subject, wanted: Wanted) -> list[float]:
    """What the brackets of a title say again of what was not asked."""
    return [heaviness % 1 for term, heaviness in subject.terms.items() if heaviness > 1 and term not in wanted.hard]


def _unsaid(subject: Subject, wanted: Wanted, light: Iterable[str]) -> list[str]:
    said = wanted.all
    return [term for term in subject.terms if term not in said and term not in subject.also and term not in light]


def unsaid(shelves: Shelves, wanted: Wanted, subject: Subject) -> dict[str, float]:
    """What the title says of substance that the question does not, and how heavily."""
    rest = {term: subject.terms[term] for term in _unsaid(subject, wanted, ()) if not shelves.is_light(term)}
    for term, times in wanted.times.items():
        if subject.terms.get(term, 0) >= max(2, times + 1):
            rest[term + AGAIN] = 1.0
    return rest


def unsaid_weight(shelves: Shelves, wanted: Wanted, subject: Subject) -> float:
    return sum(
        shelves.weight(term.removesuffix(AGAIN)) * (1.0 if heaviness > BRACKETED else heaviness)
        for term, heaviness in unsaid(shelves, wanted, subject).items()
    )


def _nearest(shelves: Shelves, wanted: Wanted) -> Decision:
    """Those that answer to most of what was asked, offered where that is more than half of it."""
    weights = {term: slightness(shelves, wanted, term) for term in wanted.hard}
    covered: dict[int, float] = {}
    for term, weight in weights.items():
        if term in wanted.near and wanted.foreign:
            continue
        for place in shelves.places.get(term, ()):
            covered[place] = covered.get(place, 0) + weight
    best = max(covered.values(), default=0)
    if all(term.isdigit() for term in wanted.hard) or best <= _ENOUGH * sum(weights.values()):
        return Decision(unexplained=tuple(wanted.hard))
    covered = of_the_group(shelves, wanted, covered)
    best = max(covered.values())
    close = [shelves.subjects[place] for place, weight in covered.items() if weight >= _CLOSE * best]
    close.sort(
        key=lambda subject: (
            -sum(weights[term] for term in wanted.hard if subject.holds(term)),
            conflicts(shelves, wanted, subject),
            unsaid_weight(shelves, wanted, subject),
        )
    )
    top = close[:MOST_OFFERED]
    return _offer(close, [term for term in wanted.hard if not any(subject.holds(term) for subject in top)])
