"""How organisations' own workbooks are read: which cell is which figure, and the words that prove the layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, select, update

from store.ids import new_id
from store.tables import Workbook as WorkbookRow
from store.work import mine

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from store.work import Work

_workbook = WorkbookRow.__table__.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """One workbook of one organisation, mapped for one plan."""

    plan_id: int
    organisation_id: int
    name: str
    cells: tuple[dict[str, Any], ...]  # each names a cell and the figure in it
    layout: tuple[dict[str, Any], ...] = ()  # each names a cell and the words that must stand in it
    mapped_by: str = ""
    at: datetime


def remember(work: Work, workbook: Workbook) -> None:
    """Keep how it is read; what was kept under its name is replaced."""
    of = {"plan_id": workbook.plan_id, "organisation_id": workbook.organisation_id, "name": workbook.name}
    read = {
        "cells": list(workbook.cells),
        "layout": list(workbook.layout),
        "mapped_by": workbook.mapped_by,
        "at": workbook.at,
    }
    this = and_(*(_workbook[column] == value for column, value in of.items()))
    again = update(WorkbookRow.__table__).where(mine(WorkbookRow), this).values(**read)
    if work.change(again) == 0 and not work.add_once(WorkbookRow, id=new_id(), **of, **read):
        work.change(again)  # somebody else mapped it in the same moment


def of_organisation(work: Work, plan_id: int, organisation_id: int) -> tuple[Workbook, ...]:
    """Those of the organisation, by name."""
    rows = work.rows(_of(plan_id, organisation_id).order_by(_workbook.name, _workbook.id))
    return tuple(_as_workbook(row) for row in rows)


def named(work: Work, plan_id: int, organisation_id: int, name: str) -> Workbook | None:
    row = work.first(_of(plan_id, organisation_id).where(_workbook.name == name))
    return _as_workbook(row) if row else None


def _of(plan_id: int, organisation_id: int) -> Select[Any]:
    its = and_(_workbook.plan_id == plan_id, _workbook.organisation_id == organisation_id)
    return select(*_workbook).where(mine(WorkbookRow), its)


def _as_workbook(row: Row[Any]) -> Workbook:
    return Workbook(
        plan_id=row.plan_id,
        organisation_id=row.organisation_id,
        name=row.name,
        cells=tuple(row.cells),
        layout=tuple(row.layout),
        mapped_by=row.mapped_by,
        at=row.at,
    )
