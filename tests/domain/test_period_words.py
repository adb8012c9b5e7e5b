"""Periods as notes and headings name them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.period_words import read_period
from bot.domain.periods import Kind, Period, quarter, year


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2012/13", "Y2012"),
        ("2012-13", "Y2012"),
        ("2012-2013", "Y2012"),
        ("12/13", "Y2012"),
        ("99/00", "Y1999"),
        ("Full Year 11/12", "Y2011"),
        ("academic year 2011/12", "A2011"),
        ("08-10", "C2010*3"),
        ("2008-2010", "C2010*3"),
        ("2008/09 to 2010/11", "Y2010*3"),
        ("2010", "C2010"),
        ("Q3 2013/14", "Q2013.3"),
        ("Quarter 3, 13/14", "Q2013.3"),
        ("2013/14 Q3", "Q2013.3"),
        ("Autumn 2012", "T2012.3"),
        ("Spring 12/13", "T2013.1"),
        ("Autumn term 12/13", "T2012.3"),
        ("Autumn & Spring 12/13", "T2013.1*2"),
        ("autumn and spring terms 2012/13", "T2013.1*2"),
        ("3 terms to Autumn 2012", "T2012.3*3"),
        ("Apr 2014", "M2014.4"),
        ("Sept-13", "M2013.9"),
        ("as at 31 March 2014", "M2014.3"),
        ("31/03/2014", "M2014.3"),
        ("year to March 2014", "M2014.3*12"),
        ("Apr-Sep 2013", "M2013.9*6"),
        ("Nov-Jan 2014", "M2014.1*3"),
    ],
)
def test_a_period_is_read_however_it_is_written(text: str, key: str) -> None:
    period = read_period(text)
    assert period is not None
    assert period.key == key


@pytest.mark.parametrize("text", ["", "10-17", "14/12", "99", "1066", "Q5 2013/14", "13 Smarch 2014", "Summer", "5-7"])
def test_what_names_no_period_is_none(text: str) -> None:
    assert read_period(text) is None


def test_a_year_starts_in_the_plan_s_own_month() -> None:
    period = read_period("2012/13", first_month=9)
    assert period is not None
    assert period.starts.month == 9


@given(st.integers(1950, 2060), st.integers(1, 4))
def test_every_label_of_a_quarter_and_year_is_read_back(starts: int, number: int) -> None:
    for period in (quarter(starts, number), year(starts)):
        assert read_period(period.label) == period


@given(st.sampled_from([Kind.TERM, Kind.CALENDAR]), st.integers(1950, 2060), st.integers(1, 3), st.integers(1, 5))
def test_every_label_of_terms_and_calendar_years_is_read_back(kind: Kind, lies_in: int, number: int, span: int) -> None:
    period = Period(kind, lies_in, number if kind is Kind.TERM else 0, span)
    if kind is Kind.CALENDAR and span == 2:
        return  # 2012-13 is a financial year wherever plans print it
    assert read_period(period.label) == period


@given(st.text())
def test_no_text_crashes_the_reader(text: str) -> None:
    read_period(text)
