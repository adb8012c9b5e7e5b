"""What is owed: when each period's figure can be had, for which meeting, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.due import had_from, periods_of
from bot.domain.kinds import Frequency, State, YearType
from bot.domain.model import Missing
from bot.domain.owing import expected, owed
from bot.domain.periods import Kind, Period, quarter, year
from bot.domain.rounds import Rules, Wanting
from tests.builders import a_figure, a_plan, a_series, an_indicator, an_objective
from tests.round_builders import DUE, ENGLAND, FREEZE, JULY, Q4, a_body, books, no_meeting, reported

if TYPE_CHECKING:
    from bot.domain.model import Indicator
    from bot.domain.owing import Books

LATER = date(2014, 10, 1)  # a further meeting: its freeze is on 3 September
LONG = a_plan(starts=date(2013, 4, 1), ends=date(2016, 3, 31))


def due(held: Books, day: date) -> list[tuple[str, date]]:
    return [(each.period.label, each.due) for each in owed(held, day)]


def wanted(held: Books, day: date) -> list[tuple[str, date]]:
    return [(each.period.label, each.due) for each in expected(held, day) if each.series]


def quarterly(printed: str, indicator: Indicator, period: str = "Q4 2013/14", **given: Any) -> Any:  # noqa: ANN401  a figure
    return a_figure(printed, period, indicator.series[0].id, **given)


# From when a figure can be had


@pytest.mark.parametrize(
    ("frequency", "given", "period", "had"),
    [
        (Frequency.QUARTERLY, {}, Q4, date(2014, 4, 28)),
        (Frequency.QUARTERLY, {"lag_days": 0}, Q4, date(2014, 3, 31)),
        (Frequency.QUARTERLY, {"lag_days": 19}, Q4, date(2014, 4, 22)),  # past Easter Monday
        (Frequency.MONTHLY, {}, Period(Kind.MONTH, 2014, 2), date(2014, 3, 28)),
        (Frequency.ANNUAL, {"release_month": 10}, year(2013), date(2014, 10, 31)),
        (Frequency.ANNUAL, {"release_month": 3}, year(2013), date(2014, 3, 31)),
        (Frequency.ANNUAL, {"release_month": 2}, year(2013), date(2015, 3, 2)),  # 28 February is a Saturday
        (Frequency.QUARTERLY, {"release_month": 10}, Q4, date(2014, 4, 28)),  # a month of release is an annual one's
    ],
)
def test_a_figure_can_be_had_after_its_lag_or_at_the_end_of_its_month_of_release(
    frequency: Frequency, given: dict[str, Any], period: Period, had: date
) -> None:
    assert had_from(reported(frequency, **given).measure, period, Rules(), ENGLAND) == had


@pytest.mark.parametrize(
    ("frequency", "year_type", "labels"),
    [
        (Frequency.MONTHLY, YearType.FINANCIAL, ["January 2014", "February 2014", "March 2014"]),
        (Frequency.QUARTERLY, YearType.CALENDAR, ["Q3 2013/14", "Q4 2013/14"]),
        (Frequency.TERMLY, YearType.ACADEMIC, ["Autumn term 2013", "Spring term 2014"]),
        (Frequency.HALF_YEARLY, YearType.FINANCIAL, ["Q4 2013/14"]),
        (Frequency.HALF_YEARLY, YearType.CALENDAR, ["Q3 2013/14"]),
        (Frequency.ANNUAL, YearType.FINANCIAL, ["2013/14"]),
        (Frequency.ANNUAL, YearType.ROLLING, ["2013/14"]),
        (Frequency.ANNUAL, YearType.CALENDAR, ["2013"]),
        (Frequency.ANNUAL, YearType.ACADEMIC, []),
    ],
)
def test_periods_follow_the_frequency_and_the_kind_of_year(
    frequency: Frequency, year_type: YearType, labels: list[str]
) -> None:
    measure = reported(frequency, year_type=year_type).measure
    first = date(2014, 1, 1) if frequency is Frequency.MONTHLY else date(2013, 12, 31)
    assert [each.label for each in periods_of(measure, first, date(2014, 3, 31), 4)] == labels


def test_quarters_and_years_follow_the_plans_own_first_month() -> None:
    measure = reported().measure
    (only,) = periods_of(measure, date(2014, 2, 1), date(2014, 4, 30), 1)
    assert only == quarter(2014, 1, 1)
    (whole,) = periods_of(reported(Frequency.ANNUAL).measure, date(2014, 1, 1), date(2014, 12, 31), 1)
    assert whole == year(2014, 1)


# For which meeting


def test_the_year_ends_figure_is_due_on_19_may_for_the_meeting_of_2_july() -> None:
    (only,) = owed(books([reported()]), DUE)
    assert (only.period, only.due, only.wanting) == (Q4, DUE, Wanting.FIGURE)
    assert only.timetable is not None
    assert only.timetable.meeting == JULY


def test_it_is_heard_of_from_five_working_days_before_until_the_day_of_the_meeting() -> None:
    held = books([reported()])
    days = [date(2014, 4, 1) + timedelta(days=number) for number in range(120)]
    assert [day for day in days if owed(held, day)] == [day for day in days if date(2014, 5, 12) <= day <= JULY]


def test_a_slow_source_is_due_when_it_can_be_had() -> None:
    assert due(books([reported(lag_days=60)]), FREEZE) == [("Q4 2013/14", date(2014, 5, 30))]


def test_what_misses_the_freeze_waits_for_the_next_meeting() -> None:
    slow = reported(lag_days=70)
    assert due(books([slow], a_body("Board", JULY, LATER)), date(2014, 9, 1)) == [("Q4 2013/14", date(2014, 8, 18))]


def test_a_monthly_indicator_owes_every_month_that_the_meeting_is_for() -> None:
    monthly = reported(Frequency.MONTHLY)
    assert due(books([monthly], plan=LONG), FREEZE) == [
        ("February 2014", DUE), ("March 2014", DUE), ("April 2014", date(2014, 5, 28)),
    ]  # fmt: skip


def test_only_periods_that_end_within_the_plan_are_wanted() -> None:
    plan = a_plan(starts=date(2014, 1, 1), ends=date(2014, 3, 30))
    assert expected(books([reported()], plan=plan), DUE) == ()
    assert [each.period for each in expected(books([reported()], plan=a_plan(starts=date(2014, 3, 31))), DUE)] == [Q4]


def test_an_indicator_that_came_to_a_running_plan_is_wanted_from_its_first_day_on() -> None:
    new = replace(reported(), starts=date(2014, 4, 1))
    held = books([new], a_body("Board", JULY, LATER), plan=LONG)
    assert due(held, DUE) == []
    assert [label for label, _ in due(held, date(2014, 9, 1))] == ["Q1 2014/15"]
    assert [label for label, _ in due(replace(held, catalogue=books([reported()], plan=LONG).catalogue), DUE)] != []


def test_of_several_bodies_the_earliest_due_day_wins_and_the_figure_is_owed_once() -> None:
    yearly = a_body("Health Board", date(2014, 6, 18), cadence="yearly")
    held = books([reported()], a_body("Board", JULY), yearly)
    only = next(each for each in expected(held, date(2014, 5, 6)) if each.period == Q4)
    assert only.due == date(2014, 5, 2)
    assert [each.period for each in expected(held, date(2014, 5, 6))].count(Q4) == 1
    after = next(each for each in expected(held, date(2014, 6, 19)) if each.period == Q4)
    assert (after.due, after.timetable and after.timetable.body.name) == (DUE, "Board")


def test_a_body_hears_of_its_own_objectives_alone() -> None:
    one, two = an_objective(number=1), an_objective(number=2)
    mine, other = an_indicator("Mine", primary=(one.id,)), an_indicator("Other", primary=(two.id,))
    body = a_body("Board", JULY, objectives=(("operational", 1),))
    held = books([mine, other], body, objectives=[one, two])
    meant = {each.indicator.title: each.timetable for each in owed(held, DUE) if each.period == Q4}
    assert meant["Mine"]
    assert not meant["Other"]  # no meeting is known for it: it is due as soon as it can be had


def test_rounds_before_the_first_meeting_that_is_known_are_over() -> None:
    assert due(books([reported()]), date(2014, 4, 1)) == []  # nobody asks for Q3 in April


# Where no meeting is known


def test_without_a_meeting_a_figure_is_due_as_soon_as_it_can_be_had_and_until_the_next_can() -> None:
    held = books([reported()], no_meeting(), plan=LONG)
    assert due(held, date(2014, 4, 27)) == [("Q3 2013/14", date(2014, 1, 28)), ("Q4 2013/14", date(2014, 4, 28))]
    assert due(held, date(2014, 4, 28)) == [("Q4 2013/14", date(2014, 4, 28))]
    assert due(held, date(2014, 7, 1)) == [("Q4 2013/14", date(2014, 4, 28))]
    assert due(held, date(2014, 7, 28)) == [("Q1 2014/15", date(2014, 7, 28))]


def test_a_plan_that_ended_long_ago_wants_nothing() -> None:
    assert expected(books([reported()], no_meeting()), date(2026, 11, 22)) == ()
    assert expected(books([reported(Frequency.ANNUAL)]), date(2026, 11, 22)) == ()


# What is in


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.PUBLISHED])
def test_a_figure_on_its_way_is_in(state: State) -> None:
    indicator = reported()
    held = books([indicator], figures=[quarterly("6.5%", indicator, state=state)])
    assert owed(held, DUE) == ()
    (only,) = expected(held, DUE)
    assert only.series == ()


@pytest.mark.parametrize("state", [State.DRAFT, State.SENT_BACK])
def test_a_draft_and_one_that_was_sent_back_are_not(state: State) -> None:
    indicator = reported()
    series_id = indicator.series[0].id
    held = books(
        [indicator],
        figures=[quarterly("6.5%", indicator, state=state)],
        sent_back={(series_id, Q4.key): "For Q3, it seems"} if state is State.SENT_BACK else {},
    )
    (only,) = owed(held, DUE)
    assert only.sent_back == ("For Q3, it seems" if state is State.SENT_BACK else "")


@pytest.mark.parametrize(
    ("missing", "is_in"),
    [
        (Missing.NOT_APPLICABLE, True), (Missing.SUPPRESSED, True), (Missing.EMBARGOED, True),
        (Missing.NOT_AVAILABLE, False), (Missing.NOT_DUE, False), (Missing.DEFERRED, False),
        (Missing.NEW_MEASURE, False),
    ],
)  # fmt: skip
def test_that_there_is_nothing_to_say_counts_as_said(missing: Missing, is_in: bool) -> None:  # noqa: FBT001  the parameter
    indicator = reported()
    held = books([indicator], figures=[quarterly("x", indicator, text="", missing=missing)])
    assert (owed(held, DUE) == ()) is is_in


def test_nought_is_a_figure_and_a_judgement_is() -> None:
    one, two = reported(), reported()
    held = books([one, two], figures=[quarterly("0", one), quarterly("Inadequate judgement", two)])
    assert owed(held, DUE) == ()


def test_an_indicator_with_several_series_is_owed_once_and_names_those_that_are_out() -> None:
    number, rate = a_series(measure_id=1), a_series(measure_id=1, name="per 10,000", position=1)
    indicator = an_indicator("Referrals", [number, rate])
    (only,) = owed(books([indicator], figures=[a_figure("812", "Q4 2013/14", number.id)]), DUE)
    assert only.series == (rate,)
    (both,) = owed(books([indicator]), DUE)
    assert both.series == (number, rate)


def test_an_annual_figure_is_in_whichever_column_of_its_year_it_was_printed_in() -> None:
    annual = reported(Frequency.ANNUAL)
    assert due(books([annual]), DUE) == [("2013/14", DUE)]
    for column in ("Q2 2013/14", "Q4 2013/14", "2013/14"):
        assert owed(books([annual], figures=[quarterly("58.0%", annual, column)]), DUE) == ()
    assert owed(books([annual], figures=[quarterly("58.0%", annual, "2012/13")]), DUE) != ()


def test_a_termly_figure_is_in_by_the_quarter_that_its_term_ends_in_unless_that_says_another_term() -> None:
    termly = reported(Frequency.TERMLY)
    spring, autumn = Period(Kind.TERM, 2014, 1), Period(Kind.TERM, 2013, 3)
    assert [each.period for each in owed(books([termly]), DUE)] == [spring]
    assert owed(books([termly], figures=[quarterly("0.1%", termly)]), DUE) == ()
    assert owed(books([termly], figures=[quarterly("0.1%", termly, covers=spring)]), DUE) == ()
    assert owed(books([termly], figures=[quarterly("0.1%", termly, covers=autumn)]), DUE) != ()


def test_what_is_owed_stands_by_its_day_and_then_in_the_order_of_the_plan() -> None:
    first, slow, second = reported(title="A"), reported(title="B", lag_days=60), reported(title="C")
    titles = [each.indicator.title for each in owed(books([first, slow, second]), FREEZE)]
    assert titles == ["A", "C", "B"]
