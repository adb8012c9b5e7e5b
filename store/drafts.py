"""What somebody typed into a form that was not taken: the form opens with it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, select

from store.tables import Draft
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from store.work import Work

_draft = Draft.__table__.c


def keep(work: Work, person_id: int, measure_id: int, period_key: str, typed: Mapping[str, Any], at: datetime) -> None:
    """Keep what that person typed for that figure; what was kept before is replaced."""
    work.put(Draft, person_id=person_id, measure_id=measure_id, period=period_key, typed=dict(typed), at=at)


def get(work: Work, person_id: int, measure_id: int, period_key: str) -> dict[str, Any] | None:
    """What they typed; None: nothing is kept."""
    row = work.first(select(_draft.typed).where(mine(Draft), _of(person_id, measure_id, period_key)))
    return dict(row.typed) if row else None


def drop(work: Work, person_id: int, measure_id: int, period_key: str) -> bool:
    """Forget it; False where nothing was kept."""
    return work.change(delete(Draft.__table__).where(mine(Draft), _of(person_id, measure_id, period_key))) == 1


def trim(work: Work, before: datetime) -> int:
    """Forget what was typed before that moment; how many drafts it was."""
    return work.change(delete(Draft.__table__).where(mine(Draft), _draft.at < before))


def _of(person_id: int, measure_id: int, period_key: str) -> ColumnElement[bool]:
    return and_(_draft.person_id == person_id, _draft.measure_id == measure_id, _draft.period == period_key)
