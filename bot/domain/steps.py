"""How far the chase for a figure has come: the day on which each step begins, and the step on a day."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.domain.rounds import Step

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.rounds import Owed, Rules
    from bot.domain.working_days import Calendar

_AFTER = (Step.LATE, Step.ANNOUNCE, Step.ESCALATE, Step.OFFICER)


def starts(owed: Owed, step: Step, rules: Rules, calendar: Calendar) -> date:
    """The working day on which the step begins. Nobody is warned ahead of a day that they named themselves."""
    days = _days(owed.due, rules, calendar)
    return days[Step.DUE if step is Step.HEADS_UP and owed.promise else step]


def step_of(owed: Owed, day: date, rules: Rules, calendar: Calendar) -> Step | None:
    """The latest step that has begun by that day; None: none has."""
    days = _days(owed.due, rules, calendar)
    found = next((step for step in reversed(Step) if days[step] <= day), None)
    return None if found is Step.HEADS_UP and owed.promise else found


def begun(owed: Owed, day: date, rules: Rules, calendar: Calendar) -> bool:
    """Whether the item is due by that day, or near enough to be told of."""
    return starts(owed, Step.HEADS_UP, rules, calendar) <= day


@lru_cache(maxsize=4096)  # thousands of figures share the due days of one meeting
def _days(due: date, rules: Rules, calendar: Calendar) -> dict[Step, date]:
    ahead = {Step.HEADS_UP: calendar.before(due, rules.heads_up), Step.DUE: due}
    return ahead | {step: calendar.after(due, getattr(rules, step.name.lower())) for step in _AFTER}
