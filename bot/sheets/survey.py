"""A worksheet's XML looked over once: its true size, its merged cells, its formulas that were never calculated."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError, ParserCreate

from bot.domain.problems import Fault
from bot.domain.sheet import Merge
from bot.sheets.limits import (
    LAST_COLUMN,
    LAST_ROW,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_MERGED,
    MOST_MERGES,
    MOST_ROWS,
    Stopped,
    stop,
)

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROW, _VALUE, _FORMULA, _INLINE, _MERGE = (f"{_SPACE}}}{tag}" for tag in ("row", "v", "f", "is", "mergeCell"))
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")
_LETTERS = re.compile(r"([A-Za-z]{1,3})[0-9]{1,7}")
_CHUNK = 2**16


@dataclass(slots=True)
class Survey:
    """What a sheet holds, since what it says of its own size is often wrong; rows and columns are from 1."""

    last_column: int = 0
    rows: set[int] = field(default_factory=set)  # the numbers of those that hold something
    uncalculated: set[tuple[int, int]] = field(default_factory=set)  # (row number, column index)
    formulas: set[tuple[int, int]] = field(default_factory=set)  # the same, calculated or not
    merges: list[Merge] = field(default_factory=list)

    @property
    def last_row(self) -> int:
        return max(self.rows, default=0)


def survey(worksheet: ReadOnlyWorksheet) -> Survey:
    """The sheet looked over as its XML streams by, nothing of it kept; raises Stopped where it is too large."""
    looker = _Looker(worksheet.title)
    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = looker.start
    parser.EndElementHandler = looker.end
    parser.CharacterDataHandler = looker.text
    parser.StartDoctypeDeclHandler = looker.doctype
    with worksheet._get_source() as source:  # type: ignore[attr-defined]  # noqa: SLF001  the one way to its XML
        try:
            while chunk := source.read(_CHUNK):
                parser.Parse(chunk)
            parser.Parse(b"", True)
        except ExpatError as error:
            raise looker.broken(str(error)) from None
    return looker.found


class _Looker:
    """Told of each element in turn; every child of a row counts as a cell, as it does for openpyxl."""

    def __init__(self, name: str) -> None:
        self.found = Survey()
        self._name = name
        self._depth = self._row_depth = 0  # how deep the element is; how deep the row around it, 0 outside rows
        self._row = self._column = self._cells = self._merged = 0
        self._kind, self._has_formula, self._has_inline, self._has_value, self._in_value = (
            "",
            False,
            False,
            False,
            False,
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        below = self._depth - self._row_depth if self._row_depth else 0
        if tag == _ROW:
            self._start_row(attributes)
        elif below == 1:
            self._start_cell(attributes)
        elif below == 2:
            self._has_formula |= tag == _FORMULA
            self._has_inline |= tag == _INLINE
            self._in_value = tag == _VALUE
        elif tag == _MERGE:
            self._merge(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        self._has_value |= self._in_value and bool(text)

    def end(self, _tag: str) -> None:
        if self._row_depth:
            self._in_value = False
            if self._depth == self._row_depth:
                self._row_depth = 0
            elif self._depth == self._row_depth + 1:
                self._end_cell()
        self._depth -= 1

    def doctype(self, *_told: object) -> None:
        raise self.broken("it declares a document type")

    def broken(self, detail: str) -> Stopped:
        return stop(Fault.BROKEN_WORKBOOK, self._name, detail=detail)

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r") or self._row + 1)
        if self._row_depth or not self._row < number <= LAST_ROW:
            raise self.broken(f"row {number} after row {self._row}")
        self._row, self._column, self._row_depth = number, 0, self._depth

    def _start_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r", "")
        self._column = self._column_of(address) if address else self._column + 1
        if self._column > LAST_COLUMN:
            raise stop(Fault.TOO_MANY_COLUMNS, self._name, self._row, limit=MOST_COLUMNS)
        self._kind = attributes.get("t", "")
        self._has_formula = self._has_inline = self._has_value = self._in_value = False

    def _end_cell(self) -> None:
        if self._has_formula:
            self.found.formulas.add((self._row, self._column - 1))
        if self._has_formula and self._kind != "str" and not self._has_value:
            self.found.uncalculated.add((self._row, self._column - 1))
        elif not self._has_value and not self._has_inline:
            return
        if self._column > MOST_COLUMNS:
            raise stop(Fault.TOO_MANY_COLUMNS, self._name, self._row, limit=MOST_COLUMNS)
        self.found.rows.add(self._row)
        self.found.last_column = max(self.found.last_column, self._column)
        self._cells += 1
        if len(self.found.rows) > MOST_ROWS:
            raise stop(Fault.TOO_MANY_ROWS, self._name, limit=f"{MOST_ROWS:,}")
        if self._cells > MOST_CELLS:
            raise stop(Fault.TOO_BIG, self._name, limit=f"{MOST_CELLS:,} cells")

    def _column_of(self, address: str) -> int:
        found = _LETTERS.fullmatch(address)
        if not found:
            raise self.broken(f"cell {address[:20]}")
        return _column(found[1])

    def _merge(self, reference: str) -> None:
        found = _RANGE.fullmatch(reference)
        if not found or not found[3]:
            return
        last_column = min(_column(found[3]), MOST_COLUMNS)  # titles are merged over a whole row, far beyond the columns
        merge = Merge(int(found[2]), int(found[4]), _column(found[1]) - 1, last_column - 1)
        self.found.merges.append(merge)
        self._merged += max(merge.last_row - merge.first_row, 0) + max(merge.last_column - merge.first_column, 0)
        if len(self.found.merges) > MOST_MERGES or self._merged > MOST_MERGED:
            raise stop(Fault.TOO_BIG, self._name, limit=f"{MOST_MERGES:,} merged cells")


def _column(letters: str) -> int:
    """1 for "A"."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column
