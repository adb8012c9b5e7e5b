"""Figures promised for later: the latest promise of each, and how often it was put off."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, delete, select, update

from bot.domain.periods import from_key
from bot.domain.rounds import Promise
from store.ids import new_id
from store.placement_queries import in_plan
from store.tables import Deferral
from store.work import mine

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row

    from store.work import Work

_deferral = Deferral.__table__.c


def promises(work: Work, plan_id: int) -> dict[tuple[int, str], Promise]:
    """Those for indicators of the plan, by measure and Period.key."""
    rows = work.rows(_promises(), plan=plan_id)
    return {(row.measure_id, row.period): _as_promise(row, work.first_month) for row in rows}


def promise(work: Work, promised: Promise, at: datetime) -> None:
    """Keep the promise; where one was made for the figure before, it is put off once more, whatever its `times`."""
    about: dict[str, Any] = {
        "until": promised.until,
        "available": promised.available,
        "why": promised.why,
        "recorded_by": promised.by,
        "recorded_at": at,
    }
    key: dict[str, Any] = {"measure_id": promised.measure_id, "period": promised.period.key}
    again = update(Deferral.__table__).where(mine(Deferral), _of(**key)).values(times=_deferral.times + 1, **about)
    if work.change(again) == 0 and not work.add_once(Deferral, id=new_id(), **key, **about):
        work.change(again)  # somebody else promised it in the same moment


def withdraw(work: Work, measure_id: int, period_key: str) -> bool:
    """Forget the promise; False where there is none."""
    return work.change(delete(Deferral.__table__).where(mine(Deferral), _of(measure_id, period_key))) == 1


@cache
def _promises() -> Select[Any]:
    return select(*_deferral).where(mine(Deferral), in_plan(_deferral.measure_id))


def _of(measure_id: int, period: str) -> ColumnElement[bool]:
    return and_(_deferral.measure_id == measure_id, _deferral.period == period)


def _as_promise(row: Row[Any], first_month: int) -> Promise:
    return Promise(
        measure_id=row.measure_id,
        period=from_key(row.period, first_month),
        until=row.until,
        available=row.available,
        why=row.why,
        times=row.times,
        by=row.recorded_by,
    )
