"""Running totals are known by what the plan says, and by how the figures run where it says nothing or the opposite."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.domain.accumulation import (
    Settled,
    are_parts_of,
    climbs_from_the_start,
    is_count,
    is_like_a_year_end,
    moves_with,
    runs_up_so_far,
    settle,
    settle_count,
    settle_rate,
    stated,
)
from bot.domain.model import Accumulation

POINT, CUMULATIVE, ROLLING = Accumulation.POINT, Accumulation.CUMULATIVE, Accumulation.ROLLING
ANNUALISED, PER_PERIOD = Accumulation.ANNUALISED, Accumulation.PER_PERIOD


def figures(*printed: float | None) -> list[Decimal | None]:
    return [None if each is None else Decimal(str(each)) for each in printed]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Higher numbers (cumulative totals)", CUMULATIVE),
        ("Lower numbers (Running total quarter on quarter)", CUMULATIVE),
        ("Lower numbers (12 month rolling total)", ROLLING),
        ("number of moves (Rolling 12 months)", ROLLING),
        ("Lower numbers (3 year average)", Accumulation.AVERAGE),
        ("Number of Section 47 Enquiries (per 10,000 per annum)", ANNUALISED),
        ("Lower numbers (Comparable frequency of re-offending over 12 months in previous years)", None),
        ("Lower percentages", None),
        ("Higher numbers (each quarter alone)", PER_PERIOD),
        ("Higher numbers (not cumulative)", PER_PERIOD),
        ("Complaints per quarter", PER_PERIOD),
        ("Cumulative total at the end of each quarter", CUMULATIVE),
        ("Lower numbers (snapshot)", POINT),
        ("Children in care at the end of the quarter", POINT),
    ],
)
def test_the_words_of_a_cell_or_title_say_how_figures_add_up(words: str, said: Accumulation | None) -> None:
    assert stated(words) is said


def test_referrals_that_climb_to_the_year_s_total_are_a_running_total_though_nothing_says_so() -> None:
    assert settle(None, figures(1072, 2291, 3577, 5007), Decimal(4261), "") == Settled(CUMULATIVE, assumed=True)


def test_a_rolling_total_that_starts_low_in_april_is_a_running_total_whatever_its_label() -> None:
    assert settle(ROLLING, figures(96, 206, 306, 392), Decimal(451), "") == Settled(CUMULATIVE, assumed=True)
    assert settle(ROLLING, figures(3, 7, 7, 8), Decimal(11), "") == Settled(CUMULATIVE, assumed=True)
    assert settle(ROLLING, figures(0, 0, 0, 0), Decimal(11), "") == Settled(ROLLING, assumed=False)


def test_a_count_that_grew_from_one_is_not_a_running_total() -> None:
    assert settle(None, figures(1, 1, 8, 9), Decimal(1), "").accumulation is POINT
    assert settle(None, figures(2, 4, 8, 9), Decimal(1), "").accumulation is POINT


def test_a_percentage_never_runs_up() -> None:
    assert settle(None, figures(10, 20, 30, 40), Decimal(40), "%").accumulation is POINT


def test_what_the_plan_says_stands_where_the_figures_do_not_show_it_either() -> None:
    assert settle(CUMULATIVE, figures(156, 172, 188, 199), Decimal(163), "") == Settled(CUMULATIVE, assumed=False)


def test_less_than_a_whole_year_tells_nothing() -> None:
    assert not climbs_from_the_start(figures(10, 20, 30))
    assert not climbs_from_the_start(figures(10, 20, None, 40))
    assert not climbs_from_the_start([])
    assert not is_like_a_year_end(None, figures(1, 2, 3, 4))


def test_a_rate_runs_up_with_its_count_or_is_scaled_up_to_a_year() -> None:
    count = Settled(CUMULATIVE, assumed=True)
    caf, referrals = figures(222, 392, 626, 987), figures(1072, 2291, 3577, 5007)
    assert settle_rate(None, figures(35, 62, 99, 157), caf, count) == count
    assert settle_rate(None, figures(681, 727, 757, 795), referrals, count) == Settled(ANNUALISED, assumed=True)
    assert settle_rate(ANNUALISED, figures(164, 132, 165, 178), referrals, count) == Settled(ANNUALISED, assumed=False)


def test_one_quarter_is_too_little_to_tell_a_rate_from_its_count() -> None:
    assert moves_with(figures(35, None), figures(222, None))
    assert not moves_with(figures(681, 727), figures(1072, 2291))


@pytest.mark.parametrize(
    ("quarters", "whole_year", "accumulation"),
    [
        (figures(80, 75, None, None), 320, PER_PERIOD),
        (figures(80, None, None, None), 320, PER_PERIOD),
        (figures(80, 75, 85, 90), 320, PER_PERIOD),
        (figures(60, 70, 75, 90), 290, PER_PERIOD),
        (figures(80, 160, None, None), 320, CUMULATIVE),
        (figures(80, 150, 240, None), 320, CUMULATIVE),
        (figures(300, 310, None, None), 320, POINT),
        (figures(80, 75, 200, None), 320, POINT),
        (figures(80, 75, None, None), None, POINT),
        (figures(0, 0, None, None), 0, POINT),
    ],
)
def test_a_count_of_which_nothing_is_said_is_settled_by_the_scale_of_a_whole_year(
    quarters: list[Decimal | None], whole_year: int | None, accumulation: Accumulation
) -> None:
    found = settle_count(quarters, None if whole_year is None else Decimal(whole_year))
    assert found == Settled(accumulation, assumed=accumulation is not POINT)


def test_a_part_of_a_year_runs_up_only_from_its_first_quarter_and_steadily() -> None:
    assert not runs_up_so_far(figures(None, 80, 160), Decimal(320))
    assert not runs_up_so_far(figures(80, 100), Decimal(320))
    assert not are_parts_of(figures(), Decimal(320))
    assert not are_parts_of(figures(-1), Decimal(320))


def test_only_counts_and_money_add_up() -> None:
    assert is_count("Smokers who quit", "", [Decimal(80)])
    assert is_count("Saved", "£", [Decimal("1.5")])
    assert not is_count("Days to adopt", "", [Decimal("80.5")])
    assert not is_count("Smokers who quit", "%", [Decimal(80)])
    for title in ("Average days to adopt", "Rate of offences", "Offences per 1,000 people", "% in time"):
        assert not is_count(title, "", [Decimal(80)]), title


def test_a_rate_under_counts_of_each_quarter_is_one_of_each_quarter_or_scaled_up() -> None:
    count, quarters = Settled(PER_PERIOD, assumed=True), figures(80, 75)
    assert settle_rate(None, figures(24, 23), quarters, count, Decimal(96)) == count
    assert settle_rate(None, figures(95, 94), quarters, count, Decimal(96)) == Settled(ANNUALISED, assumed=True)
