"""What cannot be right is refused; what only looks strange beside the series' own history is to be confirmed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.entering import Entered, Typed, read_figure
from bot.domain.field_problems import Doubt, Fault
from bot.domain.model import Accumulation, TargetKind
from bot.domain.plausibility import checked, of_period
from tests.builders import a_figure, a_period, a_series, a_target, an_indicator

if TYPE_CHECKING:
    from bot.domain.field_problems import FieldProblem

STEADY = {"Q1 2012/13": "10.0", "Q2 2012/13": "10.5", "Q3 2012/13": "10.0", "Q4 2012/13": "10.5", "Q1 2013/14": "10.0"}


def look(
    typed: str,
    history: dict[str, str],
    period: str = "Q2 2013/14",
    targets: tuple[Any, ...] = (),
    **of_series: Any,  # noqa: ANN401  any field of the value
) -> tuple[FieldProblem, ...]:
    series = a_series(**({"id": 7, "unit": "%", "decimals": 1} | of_series))
    figures = [a_figure(printed, when, 7) for when, printed in history.items()]
    entered = read_figure(Typed(series_id=7, value=typed), series).entered or Entered(
        series_id=7, as_printed=typed, text=typed
    )
    return checked(an_indicator(series=[series], targets=targets), series, a_period(period), entered, figures, jump=3)


def kinds(problems: tuple[FieldProblem, ...]) -> list[Fault | Doubt]:
    return [problem.fault for problem in problems]


@pytest.mark.parametrize("typed", ["-0.1", "100.1", "650"])
def test_a_percentage_lies_between_0_and_100(typed: str) -> None:
    assert kinds(look(typed, {})) == [Fault.OUT_OF_RANGE]
    assert kinds(look("0", {})) == kinds(look("100", {})) == []


@pytest.mark.parametrize("known", [{"Q1 2012/13": "-4.0"}, {"Q1 2012/13": "120.0"}])
def test_unless_the_series_has_been_outside_before(known: dict[str, str]) -> None:
    assert kinds(look("-0.1", known)) == kinds(look("100.1", known)) == []


def test_or_its_target_is() -> None:
    assert kinds(look("101", {}, targets=(a_target("105%", series_id=7),), decimals=0)) == []


@pytest.mark.parametrize("unit", ["", "per 10,000", "days"])
def test_a_count_is_not_below_nothing_unless_it_has_been(unit: str) -> None:
    assert kinds(look("-1", {}, unit=unit)) == [Fault.NEGATIVE]
    assert kinds(look("-1", {"Q1 2012/13": "-5"}, unit=unit)) == []


def test_money_may_be_owed() -> None:
    assert kinds(look("-1", {}, unit="£")) == []


def test_more_decimals_than_the_series_is_reported_with_are_to_be_confirmed() -> None:
    assert kinds(look("10.25", STEADY)) == [Doubt.DECIMALS]
    assert kinds(look("10.2", STEADY)) == kinds(look("10", STEADY)) == []
    assert kinds(look("10.25", {})) == []  # nothing has been reported yet


def test_a_jump_is_told_with_its_numbers() -> None:
    (problem,) = look("12.0", STEADY)
    assert (problem.fault, problem.field, problem.may_be_confirmed) == (Doubt.JUMPS, "value:7", True)
    assert (problem.value, problem.step, problem.usual, problem.count) == (
        Decimal("12.0"),
        Decimal("2.0"),
        Decimal("0.5"),
        5,
    )
    assert problem.against
    assert problem.against.period == a_period("Q1 2013/14")


def test_a_step_of_just_three_times_the_usual_one_is_no_jump() -> None:
    assert kinds(look("11.5", STEADY)) == kinds(look("8.5", STEADY)) == []
    assert kinds(look("11.6", STEADY)) == kinds(look("8.4", STEADY)) == [Doubt.JUMPS]


def test_two_figures_are_no_history_and_three_are_one() -> None:
    """A plan's first year has no more than three quarters before its last."""
    assert kinds(look("90", dict(list(STEADY.items())[-2:]))) == []
    assert kinds(look("90", dict(list(STEADY.items())[-3:]))) == [Doubt.JUMPS]


def test_a_slip_in_the_last_quarter_of_the_first_year_stands_out() -> None:
    quarters = {f"Q{number} 2013/14": printed for number, printed in enumerate(("90.5", "89.2", "87.6"), 1)}
    assert kinds(look("8.5", quarters, "Q4 2013/14")) == [Doubt.JUMPS]
    assert kinds(look("85.0", quarters, "Q4 2013/14")) == []
    totals = {f"Q{number} 2013/14": printed for number, printed in enumerate(("258", "417", "695"), 1)}
    told = {"unit": "", "decimals": 0, "accumulation": Accumulation.CUMULATIVE}
    assert kinds(look("11190", totals, "Q4 2013/14", **told)) == [Doubt.JUMPS]
    assert kinds(look("1119", totals, "Q4 2013/14", **told)) == []


def test_years_are_no_history_of_quarters() -> None:
    years = {f"{starts}/{starts % 100 + 1:02}": "10.0" for starts in range(2005, 2013)}
    assert kinds(look("90", years)) == []
    assert kinds(look("90", years, "2013/14")) == [Doubt.JUMPS]


def test_a_figure_that_is_corrected_is_not_held_against_itself() -> None:
    assert kinds(look("10.2", STEADY | {"Q2 2013/14": "99.0"})) == []


