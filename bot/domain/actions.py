"""What was promised: actions, milestones and decisions of a plan, with who does them, by when, and how far they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.model import Owner


class ActionKind(StrEnum):
    """What a plan or its minutes call it."""

    ACTION = "action"
    MILESTONE = "milestone"  # something to be reached by a day
    ACTIVITY = "activity"  # what is being done, without an end of its own
    REPORT_BACK = "report-back"  # somebody comes back to the board with it
    APPROVED = "approved"  # decided and thereby done
    NOTED = "noted"  # taken note of: nobody has anything to do
    CONTEXT = "context"  # a national aim or the like, nobody's to do here

    @property
    def is_to_do(self) -> bool:
        """Whether it is somebody's to do, so that it can be late and is asked after."""
        return self in _TO_DO


_TO_DO = frozenset({ActionKind.ACTION, ActionKind.MILESTONE, ActionKind.ACTIVITY, ActionKind.REPORT_BACK})


class ActionState(StrEnum):
    """How far it is, as the Nottinghamshire six-month report counts key actions."""

    NOT_STARTED = "not started"
    ON_SCHEDULE = "on schedule"
    DELAYED = "delayed"
    COMPLETED = "completed"
    CLOSED = "closed"  # not pursued any more, done or not: the plan moved on without it
    NOT_SAID = ""  # nobody has said yet

    @property
    def is_open(self) -> bool:
        return self not in {ActionState.COMPLETED, ActionState.CLOSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One promise. A decision of the board is one with `decided_on`; `due_printed` may say what no day can."""

    id: int
    kind: ActionKind
    title: str
    reference: str = ""  # "43(1)(iii)"
    objective: tuple[str, int] | None = None  # its level and number
    measure_ids: tuple[int, ...] = ()  # the indicators that it is meant to move
    owner: Owner | None = None
    owner_printed: str = ""  # "Clinical Commissioning Group (to be asked)"
    owner_person_id: int | None = None
    owner_organisation_id: int | None = None
    due: date | None = None
    due_printed: str = ""  # "in 6 months' time"
    state: ActionState = ActionState.NOT_SAID
    progress: str = ""
    barrier: str = ""
    overcome: str = ""  # how the barrier was, or will be
    decided_on: date | None = None  # the meeting that agreed it
    basis: str = ""  # "resolved", "suggested by the chair, not resolved"
    item: str = ""  # the agenda item that it came of
    completed_on: date | None = None
    revision: int = 1  # goes up with every change: whoever changes it names the one they saw

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed and it is not said to be done. Without a day it is never overdue."""
        return self.kind.is_to_do and self.state.is_open and self.due is not None and self.due < today
