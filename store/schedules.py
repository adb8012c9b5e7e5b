"""How often an indicator is reported and when its figure can be had, as somebody set it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from store.stamps import bump
from store.tables import Measure
from store.work import mine

if TYPE_CHECKING:
    from bot.domain.kinds import Frequency, YearType
    from store.work import Work

_measure = Measure.__table__.c


def reschedule(
    work: Work,
    measure_id: int,
    *,
    frequency: Frequency | None,
    lag_days: int | None,
    release_month: int | None,
    year_type: YearType | None = None,
) -> bool:
    """From now on; without a frequency or a kind of year these stay. False where there is no such indicator here.

    A frequency that was set is no longer assumed: an import that only assumes another leaves it alone.
    """
    bump(work)
    said: dict[str, object] = {"frequency": frequency, "frequency_assumed": False} if frequency else {}
    said |= {"year_type": year_type} if year_type else {}
    this = update(Measure.__table__).where(mine(Measure), _measure.id == measure_id)
    return work.change(this.values(lag_days=lag_days, release_month=release_month, **said)) == 1
