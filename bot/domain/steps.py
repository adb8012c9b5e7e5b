"""How far the chase for a figure or a task has come: the day on which each step begins, and the step on a day."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.domain.rounds import Step

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.rounds import Owed, Rules
    from bot.domain.tasks import Task
    from bot.domain.working_days import Calendar

_AFTER = (Step.LATE, Step.ANNOUNCE, Step.ESCALATE, Step.OFFICER)
OF_TASKS = (Step.HEADS_UP, Step.DUE, Step.LATE, Step.OFFICER)  # no lead is told of one, but the officer is in the end


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


def task_starts(task: Task, step: Step, rules: Rules, calendar: Calendar) -> date:
    """The same for a task."""
    return _days(task.due, rules, calendar)[step]


def task_step(task: Task, day: date, rules: Rules, calendar: Calendar) -> Step | None:
    """The latest of a task's steps that has begun by that day; None: none has, or its meeting is over."""
    days = _days(task.due, rules, calendar)
    over = task.meeting is not None and task.meeting < day
    return None if over else next((step for step in reversed(OF_TASKS) if days[step] <= day), None)


@lru_cache(maxsize=4096)  # thousands of figures share the due days of one meeting
def _days(due: date, rules: Rules, calendar: Calendar) -> dict[Step, date]:
    ahead = {Step.HEADS_UP: calendar.before(due, rules.heads_up), Step.DUE: due}
    return ahead | {step: calendar.after(due, getattr(rules, step.name.lower())) for step in _AFTER}
