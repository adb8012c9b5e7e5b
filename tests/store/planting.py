"""A plan put straight into the tables, for tests of what is read from them; nothing of it is real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from bot.domain.model import TargetKind, Test
from store import people, plan, tables
from store.ids import new_id

if TYPE_CHECKING:
    from store.work import Work

IMPORTED = datetime(2014, 6, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """The ids of a plan's rows."""

    plan: int
    version: int
    strategic: int
    operational: int
    measures: tuple[int, ...]
    placements: tuple[int, ...]
    series: tuple[tuple[int, ...], ...]  # of each measure: the number, and its rate
    person: int
    organisation: int


def plant(
    work: Work, name: str = "Children's plan", *, indicators: int = 2, imported_at: datetime = IMPORTED
) -> Planted:
    """A plan of two levels; each indicator has a number and a rate, targets, marks and objectives."""
    planned = {"name": name, "short_name": f"{name[:4]} short", "board": "Board", "imported_at": imported_at}
    plan_id = _row(work, tables.Plan, **planned, starts=date(2013, 4, 1), ends=date(2014, 3, 31))
    version = _row(work, tables.PlanVersion, plan_id=plan_id, label="2013/14")
    strategic = _row(work, tables.Objective, plan_version_id=version, level="strategic", number=1, title="Safe")
    above = {"plan_version_id": version, "parent_id": strategic, "other_titles": ["Protection"]}
    operational = _row(work, tables.Objective, **above, level="operational", number=1, position=1, title="Protect")
    body = people.organisation(work, f"{name}: Health")
    owner = people.person(work, f"{name}: officer 01", body)
    measures, placements, series = [], [], []
    for number in range(indicators):
        measure = _measure(work, name, number, owner if number % 2 else None, body)
        lines = _series(work, measure)
        measures.append(measure)
        series.append(lines)
        placements.append(_placement(work, version, measure, number, lines, operational, strategic))
    plan.bump(work)
    return Planted(
        plan=plan_id,
        version=version,
        strategic=strategic,
        operational=operational,
        measures=tuple(measures),
        placements=tuple(placements),
        series=tuple(series),
        person=owner,
        organisation=body,
    )


def _measure(work: Work, name: str, number: int, owner: int | None, body: int) -> int:
    return _row(
        work,
        tables.Measure,
        code=f"CP-{number}",
        title=f"{name} {number}",
        title_key=f"{name} {number}".casefold(),
        number=number + 1,
        owner_person_id=owner,
        owner_organisation_id=body,
    )


def _series(work: Work, measure: int) -> tuple[int, int]:
    count = _row(work, tables.Series, measure_id=measure, position=0, decimals=0)
    rate = _row(work, tables.Series, measure_id=measure, position=1, name="per 10,000", headline=False)
    return count, rate


def _placement(work: Work, version: int, measure: int, number: int, lines: tuple[int, int], *objectives: int) -> int:
    placement = _row(work, tables.Placement, plan_version_id=version, measure_id=measure, position=number, flags=["N"])
    for place, series in enumerate(lines):
        of_line: dict[str, Any] = {"placement_id": placement, "series_id": series}
        work.add(tables.Line, of_line | {"row": 2 * number + place + 1, "pi": number + 1})
        words: dict[str, Any] = {"kind": TargetKind.WORDS, "as_printed": "To reduce", "text": "To reduce"}
        work.add(tables.Target, of_line | words | {"period": "Y2013"})
        work.add(tables.Mark, of_line | {"test": Test.MET, "says": True, "as_printed": "tick"})
    for place, objective in enumerate(objectives):
        linked = {"placement_id": placement, "objective_id": objective, "primary": place == 0}
        work.add(tables.PlacementObjective, linked)
    return placement


def _row(work: Work, table: type[tables.Numbered], **values: object) -> int:
    number = new_id()
    work.add(table, {"id": number, **values})
    return number
