"""An Excel workbook read: what its cells show, never a calculation; merged cells told, odd files refused."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from bot.domain.problems import Fault, Problem, quoted
from bot.domain.sheet import Row, Sheet, column_letters
from bot.sheets.archive import open_workbook
from bot.sheets.limits import MOST_PROBLEMS, STEP, Progress, Room, Stopped, check_row, contents, stop
from bot.sheets.shown import NumberTooLong, UnknownFormat, shown
from bot.sheets.survey import Survey, survey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # Microsoft's older container: an old workbook, or a new one under a password
_ZIP = b"PK"  # what every newer workbook begins with, a damaged one too
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ABSENT = re.compile(r"no item named '([^']*)' in the archive")  # as zipfile says it
_BROKEN = (zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, DefusedXmlException, OSError, EOFError)
_CONTENT = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


def read_workbook(path: Path, progress: Progress, room: Room) -> tuple[Sheet, ...]:
    """The workbook's sheets that show cells; raises Stopped with every problem that stands in its cells."""
    sheets = sheets_in(path.name, contents(path), progress, room)
    problems = [problem for sheet in sheets for problem in sheet.faults.values()]
    if problems:
        raise Stopped(*problems)
    return sheets


def sheets_in(name: str, held: bytes, progress: Progress, room: Room) -> tuple[Sheet, ...]:
    """The sheets of a workbook's bytes, each with what is wrong in its cells; raises Stopped where it has none."""
    suffix = PurePath(name).suffix.lower()
    if not held:
        raise stop(Fault.EMPTY_FILE, name)
    if held.startswith(_OLE):
        raise stop(Fault.PASSWORD if _ENCRYPTED in held else Fault.OLD_WORKBOOK, name)
    if suffix in {".xls", ".xlt"}:
        raise stop(Fault.OLD_WORKBOOK, name)
    if suffix in {".xlsb", ".ods"}:
        raise stop(Fault.NOT_A_SHEET, name)
    if not zipfile.is_zipfile(io.BytesIO(held)) and not held.startswith(_ZIP):
        raise stop(Fault.NOT_A_WORKBOOK, name)
    try:
        workbook = open_workbook(name, held)
        try:
            return _read_sheets(workbook, progress, room)
        finally:
            workbook.close()
    except (*_BROKEN, *_CONTENT, zipfile.LargeZipFile, MemoryError) as error:
        raise stop(Fault.BROKEN_WORKBOOK, name, detail=_detail(error)) from error


def _detail(error: BaseException) -> str:
    """What is wrong, as far as it can be told in words; what Python says of a number or a list is none of them."""
    if found := _ABSENT.search(str(error)):
        return f"its part {found[1][:60]} is missing"
    if isinstance(error, zipfile.BadZipFile | zlib.error | EOFError):
        return "it was cut short, or changed on its way"
    return "a cell, or what says how cells look, is not as Excel writes it"


def _read_sheets(workbook: Workbook, progress: Progress, room: Room) -> tuple[Sheet, ...]:
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for worksheet in workbook.worksheets:
        found = survey(worksheet)
        room.take_area(worksheet.title, found.last_row, len(found.rows), found.last_column)
        noted = _Noted(problems, {}, {}, room)
        rows = tuple(_rows(worksheet, found, noted, progress))
        sheets.append(
            Sheet(
                name=worksheet.title,
                rows=rows,
                merges=tuple(found.merges),
                days=noted.days,
                faults=noted.faults,
                formulas=frozenset(found.formulas),
            )
        )
    return tuple(sheets)


class _Noted(NamedTuple):
    """What is noted of cells on the way."""

    problems: list[Problem]  # of all sheets
    days: dict[tuple[int, int], date]
    faults: dict[tuple[int, int], Problem]
    room: Room


def _rows(worksheet: ReadOnlyWorksheet, found: Survey, noted: _Noted, progress: Progress) -> Iterator[Row]:
    if not found.rows:
        return
    name, held = worksheet.title, 0
    cells: Iterator[tuple[Any, ...]] = worksheet.iter_rows(  # type: ignore[misc]  # their types forget read-only sheets
        max_row=found.last_row, max_col=found.last_column
    )
    for number, row in enumerate(cells, 1):
        if number not in found.rows:
            continue
        texts = [_text(name, number, index, cell, found, noted) for index, cell in enumerate(row)]
        if len(noted.problems) >= MOST_PROBLEMS:
            raise Stopped(*noted.problems)
        if not any(text.strip() for text in texts):
            continue
        held += 1
        check_row(name, number, texts, held)
        noted.room.take_row(name, texts)
        if held % STEP == 0:
            progress(name, held)
        yield Row(number, tuple(texts))
    progress(name, held)


def _text(name: str, number: int, index: int, cell: Any, found: Survey, noted: _Noted) -> str:  # noqa: ANN401  openpyxl's cells share no type
    """What the cell shows; a problem where that cannot be told."""
    fault, said = None, ""
    if (number, index) in found.uncalculated:
        fault = Fault.NOT_CALCULATED
    elif cell.value is not None and cell.data_type == "e":
        fault, said = Fault.EXCEL_ERROR, str(cell.value)
    elif cell.value is not None:
        if isinstance(cell.value, date):
            noted.days[number, index] = cell.value.date() if isinstance(cell.value, datetime) else cell.value
        try:
            return shown(cell.value, cell.number_format)
        except NumberTooLong:
            fault, said = Fault.BAD_FIGURE, quoted(str(cell.value))
        except UnknownFormat:
            if isinstance(cell.value, date):
                return cell.value.isoformat()
            fault, said = Fault.UNKNOWN_FORMAT, quoted(cell.number_format)
    if fault:
        facts: dict[str, object] = {"shown": said}
        problem = Problem(fault=fault, sheet=name, row=number, column=column_letters(index), facts=facts)
        noted.problems.append(problem)
        noted.faults[number, index] = problem
    return ""
