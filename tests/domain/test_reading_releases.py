"""When figures can be had is read from the sheet, in days or by the month, and what is neither is refused."""

from __future__ import annotations

import pytest

from bot.domain.errors import BadImport
from bot.domain.problems import Fault, Problem
from bot.domain.reading.book import read_book
from bot.domain.reading.headings import Column, read_heading
from bot.domain.sheet import Book, Row, Sheet

PLAN = (("key", "value"), ("name", "A plan"), ("starts", "2013-04-01"), ("ends", "2014-03-31"))


def a_book(lag: str, month: str) -> Book:
    rows = (("title", "Q1 2013/14", "Lag (days)", "Release month"), ("One", "5", lag, month))
    sheets = (("plan", PLAN), ("indicators", rows))
    return Book(
        name="here",
        sheets=tuple(
            Sheet(name=name, rows=tuple(Row(number, cells) for number, cells in enumerate(found, 1)))
            for name, found in sheets
        ),
    )


@pytest.mark.parametrize(
    ("lag", "month", "read"),
    [
        ("", "", (None, None)),
        ("28", "October", (28, 10)),
        ("28.0", "oct", (28, 10)),
        ("28 days", "10", (28, 10)),
        ("6 weeks", "", (42, None)),
        ("0", "1", (0, 1)),
        ("730", "", (730, None)),
    ],
)
def test_a_lag_is_days_or_weeks_and_a_release_month_a_month(
    lag: str, month: str, read: tuple[int | None, int | None]
) -> None:
    (one,) = read_book(a_book(lag, month)).indicators
    assert (one.lag_days, one.release_month) == read


@pytest.mark.parametrize("lag", ["-1", "soon", "2.5", "731", "105 weeks", "3 months", "4 6", "."])
def test_what_is_no_number_of_days_is_told_with_its_place(lag: str) -> None:
    assert refused(a_book(lag, "")) == [(Fault.BAD_LAG, 2, "Lag (days)")]


@pytest.mark.parametrize("month", ["13", "0", "Octember", "Autumn"])
def test_what_is_no_month_is_told_with_its_place(month: str) -> None:
    assert refused(a_book("", month)) == [(Fault.BAD_MONTH, 2, "Release month")]


@pytest.mark.parametrize(("heading", "column"), [("lag_days", Column.LAG), ("release_month", Column.RELEASE)])
def test_both_columns_are_known_by_their_snake_case_too(heading: str, column: Column) -> None:
    read = read_heading(heading)
    assert read is not None
    assert read.column is column


def refused(book: Book) -> list[tuple[Fault, int | None, str]]:
    with pytest.raises(BadImport) as found:
        read_book(book)
    problems = [each for each in found.value.problems if isinstance(each, Problem)]
    assert all("What to do" in str(each) for each in problems)
    return [(each.fault, each.row, each.column) for each in problems]
