"""Composing the report of a plan, beside running the same queries and doing nothing with what they give."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.services import plan as plans
from bot.services import reports
from bot.workspace import Workspaces
from store.work import Store
from tests.benchmarks.city import NOW
from tests.benchmarks.timing import Ratio, medians
from tests.builders import city_planfile
from tests.queries import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Engine

    from bot.domain.planfile import PlanFile
    from tests.queries import Query

MANY = 1_000
SECONDS = {111: 0.3, MANY: 3.0}  # the most that a report may take, by how many lines it counts


def ratios(folder: Path, *, rounds: int, many: int = MANY) -> list[Ratio]:
    """The City's report as it stands, and one of so many indicators."""
    return [
        *_measured(folder / "city.report.sqlite3", city_planfile(), rounds, SECONDS[111]),
        *_measured(folder / "many.report.sqlite3", grown(city_planfile(), many), rounds, SECONDS[MANY]),
    ]


def grown(planfile: PlanFile, indicators: int) -> PlanFile:
    """So many indicators with the lines and figures of the City's, under titles and codes of their own."""
    held = planfile.indicators
    more = [
        replace(
            held[number % len(held)],
            code=f"XX {number}",
            title=f"{held[number % len(held)].title}, ward {number}",
            number=None,
            series=tuple(replace(line, pi=None) for line in held[number % len(held)].series),
        )
        for number in range(indicators)
    ]
    return replace(planfile, indicators=tuple(more), aliases=())


def _measured(path: Path, planfile: PlanFile, rounds: int, most: float) -> list[Ratio]:
    store = Store(f"sqlite:///{path}")
    try:
        store.migrate()
        workspace = Workspaces(store, lambda: NOW).make_first()
        plans.import_plan(workspace, planfile)
        reports.compose(workspace)  # the catalogue is kept from then on, and the figures
        with counted(store.engine) as seen:
            lines = reports.compose(workspace).counts[0].indicators
        cells = {"composed": lambda: reports.compose(workspace), "queries": lambda: _run(store.engine, seen)}
        taken = medians(cells, rounds=rounds, calls=1)
    finally:
        store.close()
    name = f"the report of {lines:,} indicators"
    of = f"its {len(seen)} queries alone"
    return [
        Ratio(name=name, ours=taken["composed"], baseline=most, limit=1, of=f"{most * 1000:,.0f} milliseconds"),
        Ratio(name="the same", ours=taken["composed"], baseline=taken["queries"], limit=20, of=of),
    ]


def _run(engine: Engine, queries: Sequence[Query]) -> None:
    with engine.connect() as connection:
        for statement, given in queries:
            connection.exec_driver_sql(statement, given).fetchall()
