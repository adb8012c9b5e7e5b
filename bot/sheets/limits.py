"""How much a file may hold: a plan has hundreds of lines; what is far beyond that is refused early and clearly."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.domain.problems import Fault, Problem

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 32 * 2**20  # of one file as it lies on the disk
MOST_UNPACKED = 256 * 2**20  # of a workbook, which is a zip archive
MOST_PARTS = 2_000  # files in that archive
MOST_SHEETS = 100
MOST_ROWS = 50_000  # of one sheet that hold something
MOST_COLUMNS = 500
MOST_TEXT = 32_767  # characters of one cell; Excel's own limit
MOST_MERGES = 20_000
STEP = 2_000  # rows between two reports of progress

Progress = Callable[[str, int], None]  # told the sheet's name and the rows read so far


def quiet(_name: str, _rows: int) -> None:
    """For callers who need no progress."""


class Stopped(Exception):  # noqa: N818  caught at the door and told as BadImport
    """A file cannot be read any further."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(*map(str, problems))


def contents(path: Path) -> bytes:
    """The bytes of a file that is not too big."""
    try:
        with path.open("rb") as file:
            held = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise stop(Fault.UNREADABLE_FILE, path.name, detail=error.strerror or "unreadable") from None
    if len(held) > MOST_BYTES:
        raise stop(Fault.TOO_BIG, path.name, limit=f"{MOST_BYTES // 2**20} MB")
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
