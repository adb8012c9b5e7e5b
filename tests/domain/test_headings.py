"""Headings are known by the words boards print, and by their snake_case forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.periods import quarter, year
from bot.domain.reading.headings import OBJECTIVES, Column, read_heading


@pytest.mark.parametrize(
    ("heading", "column", "key"),
    [
        ("Outturn 2012/13", Column.FIGURE, "Y2012"),
        ("Outturn 12/13", Column.FIGURE, "Y2012"),
        ("outturn_2012_13", Column.FIGURE, "Y2012"),
        ("2012-13 outturn", Column.FIGURE, "Y2012"),
        ("Q3 2013/14", Column.FIGURE, "Q2013.3"),
        ("2013/14 Q3", Column.FIGURE, "Q2013.3"),
        ("q3_2013_14", Column.FIGURE, "Q2013.3"),
        ("Quarter 3 2013-14 (Oct-Dec)", Column.FIGURE, "Q2013.3"),
        ("Actual Q1 2013/14", Column.FIGURE, "Q2013.1"),
        ("Current performance (2010/11)", Column.FIGURE, "Y2010"),
        ("Apr-13", Column.FIGURE, "M2013.4"),
        ("Target 2013/14", Column.TARGET, "Y2013"),
        ("target_2011_12", Column.TARGET, "Y2011"),
        ("2013/14 Target", Column.TARGET, "Y2013"),
        ("Target Q2 2013/14", Column.TARGET, "Q2013.2"),
        ("Comments Q3 2013/14", Column.COMMENT, "Q2013.3"),
    ],
)
def test_a_column_of_a_period_is_known(heading: str, column: Column, key: str) -> None:
    read = read_heading(heading)
    assert read is not None
    assert read.period is not None
    assert (read.column, read.period.key) == (column, key)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Good Performance", Column.GOOD),
        ("good_performance", Column.GOOD),
        ("Polarity", Column.GOOD),
        ("current_performance", Column.CURRENT),
        ("owner_printed", Column.OWNER),
        ("Lead officer", Column.OWNER),
        ("better_than_previous", Column.BETTER),
        ("Better than previous year?", Column.BETTER),
        ("Target Met / On Target", Column.MET),
        ("continuation_of", Column.CONTINUES),
        ("Performance Indicator", Column.TITLE),
        ("How it is worked out", Column.METHOD),
        ("Read with", Column.READ_WITH),
        ("Tolerance", Column.TOLERANCE),
    ],
)
def test_every_other_column_is_known_by_its_words(heading: str, column: Column) -> None:
    read = read_heading(heading)
    assert read is not None
    assert read.column is column


def test_a_priority_s_column_has_its_number() -> None:
    read = read_heading("p7")
    assert read is not None
    assert (read.column, read.number) == (Column.PLACE, 7)


def test_a_quarter_without_a_year_says_so() -> None:
    for heading, yearless in [("Q3", 3), ("Target", 0), ("Outturn", 0)]:
        read = read_heading(heading)
        assert read is not None
        assert (read.period, read.yearless) == (None, yearless)


@pytest.mark.parametrize(
    ("heading", "number"),
    [("Quarter two", 2), ("Second quarter", 2), ("3rd Qtr", 3), ("Qtr four", 4), ("Quarter one 2013/14", 1)],
)
def test_a_quarter_may_be_numbered_in_words(heading: str, number: int) -> None:
    read = read_heading(heading)
    assert read is not None
    assert read.column is Column.FIGURE
    assert (read.period.number if read.period else read.yearless) == number


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Last year", Column.FIGURE), ("Last year's outturn", Column.FIGURE), ("Previous year", Column.FIGURE),
        ("Previous outturn", Column.FIGURE), ("Last year's target", Column.TARGET),
    ],
)  # fmt: skip
def test_last_year_is_the_one_before_the_plan_s(heading: str, column: Column) -> None:
    read = read_heading(heading)
    assert read is not None
    assert (read.column, read.period, read.back) == (column, None, 1)


@pytest.mark.parametrize("heading", ["Gd perf", "Good perf.", "Higher or lower is better?", "Which way is good?"])
def test_the_direction_s_column_has_many_names(heading: str) -> None:
    read = read_heading(heading)
    assert read is not None
    assert read.column is Column.GOOD


@pytest.mark.parametrize("heading", ["Notes", "", "2013", "Priority area lead", "x" * 500, "Outturn 2012/19"])
def test_what_no_rule_knows_is_none(heading: str) -> None:
    assert read_heading(heading) is None


def test_a_sheet_of_objectives_has_words_of_its_own() -> None:
    read = read_heading("table_heading", OBJECTIVES)
    assert read is not None
    assert read.column is Column.OTHER_TITLE
    assert read_heading("Q3 2013/14", OBJECTIVES) is None


@given(st.integers(1990, 2050), st.integers(1, 4))
def test_snake_case_and_print_mean_the_same(starts: int, number: int) -> None:
    short = f"{starts}_{(starts + 1) % 100:02}"
    for text, period in [(f"q{number}_{short}", quarter(starts, number)), (f"outturn_{short}", year(starts))]:
        read = read_heading(text)
        assert read is not None
        assert read.period == period
        assert read_heading(f"Outturn {year(starts).label}") == read_heading(f"outturn_{short}")


@given(st.text())
def test_no_heading_crashes_the_reader(heading: str) -> None:
    read_heading(heading)
