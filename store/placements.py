"""The indicators of a plan's version: measures as it places them, with their lines, targets and marks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.kinds import Frequency, YearType
from bot.domain.model import Accumulation, Indicator, Mark, Measure, Polarity, Series, Target, TargetKind, Test
from bot.domain.periods import from_key
from store import placement_queries as queries
from store.owned import as_owner
from store.placement_queries import Which

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row, Select

    from bot.domain.periods import Period
    from store.work import Work


def indicators(work: Work, version_id: int) -> tuple[Indicator, ...]:
    """In the order of the plan; five queries, whatever its size. A placement without a line is not shown."""
    return _indicators(work, Which.OF_VERSION, version=version_id)


def ended(work: Work, plan_id: int) -> tuple[Indicator, ...]:
    """Those that ended in any version of the plan, as they last stood; five queries again."""
    return tuple({each.id: each for each in _indicators(work, Which.ENDED, plan=plan_id)}.values())


def periods(work: Work, version_id: int, at: datetime | None, *, approved: bool = False) -> tuple[Period, ...]:
    """The columns that hold at least one value that readers may see, in order."""
    found = work.rows(queries.periods(), version=version_id, at=at, approved=approved)
    return tuple(sorted(from_key(row.period, work.first_month) for row in found))


def next_embargo_ends(work: Work, version_id: int, at: datetime) -> datetime | None:
    """When the next of the version's figures comes out of embargo; None: none is waiting."""
    row = work.first(queries.next_embargo(), version=version_id, at=at)
    return row.ends if row else None


def _indicators(work: Work, which: Which, **values: int) -> tuple[Indicator, ...]:
    hung = _Hung(
        lines=_by_placement(work, queries.lines(which), values),
        links=_by_placement(work, queries.links(which), values),
        targets=_by_placement(work, queries.targets(which), values),
        marks=_by_placement(work, queries.marks(which), values),
    )
    return tuple(
        _as_indicator(row, hung, work.first_month)
        for row in work.rows(queries.measures(which), **values)
        if row.placement_id in hung.lines
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hung:
    """What hangs on each placement, by its id."""

    lines: dict[int, list[Row[Any]]]
    links: dict[int, list[Row[Any]]]
    targets: dict[int, list[Row[Any]]]
    marks: dict[int, list[Row[Any]]]


def _by_placement(work: Work, query: Select[Any], values: dict[str, int]) -> dict[int, list[Row[Any]]]:
    rows: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in work.rows(query, **values):
        rows[row.placement_id].append(row)
    return rows


def _as_indicator(row: Row[Any], hung: _Hung, first_month: int) -> Indicator:
    place = row.placement_id
    series = tuple(_as_series(line) for line in hung.lines[place])
    printed = {each.id: number for number, each in enumerate(series)}
    targets = (_as_target(target, first_month) for target in hung.targets[place] if target.series_id in printed)
    marks = (_as_mark(mark) for mark in hung.marks[place] if mark.series_id in printed)
    return Indicator(
        measure=_as_measure(row),
        placement_id=place,
        series=series,
        primary=tuple(link.objective_id for link in hung.links[place] if link.primary),
        additional=tuple(link.objective_id for link in hung.links[place] if not link.primary),
        targets=tuple(sorted(targets, key=lambda target: (printed[target.series_id], target.period))),
        marks=tuple(sorted(marks, key=lambda mark: (printed[mark.series_id], mark.test))),
        flags=tuple(row.flags),
        starts=row.starts,
        ends=row.ends,
    )


def _as_measure(row: Row[Any]) -> Measure:
    return Measure(
        id=row.id,
        code=row.code,
        title=row.title,
        number=row.number,
        meaning=row.meaning,
        method=row.method,
        caveat=row.caveat,
        read_with=row.read_with,
        counts=row.counts,
        sensitivity=row.sensitivity,
        frequency=Frequency(row.frequency),
        frequency_assumed=row.frequency_assumed,
        year_type=YearType(row.year_type),
        owner=as_owner(row),
        owner_printed=row.owner_printed,
        lag_days=row.lag_days,
        release_month=row.release_month,
    )


def _as_series(row: Row[Any]) -> Series:
    return Series(
        id=row.id,
        measure_id=row.measure_id,
        position=row.position,
        name=row.name,
        headline=row.headline,
        unit=row.unit,
        polarity=Polarity(row.polarity),
        polarity_printed=row.polarity_printed,
        accumulation=Accumulation(row.accumulation),
        accumulation_assumed=row.accumulation_assumed,
        decimals=row.decimals,
        tolerance=row.tolerance,
        row=row.row,
        pi=row.pi,
    )


def _as_target(row: Row[Any], first_month: int) -> Target:
    return Target(
        series_id=row.series_id,
        period=from_key(row.period, first_month),
        kind=TargetKind(row.kind),
        as_printed=row.as_printed,
        value=row.value,
        low=row.low,
        high=row.high,
        text=row.text,
    )


def _as_mark(row: Row[Any]) -> Mark:
    return Mark(series_id=row.series_id, test=Test(row.test), says=row.says, as_printed=row.as_printed)
