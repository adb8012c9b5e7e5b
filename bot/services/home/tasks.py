"""What somebody has to do beside figures, and for officers what others have not done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.home_places import Section
from bot.domain.homes import TaskLine, TasksPart, page
from bot.domain.people import Holder
from bot.domain.steps import task_step
from bot.domain.supplying import may_supply
from bot.domain.tasks import Task, highlights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.home_places import Place
    from bot.domain.people import Someone
    from bot.rounds import Round


def own(round_: Round, someone: Someone, place: Place | None) -> TasksPart | None:
    """All that is theirs, begun or not, by its day; highlights that are in too. None where they have nothing."""
    lines = [_line(round_, someone, each) for each in _open(round_) if _is_theirs(round_, someone, each)]
    lines += [_undated(round_, someone, each) for each in _without_day(round_) if _is_theirs(round_, someone, each)]
    shown = page(Section.TASKS, lines, place) if lines else None
    return TasksPart(page=shown, late=sum(line.days_late > 0 for line in lines)) if shown else None


def undone(round_: Round, someone: Someone, place: Place | None) -> TasksPart | None:
    """What is late, and what has begun to be due and is asked of nobody; the longest overdue come first."""
    found = [each for each in round_.tasks if _is_missing(round_, each)]
    lines = [_line(round_, someone, each) for each in found]
    shown = page(Section.UNDONE, lines, place)
    unasked = sum(line.unasked for line in lines)
    return TasksPart(page=shown, late=sum(line.days_late > 0 for line in lines), unasked=unasked) if shown else None


def _open(round_: Round) -> list[Task]:
    """With the highlights that are in, which can still be changed."""
    written = [
        each
        for each in highlights(round_.setting, round_.today)
        if each.objective and each.period and (each.objective.key, each.period.key) in round_.held.written
    ]
    return sorted((*round_.tasks, *written), key=lambda task: task.due)


def _without_day(round_: Round) -> Iterator[Task]:
    for action in round_.held.actions:
        if action.kind.is_to_do and action.state.is_open and action.due is None:
            holder = Holder(person_id=action.owner_person_id, organisation_id=action.owner_organisation_id)
            yield Task(due=round_.plan.ends, holder=holder, action=action)


def _is_theirs(round_: Round, someone: Someone, task: Task) -> bool:
    asked = {each.person.id for each in round_.asked_of(task)}
    return may_supply(someone, task.holder) or (someone.person is not None and someone.person.id in asked)


def _is_missing(round_: Round, task: Task) -> bool:
    begun = task_step(task, round_.today, round_.rules, round_.calendar) is not None
    return task.due < round_.today or (begun and not round_.asked_of(task))


def _line(round_: Round, someone: Someone, task: Task) -> TaskLine:
    asked = round_.asked_of(task)
    number = someone.person.id if someone.person else 0
    snoozed = round_.held.postponed.get((number, task.key))
    told = (task.objective.key, task.period.key) if task.objective and task.period else None
    is_in = told in round_.held.written
    return TaskLine(
        task=task,
        days_late=0 if is_in else max((round_.today - task.due).days, 0),
        reminded_on=snoozed if snoozed and snoozed > round_.today else None,
        of=next((each.instead_of for each in asked if each.person.id == number), None),
        is_in=is_in,
        is_begun=told in round_.held.begun,
        unasked=not asked,
    )


def _undated(round_: Round, someone: Someone, task: Task) -> TaskLine:
    return TaskLine(task=task, days_late=0, has_day=False, of=_line(round_, someone, task).of)
