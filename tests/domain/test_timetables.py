"""A meeting's days, worked back from it, and what each meeting is for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.rounds import Rules
from bot.domain.timetables import LEADS, months_before, takes, timetable, timetables
from bot.domain.working_days import NATIONS, Calendar
from tests.builders import an_indicator
from tests.round_builders import ENGLAND, JULY, a_body

OCTOBER = date(2014, 10, 1)


def test_the_days_before_the_meeting_of_2_july_2014() -> None:
    days = timetable(a_body(), JULY, Rules(), ENGLAND)
    assert days.papers == date(2014, 6, 24)
    assert days.paper_deadline == date(2014, 6, 17)
    assert days.clearance == date(2014, 6, 10)
    assert days.freeze == date(2014, 6, 3)
    assert days.figures_due == date(2014, 5, 19)  # the spring bank holiday lies between


def test_a_body_keeps_its_own_gaps_where_it_has_them() -> None:
    days = timetable(a_body(leads={"clearance": 0, "freeze": 1}), JULY, Rules(), ENGLAND)
    assert days.clearance == days.paper_deadline == date(2014, 6, 17)
    assert days.freeze == date(2014, 6, 16)


def test_a_meeting_takes_up_where_the_freeze_of_the_one_before_left_off() -> None:
    first, second = timetables([a_body("Board", JULY, OCTOBER)], Rules(), ENGLAND)
    assert (first.meeting, second.meeting) == (JULY, OCTOBER)
    assert second.covers_from == first.freeze


@pytest.mark.parametrize(
    ("cadence", "covers_from"),
    [("quarterly", date(2014, 3, 3)), ("six-monthly", date(2013, 12, 3)), ("yearly", date(2013, 6, 3))],
)
def test_a_first_meeting_is_for_as_long_as_its_body_waits_between_two(cadence: str, covers_from: date) -> None:
    assert timetable(a_body(cadence=cadence), JULY, Rules(), ENGLAND).covers_from == covers_from


def test_after_years_without_a_meeting_only_the_last_year_is_caught_up_with() -> None:
    _, later = timetables([a_body("Board", date(2010, 7, 2), JULY)], Rules(), ENGLAND)
    assert later.covers_from == date(2013, 6, 3)
    _, skipped_one = timetables([a_body("Board", date(2014, 1, 15), JULY)], Rules(), ENGLAND)
    assert skipped_one.covers_from == timetable(a_body(), date(2014, 1, 15), Rules(), ENGLAND).freeze


def test_meetings_of_several_bodies_stand_in_the_order_of_their_days() -> None:
    bodies = [a_body("Board", OCTOBER, JULY), a_body("Health Board", date(2014, 7, 16))]
    named = [(each.body.name, each.meeting) for each in timetables(bodies, Rules(), ENGLAND)]
    assert named == [("Board", JULY), ("Health Board", date(2014, 7, 16)), ("Board", OCTOBER)]


def test_an_indicator_goes_to_a_body_by_any_of_its_objectives_and_to_one_that_takes_all() -> None:
    objectives = {7: ("operational", 1), 8: ("operational", 2)}
    indicator = an_indicator(primary=(7,), additional=(8,))
    assert takes(a_body(), indicator, objectives)
    assert takes(a_body(objectives=(("operational", 2),)), indicator, objectives)
    assert not takes(a_body(objectives=(("strategic", 2),)), indicator, objectives)
    assert not takes(a_body(objectives=(("operational", 2),)), an_indicator(), objectives)


def test_months_before_the_end_of_a_long_month_end_with_a_short_one() -> None:
    assert months_before(date(2014, 5, 31), 3) == date(2014, 2, 28)
    assert months_before(date(2012, 2, 29), 12) == date(2011, 2, 28)
    assert months_before(date(2014, 1, 15), 1) == date(2013, 12, 15)


@given(
    some.sampled_from(NATIONS),
    some.dates(min_value=date(2006, 6, 1), max_value=date(2035, 12, 31)),
    some.fixed_dictionaries({name: some.integers(0, 30) for name in LEADS}),
)
def test_the_days_come_in_order_and_each_is_worked(nation: str, meeting: date, gaps: dict[str, int]) -> None:
    calendar = Calendar(nation)
    days = timetable(a_body(), meeting, Rules(**gaps), calendar)
    order = [days.covers_from, days.figures_due, days.freeze, days.clearance, days.paper_deadline, days.papers]
    assert sorted(order[1:]) == order[1:]
    assert days.covers_from < days.freeze
    assert days.papers < meeting
    assert all(calendar.is_working(day) for day in order[1:])
