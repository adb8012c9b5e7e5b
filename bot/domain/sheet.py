"""A sheet as it stands: rows of cells as text, each with its address, before anything is made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` is the one that a spreadsheet shows beside it, from 1."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells merged into one, by row number and column index (from 0), both ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One CSV file or one sheet of a workbook; the cells are what a person sees in it."""

    name: str
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()
    days: Mapping[tuple[int, int], date] = field(default_factory=dict)  # real dates, by row number and column index
    faults: Mapping[tuple[int, int], Problem] = field(default_factory=dict)  # cells that do not say what they show
    formulas: frozenset[tuple[int, int]] = frozenset()  # cells whose value was calculated
    read_as: str = ""  # what the file was taken for, where nothing in it says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Everything that was handed over: a folder of CSV files or a workbook."""

    name: str
    sheets: tuple[Sheet, ...]


def column_letters(index: int) -> str:
    """The letters a spreadsheet shows above a column: A for 0, AA for 26."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
