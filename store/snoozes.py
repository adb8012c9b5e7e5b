"""Who asked not to be reminded of which figure or task before which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from store.tables import Snooze, TaskSnooze
from store.work import mine

if TYPE_CHECKING:
    from datetime import date

    from store.work import Work

_snooze = Snooze.__table__.c
_of_task = TaskSnooze.__table__.c


def snoozes(work: Work) -> dict[tuple[int, int, str], date]:
    """The day that each is until, by person, measure and Period.key."""
    rows = work.rows(select(*_snooze).where(mine(Snooze)))
    return {(row.person_id, row.measure_id, row.period): row.until for row in rows}


def snooze(work: Work, person_id: int, measure_id: int, period_key: str, until: date) -> None:
    """Remind the person of it no earlier than that day."""
    work.put(Snooze, person_id=person_id, measure_id=measure_id, period=period_key, until=until)


def of_tasks(work: Work) -> dict[tuple[int, str], date]:
    """The day that each is until, by person and Task.key."""
    rows = work.rows(select(*_of_task).where(mine(TaskSnooze)))
    return {(row.person_id, row.task): row.until for row in rows}


def snooze_task(work: Work, person_id: int, task_key: str, until: date) -> None:
    """Remind the person of the task no earlier than that day."""
    work.put(TaskSnooze, person_id=person_id, task=task_key, until=until)


def trim(work: Work, before: date) -> int:
    """Forget those that ended before that day; how many it was."""
    figures = work.change(delete(Snooze.__table__).where(mine(Snooze), _snooze.until < before))
    return figures + work.change(delete(TaskSnooze.__table__).where(mine(TaskSnooze), _of_task.until < before))
