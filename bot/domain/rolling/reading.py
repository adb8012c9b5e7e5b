"""A rollover's sheet that came back: each row known by its id and proven, or refused with its place."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from bot.domain.problems import Fault, Problem, quoted
from bot.domain.returning import plain
from bot.domain.rolling.columns import (
    ENTERED,
    FORMAT,
    PROVEN,
    ROW_ID,
    Aim,
    AimBecomes,
    Heading,
    Kind,
    Line,
    Open,
    Origin,
    read_row_id,
    row_id,
    seal,
)
from bot.domain.sheet import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.rolling.columns import RowOf
    from bot.domain.rolling.sheet import Rollover, Written
    from bot.domain.sheet import Book, Row, Sheet

_HEADINGS_WITHIN = 10  # rows: somebody may have put a title above them
_MOST_TOLD = 50
_FACTS = ("format", "plan", "version", "year", "seal")
_LONGEST = 1_000  # characters of a cell, but for what is printed in the plan
_ITS_OWN: dict[type[Line | Aim | Open], Heading] = {Line: Line.DEFINITION, Aim: Aim.PARENT, Open: Open.STATE}


@dataclass(frozen=True, slots=True)
class Filled:
    """One row as it came back; `of` is None where it was added, as a new objective is."""

    of: RowOf | None
    sheet: str
    number: int
    cells: dict[Heading, str]
    columns: dict[Heading, int]

    def text(self, heading: Heading) -> str:
        return self.cells.get(heading, "")

    def problem(self, fault: Fault, heading: Heading, **facts: object) -> Problem:
        where = f"column {column_letters(self.columns.get(heading, 0))} ({heading.value})"
        return Problem(fault=fault, sheet=self.sheet, row=self.number, column=where, facts=facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """All that stands in the file: its rows where nothing is wrong with them, and everything that is wrong."""

    file_name: str
    rows: tuple[Filled, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Table:
    sheet: Sheet
    heading_row: int
    columns: dict[Heading, int]

    def rows(self) -> Iterator[Row]:
        return (row for row in self.sheet.rows if row.number > self.heading_row and not row.is_blank)

    def filled(self, row: Row, of: RowOf | None) -> Filled:
        cells = {
            heading: plain(row.cells[index])
            for heading, index in self.columns.items()
            if index < len(row.cells) and row.cells[index].strip()
        }
        return Filled(of, self.sheet.name, row.number, cells, self.columns)

    def text(self, row: Row, heading: Heading) -> str:
        index = self.columns.get(heading)
        return row.cells[index].strip() if index is not None and index < len(row.cells) else ""


def made_of(book: Book, workspace_id: int) -> Origin | None:
    """What the file says that it was made of; None where it is no rollover's sheet, or its hidden sheet was changed."""
    facts, listed = _facts(book)
    if not facts or facts["format"] != FORMAT or not (facts["plan"].isdigit() and facts["version"].isdigit()):
        return None
    origin = Origin(workspace_id, int(facts["plan"]), int(facts["version"]), facts["year"])
    return origin if facts["seal"] == seal(origin, listed) else None


def digest(book: Book) -> str:
    """What was decided in it, told apart from every other sheet's decisions; rows may be sorted without a change."""
    tables = (table for kind in _ITS_OWN for table in _tables(book, kind))
    said = [
        "\x1f".join([table.text(row, ROW_ID), *(table.text(row, each) for each in ENTERED)])
        for table in tables
        for row in table.rows()
    ]
    return sha256("\n".join(sorted(said)).encode()).hexdigest()[:16]


def read_rollover(book: Book, rollover: Rollover) -> Read:
    """Every row of the three sheets; none may be missing, added or moved within itself."""
    must = {row_id(rollover.origin, each.of): each for each in (*rollover.lines, *rollover.objectives)}
    held = must | {row_id(rollover.origin, each.of): each for each in rollover.open}
    rows: list[Filled] = []
    problems: list[Problem] = []
    for kind in _ITS_OWN:
        tables = list(_tables(book, kind))
        problems += _of_layout(book, kind, tables)
        for table in tables[:1]:
            for row in table.rows():
                found, wrong = _row(table, row, rollover, held)
                problems += wrong
                rows += [found] if found and not wrong else []
    problems += _gone(book, must, held)
    problems += _copied(rows)
    return Read(file_name=book.name, rows=tuple(rows), problems=tuple(islice(problems, _MOST_TOLD)))


def _gone(book: Book, must: dict[str, Written], held: dict[str, Written]) -> Iterator[Problem]:
    """What the sheet was written with, or the plan has got since, and does not stand in it; done actions aside."""
    seen = {table.text(row, ROW_ID) for kind in _ITS_OWN for table in _tables(book, kind) for row in table.rows()}
    wanted = must | {text: held[text] for text in _facts(book)[1] if text in held}
    if gone := [each for text, each in wanted.items() if text not in seen]:
        facts: dict[str, object] = {"many": len(gone), "shown": _named(gone[0])}
        yield Problem(fault=Fault.ROWS_GONE, sheet=book.name, facts=facts)


