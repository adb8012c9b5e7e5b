"""Sheets that change what is stored, spoilt cell by cell: all of one is taken in, or nothing of it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from bot import sheets
from bot.domain.errors import BadImport, Refused
from bot.domain.reading.book import read_book
from bot.domain.return_notices import ReturnRefused
from bot.domain.returning import Column
from bot.domain.rolling.results import Refusal as NotMoved
from bot.services import plan as plans
from bot.services import returns, rollover
from bot.sheets import handed_in, rollovers
from bot.sheets import returns as return_sheets
from store import samples
from tests.fuzz.effort import within
from tests.fuzz.spoiling import ODD
from tests.returned import filled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.domain.sheet import Book, Row, Sheet
    from bot.workspace import Workspace
    from tests.fuzz.standing import Database

SAMPLES = ("nottingham-city-2013-14", "nottinghamshire-2011-14", "nottinghamshire-2016-18", "somerset-2016-19")
CELLS = (
    "9.9% (Full Year 11/12)", "(129)", "65.5% (p)", "Available May 2014", "To better the previous year's outturn",
    "1,234.5", "£3.2m", "-", "n/a", "Q1 2013/14", "12 month rolling total", "33 of 120", "50% or higher", "<5", "[c]",
    "~", "0", "-1", "100.1%", "2014-05-30", "31/02/2014", "yes", "no", "retire", "split", "merge", "redefine", "carry",
    "close", "new", "rename", "1, 4", "Police", "Health - Named officer 04", "jo@example.org", "Ann Smith aged 9",
)  # fmt: skip
IN_FILES = tuple(each for each in ODD if not {"\0", "\ud800"} & set(each))  # these no file can hold
REASON = "As the board agreed"
ROWS = 7  # of a sample plan's sheets


@dataclass(frozen=True)
class Sheets:
    """A workspace whose database is put back after each case; every sheet starts as one that would be taken in."""

    workspace: Workspace
    database: Database

    def spoilt(self, *books: Book) -> st.SearchStrategy[Book]:
        return st.integers(0, 2**48).map(lambda number: spoil(books, number))

    def take_in_return(self, book: Book) -> None:
        self._all_or_nothing(
            lambda: returns.receive(self.workspace, book, organisation="Police", reason=REASON), ReturnRefused
        )

    def move_on(self, book: Book) -> None:
        self._all_or_nothing(lambda: rollover.move_on(self.workspace, book, REASON), NotMoved)

    def import_plan(self, book: Book) -> None:
        """What is taken in once is taken in: the same again changes nothing."""

        def both() -> object:
            planfile = read_book(book)
            first = plans.import_plan(self.workspace, planfile, reason=REASON)
            again = plans.import_plan(self.workspace, planfile)
            assert not again.written, "the same sheet again would change something"
            assert first.plan_id is not None
            return first

        self._all_or_nothing(both, ())

    def _all_or_nothing(self, deed: Callable[[], object], refusals: type | tuple[()]) -> None:
        """Where it is refused, in whatever way, every row is as it was."""
        kept, done = self.database.kept(), None
        try:
            with within(3.0), suppress(Refused, BadImport):
                done = deed()
            if done is None or isinstance(done, refusals):
                assert not self.database.differs(kept), "something of a refused sheet was kept"
        finally:
            self.database.put_back(kept)

    def a_return(self) -> Book:
        made = returns.owed_by(self.workspace, organisation="Police")
        entries = {
            each.indicator.code or each.indicator.title: {Column.VALUE: f"{number}", Column.COMMENT: "As recorded."}
            for number, each in enumerate(made.lines, 11)
        }
        return handed_in.read_bytes("return.xlsx", filled(made, entries))

    def return_file(self) -> bytes:
        return return_sheets.write(returns.owed_by(self.workspace, organisation="Police"))

    def hand_in(self, held: bytes) -> None:
        """The file itself spoilt, and only looked at."""
        with within(3.0), suppress(BadImport, Refused):
            returns.difference(self.workspace, handed_in.read_bytes("return.xlsx", held), organisation="Police")

    def a_rollover(self) -> Book:
        return handed_in.read_bytes("rollover.xlsx", rollovers.write(rollover.made(self.workspace)))


def sample_plans() -> Sequence[Book]:
    """The first rows of real plans."""
    books = [sheets.read(samples.path(name)) for name in SAMPLES]
    return [
        replace(book, sheets=tuple(replace(sheet, rows=sheet.rows[:ROWS]) for sheet in book.sheets)) for book in books
    ]


def spoil(books: Sequence[Book], number: int) -> Book:
    """One of these with up to five things changed: cells, rows, headings, whole sheets."""
    odd = Random(number)  # noqa: S311  no secret
    book = odd.choice(books)
    for _ in range(odd.randint(0, 5)):
        sheet = odd.choice(book.sheets)
        changed = _changed(sheet, odd) if sheet.rows else sheet
        book = replace(book, sheets=tuple(changed if each is sheet else each for each in book.sheets))
    if odd.random() < 0.02:
        book = replace(book, sheets=(*book.sheets, odd.choice(book.sheets)))
    return book


def _changed(sheet: Sheet, odd: Random) -> Sheet:
    row = odd.choice(sheet.rows)
    rows: tuple[Row, ...] = sheet.rows
    match odd.randrange(10):
        case 0:
            rows = tuple(each for each in rows if each is not row)
        case 1:
            rows = (*rows, replace(row, number=rows[-1].number + 1))
        case 2:
            other = odd.choice(rows)
            rows = tuple(replace(each, cells=other.cells) if each is row else each for each in rows)
        case _:
            at = odd.randint(0, len(row.cells))
            said = (
                odd.choice(CELLS if odd.random() < 0.7 else IN_FILES)
                if odd.random() < 0.8
                else odd.choice(_cells(sheet))
            )
            new = replace(row, cells=(*row.cells[:at], said, *row.cells[at + 1 :]))
            rows = tuple(new if each is row else each for each in rows)
    return replace(sheet, rows=rows)


def _cells(sheet: Sheet) -> list[str]:
    return [cell for row in sheet.rows for cell in row.cells] or [""]
