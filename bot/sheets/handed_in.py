"""A file that somebody handed in: a return or an organisation's own workbook, read with what is wrong in its cells."""

from __future__ import annotations

from pathlib import Path, PurePath

from bot.domain.errors import BadImport
from bot.domain.problems import Fault
from bot.domain.sheet import Book
from bot.sheets.csv_files import sheet_in
from bot.sheets.limits import Room, Stopped, contents, quiet, stop
from bot.sheets.workbook import sheets_in

MOST_BYTES = 5 * 2**20  # a return has hundreds of rows; an organisation's own workbook some sheets
KINDS = (".xlsx", ".xlsm", ".csv")


def read_file(path: Path | str) -> Book:
    """The same for a file on this machine."""
    where = Path(path)
    try:
        if not where.is_file():
            raise stop(Fault.NO_SUCH_FILE, str(path))
        held = contents(where, MOST_BYTES)
    except Stopped as stopped:
        raise BadImport(stopped.problems) from None
    return read_bytes(where.name, held)


def read_bytes(name: str, held: bytes) -> Book:
    """The sheets of the file, bounded in time and memory; nothing is calculated. Raises BadImport.

    A cell that does not say what it shows is noted in its sheet: it matters only where something is read from it.
    """
    suffix = PurePath(name).suffix.lower()
    try:
        if len(held) > MOST_BYTES:
            raise stop(Fault.TOO_BIG, name, limit=f"{MOST_BYTES // 2**20} MB")
        if suffix == ".csv":
            return Book(name=name, sheets=(sheet_in(name, held, quiet, Room()),))
        if suffix in KINDS or suffix in {".xls", ".xlsb", ".ods", ".xltx", ".xlt"}:
            return Book(name=name, sheets=sheets_in(name, held, quiet, Room()))
        raise stop(Fault.NOT_A_SHEET, name)
    except Stopped as stopped:
        raise BadImport(stopped.problems) from None