def _copied(rows: Sequence[Filled]) -> Iterator[Problem]:
    """Rows that stand twice, where only those of indicators may: a split copies them."""
    seen: set[RowOf] = set()
    for row in rows:
        if row.of and row.of.kind is not Kind.SERIES:
            if row.of in seen:
                yield row.problem(Fault.ROW_TWICE, ROW_ID)
            seen.add(row.of)


def _row(
    table: _Table, row: Row, rollover: Rollover, held: dict[str, Written]
) -> tuple[Filled | None, tuple[Problem, ...]]:
    text = table.text(row, ROW_ID)
    filled = table.filled(row, read_row_id(text, rollover.origin))
    if not text and filled.text(Aim.BECOMES).casefold() == AimBecomes.NEW:
        return filled, tuple(_of_cells(table, row, filled))
    if not text:
        return None, (filled.problem(Fault.ROW_ADDED, ROW_ID),)
    if text not in held:
        return None, (filled.problem(Fault.ROW_UNKNOWN, ROW_ID),)
    return filled, (*_of_proof(filled, held[text]), *_of_cells(table, row, filled))


def _of_layout(book: Book, kind: type[Line | Aim | Open], tables: Sequence[_Table]) -> Iterator[Problem]:
    if not tables:
        facts: dict[str, object] = {"needed": quoted(next(iter(kind)).value)}
        yield Problem(fault=Fault.TABLE_GONE, sheet=book.name, facts=facts)
    for other in tables[1:]:
        yield Problem(fault=Fault.TABLE_TWICE, sheet=other.sheet.name, facts={"first": quoted(tables[0].sheet.name)})
    for table in tables[:1]:
        for heading in kind:
            if heading not in table.columns:
                facts = {"needed": quoted(heading.value)}
                yield Problem(fault=Fault.ROLLOVER_COLUMN, sheet=table.sheet.name, facts=facts)
        for merge in islice((each for each in table.sheet.merges if each.last_row > table.heading_row), _MOST_TOLD):
            where = f"column {column_letters(merge.first_column)}"
            yield Problem(fault=Fault.MERGED_ENTRY, sheet=table.sheet.name, row=merge.first_row, column=where)


def _of_proof(filled: Filled, written: Written) -> Iterator[Problem]:
    for heading in PROVEN:
        if heading in filled.columns and filled.text(heading) != written.cells.get(heading, ""):
            says, held = filled.text(heading), written.cells.get(heading, "")
            shown, should = (quoted(text) if text else "nothing" for text in (says, held))
            yield filled.problem(Fault.ROLLOVER_ROW_CHANGED, heading, shown=shown, held=should)


def _of_cells(table: _Table, row: Row, filled: Filled) -> Iterator[Problem]:
    """Entries that are no plain words or numbers: formulas, dates of Excel's making, errors; and texts too long."""
    for heading in ENTERED:
        if (index := table.columns.get(heading)) is None:
            continue
        at = row.number, index
        if at in table.sheet.formulas:
            yield filled.problem(Fault.A_FORMULA, heading)
        elif at in table.sheet.faults:
            problem = table.sheet.faults[at]
            yield filled.problem(problem.fault, heading, **problem.facts)
        elif at in table.sheet.days:
            yield filled.problem(Fault.A_DATE, heading, shown=quoted(filled.text(heading)))
        elif len(filled.text(heading)) > _LONGEST:
            yield filled.problem(Fault.TOO_LONG, heading, limit=f"{_LONGEST:,}")


def _tables(book: Book, kind: type[Line | Aim | Open]) -> Iterator[_Table]:
    """The sheets that have this table's own headings, whatever they are called now."""
    own = {ROW_ID.value, Line.BECOMES.value, _ITS_OWN[kind].value}
    for sheet in book.sheets:
        for row in sheet.rows[:_HEADINGS_WITHIN]:
            said = [cell.strip() for cell in row.cells]
            if own <= set(said):
                columns: dict[Heading, int] = {each: said.index(each.value) for each in kind if each.value in said}
                yield _Table(sheet, row.number, columns)
                break


def _named(written: Written) -> str:
    cells = written.cells
    return quoted(cells.get(Line.INDICATOR) or cells.get(Aim.TITLE) or cells.get(Open.TITLE) or "")


def _facts(book: Book) -> tuple[dict[str, str], tuple[str, ...]]:
    """What the hidden sheet says, whatever it is called now: its facts and the rows that were written."""
    for sheet in book.sheets:
        pairs = [(row.cells[0].strip(), row.cells[1].strip()) for row in sheet.rows if len(row.cells) > 1]
        if tuple(name for name, _ in pairs[: len(_FACTS)]) == _FACTS:
            return dict(pairs[: len(_FACTS)]), tuple(value for name, value in pairs if name == "row")
    return {}, ()
