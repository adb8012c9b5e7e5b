"""Rollovers as they come back: the sheet of a plan's next version, filled in as somebody would in Excel."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from bot.domain.actions import Action, ActionKind
from bot.domain.risks import Risk, RiskScore
from bot.domain.rolling.columns import Aim, Line, Open
from bot.domain.rolling.results import MovedOn
from bot.services import choosing
from bot.services import plan as plans
from bot.services import rollover as services
from bot.sheets import handed_in, rollovers
from bot.sheets.rollovers import INDICATORS, OBJECTIVES, OPEN
from bot.workspace import Workspace, Workspaces
from store import actions, risks
from store.work import Store
from tests.builders import city_planfile
from tests.conftest import MORNING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from bot.domain.model import Catalogue, Indicator
    from bot.domain.rolling.columns import Heading
    from bot.domain.rolling.sheet import Rollover
    from bot.domain.sheet import Book

PATHWAY = "Agree a pathway"  # an action of an objective that ends
_TABLES: dict[str, type[Line | Aim | Open]] = {INDICATORS: Line, OBJECTIVES: Aim, OPEN: Open}


class Filled:
    """The workbook, open: rows are found by a text in their first columns."""

    def __init__(self, made: Rollover) -> None:
        self.book = load_workbook(io.BytesIO(rollovers.write(made)))

    def set(self, sheet: str, named: str, cells: dict[Heading, str], *, at: int = 0) -> int:
        """Write into the row whose code, title or number is that; of several the one `at` that place. Its number."""
        row = self.rows(sheet, named)[at]
        self.write(sheet, row, cells)
        return row

    def line(self, named: str, *, at: int = 0, **cells: str) -> int:
        """Into a row of the indicators, by the names of their headings: becomes="retire"."""
        return self.set(INDICATORS, named, {Line[name.upper()]: text for name, text in cells.items()}, at=at)

    def copy_of(self, sheet: str, row: int) -> int:
        """A copy of that row below all others."""
        page = self.sheet(sheet)
        new = page.max_row + 1
        for index in range(1, page.max_column + 1):
            page.cell(new, index).value = page.cell(row, index).value
        return new

    def add(self, sheet: str, cells: dict[Heading, str]) -> int:
        new = self.sheet(sheet).max_row + 1
        self.write(sheet, new, cells)
        return new

    def write(self, sheet: str, row: int, cells: dict[Heading, str]) -> None:
        for heading, text in cells.items():
            self.sheet(sheet).cell(row, self.column(sheet, heading)).value = text

    def rows(self, sheet: str, named: str) -> list[int]:
        found = [row for row in range(2, self.sheet(sheet).max_row + 1) if named in self._first_cells(sheet, row)]
        assert found, f"no row of {sheet} is called {named}"
        return found

    def column(self, sheet: str, heading: Heading) -> int:
        return list(_TABLES[sheet]).index(heading) + 1

    def sheet(self, name: str) -> Worksheet:
        found = self.book[name]
        assert found is not None
        return found

    def read(self, name: str = "rollover.xlsx") -> Book:
        held = io.BytesIO()
        self.book.save(held)
        return handed_in.read_bytes(name, held.getvalue())

    def _first_cells(self, sheet: str, row: int) -> list[object]:
        return [self.sheet(sheet).cell(row, index).value for index in (1, 2, 3)]


def five_kinds(made: Rollover) -> Filled:
    """The City's plan of 2014/15 as nobody published it: one of each kind, a better title, targets, an owner."""
    filled = Filled(made)
    filled.line("NI 089", becomes="retire", note="No school needs it any more")
    filled.line("Sexual offences committed by under 18's", becomes="retire")
    for line in (0, 1):  # the percentage and the number
        filled.line("NI 117", at=line, becomes="split", new_title="16 year olds who are NEET", new_code="NEET16")
    for line in (0, 1):
        row = filled.copy_of(INDICATORS, filled.rows(INDICATORS, "NI 117")[line])
        filled.write(INDICATORS, row, {Line.NEW_TITLE: "17 year olds who are NEET", Line.NEW_CODE: "NEET17"})
    both = "Children in care with health assessment and dental check"
    filled.line("CC-12", becomes="merge", new_title=both, new_code="CC-30", target="92.0%")
    filled.line("CC-13", becomes="merge", new_title=both)
    filled.line(
        "CP-8", becomes="redefine", new_title="Child protection plans lasting 18 months or more",
        definition="Plans that ended and had lasted 18 months or more.", note="As the board agreed in March",
    )  # fmt: skip
    filled.line(
        "CIN-8", new_title="Single assessments within 45 working days", target="82.0%", owner="Named officer 02"
    )
    filled.line("CIN-13", target="900", target_q2="450")
    lowest = next(
        row for row in filled.rows(OBJECTIVES, "4") if filled.sheet(OBJECTIVES).cell(row, 1).value != "strategic"
    )
    filled.write(OBJECTIVES, lowest, {Aim.BECOMES: "retire"})
    new: dict[Heading, str] = {
        Aim.BECOMES: "new",
        Aim.LEVEL: "operational",
        Aim.NUMBER: "16",
        Aim.PARENT: "strategic 1",
    }
    filled.add(OBJECTIVES, new | {Aim.NEW_TITLE: "Children who are heard", Aim.LEAD: "Named officer 03"})
    filled.line("NI 126", objectives="operational 16")
    return filled


WHY = "Agreed by the board on 2 July 2014"


def with_city(workspace: Workspace) -> Workspace:
    """The City's plan with an action and a risk that are open; a copied database has them."""
    if choosing.plans(workspace).current_id is None:
        plan_id = plans.import_plan(workspace, city_planfile()).plan_id
        assert plan_id is not None
        with workspace.begin() as work:
            pathway = Action(id=0, kind=ActionKind.ACTION, title=PATHWAY, objective=("operational", 4))
            actions.add(work, plan_id, [pathway], workspace.now())
            scored = (RiskScore(on=date(2014, 1, 15), likelihood=4, impact=4),)
            risks.add(work, plan_id, [Risk(id=0, title="Too few carers", scores=scored)], workspace.now())
    return workspace


def five_kinds_read(workspace: Workspace) -> Book:
    """The sheet with one of each kind, and the action closed whose objective ends."""
    filled = five_kinds(services.made(workspace))
    filled.set(OPEN, PATHWAY, {Open.BECOMES: "close", Open.NOTE: "Done otherwise"})
    return filled.read()


def moved_on(workspace: Workspace) -> Workspace:
    """The City's plan in its version of 2014/15."""
    with_city(workspace)
    if catalogue(workspace).plan.version == "2013/14":
        assert isinstance(services.move_on(workspace, five_kinds_read(workspace), WHY), MovedOn)
    return workspace


def made_database(path: Path, fill: Callable[[Workspace], Workspace]) -> Path:
    """A SQLite file with that in it, to be copied."""
    store = Store(f"sqlite:///{path}")
    store.migrate()
    fill(Workspaces(store, lambda: MORNING).make_first())
    store.close()
    return path


def catalogue(workspace: Workspace) -> Catalogue:
    with workspace.reading() as work:
        found = workspace.catalogue(work)
    assert found is not None
    return found


def indicator(workspace: Workspace, code: str) -> Indicator:
    """The indicator of that code in the version in force."""
    return next(each for each in catalogue(workspace).indicators if each.code == code)


def gone(workspace: Workspace, code: str) -> Indicator:
    """The one of that code that ended."""
    return next(each for each in catalogue(workspace).past if each.code == code)
