"""The spreadsheet they already have: a folder of CSV files or an Excel workbook, read into plain text cells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.errors import BadImport
from bot.domain.problems import Fault, Problem
from bot.domain.reading.book import read_book
from bot.domain.reading.plan_sheet import Given
from bot.domain.sheet import Book
from bot.sheets.csv_files import read_csv
from bot.sheets.limits import MOST_CSV_BYTES, MOST_SHEETS, STEP, Progress, Room, Stopped, quiet, stop
from bot.sheets.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.planfile import PlanFile
    from bot.domain.sheet import Sheet

WORKBOOKS = {".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods", ".xlt"}
TEXTS = {".csv", ".tsv", ".txt"}


def read_plan(path: Path | str, given: Given | None = None, *, progress: Progress = quiet) -> PlanFile:
    """The plan in a folder or workbook; raises BadImport with everything that is wrong with it."""
    return read_book(read(path, progress=progress), given)


def read(path: Path | str, *, progress: Progress = quiet) -> Book:
    """The sheets of a folder of CSV files, of one CSV file, or of a workbook; raises BadImport.

    Bounded in time and memory whatever the files hold: see `limits`. Nothing in a workbook is calculated.
    """
    where = Path(path)
    try:
        if where.is_dir():
            sheets = _read_folder(where, progress)
        elif where.exists():
            sheets = _read_file(where, progress)
        else:
            sheets = _missing(path)
    except Stopped as stopped:
        raise BadImport(stopped.problems) from None
    if not sheets:
        raise BadImport((Problem(fault=Fault.NOTHING_TO_READ, sheet=where.name),))
    return Book(name=where.name, sheets=sheets)


def _missing(path: Path | str) -> tuple[Sheet, ...]:
    raise stop(Fault.NO_SUCH_FILE, str(path))


def _read_folder(folder: Path, progress: Progress) -> tuple[Sheet, ...]:
    """Every CSV file, in order of name; where there is none, the only workbook."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$")))
    except OSError as error:
        raise stop(Fault.UNREADABLE_FILE, folder.name, detail=error.strerror or "unreadable") from None
    texts = [path for path in paths if path.suffix.lower() == ".csv"]
    workbooks = [path for path in paths if path.suffix.lower() in WORKBOOKS]
    if not texts and len(workbooks) == 1:
        return _read_file(workbooks[0], progress)
    if len(texts) > MOST_SHEETS:
        raise stop(Fault.TOO_MANY_SHEETS, folder.name, limit=MOST_SHEETS)
    if sum(path.stat().st_size for path in texts) > MOST_CSV_BYTES:
        raise stop(Fault.TOO_BIG, folder.name, limit=f"{MOST_CSV_BYTES // 2**20} MB")
    return _all(texts, progress)


def _all(paths: Iterable[Path], progress: Progress) -> tuple[Sheet, ...]:
    """Every file read; where some cannot be, the problems of all of them together."""
    sheets: list[Sheet] = []
    room = Room()
    problems: list[Problem] = []
    for path in paths:
        try:
            sheets.append(read_csv(path, progress, room))
        except Stopped as stopped:
            problems += stopped.problems
    if problems:
        raise Stopped(*problems)
    return tuple(sheets)


def _read_file(path: Path, progress: Progress) -> tuple[Sheet, ...]:
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        return read_workbook(path, progress, Room())
    if suffix in TEXTS:
        return (read_csv(path, progress, Room()),)
    raise stop(Fault.NOT_A_SHEET, path.name)


__all__ = ["STEP", "Given", "Progress", "Stopped", "read", "read_plan"]
