"""Returns as they come back: the City's plan with its last quarter still to come, and workbooks filled in."""

from __future__ import annotations

import dataclasses
import io
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from bot.domain.returning import Column, Return
from bot.services import choosing
from bot.services import plan as plans
from bot.sheets import handed_in, returns
from bot.workspace import Workspace, Workspaces
from store.work import Store
from tests.builders import a_period, city_planfile
from tests.conftest import LONDON

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook

    from bot.domain.planfile import PlanFile
    from bot.domain.sheet import Book

MAY = datetime(2014, 5, 20, 10, 0, tzinfo=LONDON)  # a day after the figures for the meeting of 2 July were due
COLUMNS = {column: number for number, column in enumerate(Column, 1)}


@cache
def without_q4() -> PlanFile:
    """The City's plan as it stood before anything was reported for Q4 2013/14."""
    last, read = a_period("Q4 2013/14"), city_planfile()
    indicators = tuple(
        dataclasses.replace(
            indicator,
            series=tuple(
                dataclasses.replace(line, figures=tuple(each for each in line.figures if each.period != last))
                for line in indicator.series
            ),
        )
        for indicator in read.indicators
    )
    return dataclasses.replace(read, indicators=indicators)


def made_database(path: Path) -> Path:
    """A SQLite file with that plan in it, to be copied."""
    store = Store(f"sqlite:///{path}")
    store.migrate()
    plans.import_plan(Workspaces(store, lambda: MAY).make_first(), without_q4())
    store.close()
    return path


def with_round(workspace: Workspace) -> Workspace:
    """The workspace with that plan; only a database that was not copied needs it imported."""
    if choosing.plans(workspace).current_id is None:
        plans.import_plan(workspace, without_q4())
    return workspace


def opened(made: Return) -> Workbook:
    return load_workbook(io.BytesIO(returns.write(made)))


def saved(book: Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def row_of(made: Return, code: str) -> int:
    """The row of the first line of that code or, where it has none, of that title."""
    return next(
        number for number, line in enumerate(made.lines, 2) if code in {line.indicator.code, line.indicator.title}
    )


def filled(
    made: Return, entries: dict[str, dict[Column, Any]], change: Callable[[Workbook], object] | None = None
) -> bytes:
    """The return with these entries by the code of their row, and whatever else somebody did to it."""
    book = opened(made)
    for code, cells in entries.items():
        for column, entry in cells.items():
            book["Return"].cell(row_of(made, code), COLUMNS[column]).value = entry
    if change:
        change(book)
    return saved(book)


def read(content: bytes, name: str = "return.xlsx") -> Book:
    return handed_in.read_bytes(name, content)
