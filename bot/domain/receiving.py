"""A return that came back: each row known by its id and proven by what stands beside it, or refused with its place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from bot.domain.handing_in import Handed, Place, Received
from bot.domain.problems import Fault, Problem, quoted
from bot.domain.returning import ENTERED, FORMAT, PROVEN, Column, plain, proof_of, read_row_id, seal
from bot.domain.sheet import column_letters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bot.domain.model import Catalogue, Indicator, Series
    from bot.domain.periods import Period
    from bot.domain.returning import RowOf
    from bot.domain.sheet import Book, Row, Sheet

_HEADINGS_WITHIN = 10  # rows: somebody may have put a title above them
_MOST_MERGES_TOLD = 50
_IDS = ("format", "plan", "of", "seal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a return is held against: the plan as it is now, and what whoever hands it in may supply."""

    workspace_id: int
    catalogue: Catalogue
    measures: Collection[int]  # that this return may give figures for

    def read(self, text: str) -> RowOf | None:
        plan = self.catalogue.plan
        return read_row_id(text, self.workspace_id, plan.id, plan.first_month)

    def line(self, series_id: int) -> tuple[Indicator, Series] | None:
        found = ((each, line) for each in self.catalogue.indicators for line in each.series if line.id == series_id)
        return next(found, None)


@dataclass(frozen=True, slots=True)
class _Table:
    """The sheet with a return's headings, and where each of them stands."""

    sheet: Sheet
    heading_row: int
    columns: dict[Column, int]

    def text(self, row: Row, column: Column) -> str:
        index = self.columns.get(column)
        return row.cells[index].strip() if index is not None and index < len(row.cells) else ""

    def problem(self, fault: Fault, row: Row, column: Column, **facts: object) -> Problem:
        index = self.columns.get(column, 0)
        where = f"column {column_letters(index)} ({column.value})"
        return Problem(fault=fault, sheet=self.sheet.name, row=row.number, column=where, facts=facts)


def is_return(book: Book) -> bool:
    """Whether a sheet of it has the headings that only a return has."""
    return any(_table(sheet) for sheet in book.sheets)


def read_return(book: Book, terms: Terms) -> Received:
    """Every answered row; a row that was moved within itself, retyped or copied is a problem, as is one of others."""
    tables = [table for table in map(_table, book.sheets) if table]
    table = tables[0]
    problems = list(_of_layout(book, tables, terms))
    ids = [table.text(row, Column.ROW_ID) for row in _rows(table)]
    times = Counter(text for text in ids if text)
    handed: list[Handed] = []
    blank = 0
    for row in _rows(table):
        if not any(table.text(row, column) for column in ENTERED) and not _has_fault(table, row):
            blank += bool(table.text(row, Column.ROW_ID))
            continue
        wrong = list(_of_row(table, row, terms, times))
        problems += wrong
        if (
            not wrong
            and (found := terms.read(table.text(row, Column.ROW_ID)))
            and (line := terms.line(found.series_id))
        ):
            handed.append(_handed(table, row, *line, found.period))
    listed = _listed(book)
    return Received(
        file_name=book.name,
        handed=tuple(handed),
        problems=tuple(problems),
        blank=blank,
        left_out=len(set(listed) - set(ids)),
        not_read=tuple(each.name for each in book.sheets if each is not table.sheet and not _is_ours(each)),
    )


def _table(sheet: Sheet) -> _Table | None:
    for row in sheet.rows[:_HEADINGS_WITHIN]:
        said = [cell.strip() for cell in row.cells]
        if Column.ROW_ID.value in said and Column.VALUE.value in said:
            return _Table(sheet, row.number, {each: said.index(each.value) for each in Column if each.value in said})
    return None


def _rows(table: _Table) -> Iterator[Row]:
    return (row for row in table.sheet.rows if row.number > table.heading_row)


def _of_layout(book: Book, tables: list[_Table], terms: Terms) -> Iterator[Problem]:
    """The file as a whole: one table with every heading once, and the hidden sheet of ids as it was written."""
    table = tables[0]
    for other in tables[1:]:
        yield Problem(fault=Fault.RETURN_TWICE, sheet=other.sheet.name, facts={"first": quoted(table.sheet.name)})
    heading = next(row for row in table.sheet.rows if row.number == table.heading_row)
    said = Counter(cell.strip() for cell in heading.cells)
    for column in Column:
        if not said[column.value]:
            yield Problem(fault=Fault.RETURN_COLUMN, sheet=table.sheet.name, facts={"needed": quoted(column.value)})
        elif said[column.value] > 1:
            yield table.problem(Fault.RETURN_COLUMN_TWICE, heading, column, needed=quoted(column.value))
    yield from islice(_merged(table), _MOST_MERGES_TOLD)
    if not book.name.lower().endswith(".csv") and not _is_sealed(book, terms):
        yield Problem(fault=Fault.RETURN_SEAL, sheet=book.name)