def test_after_a_history_that_stood_still_every_move_is_a_jump() -> None:
    still = dict.fromkeys(STEADY, "0")
    (problem,) = look("1", still, unit="", decimals=0)
    assert (problem.fault, problem.usual) == (Doubt.JUMPS, 0)
    assert kinds(look("0", still, unit="", decimals=0)) == []


def test_a_running_total_does_not_fall_nor_overtake_a_later_one() -> None:
    told = {"unit": "", "decimals": 0, "accumulation": Accumulation.CUMULATIVE}
    (falls,) = look("80", {"Q1 2013/14": "96"}, **told)
    assert falls.fault is Doubt.FALLS
    assert falls.against
    assert falls.against.as_printed == "96"
    assert kinds(look("96", {"Q1 2013/14": "96"}, **told)) == []
    assert kinds(look("80", {"Q4 2012/13": "392"}, **told)) == []  # it begins anew each April
    assert kinds(look("320", {"Q3 2013/14": "306"}, **told)) == [Doubt.OVERTAKES]
    assert kinds(look("80", {"Q1 2013/14": "96"}, unit="", decimals=0)) == []


def test_a_running_total_is_looked_at_by_what_each_quarter_adds() -> None:
    told = {"unit": "", "decimals": 0, "accumulation": Accumulation.CUMULATIVE}
    year = {"Q1 2012/13": "100", "Q2 2012/13": "210", "Q3 2012/13": "310", "Q4 2012/13": "420", "Q1 2013/14": "100"}
    assert kinds(look("205", year, **told)) == []
    (jump,) = look("300", year, **told)
    assert (jump.fault, jump.alone, jump.step, jump.usual) == (Doubt.JUMPS, True, 100, 10)


def test_words_off_the_scale_of_the_target_are_to_be_confirmed() -> None:
    aim = a_target("Adequate judgement", series_id=7, kind=TargetKind.JUDGEMENT)
    assert kinds(look("rather nice", {}, targets=(aim,), unit="")) == [Doubt.NO_GRADE]
    assert kinds(look("Good judgement", {}, targets=(aim,), unit="")) == []
    assert kinds(look("rather nice", {}, unit="")) == []


@pytest.mark.parametrize(
    ("today", "fault"),
    [
        (date(2013, 12, 31), Fault.NOT_STARTED),
        (date(2014, 1, 1), Doubt.NOT_OVER),
        (date(2014, 3, 31), Doubt.NOT_OVER),
        (date(2014, 4, 1), None),
    ],
)
def test_a_period_ahead_has_no_figure_and_one_that_runs_may_change(today: date, fault: Fault | Doubt | None) -> None:
    problem = of_period(a_period("Q4 2013/14"), today, "period")
    assert (problem.fault if problem else None) == fault


@given(
    st.lists(st.integers(0, 1000), min_size=4, max_size=4),
    st.integers(0, 1000),
    st.integers(-500, 500),
)
def test_what_is_usual_does_not_depend_on_where_a_series_lies(values: list[int], new: int, shift: int) -> None:
    periods = ["Q1 2012/13", "Q2 2012/13", "Q3 2012/13", "Q4 2012/13"]

    def jumps(by: int) -> bool:
        history = {period: str(value + by) for period, value in zip(periods, values, strict=True)}
        return Doubt.JUMPS in kinds(look(str(new + by), history, "Q1 2013/14", unit="£", decimals=0))

    assert jumps(0) == jumps(shift)


@pytest.mark.parametrize(
    ("typed", "stands_out"),
    [("850", True), ("8.5", True), ("849", False), ("8.6", False), ("0", False), ("-85", False)],
)
def test_ten_times_the_last_figure_or_a_tenth_of_it_stands_out_without_any_history(
    typed: str,
    stands_out: bool,  # noqa: FBT001  a row of a table
) -> None:
    before = {"Q1 2013/14": "85"}
    found = look(typed, before, unit="£", decimals=1)
    assert kinds(found) == ([Doubt.MAGNITUDE] if stands_out else [])
    assert all(each.against and each.against.as_printed == "85" for each in found)
    assert kinds(look(typed, {"Q1 2013/14": "0"}, unit="£", decimals=1)) == []  # nothing is ten times nothing


def test_a_first_figure_is_held_against_the_last_outturn() -> None:
    outturns = {"2011/12": "40.0", "2012/13": "85.0"}
    assert kinds(look("8.5", outturns)) == [Doubt.MAGNITUDE]
    assert kinds(look("12.0", outturns)) == []


@pytest.mark.parametrize("accumulation", [Accumulation.CUMULATIVE, Accumulation.PER_PERIOD])
def test_a_part_of_a_year_may_be_far_below_a_year_and_not_above_it(accumulation: Accumulation) -> None:
    told = {"unit": "", "decimals": 0, "accumulation": accumulation}
    assert kinds(look("30", {"2012/13": "400"}, "Q1 2013/14", **told)) == []
    assert kinds(look("4000", {"2012/13": "400"}, "Q1 2013/14", **told)) == [Doubt.MAGNITUDE]


def test_a_running_total_is_held_against_the_same_part_of_the_year_before() -> None:
    told = {"unit": "", "decimals": 0, "accumulation": Accumulation.CUMULATIVE}
    year = {"Q1 2012/13": "30", "Q4 2012/13": "400"}
    assert kinds(look("35", year, "Q1 2013/14", **told)) == []
    assert kinds(look("350", year, "Q1 2013/14", **told)) == [Doubt.MAGNITUDE]
