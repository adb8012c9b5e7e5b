"""Direction: which earlier figure is comparable, and which way a figure moved from it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain.comparing import at_year_end, by_period, direction, outturn, since_last
from bot.domain.judgement import Direction, Movement, Why
from bot.domain.model import Accumulation, Figure, Polarity, Series, TargetKind
from bot.domain.periods import Kind, Period
from tests.builders import a_figure, a_period, a_series, a_target

HIGHER = a_series(Polarity.HIGHER, id=1)
LOWER = a_series(Polarity.LOWER, id=1)
RUNNING = replace(HIGHER, accumulation=Accumulation.CUMULATIVE)

FULL_2011 = Period(Kind.ACADEMIC, 2011)
FULL_2012 = Period(Kind.ACADEMIC, 2012)
TWO_TERMS = Period(Kind.TERM, 2013, 1, 2)  # Autumn and Spring 2012/13
TO_AUTUMN_2012 = Period(Kind.TERM, 2012, 3, 3)
TO_AUTUMN_2013 = Period(Kind.TERM, 2013, 3, 3)


def way(series: Series, now: Figure, *others: Figure) -> Direction:
    return direction(series, now, by_period([now, *others]), None)


def short(series: Series, now: Figure, *others: Figure) -> Direction | None:
    return since_last(series, now, by_period([now, *others]), None)


@pytest.mark.parametrize(
    ("series", "then", "now", "movement", "change"),
    [
        (LOWER, "6.2%", "6.5%", Movement.WORSE, "0.3"),
        (LOWER, "6.6%", "2.2%", Movement.BETTER, "-4.4"),
        (HIGHER, "96.0%", "99.4%", Movement.BETTER, "3.4"),
        (HIGHER, "99.4%", "96.0%", Movement.WORSE, "-3.4"),
        (HIGHER, "100%", "100.0%", Movement.SAME, "0"),
        (a_series(Polarity.NONE), "69.0%", "69.8%", Movement.HIGHER, "0.8"),
        (a_series(Polarity.NONE), "25.0%", "17.7%", Movement.LOWER, "-7.3"),
        (a_series(Polarity.NONE), "25.0%", "25%", Movement.SAME, "0"),
        (a_series(Polarity.BAND), "77.4%", "91.4%", Movement.HIGHER, "14.0"),
    ],
)
def test_better_or_worse_goes_by_polarity_and_without_one_only_higher_or_lower(
    series: Series, then: str, now: str, movement: Movement, change: str
) -> None:
    found = way(series, a_figure(now, "Q4 2013/14"), a_figure(then, "2012/13"))
    assert (found.movement, found.change) == (movement, Decimal(change))
    assert found.against == a_figure(then, "2012/13")


def test_a_movement_without_a_good_way_says_why() -> None:
    figures = a_figure("91.4%", "Q4 2013/14"), a_figure("77.4%", "2012/13")
    assert way(a_series(Polarity.NONE), *figures).why is Why.NO_POLARITY
    assert way(a_series(Polarity.BAND), *figures).why is Why.NO_BAND
    assert way(HIGHER, *figures).why is None


@pytest.mark.parametrize(
    ("then", "now", "movement", "why"),
    [
        ("60", "69", Movement.BETTER, None),
        ("75", "85", Movement.WORSE, None),
        ("75", "75", Movement.SAME, None),
        ("65", "85", Movement.HIGHER, Why.NO_NEARER),
        ("78", "72", Movement.LOWER, Why.NO_NEARER),
    ],
)
def test_against_a_band_better_is_nearer_to_it(then: str, now: str, movement: Movement, why: Why | None) -> None:
    band = a_target("70% to 80%", kind=TargetKind.BAND, low=Decimal(70), high=Decimal(80))
    figures = by_period([a_figure(then, "2012/13"), a_figure(now, "Q4 2013/14")])
    found = direction(a_series(Polarity.BAND), figures[a_period("Q4 2013/14")], figures, band)
    assert (found.movement, found.why) == (movement, why)


def test_a_graded_judgement_moves_along_its_scale() -> None:
    good = a_figure("Good", "Q4 2013/14")
    assert way(LOWER, good, a_figure("Inadequate judgement", "2012/13")).movement is Movement.BETTER
    assert way(LOWER, good, a_figure("outstanding", "2012/13")).movement is Movement.WORSE
    assert way(LOWER, good, a_figure("judged good", "2012/13")).movement is Movement.SAME
    assert way(LOWER, good, a_figure("mixed", "2012/13")).why is Why.NOT_A_NUMBER
    assert way(LOWER, good, a_figure("12", "2012/13")).why is Why.NOT_A_NUMBER


def test_the_outturn_of_the_year_before_is_compared_and_not_the_quarter_before() -> None:
    found = way(HIGHER, a_figure("93%", "Q4 2013/14"), a_figure("95%", "Q3 2013/14"), a_figure("87%", "2012/13"))
    assert found.against == a_figure("87%", "2012/13")


def test_an_empty_year_falls_back_one_year_more_and_no_further() -> None:
    """Row 23 of the City plan: 89.4% at Q2 against 88.5% of 2011/12, as 2012/13 is empty."""
    now = a_figure("89.4%", "Q2 2013/14")
    assert way(HIGHER, now, a_figure("~", "2012/13"), a_figure("88.5%", "2011/12")).movement is Movement.BETTER
    too_old = way(HIGHER, now, a_figure("80.0%", "2010/11"))
    assert (too_old.movement, too_old.why, too_old.against) == (Movement.NONE, Why.NO_EARLIER, None)


def test_a_year_without_its_own_figure_came_to_its_fourth_quarter() -> None:
    held = by_period([a_figure("70%", "Q3 2012/13"), a_figure("75%", "Q4 2012/13")])
    assert outturn(held, a_period("2012/13")) == a_figure("75%", "Q4 2012/13")
    assert outturn(by_period([a_figure("70%", "Q3 2012/13")]), a_period("2012/13")) is None


def test_a_half_year_total_is_not_compared_with_a_full_year() -> None:
    """Row 62 of the City plan: 206 at Q2 against 211 for all of 2011/12."""
    found = way(RUNNING, a_figure("206", "Q2 2013/14"), a_figure("211", "2011/12"))
    assert (found.movement, found.why) == (Movement.NONE, Why.NOT_COMPARABLE)


def test_a_total_so_far_is_compared_with_the_same_quarter_of_an_earlier_year() -> None:
    now = a_figure("206", "Q2 2013/14")
    found = way(RUNNING, now, a_figure("190", "Q2 2012/13"), a_figure("400", "2012/13"))
    assert (found.movement, found.against) == (Movement.BETTER, a_figure("190", "Q2 2012/13"))
    assert way(RUNNING, now).why is Why.NO_EARLIER


def test_a_total_at_year_end_is_compared_with_the_outturn() -> None:
    assert way(RUNNING, a_figure("987", "Q4 2013/14"), a_figure("801", "2012/13")).movement is Movement.BETTER


def test_a_rate_scaled_up_to_a_year_is_compared_with_the_outturn_in_any_quarter() -> None:
    series = replace(LOWER, accumulation=Accumulation.ANNUALISED)
    assert way(series, a_figure("(132)", "Q2 2013/14"), a_figure("(158)", "2012/13")).movement is Movement.BETTER


def test_a_full_school_year_is_compared_with_the_full_school_year_before() -> None:
    then = a_figure("9.9%", "2012/13", covers=FULL_2011)
    found = way(LOWER, a_figure("9.5%", "Q3 2013/14", covers=FULL_2012), then)
    assert (found.movement, found.against) == (Movement.BETTER, then)


def test_two_terms_are_not_compared_with_a_full_school_year() -> None:
    now = a_figure("6.42%", "Q2 2013/14", covers=TWO_TERMS)
    for then in (a_figure("9.9%", "2012/13", covers=FULL_2011), a_figure("9.9%", "2012/13")):
        assert way(LOWER, now, then).why is Why.NOT_COMPARABLE


def test_an_autumn_term_is_not_compared_with_a_spring_term_nor_passed_over_for_an_older_year() -> None:
    now = a_figure("0.02%", "Q1 2013/14", covers=Period(Kind.TERM, 2013, 1))
    autumn = a_figure("0.04%", "2012/13", covers=Period(Kind.TERM, 2012, 3))
    assert way(LOWER, now, autumn, a_figure("0.02%", "2011/12")).why is Why.NOT_COMPARABLE


def test_the_same_stretch_a_year_before_is_found_in_whichever_column_it_stands() -> None:
    """Row 88 of the City plan: three terms to Autumn 2013 in Q4, three terms to Autumn 2012 in Q1."""
    first = a_figure("5.34%", "Q1 2013/14", covers=TO_AUTUMN_2012)
    now = a_figure("4.8%", "Q4 2013/14", covers=TO_AUTUMN_2013)
    found = way(LOWER, now, first, a_figure("5.0%", "2012/13", covers=FULL_2011))
    assert (found.against, found.movement) == (first, Movement.BETTER)


def test_a_column_without_a_note_is_taken_at_its_word() -> None:
    then = a_figure("9.9%", "2012/13", covers=FULL_2011)
    assert way(LOWER, a_figure("7.17%", "Q4 2013/14"), then).movement is Movement.BETTER


def test_averages_over_different_spans_are_not_compared() -> None:
    now = a_figure("5.6", "2012/13", covers=Period(Kind.CALENDAR, 2010, span=3))
    one_year = a_figure("5.9", "2011/12", covers=Period(Kind.CALENDAR, 2009))
    assert way(LOWER, now, one_year).why is Why.NOT_COMPARABLE
    three_years = replace(one_year, covers=Period(Kind.CALENDAR, 2009, span=3))
    assert way(LOWER, now, three_years).movement is Movement.BETTER


def test_a_figure_is_not_compared_with_itself_printed_in_another_column() -> None:
    now = a_figure("6.9%", "Q1 2013/14", covers=FULL_2011)
    assert way(LOWER, now, a_figure("6.9%", "2012/13", covers=FULL_2011)).why is Why.NOT_COMPARABLE
    assert short(LOWER, replace(now, period=a_period("Q2 2013/14")), now) is None


def test_the_change_since_the_last_quarter_is_a_line_of_its_own() -> None:
    found = short(LOWER, a_figure("6.5%", "Q4 2013/14"), a_figure("5.9%", "Q3 2013/14"))
    assert found is not None
    assert (found.movement, found.change) == (Movement.WORSE, Decimal("0.6"))
    over_the_year_end = short(LOWER, a_figure("6.8%", "Q1 2013/14"), a_figure("7.0%", "Q4 2012/13"))
    assert over_the_year_end is not None
    assert over_the_year_end.movement is Movement.BETTER


@pytest.mark.parametrize(
    ("series", "now", "then"),
    [
        (RUNNING, a_figure("783", "Q2 2013/14"), a_figure("408", "Q1 2013/14")),
        (LOWER, a_figure("5.2%", "Q3 2013/14"), a_figure("6.8%", "Q1 2013/14")),
        (LOWER, a_figure("5.2%", "2012/13"), a_figure("6.8%", "2011/12")),
        (LOWER, a_figure("7.17%", "Q4 2013/14"), a_figure("9.5%", "Q3 2013/14", covers=FULL_2012)),
        (LOWER, a_figure("9.5%", "Q3 2013/14", covers=FULL_2012), a_figure("6.42%", "Q2 2013/14", covers=TWO_TERMS)),
        (
            LOWER,
            a_figure("6.7%", "Q4 2013/14", covers=TO_AUTUMN_2012),
            a_figure("6.8%", "Q3 2013/14", covers=FULL_2012),
        ),
    ],
    ids=["cumulative", "a gap between", "years", "one says its period", "two terms", "older than the one before"],
)
def test_no_change_since_the_last_period_is_given_where_it_would_not_be_fair(
    series: Series, now: Figure, then: Figure
) -> None:
    assert short(series, now, then) is None


@pytest.mark.parametrize(
    ("figure", "whole"),
    [
        (a_figure("1", "Q4 2013/14"), True),
        (a_figure("1", "2012/13"), True),
        (a_figure("1", "Q3 2013/14"), False),
        (a_figure("1", "Q3 2013/14", covers=FULL_2012), True),
        (a_figure("1", "Q4 2013/14", covers=TO_AUTUMN_2013), True),
        (a_figure("1", "Q4 2013/14", covers=TWO_TERMS), False),
        (a_figure("1", "Q4 2013/14", covers=Period(Kind.MONTH, 2014, 3)), True),
        (a_figure("1", "Q4 2013/14", covers=Period(Kind.MONTH, 2013, 11)), False),
    ],
)
def test_what_a_figure_really_covers_says_whether_its_year_is_full(figure: Figure, whole: bool) -> None:  # noqa: FBT001  a parameter of cases
    assert at_year_end(figure) is whole
