"""Sheets of actions, decisions and milestones read: what was promised, by whom, by when, how far it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.actions import Action, ActionKind, ActionState
from bot.domain.commitments import FileAction
from bot.domain.planfile import text_key
from bot.domain.reading.due_days import due_day
from bot.domain.reading.headings import Column
from bot.domain.reading.owners import read_owner

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator
    from datetime import date

    from bot.domain.model import Owner
    from bot.domain.planfile import PlanHead
    from bot.domain.reading.row_cells import Cells

DONE = "completed"  # a kind of milestone in some plans, and a state in others
_KINDS: dict[str, ActionKind] = {
    **{kind.value: kind for kind in ActionKind},
    "report back": ActionKind.REPORT_BACK,
    "report": ActionKind.REPORT_BACK,
    "decision": ActionKind.APPROVED,
    "agreed": ActionKind.APPROVED,
    "note": ActionKind.NOTED,
    DONE: ActionKind.MILESTONE,
}
_STATES: dict[str, ActionState] = {
    "not started": ActionState.NOT_STARTED, "to start": ActionState.NOT_STARTED, "not begun": ActionState.NOT_STARTED,
    "planned": ActionState.NOT_STARTED,
    "on schedule": ActionState.ON_SCHEDULE, "on track": ActionState.ON_SCHEDULE, "under way": ActionState.ON_SCHEDULE,
    "underway": ActionState.ON_SCHEDULE, "in progress": ActionState.ON_SCHEDULE, "ongoing": ActionState.ON_SCHEDULE,
    "green": ActionState.ON_SCHEDULE, "yes": ActionState.ON_SCHEDULE,
    "delayed": ActionState.DELAYED, "behind schedule": ActionState.DELAYED, "late": ActionState.DELAYED,
    "behind": ActionState.DELAYED, "slipped": ActionState.DELAYED, "amber": ActionState.DELAYED,
    "red": ActionState.DELAYED, "no": ActionState.DELAYED,
    "completed": ActionState.COMPLETED, "complete": ActionState.COMPLETED, "done": ActionState.COMPLETED,
    "finished": ActionState.COMPLETED, "closed": ActionState.COMPLETED,
}  # fmt: skip
_NOBODY = {"board", "theboard", "boardmembers", "allboardmembers", "notstated", "all", "allpartners", "tbc", "tba"}


def read_actions(rows: Iterable[Cells], kind: ActionKind, seen: dict[Hashable, Cells]) -> Iterator[FileAction]:
    """The rows in order; `kind` is what one is that does not say. Two that cannot be told apart are a problem."""
    for row in rows:
        read = _action(row, kind)
        if read is None:
            continue
        key = (read.action.kind, read.action.objective, read.action.decided_on, text_key(read.label))
        row.only_once(seen, key, Column.TITLE)
        yield read


def _action(row: Cells, kind: ActionKind) -> FileAction | None:
    title = row.needed(Column.TITLE)
    if not title:
        return None
    decided_on = row.day(Column.DECIDED) or (row.around.head.minutes_of if kind is ActionKind.ACTION else None)
    printed = row.text(Column.OWNER)
    indicators = row.indicators(Column.INDICATORS)
    completed_on = row.day(Column.COMPLETED)
    action = Action(
        id=0,
        kind=row.word(Column.KIND, _KINDS, kind),
        title=title,
        reference=row.text(Column.REFERENCE) or row.text(Column.MINUTE),
        objective=row.objective(),
        owner=action_owner(printed, row.around.head),
        owner_printed=printed,
        due=_due(row, decided_on),
        due_printed=row.text(Column.DUE),
        state=_state(row, completed_on),
        progress=row.text(Column.PROGRESS),
        barrier=row.text(Column.BARRIER),
        overcome=row.text(Column.OVERCOME),
        decided_on=decided_on,
        basis=row.text(Column.BASIS),
        item=row.text(Column.ITEM),
        completed_on=completed_on,
    )
    places, names = zip(*indicators, strict=True) if indicators else ((), ())
    return FileAction(action=action, indicators=places, names=names)


def _due(row: Cells, decided_on: date | None) -> date | None:
    """The day that the sheet itself gives for the words, else what the words say."""
    if row.has(Column.DUE_DATE):
        return row.day(Column.DUE_DATE)
    return row.day_or_words(Column.DUE) or due_day(row.text(Column.DUE), decided_on)


def _state(row: Cells, completed_on: date | None) -> ActionState:
    if completed_on or row.text(Column.KIND).casefold() == DONE:
        return ActionState.COMPLETED
    return row.word(Column.STATE, _STATES, ActionState.NOT_SAID)


def action_owner(printed: str, head: PlanHead) -> Owner | None:
    """Who has it to do; the board as a whole is nobody in particular, nor is "not stated".

    What stands in brackets is no part of the name: "Clinical Commissioning Group (to be asked)".
    """
    name = " ".join(re.sub(r"\([^()]*\)", " ", printed).split())
    return None if text_key(name) in _NOBODY | {text_key(head.board)} else read_owner(name)
