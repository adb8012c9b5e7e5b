"""A worksheet's XML looked over once: its true size, its merged cells, its formulas that were never calculated."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]  # it has no types

from bot.domain.problems import Fault
from bot.domain.sheet import Merge
from bot.sheets.limits import MOST_COLUMNS, MOST_MERGES, MOST_ROWS, stop

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _CELL, _VALUE, _FORMULA, _INLINE, _MERGE = (f"{_SPACE}{tag}" for tag in ("row", "c", "v", "f", "is", "mergeCell"))
LAST_ROW = 1_048_576  # of any sheet in Excel
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")


@dataclass(slots=True)
class Survey:
    """What a sheet holds, since what it says of its own size is often wrong; the last row and column are from 1."""

    last_row: int = 0
    last_column: int = 0
    rows: int = 0
    uncalculated: set[tuple[int, int]] = field(default_factory=set)  # (row number, column index)
    merges: tuple[Merge, ...] = ()


def survey(worksheet: ReadOnlyWorksheet) -> Survey:
    """The sheet looked over, without keeping it in memory; raises Stopped where it is too large."""
    found = Survey()
    merges: list[Merge] = []
    number = 0
    with worksheet._get_source() as source:  # type: ignore[attr-defined]  # noqa: SLF001  the one way to its XML
        for _, element in iterparse(source, forbid_dtd=True):
            if element.tag == _ROW:
                number = int(element.get("r") or number + 1)
                if number > LAST_ROW:
                    raise stop(Fault.BROKEN_WORKBOOK, worksheet.title, detail=f"row {number}")
                _look_at_row(worksheet.title, element, number, found)
                element.clear()
            elif element.tag == _MERGE:
                merges += _merge(element)
                if len(merges) > MOST_MERGES or sum(m.last_row - m.first_row for m in merges[-1:]) > MOST_ROWS:
                    raise stop(Fault.TOO_BIG, worksheet.title, limit=f"{MOST_MERGES:,} merged cells")
    found.merges = tuple(merges)
    return found


def _look_at_row(name: str, row: Element, number: int, found: Survey) -> None:
    column = 0
    holds = False
    for cell in row.iter(_CELL):
        column = _column(cell.get("r", "")) or column + 1
        if cell.find(_FORMULA) is not None and cell.get("t") != "str" and not cell.findtext(_VALUE):
            found.uncalculated.add((number, column - 1))
            holds = True
        elif cell.findtext(_VALUE) or cell.find(_INLINE) is not None:
            holds = True
        else:
            continue
        found.last_row = max(found.last_row, number)
        found.last_column = max(found.last_column, column)
    found.rows += holds
    if found.rows > MOST_ROWS:
        raise stop(Fault.TOO_MANY_ROWS, name, limit=f"{MOST_ROWS:,}")
    if found.last_column > MOST_COLUMNS:
        raise stop(Fault.TOO_MANY_COLUMNS, name, number, limit=MOST_COLUMNS)


def _column(address: str) -> int:
    """1 for "A7"."""
    column = 0
    for letter in address.rstrip("0123456789"):
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _merge(element: Element) -> list[Merge]:
    found = _RANGE.fullmatch(element.get("ref", ""))
    if not found or not found[3]:
        return []
    return [Merge(int(found[2]), int(found[4]), _column(found[1]) - 1, _column(found[3]) - 1)]
