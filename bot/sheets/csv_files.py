"""One CSV file read: its encoding told for sure or refused, its rows counted as a spreadsheet counts them."""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from bot.domain.problems import Fault
from bot.domain.sheet import Row, Sheet
from bot.sheets.limits import LAST_ROW, MOST_CSV_BYTES, STEP, Progress, Room, check_row, contents, stop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Beyond ASCII, what English text of a Windows spreadsheet holds. Anything else (Ò for a quotation mark, as in a file
# from an old Mac read as Windows) means that the guess is wrong.
_CAPITALS = "ÀÁÂÄÅÆÈÉËÌÍÎÏÖØÙÚÛÜŒ"
_SIGNS = "£€¢½¼¾‘’“”–—…•°²³¹·¬¦´«»‹›‰©®™×±µ§†‡\xa0"  # noqa: RUF001  signs are the point
_WINDOWS = frozenset(f"{_CAPITALS}{_SIGNS}éèêëáàâäãåçíìîïñóôöøúùûüßæœÿ")
_UNLIKELY = re.compile(  # "£ódź" in Polish letters, say, or "waitÉ" for the three dots of an old Mac
    r"[^\W\d_][£€¼½¾](?!\d)|[£€](?!(?:m|k|bn|s|p|pa|pw|per|mill?ions?|billions?|thousands?)\b)[^\W\d_]"
    rf"|[²³¹¬¦±][^\W\d_]|[a-z][{_CAPITALS}]"
)
AS_WINDOWS = "Windows text"


def read_csv(path: Path, progress: Progress, room: Room) -> Sheet:
    """The file as a sheet called by the file's name; raises Stopped."""
    return sheet_in(path.name, contents(path, MOST_CSV_BYTES), progress, room)


def sheet_in(name: str, held: bytes, progress: Progress, room: Room) -> Sheet:
    """The sheet of a file's bytes; raises Stopped."""
    text, read_as = _text(name, held)
    rows = tuple(_rows(name, text, progress, room))
    return Sheet(name=PurePath(name).stem, rows=rows, read_as=read_as)


def _text(name: str, held: bytes) -> tuple[str, str]:
    """The text: UTF-8 or, with its mark at the front, UTF-16; else Windows' own where no letter speaks against it.

    Beside it what it was taken for, where that had to be guessed.
    """
    read_as = ""
    if held.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = held.decode("utf-16")
        except UnicodeDecodeError:
            raise stop(Fault.ENCODING, name) from None
    elif b"\0" in held:
        raise stop(Fault.NUL, name, held[: held.index(b"\0")].count(b"\n") + 1)
    else:
        text, read_as = _decoded(name, held)
    if "\0" in text:
        raise stop(Fault.NUL, name, text[: text.index("\0")].count("\n") + 1)
    return text, read_as


def _decoded(name: str, held: bytes) -> tuple[str, str]:
    try:
        return held.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        row = held[: error.start].count(b"\n") + 1
    try:
        text = held.decode("cp1252")
    except UnicodeDecodeError:
        raise stop(Fault.ENCODING, name, row) from None
    if any(letter not in _WINDOWS for letter in set(text) if not letter.isascii()) or _UNLIKELY.search(text):
        raise stop(Fault.ENCODING, name, row)
    return text, AS_WINDOWS


def _rows(name: str, text: str, progress: Progress, room: Room) -> Iterator[Row]:
    """Rows that hold something, numbered as a spreadsheet does: one may run over several lines of the file."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    held = number = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            if "field larger" in str(error):
                raise stop(Fault.QUOTES, name, number + 1, detail="one text runs on and on") from None
            detail = "one is opened and never closed" if "unexpected end" in str(error) else "one stands inside a text"
            raise stop(Fault.QUOTES, name, number + 1, detail=detail) from None
        if cells is None:
            break
        number += 1
        if number > LAST_ROW:  # blank rows cost time too
            raise stop(Fault.TOO_MANY_ROWS, name, limit=f"{LAST_ROW:,}")
        row = Row(number, tuple(cells))
        if row.is_blank:
            continue
        held += 1
        check_row(name, number, cells, held)
        room.take_row(name, cells)
        if held % STEP == 0:
            progress(name, held)
        yield row
    progress(name, held)


def _delimiter(text: str) -> str:
    """A comma; where the first line has none, the semicolon or tab that separates its headings."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    return "," if "," in first else next((mark for mark in ";\t" if mark in first), ",")
