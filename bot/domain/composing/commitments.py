"""What was promised: late actions, what comes back to this meeting, and what is red with nothing done about it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.domain.actions import ActionKind, ActionState
from bot.domain.judgement import Verdict
from bot.domain.risks import Trend

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from bot.domain.actions import Action
    from bot.domain.judgement import Reading
    from bot.domain.model import Catalogue, Indicator, Objective
    from bot.domain.reporting import ObjectivePart
    from bot.domain.risks import Risk


def is_open(action: Action) -> bool:
    return action.kind.is_to_do and action.state.is_open


def is_red(reading: Reading) -> bool:
    """Whether its target is missed; one that is still to come is not missed yet."""
    return reading.judgement.verdict is Verdict.MISSED and not reading.judgement.is_early


def late(actions: Iterable[Action], day: date) -> tuple[Action, ...]:
    """Those whose day has passed, the longest overdue first."""
    found = [(each.due, each) for each in actions if each.is_overdue(day) and each.due]
    return tuple(each for _, each in sorted(found, key=lambda pair: pair[0]))


def coming_back(actions: Iterable[Action], meeting: date | None) -> tuple[Action, ...]:
    """Report-backs that this meeting was promised, or an earlier one, by their day."""
    found = [(each.due, each) for each in actions if each.kind is ActionKind.REPORT_BACK and is_open(each) and each.due]
    return tuple(each for due, each in sorted(found, key=lambda pair: pair[0]) if meeting and due <= meeting)


def undated(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Report-backs that no day was given for: a board that is not told of them forgets them."""
    return tuple(each for each in actions if each.kind is ActionKind.REPORT_BACK and is_open(each) and not each.due)


def unacted(readings: Iterable[Reading], actions: Sequence[Action], catalogue: Catalogue) -> tuple[Reading, ...]:
    """Red, with no open action behind it.

    An action stands behind an indicator that it names. One that names none stands behind every indicator of its
    objective: a plan such as Nottinghamshire's lists its actions by priority alone. An action that names other
    indicators of the objective says what it is for, and that is not this one.
    """
    doing = [each for each in actions if is_open(each)]
    named = {number for each in doing for number in each.measure_ids}
    served = {each.objective for each in doing if not each.measure_ids and each.objective}
    keys = {each.id: each.key for each in catalogue.objectives}
    above = {each.id: each.parent_id for each in catalogue.objectives}
    red = filter(is_red, readings)
    return tuple(
        each
        for each in red
        if each.indicator.id not in named and not served.intersection(_serves(each.indicator, keys, above))
    )


def of_objective(
    actions: Iterable[Action], objective: Objective, indicators: Iterable[Indicator]
) -> tuple[Action, ...]:
    """The actions of an objective: those placed under it, and those placed nowhere that name an indicator of it."""
    held = {each.id for each in indicators}
    return tuple(
        each
        for each in actions
        if each.objective == objective.key or (each.objective is None and held.intersection(each.measure_ids))
    )


def unplaced(actions: Iterable[Action], parts: Iterable[ObjectivePart]) -> tuple[Action, ...]:
    """What is to be done under no objective: what a board resolves often names none."""
    placed = {action.id for part in parts for action in part.actions}
    return tuple(each for each in actions if each.kind.is_to_do and each.id not in placed)


def by_state(actions: Iterable[Action]) -> tuple[tuple[ActionState, int], ...]:
    """How many of what is somebody's to do stand where, in the order of the states; those of none left out."""
    counted = Counter(each.state for each in actions if each.kind.is_to_do)
    return tuple((state, counted[state]) for state in ActionState if counted[state])


def risen(risks: Iterable[Risk], since: date | None) -> tuple[Risk, ...]:
    """Risks that are higher than in the last report, or than they were last scored; the highest first."""
    return highest_first(each for each in risks if each.trend(since) is Trend.UP)


def highest_first(risks: Iterable[Risk]) -> tuple[Risk, ...]:
    """Those that are not closed."""
    return tuple(sorted((each for each in risks if each.closed_on is None), key=lambda each: -each.score))


def _serves(
    indicator: Indicator, keys: dict[int, tuple[str, int]], above: dict[int, int | None]
) -> set[tuple[str, int]]:
    """Its objectives and those above them."""
    found = set()
    for number in indicator.objectives:
        at: int | None = number
        while at is not None and at in keys and keys[at] not in found:
            found.add(keys[at])
            at = above.get(at)
    return found
