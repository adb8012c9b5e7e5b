"""Which days are worked in each nation, and how they are counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.working_days import NATIONS, Calendar

ENGLAND = Calendar("England")
days = some.dates(min_value=date(2005, 1, 1), max_value=date(2040, 12, 31))
calendars = some.sampled_from([Calendar(nation) for nation in NATIONS])


def one_by_one(calendar: Calendar, day: date, count: int, step: int) -> date:
    """The obvious slow way: a day at a time, crossing off those that are worked."""
    while count:
        day += timedelta(days=step)
        count -= calendar.is_working(day)
    return day


def test_papers_for_2_july_2014_are_published_on_24_june_so_that_five_clear_days_lie_between() -> None:
    assert ENGLAND.clear_days_before(date(2014, 7, 2), 5) == date(2014, 6, 24)


@pytest.mark.parametrize(
    ("meeting", "papers"),
    [
        (date(2014, 4, 24), date(2014, 4, 14)),  # Good Friday and Easter Monday lie between
        (date(2014, 5, 28), date(2014, 5, 19)),  # the spring bank holiday does
        (date(2015, 1, 2), date(2014, 12, 22)),  # Christmas Day, Boxing Day and New Year's Day do
    ],
)
def test_neither_weekends_nor_bank_holidays_are_clear_days(meeting: date, papers: date) -> None:
    assert ENGLAND.clear_days_before(meeting, 5) == papers
    assert len(list(ENGLAND.between(papers + timedelta(days=1), meeting - timedelta(days=1)))) == 5


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2014, 4, 18), {"England", "Wales", "Scotland", "Northern Ireland"}),  # Good Friday
        (date(2014, 4, 21), {"England", "Wales", "Northern Ireland"}),  # Easter Monday is worked in Scotland
        (date(2014, 1, 2), {"Scotland"}),
        (date(2014, 3, 17), {"Northern Ireland"}),  # St Patrick's Day
        (date(2014, 7, 14), {"Northern Ireland"}),  # the Boyne, moved from Saturday
        (date(2014, 8, 4), {"Scotland"}),  # the summer bank holiday comes early there
        (date(2014, 8, 25), {"England", "Wales", "Northern Ireland"}),
        (date(2014, 12, 1), {"Scotland"}),  # St Andrew's Day, moved from Sunday
        (date(2022, 9, 19), {"England", "Wales", "Scotland", "Northern Ireland"}),  # proclaimed for once
    ],
)
def test_each_nation_has_its_own_bank_holidays(day: date, off: set[str]) -> None:
    assert {nation for nation in NATIONS if not Calendar(nation).is_working(day)} == off


@pytest.mark.parametrize(
    ("year", "off"),
    [(2010, {25, 26, 27, 28}), (2011, {24, 25, 26, 27, 31}), (2014, {25, 26, 27, 28}), (2022, {24, 25, 26, 27, 31})],
)
def test_christmas_and_boxing_day_on_a_weekend_give_their_days_to_the_week_after(year: int, off: set[int]) -> None:
    december = [date(year, 12, number) for number in range(24, 32)]
    assert {day.day for day in december if not ENGLAND.is_working(day)} == off


def test_easter_moves_with_the_moon() -> None:
    for monday in (date(2013, 4, 1), date(2014, 4, 21), date(2016, 3, 28), date(2019, 4, 22), date(2038, 4, 26)):
        assert ENGLAND.holiday(monday) == "Easter Monday"


def test_a_closed_day_is_not_worked_and_is_no_bank_holiday() -> None:
    closed = Calendar("England", frozenset({date(2014, 12, 29)}))
    assert closed.next_working(date(2014, 12, 25)) == date(2014, 12, 30)
    assert closed.holiday(date(2014, 12, 29)) == ""
    assert ENGLAND.next_working(date(2014, 12, 25)) == date(2014, 12, 29)


def test_a_nation_that_is_not_known_has_the_bank_holidays_of_england() -> None:
    assert not Calendar("Atlantis").is_working(date(2014, 4, 21))
    assert not Calendar("northern ireland").is_working(date(2014, 3, 17))


@given(calendars, days, some.integers(1, 40))
def test_counting_working_days_is_what_crossing_them_off_one_by_one_is(
    calendar: Calendar, day: date, count: int
) -> None:
    assert calendar.after(day, count) == one_by_one(calendar, day, count, 1)
    assert calendar.before(day, count) == one_by_one(calendar, day, count, -1)


@given(calendars, days, some.integers(0, 40))
def test_clear_days_lie_wholly_between(calendar: Calendar, meeting: date, clear: int) -> None:
    published = calendar.clear_days_before(meeting, clear)
    assert calendar.is_working(published)
    assert len(list(calendar.between(published + timedelta(days=1), meeting - timedelta(days=1)))) == clear


@given(calendars, days)
def test_no_working_days_away_is_the_day_itself_where_it_is_worked(calendar: Calendar, day: date) -> None:
    if calendar.is_working(day):
        assert calendar.next_working(day) == calendar.after(day, 0) == calendar.before(day, 0) == day
    else:
        assert calendar.next_working(day) == calendar.after(day, 0) == calendar.after(day, 1)
        assert calendar.before(day, 0) == calendar.before(day, 1)
