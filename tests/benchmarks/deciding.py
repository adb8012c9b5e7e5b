"""A day's reminders for ten thousand due figures, beside reading the rows that they are decided from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot import rounds
from bot.domain import nudging
from bot.domain.model import Owner
from bot.services import plan as plans
from bot.workspace import Workspaces
from store.work import Store
from tests.benchmarks.timing import Ratio, medians
from tests.builders import a_period, city_planfile
from tests.queries import counted

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.planfile import FileIndicator, PlanFile
    from bot.domain.rounds import Nudge
    from bot.rounds import Round
    from bot.workspace import Workspace
    from tests.queries import Query

FIGURES = 10_000
OWNERS = 200
QUERIES = 11  # standing, rules, bodies, figures, people, roles, who was let in, owners, leads, promises, snoozes
DUE = datetime(2014, 5, 19, 9, 0, tzinfo=UTC)
LAST = a_period("Q4 2013/14")


def ratio(folder: Path, *, times: int, figures: int = FIGURES) -> Ratio:
    """Deciding alone, of a round that was read; raises where reading takes another number of queries."""
    store = Store(f"sqlite:///{folder / 'due.sqlite3'}")
    try:
        store.migrate()
        workspace = Workspaces(store, lambda: DUE).make_first()
        plans.import_plan(workspace, _grown(city_planfile(), figures))
        _read(workspace)  # the catalogue is kept from then on
        with counted(store.engine) as seen:
            held = _read(workspace)
        _check(_decided(held), figures, seen)
        taken = medians({"read": lambda: _read(workspace), "decided": lambda: _decided(held)}, rounds=times, calls=1)
    finally:
        store.close()
    return Ratio(
        name=f"a day's reminders, {figures:,} figures due",
        ours=taken["decided"],
        baseline=taken["read"],
        limit=0.5,
        of=f"reading its rows, {QUERIES} queries",
    )


def _read(workspace: Workspace) -> Round:
    """The round with its figures read anew, as after any change to one; otherwise they are kept."""
    for kept in workspace._catalogues._kept.values():
        kept.figures = None
    with workspace.reading() as work:
        held = rounds.of(workspace, work)
    if held is None:
        raise RuntimeError("no plan was imported")
    return held


def _decided(held: Round) -> tuple[Nudge, ...]:
    """From the rows on: nothing that was worked out before is kept."""
    fresh = replace(held)
    return nudging.decide(fresh.owed, fresh.today, fresh.cast, {})


def _check(nudges: tuple[Nudge, ...], figures: int, seen: list[Query]) -> None:
    told = sum(len(nudge.items) for nudge in nudges)
    if (told, len(nudges), len(seen)) != (figures, OWNERS, QUERIES):
        raise RuntimeError(f"{told} figures told of to {len(nudges)} people in {len(seen)} queries")


def _grown(planfile: PlanFile, figures: int) -> PlanFile:
    """So many indicators, each out for the last quarter, with titles and owners of their own."""
    out = [each for each in without_last(planfile).indicators if not each.code.startswith("NI")]
    owed = [each for each in out if each.frequency == "quarterly"]
    grown = [
        replace(
            owed[number % len(owed)],
            code=f"XX {number}",
            title=f"{owed[number % len(owed)].title}, ward {number}",
            number=None,
            owner=Owner(post=f"Named officer {number % OWNERS}"),
        )
        for number in range(figures)
    ]
    return replace(planfile, indicators=tuple(grown), aliases=())


def without_last(planfile: PlanFile) -> PlanFile:
    """The plan before anything of the last quarter was in."""
    return replace(planfile, indicators=tuple(map(_without_last, planfile.indicators)))


def _without_last(indicator: FileIndicator) -> FileIndicator:
    lines = [
        replace(line, figures=tuple(figure for figure in line.figures if figure.period != LAST), marks=())
        for line in indicator.series
    ]
    return replace(indicator, series=tuple(lines))
