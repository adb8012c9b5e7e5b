"""What people type and hand in, spoilt: questions, cells, button values, plans, workbooks, return sheets, templates."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from bot import render, sheets
from bot.domain import cells, numbers, period_words, personal_details, target_cells
from bot.domain.errors import BadImport, Refused
from bot.domain.model import Polarity
from bot.domain.people import Someone
from bot.domain.reading.book import read_book
from bot.render import actions, round_actions
from bot.services import answers
from bot.sheets import handed_in
from store import samples
from tests.fuzz.spoiling import ODD, texts

if TYPE_CHECKING:
    from bot.domain.sheet import Book
    from bot.workspace import Workspace

TODAY = date(2014, 7, 2)
POLICE = "Police"
SAMPLES = ("nottingham-city-2013-14", "nottinghamshire-2011-14", "nottinghamshire-2016-18", "somerset-2016-19")
CELLS = (
    "9.9% (Full Year 11/12)", "(129)", "65.5% (p)", "Available May 2014", "To better the previous year's outturn",
    "1,234.5", "£3.2m", "-", "n/a", "Q1 2013/14", "12 month rolling total", "33 of 120", "50% or higher", "<5", "[c]",
)  # fmt: skip
VALUES = (
    "", "1", "x", "{}", '{"i":"status","m":[1]}', '{"m":1,"p":"Q2013.4"}', '{"m":1,"p":"Q2013.4","s":1}',
    '{"i":"list","f":["red",null,null]}', "[" * 900, '{"m":9223372036854775807,"p":"Y2013"}',
)  # fmt: skip
QUESTIONS = (
    "status of NEET", "NI 117 since 2011", "who owns CP-8?", "compare theft with violence by under 18s", "what's red?",
    "how are we doing on safeguarding?", "and in 2012/13?", "risks over 15", "overdue actions", "why?",
    "what did we agree in March?", "above national", "worse and missed target", "NEET as at December 2013",
)  # fmt: skip


def read_cell(text: str) -> None:
    cell = cells.read_cell(text)
    cells.fault_of(cell)
    assert cell.as_printed == text
    assert sum((cell.value is not None, bool(cell.text), cell.missing is not None)) <= 1
    target_cells.read_target(text, Polarity.NONE)
    numbers.read_number(text)
    period_words.read_period(text)
    personal_details.noticed(text, TODAY)


def read_value(text: str) -> None:
    for read in (actions.read, round_actions.read_item, round_actions.read_form, round_actions.read_id):
        with suppress(ValueError):
            read(text)


@dataclass(frozen=True)
class Reading:
    """A workspace with a plan in it, and those who ask about it."""

    workspace: Workspace

    def ask(self, text: str) -> None:
        """Answered in words that Slack would take; of somebody who may see nothing, without a word of any figure."""
        with suppress(Refused):
            said = answers.answer(self.workspace, text, on=TODAY)
            assert render.plain(said)
            render.message(said)
        nobody = Someone(slack_user="U9", ticked=frozenset())
        with suppress(Refused):
            said = answers.answer(self.workspace, text, on=TODAY, viewer=nobody)
            assert not said.indicators
            render.message(said)


def plans() -> st.SearchStrategy[Book]:
    """The first rows of a sample plan, with some of their cells and headings spoilt."""
    books = [_cut(sheets.read(samples.path(name))) for name in SAMPLES]

    @st.composite
    def made(draw: st.DrawFn) -> Book:
        book = draw(st.sampled_from(books))
        for _ in range(draw(st.integers(1, 5))):
            sheet = draw(st.sampled_from(book.sheets))
            row = draw(st.sampled_from(sheet.rows))
            at = draw(st.integers(0, len(row.cells)))
            cells_ = (*row.cells[:at], draw(texts(*CELLS)), *row.cells[at + 1 :])
            spoilt = replace(
                sheet, rows=tuple(replace(row, cells=cells_) if each is row else each for each in sheet.rows)
            )
            book = replace(book, sheets=tuple(spoilt if each is sheet else each for each in book.sheets))
        return book

    return made()


def _cut(book: Book) -> Book:
    return replace(book, sheets=tuple(replace(each, rows=each.rows[:7]) for each in book.sheets))


def read_plan(book: Book) -> None:
    with suppress(BadImport):
        read_book(book)


def csv_bytes() -> st.SearchStrategy[bytes]:
    line = st.lists(texts(*CELLS, "code", "title", "Outturn 2012/13", '"'), min_size=1, max_size=6).map(",".join)
    return st.lists(line, max_size=6).map("\n".join).map(lambda text: text.encode("utf-8", "replace")) | st.binary()


def read_csv(held: bytes) -> None:
    with suppress(BadImport):
        read_book(handed_in.read_bytes("plan.csv", held))


def zips(whole: bytes) -> st.SearchStrategy[bytes]:
    """A file of Office's with one of its parts changed, or the archive itself."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    @st.composite
    def made(draw: st.DrawFn) -> bytes:
        if draw(st.integers(0, 5)) == 0:
            at, put = draw(st.integers(0, len(whole))), draw(st.binary(max_size=8))
            return whole[:at] + put + whole[at + len(put) :]
        changed = dict(parts)
        name = draw(st.sampled_from(sorted(parts)))
        held = changed[name]
        at = draw(st.integers(0, len(held)))
        put = draw(st.sampled_from([each.encode("utf-8", "replace") for each in ODD]) | st.binary(max_size=8))
        changed[name] = held[:at] + put + held[at + draw(st.integers(0, 20)) :]
        return _zipped(changed)

    return made()


def _zipped(parts: dict[str, bytes]) -> bytes:
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w") as archive:
        for name, held in parts.items():
            archive.writestr(name, held)
    return page.getvalue()
