"""A whole database as one file, and back: taken while Steward runs, the same for SQLite and PostgreSQL.

The file is compressed lines of JSON. The first says what it is; then each table says its name and its columns, and its
rows follow; the last says how many rows there were. Columns are described by what they hold and not by this program's
tables, so that a newer program can read what an older one wrote: it makes the tables as they were, fills them, and
brings them up to date, all in one transaction.
"""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    insert,
    select,
)

from store.columns import Moment
from store.fences import keep_to
from store.tables import metadata
from store.tables.installs import metadata as installs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Select
    from sqlalchemy.types import TypeEngine

FORMAT = "steward backup 1"
AT_A_TIME = 1_000  # rows
LONGEST_LINE = 64 * 1024 * 1024  # characters: a frozen report is the longest there is, of some hundred thousand
# What a column holds -> how it is kept here. Exact decimals and people's words are text in every database.
KINDS: dict[str, Any] = {
    "text": String,
    "whole": BigInteger,
    "yes or no": Boolean,
    "day": Date,
    "moment": Moment,
    "json": JSON(none_as_null=True),
}
HELD_AS: dict[str, type[Any] | tuple[type[Any], ...]] = {  # kind -> the types of our tables; the rest is text
    "json": JSON,
    "moment": (Moment, DateTime),
    "day": Date,
    "yes or no": Boolean,
    "whole": Integer,
}


class UnreadableError(Exception):
    """What stands against a file as a backup, in words."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a backup says of itself."""

    revision: str  # of its tables
    taken: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """How many rows of each table went into a file, or came out of one."""

    revision: str
    taken: datetime
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def all_rows(self) -> int:
        return sum(self.rows.values())


def write(connection: Connection, path: Path, revision: str, taken: datetime, *, only: int | None = None) -> Kept:
    """Everything that one reading transaction sees. The file appears whole or not at all, for its owner's eyes alone.

    `only` one workspace, on request: then without tokens. OSError where it cannot be written.
    """
    kept = Kept(revision, taken)
    held = boards(connection) if only is None else [only]
    tables = metadata.sorted_tables if only is not None else [*metadata.sorted_tables, *installs.sorted_tables]
    with appearing(path) as raw, gzip.open(raw, "wt", encoding="utf-8", compresslevel=6) as lines:
        _say(lines, {"format": FORMAT, "revision": revision, "taken": taken.isoformat()})
        for table in map(_plain, tables):
            columns = {column.name: column.info["kind"] for column in table.columns}
            _say(lines, {"table": table.name, "columns": columns})
            kept.rows[table.name] = 0
            for row in rows_of(connection, table, held):
                _say(lines, row)
                kept.rows[table.name] += 1
        _say(lines, {"rows": kept.rows})
    return kept


def boards(connection: Connection) -> Sequence[int]:
    """The workspaces by number, of a transaction that may see their list."""
    numbers = metadata.tables["workspace"].c.id
    return connection.scalars(select(numbers).order_by(numbers)).all()


def rows_of(connection: Connection, table: Table, held: Sequence[int]) -> Iterator[list[object]]:
    """Each row as a backup has it, by its key, of these workspaces: PostgreSQL shows the rows of one at a time."""
    every = select(table).order_by(*table.primary_key)
    if table.name == "workspace":
        yield from _written_rows(connection, every.where(table.c.id.in_(held)))
    elif "workspace_id" not in table.c:
        yield from _written_rows(connection, every)
    else:
        for each in held:
            keep_to(connection, each)
            yield from _written_rows(connection, every.where(table.c.workspace_id == each))


def _written_rows(connection: Connection, query: Select[Any]) -> Iterator[list[object]]:
    for row in connection.execute(query, execution_options={"yield_per": AT_A_TIME}):
        yield [_written(value) for value in row]


def head(path: Path) -> Held:
    """What the file says of itself. UnreadableError where it is no backup; OSError where it cannot be opened."""
    with _lines_of(path) as lines:
        return _head(next(lines, {}))


