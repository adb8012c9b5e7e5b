"""The five things that a board should know first, chosen from the facts of a report."""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING

from bot.domain.actions import ActionState
from bot.domain.composing.changes import moved
from bot.domain.composing.commitments import by_state, is_red
from bot.domain.judgement import Movement
from bot.domain.reporting import Thing, ThingKind
from bot.domain.statements import StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.domain.actions import Action
    from bot.domain.judgement import Reading
    from bot.domain.reporting import ReportFacts

MOST = 5
_SAID = (StatementKind.OVERARCHING, StatementKind.HEADLINE, StatementKind.CHALLENGE)


def things(facts: ReportFacts, actions: Sequence[Action]) -> tuple[Thing, ...]:
    """At most five, none about the same indicator twice.

    The counts come first. Then what went wrong and what went right take turns, wrong first: newly missed before the
    furthest declines, newly met before the furthest improvements, and of both what has a target before what has none.
    Of the five, two places are kept for what was promised and not done, and for risks, where there is any such thing.
    What is missing and what must be decided stand beside the five.
    """
    first = list(_counts(facts))
    kept = list(_promised(facts))[:2]
    others = list(_once_each(_turns(_wrong(facts), _right(facts))))[: MOST - len(first) - len(kept)]
    rest = list(_rest(facts, actions))[: MOST - len(first) - len(kept) - len(others)]
    return tuple(first + others + kept + rest)


def _counts(facts: ReportFacts) -> Iterator[Thing]:
    overall = facts.counts[0]
    if overall.compared or overall.with_target:
        yield Thing(kind=ThingKind.COUNTS, counts=overall)


def _wrong(facts: ReportFacts) -> Iterator[Thing]:
    missed = (each.reading for each in facts.crossed if not each.met_now)
    yield from (Thing(kind=ThingKind.NEWLY_MISSED, reading=each) for each in missed)
    yield from (Thing(kind=ThingKind.WORSENED, reading=each) for each in _furthest(facts, Movement.WORSE))


def _right(facts: ReportFacts) -> Iterator[Thing]:
    met = (each.reading for each in facts.crossed if each.met_now)
    yield from (Thing(kind=ThingKind.NEWLY_MET, reading=each) for each in met)
    yield from (Thing(kind=ThingKind.IMPROVED, reading=each) for each in _furthest(facts, Movement.BETTER))


def _furthest(facts: ReportFacts, movement: Movement) -> tuple[Reading, ...]:
    """Those that moved furthest among what has a target, then the others: the plan aims at the first."""
    aimed = moved((each for each in facts.readings if each.judgement.target), movement, facts.period)
    others = moved((each for each in facts.readings if not each.judgement.target), movement, facts.period)
    return aimed + others


def _promised(facts: ReportFacts) -> Iterator[Thing]:
    if facts.late_actions:
        yield Thing(kind=ThingKind.LATE_ACTIONS, count=len(facts.late_actions))
    if facts.risks_up:
        yield Thing(kind=ThingKind.RISK_UP, risk=facts.risks_up[0], count=len(facts.risks_up))
    if facts.unacted_counted:
        red = sum(is_red(each) for each in facts.readings if each.series.id not in facts.uncounted)
        yield Thing(kind=ThingKind.UNACTED, count=len(facts.unacted_counted), of=red)


def _rest(facts: ReportFacts, actions: Sequence[Action]) -> Iterator[Thing]:
    """For a plan without figures, or with few: what it does hold."""
    for each in facts.compared:
        if each.above or each.below:
            yield Thing(kind=ThingKind.COMPARED, against=each.against, count=each.above, of=each.indicators)
    counted = dict(by_state(actions))
    if counted:
        done = counted.get(ActionState.COMPLETED, 0)
        yield Thing(kind=ThingKind.ACTIONS, count=done, of=sum(counted.values()))
    for risk in facts.risks[:1]:
        if not facts.risks_up:
            yield Thing(kind=ThingKind.RISK, risk=risk, count=len(facts.risks))
    sorts = Counter(each.sort for part in facts.parts for each in part.statements if each.sort)
    if sorts:
        yield Thing(kind=ThingKind.PROGRESS, sorts=tuple(sorts.items()), count=sorts.total())
    for kind in _SAID:
        yield from (Thing(kind=ThingKind.STATED, statement=each) for each in facts.statements if each.kind is kind)


def _turns(wrong: Iterable[Thing], right: Iterable[Thing]) -> Iterator[Thing]:
    for pair in zip_longest(wrong, right):
        yield from (each for each in pair if each)


def _once_each(found: Iterable[Thing]) -> Iterator[Thing]:
    """What is said of an indicator first: one that newly missed its target may have moved the right way."""
    told: set[int] = set()
    for each in found:
        if each.reading and each.reading.indicator.id not in told:
            told.add(each.reading.indicator.id)
            yield each