def _merged(table: _Table) -> Iterator[Problem]:
    """Entries that stand in several rows at once: whose they are cannot be told."""
    entries = [table.columns[column] for column in ENTERED if column in table.columns]
    for merge in table.sheet.merges:
        index = next((each for each in entries if merge.first_column <= each <= merge.last_column), None)
        if index is not None and merge.last_row > table.heading_row:
            where = f"column {column_letters(index)}"
            yield Problem(fault=Fault.MERGED_ENTRY, sheet=table.sheet.name, row=merge.first_row, column=where)


def _is_ours(sheet: Sheet) -> bool:
    """The sheet of ids, or the one that says how to."""
    first = sheet.rows[0].cells[0].strip() if sheet.rows and sheet.rows[0].cells else ""
    return first in {_IDS[0], "Return of figures"}


def _facts(book: Book) -> list[tuple[str, str]]:
    """The pairs in the hidden sheet of ids, whatever it is called now."""
    for sheet in book.sheets:
        pairs = [(row.cells[0].strip(), row.cells[1].strip()) for row in sheet.rows if len(row.cells) > 1]
        if [name for name, _ in pairs[: len(_IDS)]] == list(_IDS):
            return pairs
    return []


def _listed(book: Book) -> tuple[str, ...]:
    return tuple(value for name, value in _facts(book) if name == "row")


def _is_sealed(book: Book, terms: Terms) -> bool:
    facts = dict(_facts(book)[: len(_IDS)])
    plan_id = terms.catalogue.plan.id
    if facts.get("format") != FORMAT or facts.get("plan") != str(plan_id):
        return False
    return facts["seal"] == seal(terms.workspace_id, plan_id, facts["of"], _listed(book))


def _of_row(table: _Table, row: Row, terms: Terms, times: Counter[str]) -> Iterator[Problem]:
    text = table.text(row, Column.ROW_ID)
    if not text:
        yield table.problem(Fault.ROW_WITHOUT_ID, row, Column.ROW_ID)
        return
    found = terms.read(text)
    line = terms.line(found.series_id) if found else None
    if found is None or line is None:
        yield table.problem(Fault.ROW_UNKNOWN, row, Column.ROW_ID)
    elif line[0].id not in terms.measures:
        yield table.problem(Fault.ROW_OF_OTHERS, row, Column.ROW_ID)
    else:
        if times[text] > 1:
            yield table.problem(Fault.ROW_TWICE, row, Column.ROW_ID)
        yield from _of_proof(table, row, proof_of(*line, found.period))
        yield from _of_cells(table, row)


def _of_proof(table: _Table, row: Row, proof: dict[Column, str]) -> Iterator[Problem]:
    for column in PROVEN:
        says = plain(table.text(row, column))
        if column in table.columns and says != proof[column]:
            shown, held = (quoted(text) if text else "nothing" for text in (says, proof[column]))
            yield table.problem(Fault.ROW_CHANGED, row, column, shown=shown, held=held)


def _of_cells(table: _Table, row: Row) -> Iterator[Problem]:
    """Entries that are no plain words or numbers: formulas, dates of Excel's making, errors."""
    sheet = table.sheet
    for column in ENTERED:
        if (index := table.columns.get(column)) is None:
            continue
        at = row.number, index
        if at in sheet.formulas:
            yield table.problem(Fault.A_FORMULA, row, column)
        elif at in sheet.faults:
            problem = sheet.faults[at]
            yield table.problem(problem.fault, row, column, **problem.facts)
        elif at in sheet.days and column is not Column.AVAILABLE:
            yield table.problem(Fault.A_DATE, row, column, shown=quoted(table.text(row, column)))


def _has_fault(table: _Table, row: Row) -> bool:
    """Whether an entry holds something that does not show, such as a formula that was never calculated."""
    at = [(row.number, table.columns[column]) for column in ENTERED if column in table.columns]
    return any(each in table.sheet.faults for each in at)


def _handed(table: _Table, row: Row, indicator: Indicator, series: Series, period: Period) -> Handed:
    cells = {column: text for column in ENTERED if (text := table.text(row, column))}
    places = {
        column: Place(table.sheet.name, row.number, table.columns[column])
        for column in ENTERED
        if column in table.columns  # one that is missing is a problem of its own
    }
    first = Column.VALUE if Column.VALUE in cells else next(iter(cells))
    return Handed(indicator=indicator, series=series, period=period, cells=cells, places=places, at=places[first])
