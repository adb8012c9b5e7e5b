"""The log of questions: what was asked and what became of it, where new aliases are learnt from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.domain.rounds import Rules
from store import plan, rules
from store.ids import new_id
from store.tables import Asked
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from store.work import Work

LONGEST = 2_000  # characters of a question that are worth learning from
_asked = Asked.__table__.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One line of the log."""

    at: datetime
    text: str
    asker: str
    intent: str
    outcome: str
    place: str | None = None
    gap: str = ""
    stage: str = ""
    measure_ids: tuple[int, ...] = ()
    plan_id: int | None = None


def record(  # noqa: PLR0913  a line of the log, each part named at the call
    work: Work,
    *,
    text: str,
    asker: str,
    intent: str,
    outcome: str,
    at: datetime,
    place: str | None = None,
    gap: str = "",
    stage: str = "",
    measure_ids: Iterable[int] = (),
    plan_id: int | None = None,
) -> None:
    """Write one line: a single insert."""
    row = {"question": text[:LONGEST], "asker": asker, "intent": intent, "outcome": outcome, "at": at, "place": place}
    about = {"gap": gap, "stage": stage, "measure_ids": list(measure_ids), "plan_id": plan_id}
    work.add(Asked, {"id": new_id()} | row | about)


def since(work: Work, at: datetime) -> tuple[Question, ...]:
    """What was asked from that moment on, oldest first."""
    rows = work.rows(select(*_asked).where(mine(Asked), _asked.at >= at).order_by(_asked.at, _asked.id))
    return tuple(
        Question(
            at=row.at,
            text=row.question,
            asker=row.asker,
            intent=row.intent,
            outcome=row.outcome,
            place=row.place,
            gap=row.gap,
            stage=row.stage,
            measure_ids=tuple(row.measure_ids),
            plan_id=row.plan_id,
        )
        for row in rows
    )


def days_kept(work: Work) -> int:
    """For how many days the plan that answers lets questions be kept; 0: not at all."""
    plan_id = plan.standing(work).plan_id
    return (rules.rules(work, plan_id) if plan_id is not None else Rules()).questions_kept


def trim(work: Work, before: datetime) -> int:
    """Forget what was asked before that moment; how many questions it was."""
    return work.change(delete(Asked.__table__).where(mine(Asked), _asked.at < before))