def read(connection: Connection, path: Path) -> Kept:
    """Put every row of the file into tables of its revision, which are there and empty.

    UnreadableError where the file is damaged: the transaction must then be undone.
    """
    with _lines_of(path) as lines:
        first = _head(next(lines, {}))
        kept = Kept(first.revision, first.taken)
        table, waiting = None, list[dict[str, Any]]()
        for line in lines:
            if isinstance(line, list) and table is not None:
                waiting.append(_row(table, line))
                kept.rows[table.name] += 1
                if len(waiting) == AT_A_TIME:
                    _put(connection, table, waiting)
                continue
            _put(connection, table, waiting)
            if isinstance(line, dict) and "table" in line:
                table = _described(line)
                kept.rows[table.name] = 0
            else:
                _check_end(line, kept)
                if next(lines, None) is not None:
                    raise UnreadableError("something stands after its end")
                return kept
    raise UnreadableError("its end is missing")


def _plain(table: Table) -> Table:
    """The table with what each column holds, and nothing else of it."""
    columns = [_column(each.name, _kind(each.type), key=each.primary_key) for each in table.columns]
    return Table(table.name, MetaData(), *columns)


def _described(line: Mapping[str, Any]) -> Table:
    try:
        return Table(line["table"], MetaData(), *[_column(name, kind) for name, kind in line["columns"].items()])
    except (KeyError, TypeError, AttributeError):
        raise UnreadableError("it describes a table that cannot be understood") from None


def _column(name: str, kind: str, *, key: bool = False) -> Column[Any]:
    return Column(name, KINDS[kind], primary_key=key, autoincrement=False, info={"kind": kind})


def _kind(column: TypeEngine[Any]) -> str:
    return next((kind for kind, types in HELD_AS.items() if isinstance(column, types)), "text")


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value  # a datetime is a date


def _row(table: Table, line: list[Any]) -> dict[str, Any]:
    if len(line) != len(table.columns):
        raise UnreadableError(f'a row of "{table.name}" has another number of fields than its table')
    try:
        return {
            column.name: _read(column.info["kind"], value)
            for column, value in zip(table.columns, line, strict=True)
        }  # fmt: skip
    except (TypeError, ValueError):
        raise UnreadableError(f'a row of "{table.name}" cannot be understood') from None


def _read(kind: str, value: Any) -> object:  # noqa: ANN401  as JSON has it
    if value is None or kind not in {"day", "moment"}:
        return value
    return (date if kind == "day" else datetime).fromisoformat(value)


def _put(connection: Connection, table: Table | None, waiting: list[dict[str, Any]]) -> None:
    if table is not None and waiting:
        connection.execute(insert(table), waiting)
        waiting.clear()


def _head(line: object) -> Held:
    if not isinstance(line, dict) or line.get("format") != FORMAT:
        raise UnreadableError("it does not begin as a backup of Steward does")
    return Held(str(line["revision"]), datetime.fromisoformat(line["taken"]))


def _check_end(line: object, kept: Kept) -> None:
    if not isinstance(line, dict) or line.get("rows") != kept.rows:
        raise UnreadableError("it does not hold as many rows as it says")


def _say(lines: IO[str], what: object) -> None:
    lines.write(json.dumps(what, ensure_ascii=False, separators=(",", ":")) + "\n")


@contextmanager
def appearing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name once it is whole and on the disk."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # readable by its owner alone
    try:
        with os.fdopen(handle, "wb") as raw:
            yield raw
            raw.flush()
            os.fsync(raw.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def _lines_of(path: Path) -> Iterator[Iterator[Any]]:
    """Each line of the file as the object that it is; whatever is damaged raises UnreadableError."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield (json.loads(line) for line in iter(lambda: lines.readline(LONGEST_LINE), ""))
    except (gzip.BadGzipFile, EOFError, zlib.error, UnicodeDecodeError, json.JSONDecodeError, KeyError) as damaged:
        raise UnreadableError("it is no compressed file, is cut off or has been changed") from damaged
