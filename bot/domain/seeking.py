"""Which actions, risks and statements meet what is sought: its state, its days, whose it is, what it speaks of."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from bot.domain.actions import ActionKind, ActionState
from bot.domain.statements import StatementKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from bot.domain.actions import Action
    from bot.domain.asking import Sought
    from bot.domain.risks import Risk
    from bot.domain.statements import Statement

_STATES = frozenset(ActionState) - {ActionState.NOT_SAID}
_GOOD = frozenset({"improvement", "done", "completed", "achievement", "achieved"})


def is_decision(action: Action) -> bool:
    """Whether the board agreed, noted or recorded it, rather than the plan setting it out."""
    return bool(action.decided_on or action.basis)


def text_of(action: Action) -> str:
    return f"{action.title} ; {action.item} ; {action.progress}"


def owner_of(action: Action | Risk) -> str:
    """Whose it is, as people and organisations are named now, or as the plan prints it."""
    return (action.owner.label if action.owner else "") or action.owner_printed


def whose(actions: Iterable[Action], is_named: Callable[[str], bool]) -> tuple[Action, ...]:
    """What somebody has to do, who is named as its owner now or in print."""
    return tuple(each for each in actions if is_named(owner_of(each)) or is_named(each.owner_printed))


def in_state(action: Action, sought: Sought, today: date, before: date | None) -> bool:
    """Whether an action is as sought. `before` is the day of the next meeting, for what is due until then."""
    state = sought.state
    if state == "overdue":
        return action.is_overdue(today)
    if state == "open":
        return action.kind.is_to_do and action.state.is_open
    if state in _STATES:
        return action.state == state
    if state == "due" or (sought.meeting == "next" and not is_decision(action)):
        return action.kind.is_to_do and action.state.is_open and _is_due(action, sought, today, before)
    return True


def _is_due(action: Action, sought: Sought, today: date, before: date | None) -> bool:
    if action.due is None:
        return False
    if sought.meeting == "next":
        return before is not None and action.due <= before
    first, last = days(sought)
    return (first or today) <= action.due and (last is None or action.due <= last)


def days(sought: Sought) -> tuple[date | None, date | None]:
    """The first and the last day sought, both None where none is."""
    if not sought.starts:
        return None, None
    return date.fromisoformat(sought.starts), date.fromisoformat(sought.ends)


def is_between(day: date | None, sought: Sought) -> bool:
    first, last = days(sought)
    return first is None or last is None or (day is not None and first <= day <= last)


def of_kind(actions: Iterable[Action], of: str) -> tuple[Action, ...]:
    """Decisions, what comes back to the board, milestones; else all that is somebody's to do or was done."""
    match of:
        case "decisions":
            return tuple(each for each in actions if is_decision(each))
        case ActionKind.REPORT_BACK | ActionKind.MILESTONE:
            return tuple(each for each in actions if each.kind == of)
        case _:
            return tuple(each for each in actions if each.kind.is_to_do or each.state is ActionState.COMPLETED)


def last_decided(actions: Iterable[Action], today: date) -> date | None:
    """The day of the last meeting that decided something."""
    return max((each.decided_on for each in actions if each.decided_on and each.decided_on <= today), default=None)


def by_state(actions: Iterable[Action]) -> tuple[tuple[ActionState, int], ...]:
    """How many there are in each state, those of none left out."""
    counted = Counter(each.state for each in actions)
    return tuple((state, counted[state]) for state in ActionState if counted[state])


def of_objectives(key: tuple[str, int] | None, family: Collection[tuple[str, int]]) -> bool:
    return key is not None and key in family


def risks_sought(risks: Iterable[Risk], sought: Sought) -> tuple[Risk, ...]:
    """Those that are open and as sought, the highest score first."""
    found = [
        each
        for each in risks
        if each.closed_on is None
        and (sought.least is None or each.score >= sought.least)
        and (not sought.state or each.trend() == sought.state)
    ]
    return tuple(sorted(found, key=lambda each: -each.score))


def is_answered(statement: Statement, state: str) -> bool:
    """Whether the board answered a recommendation so, by its first words; "" asks for all.

    "Not accepted" is a refusal, "accepted in part" is taken for accepted.
    """
    said = statement.answer.casefold().strip()
    refused = said.startswith(("reject", "not ", "declin", "refus")) or re.match(r"no\b", said) is not None
    match state:
        case "unanswered":
            return not said
        case "rejected":
            return refused
        case "accepted":
            return not refused and said.startswith(("accept", "agree", "yes", "approv", "adopt", "done", "implement"))
    return True


def is_of_sort(statement: Statement, sought: Sought) -> bool:
    """Whether a statement is of the sort sought; what went well has several names in plans."""
    if statement.kind is StatementKind.RECOMMENDATION:
        return is_answered(statement, sought.state)
    if not sought.state or statement.kind is not StatementKind.PROGRESS:
        return True
    if sought.state == "good":
        return statement.sort in _GOOD
    return statement.sort == sought.state


def said_in(statement: Statement) -> str:
    """All that a statement says, for finding words in it."""
    first = ": ".join(part for part in (statement.title, statement.about, statement.text) if part)
    return "; ".join(part for part in (first, statement.answer, statement.lead) if part)
