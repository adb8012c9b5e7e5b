"""How often an indicator is reported and when its figure can be had, as an officer says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain import acts, naming
from bot.domain.errors import BadRule
from bot.domain.kinds import Frequency, YearType
from bot.services.timetables.acting import BY, MOST_DAYS, begun, fitting, word
from store import schedules

if TYPE_CHECKING:
    from bot.domain.model import Indicator
    from bot.workspace import Workspace

AS_PLANNED = "as the plan says"
_CHANGED = ("frequency", "year_type", "lag_days", "release_month")


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What is to be changed of an indicator's reporting; None: stays. A lag or month below 0 puts it back."""

    frequency: str | None = None
    lag_days: int | None = None
    release_month: int | None = None
    year_type: str | None = None


def schedule(
    workspace: Workspace, code: str, given: Schedule, plan_name: str | None = None, *, who: str = BY
) -> Indicator:
    """The indicator as it is then. NothingSuch, BadRule."""
    with workspace.begin() as work:
        act = begun(workspace, work, plan_name, who)
        indicator = naming.indicator_named(code, act.held.catalogue.indicators)
        measure = indicator.measure
        frequency = Frequency(word(given.frequency, tuple(Frequency), "frequency")) if given.frequency else None
        years = YearType(word(given.year_type, tuple(YearType), "year_type")) if given.year_type else measure.year_type
        lag = _chosen(given.lag_days, measure.lag_days, MOST_DAYS, "lag_days")
        month = _chosen(given.release_month, measure.release_month, 12, "release_month")
        said = frequency or measure.frequency
        changed = replace(measure, frequency=said, lag_days=lag, release_month=month, year_type=years)
        if month is not None and changed.frequency is not Frequency.ANNUAL:
            raise BadRule(rule="release_month", must=f"of an annual indicator; this one is {changed.frequency}")
        schedules.reschedule(work, measure.id, frequency=frequency, lag_days=lag, release_month=month, year_type=years)
        for name in _CHANGED:
            old, new = getattr(measure, name), getattr(changed, name)
            if old != new:
                act.note(
                    acts.Act.SCHEDULE_CHANGED, f"{name} {_said(old)}", f"{name} {_said(new)}", measure_id=measure.id
                )
    return replace(indicator, measure=changed)


def _chosen(given: int | None, held: int | None, most: int, name: str) -> int | None:
    """The number given, none where it is below 0, or else as it is."""
    if given is None:
        return held
    return None if given < 0 else fitting(given, most, name)


def _said(value: object) -> str:
    return AS_PLANNED if value is None else str(value)
