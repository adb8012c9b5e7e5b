"""What was promised in a plan: its actions, milestones and decisions, and changing one where nobody else just did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from bot.domain.actions import Action, ActionKind, ActionState
from store import tables
from store.ids import new_id
from store.owned import as_owner, held_by, with_owners
from store.stamps import alone, bump
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Row

    from bot.domain.people import Holder
    from store.work import Work

_action = tables.Action.__table__.c
_WORDS = (
    "title", "reference", "owner_printed", "due_printed", "progress", "barrier", "overcome", "basis", "item",
)  # fmt: skip
_PLAIN = (*_WORDS, "owner_person_id", "owner_organisation_id", "due", "decided_on", "completed_on")


def actions(work: Work, plan_id: int) -> tuple[Action, ...]:
    """Those of the plan in its order; one query."""
    rows = work.rows(with_owners(tables.Action).where(_action.plan_id == plan_id))
    return tuple(_as_action(row) for row in rows)


def open_of(work: Work, plan_id: int, holder: Holder) -> tuple[Action, ...]:
    """What that person, or their organisation where nobody is named, has yet to do; one query."""
    query = with_owners(tables.Action).where(_action.plan_id == plan_id, held_by(tables.Action, holder))
    found = (_as_action(row) for row in work.rows(query))
    return tuple(each for each in found if each.kind.is_to_do and each.state.is_open)


def get(work: Work, action_id: int) -> Action | None:
    row = work.first(with_owners(tables.Action).where(_action.id == action_id))
    return _as_action(row) if row else None


def add(work: Work, plan_id: int, fresh: Iterable[Action], at: datetime) -> tuple[int, ...]:
    """Add them behind those that the plan has, whatever their ids; their new ones."""
    bump(work)  # a plan that held none holds actions from now on
    place = next_place(work, plan_id)
    rows: list[dict[str, Any]] = [
        {"id": new_id(), "plan_id": plan_id, "position": place + count, "changed_at": at} | as_row(each)
        for count, each in enumerate(fresh)
    ]
    work.add(tables.Action, *rows)
    return tuple(row["id"] for row in rows)


def change(work: Work, action_id: int, seen_revision: int, at: datetime, **fields: object) -> bool:
    """Set these fields of the action; False where somebody changed it after that revision was seen, or it is gone."""
    alone(work)  # an import that reads what it will change must not be overtaken
    this = update(tables.Action.__table__).where(
        mine(tables.Action), _action.id == action_id, _action.revision == seen_revision
    )
    return work.change(this.values(revision=seen_revision + 1, changed_at=at, **fields)) == 1


def as_row(action: Action) -> dict[str, Any]:
    """Its columns, without those that the store alone knows."""
    level, number = action.objective or ("", None)
    return {name: getattr(action, name) for name in _PLAIN} | {
        "kind": action.kind,
        "state": action.state,
        "level": level,
        "number": number,
        "measure_ids": list(action.measure_ids),
    }


def next_place(work: Work, plan_id: int) -> int:
    """Behind those that the plan has."""
    last = select(_action.position).where(mine(tables.Action), _action.plan_id == plan_id)
    row = work.first(last.order_by(_action.position.desc()).limit(1))
    return row.position + 1 if row else 0


def _as_action(row: Row[Any]) -> Action:
    return Action(
        id=row.id,
        kind=ActionKind(row.kind),
        objective=None if row.number is None else (row.level, row.number),
        measure_ids=tuple(row.measure_ids),
        owner=as_owner(row),
        state=ActionState(row.state),
        revision=row.revision,
        **{name: getattr(row, name) for name in _PLAIN},
    )
