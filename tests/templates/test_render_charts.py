"""Which figures may be one line, and which would mislead."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.model import Accumulation
from bot.domain.periods import Kind, Period
from bot.render.charts import LABEL, MOST_POINTS, chart_of, label
from bot.render.formats import size
from tests.builders import a_figure, a_period, a_series

if TYPE_CHECKING:
    from bot.domain.model import Figure

POINT = a_series()
ADDS_UP = a_series(accumulation=Accumulation.CUMULATIVE)


def figures(**printed: str) -> list[Figure]:
    """By column: `Y2012="4,261"` is the outturn of 2012/13, `Q1` a quarter of 2013/14."""
    columns = {"Y2011": "2011/12", "Y2012": "2012/13"} | {f"Q{n}": f"Q{n} 2013/14" for n in (1, 2, 3, 4)}
    return [a_figure(cell, columns[column]) for column, cell in printed.items()]


def labels(held: list[Figure], series: object = POINT) -> list[str]:
    return [point.label for point in chart_of(held, series)]


def test_periods_without_a_number_are_left_out_for_slack_draws_no_gaps() -> None:
    held = figures(Y2011="18.3%", Y2012="~", Q1="16.1%", Q2="Good", Q3="0", Q4="21.6%")
    assert labels(held) == ["2011/12", "Q1 2013/14", "Q3 2013/14", "Q4 2013/14"]


def test_one_point_is_no_line() -> None:
    assert chart_of(figures(Y2012="5.6", Q1="~"), POINT) == ()
    assert chart_of([], POINT) == ()


def test_a_running_total_is_drawn_within_its_year_and_never_through_year_ends_too() -> None:
    held = figures(Y2011="5,318", Y2012="4,261", Q1="1,072", Q2="2,291", Q3="3,577", Q4="5,007")
    assert labels(held, ADDS_UP) == ["Q1 2013/14", "Q2 2013/14", "Q3 2013/14", "Q4 2013/14"]


def test_quarters_that_each_stand_for_a_part_of_the_year_are_not_drawn_beside_whole_years() -> None:
    held = figures(Y2011="310", Y2012="320", Q1="80", Q2="75")
    assert labels(held, a_series(accumulation=Accumulation.PER_PERIOD)) == ["Q1 2013/14", "Q2 2013/14"]


def test_a_running_total_with_one_quarter_is_drawn_year_end_by_year_end() -> None:
    assert labels(figures(Y2011="5,318", Y2012="4,261", Q4="5,007"), ADDS_UP) == ["2011/12", "2012/13", "Q4 2013/14"]
    assert labels(figures(Y2011="5,318", Y2012="4,261", Q2="2,291"), ADDS_UP) == ["2011/12", "2012/13"]


def test_two_columns_for_one_true_period_make_one_point() -> None:
    twice = [a_figure("6.42%", f"Q{n} 2013/14", covers=a_period("2012/13")) for n in (1, 2)]
    assert labels([*figures(Y2011="6.9%"), *twice]) == ["2011/12", "2012/13"]


def test_the_last_twenty_points_are_drawn_with_their_exact_values() -> None:
    held = [a_figure(f"{n}.10%", f"Q{n % 4 + 1} {2000 + n // 4}/{n // 4 + 1:02}") for n in range(30)]
    points = chart_of(held, POINT)
    assert len(points) == MOST_POINTS
    assert points[-1].value == Decimal("29.10")


@given(
    st.builds(
        Period,
        st.sampled_from(Kind),
        st.integers(1990, 2090),
        number=st.integers(1, 3),
        span=st.integers(1, 99),
        first_month=st.sampled_from([1, 4, 9]),
    )
)
def test_the_name_of_any_period_fits_slacks_label(period: Period) -> None:
    assert 1 <= size(label(period)) <= LABEL
