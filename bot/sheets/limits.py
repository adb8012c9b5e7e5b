"""How much a file may hold: a plan has hundreds of lines; what is far beyond that is refused early and clearly."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.domain.problems import Fault, Problem

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 32 * 2**20  # of one file as it lies on the disk
MOST_CSV_BYTES = 8 * 2**20  # of all CSV files together
MOST_UNPACKED = 256 * 2**20  # of a workbook, which is a zip archive
MOST_PARTS = 2_000  # files in that archive
MOST_SHEETS = 60
MOST_ROWS = 50_000  # of one sheet that hold something
MOST_COLUMNS = 500
MOST_CELLS = 200_000  # of all sheets together that hold something
MOST_WALKED = 2_000_000  # cells of all sheets together, the empty ones of rows that hold something among them
MOST_LETTERS = 20_000_000  # of all those cells together
MOST_TEXT = 32_767  # characters of one cell; Excel's own limit
MOST_MERGES = 20_000
MOST_MERGED = 200_000  # rows and columns that one sheet's merged cells run over, added up
MOST_PROBLEMS = 1_000  # of a workbook's cells; whoever mends so many will import again anyway
LAST_ROW = 1_048_576  # of any sheet in Excel
LAST_COLUMN = 16_384
STEP = 2_000  # rows between two reports of progress

Progress = Callable[[str, int], None]  # told the sheet's name and the rows read so far


def quiet(_name: str, _rows: int) -> None:
    """For callers who need no progress."""


class Stopped(Exception):  # noqa: N818  caught at the door and told as BadImport
    """A file cannot be read any further."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(*map(str, problems))


def contents(path: Path, most: int | None = None) -> bytes:
    """The bytes of a file that is not too big."""
    most = min(most or MOST_BYTES, MOST_BYTES)
    try:
        with path.open("rb") as file:
            held = file.read(most + 1)
    except OSError as error:
        raise stop(Fault.UNREADABLE_FILE, path.name, detail=error.strerror or "unreadable") from None
    if len(held) > most:
        raise stop(Fault.TOO_BIG, path.name, limit=f"{most // 2**20} MB")
    return held


def stop(fault: Fault, sheet: str, row: int | None = None, column: str = "", **facts: object) -> Stopped:
    return Stopped(Problem(fault=fault, sheet=sheet, row=row, column=column, facts=facts))


def check_row(name: str, number: int, cells: list[str], held: int) -> None:
    """Raises Stopped where the row, or the number of rows held so far, is beyond the limits."""
    if held > MOST_ROWS:
        raise stop(Fault.TOO_MANY_ROWS, name, limit=f"{MOST_ROWS:,}")
    if len(cells) > MOST_COLUMNS:
        raise stop(Fault.TOO_MANY_COLUMNS, name, number, limit=MOST_COLUMNS)
    if any(len(cell) > MOST_TEXT for cell in cells):
        raise stop(Fault.CELL_TOO_LONG, name, number, limit=f"{MOST_TEXT:,}")


class Room:
    """What one import may still hold, over all its sheets."""

    def __init__(self) -> None:
        self._held = self._letters = self._walked = self._rows = 0

    def take_row(self, name: str, cells: list[str]) -> None:
        """Raises Stopped where the cells of this row are beyond what the whole import may hold."""
        self._walked += len(cells)
        self._held += sum(map(bool, cells))
        self._letters += sum(map(len, cells))
        if self._letters > MOST_LETTERS:
            raise stop(Fault.TOO_BIG, name, limit=f"{MOST_LETTERS:,} letters")
        for count, most in ((self._held, MOST_CELLS), (self._walked, MOST_WALKED)):
            if count > most:
                raise stop(Fault.TOO_BIG, name, limit=f"{most:,} cells")

    def take_area(self, name: str, last_row: int, rows: int, columns: int) -> None:
        """Raises Stopped before a sheet is walked that would take too long: gaps between rows cost time too."""
        self._rows += last_row
        if self._walked + rows * columns > MOST_WALKED:
            raise stop(Fault.TOO_BIG, name, limit=f"{MOST_WALKED:,} cells")
        if self._rows > 4 * LAST_ROW:
            raise stop(Fault.TOO_MANY_ROWS, name, limit=f"{4 * LAST_ROW:,}")
