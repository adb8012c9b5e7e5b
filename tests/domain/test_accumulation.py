"""Running totals are known by what the plan says, and by how the figures run where it says nothing or the opposite."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.domain.accumulation import (
    Settled,
    climbs_from_the_start,
    is_like_a_year_end,
    moves_with,
    settle,
    settle_rate,
    stated,
)
from bot.domain.model import Accumulation

POINT, CUMULATIVE, ROLLING = Accumulation.POINT, Accumulation.CUMULATIVE, Accumulation.ROLLING
ANNUALISED = Accumulation.ANNUALISED


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
