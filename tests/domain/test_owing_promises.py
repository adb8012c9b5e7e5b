"""What promises and provisional figures do to the day on which a figure is owed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.domain.kinds import Frequency
from bot.domain.model import Marker, Missing
from bot.domain.owing import expected, owed
from bot.domain.rounds import Rules, Wanting
from tests.builders import a_figure, a_series, an_indicator
from tests.round_builders import DUE, JULY, a_body, a_promise, books, reported

if TYPE_CHECKING:
    from bot.domain.model import Indicator
    from bot.domain.owing import Books

LATER = date(2014, 10, 1)  # a further meeting: its freeze is on 3 September


def due(held: Books, day: date) -> list[tuple[str, date]]:
    return [(each.period.label, each.due) for each in owed(held, day)]


def wanted(held: Books, day: date) -> list[tuple[str, date]]:
    return [(each.period.label, each.due) for each in expected(held, day) if each.series]


def quarterly(printed: str, indicator: Indicator, period: str = "Q4 2013/14", **given: Any) -> Any:  # noqa: ANN401  a figure
    return a_figure(printed, period, indicator.series[0].id, **given)


# Promises


def test_a_promise_moves_the_due_day_and_there_is_no_warning_ahead_of_it() -> None:
    indicator = reported()
    held = books([indicator], promises=[a_promise(indicator, date(2014, 5, 26))])  # the spring bank holiday
    assert due(held, date(2014, 5, 26)) == []
    assert due(held, date(2014, 5, 27)) == [("Q4 2013/14", date(2014, 5, 27))]
    assert wanted(held, DUE) == [("Q4 2013/14", date(2014, 5, 27))]


def test_a_promise_never_makes_a_figure_due_earlier() -> None:
    indicator = reported()
    assert due(books([indicator], promises=[a_promise(indicator, date(2014, 4, 1))]), DUE) == [("Q4 2013/14", DUE)]


def test_a_promise_for_after_the_meeting_is_followed_on_that_day_and_for_a_year() -> None:
    indicator = reported()
    held = books([indicator], promises=[a_promise(indicator, date(2014, 8, 4))])
    assert due(held, date(2014, 7, 3)) == []
    (only,) = owed(held, date(2014, 8, 4))
    assert only.timetable is None
    assert due(held, date(2015, 8, 1)) == [("Q4 2013/14", date(2014, 8, 4))]
    assert due(held, date(2015, 9, 1)) == []


def test_a_promise_for_after_the_meeting_is_for_the_next_one_where_that_is_known() -> None:
    indicator = reported()
    held = books([indicator], a_body("Board", JULY, LATER), promises=[a_promise(indicator, date(2014, 8, 4))])
    (only,) = owed(held, date(2014, 8, 4))
    assert only.timetable is not None
    assert only.timetable.meeting == LATER
    assert owed(held, LATER) == (only,)
    assert owed(held, LATER + timedelta(days=1)) == ()


def test_a_promise_that_is_printed_in_the_plan_counts_as_one() -> None:
    annual = reported(Frequency.ANNUAL)
    printed = quarterly(
        "Available May 2014", annual, "Q2 2013/14", text="", missing=Missing.DEFERRED, available="May 2014"
    )
    (only,) = owed(books([annual], figures=[printed]), date(2014, 6, 2))  # the last of May is a Saturday
    assert only.due == date(2014, 6, 2)
    assert only.promise is not None
    assert (only.promise.available, only.promise.times) == ("May 2014", 0)
    assert owed(books([annual], figures=[printed, quarterly("58.0%", annual)]), date(2014, 6, 2)) == ()


def test_a_promise_without_a_day_that_can_be_read_moves_nothing() -> None:
    indicator = reported()
    printed = quarterly("later", indicator, text="", missing=Missing.DEFERRED, available="later this year")
    assert due(books([indicator], figures=[printed]), DUE) == [("Q4 2013/14", DUE)]


# Provisional figures


def test_a_provisional_figure_owes_its_final_sixty_days_later() -> None:
    indicator = reported()
    provisional = quarterly("6.5%", indicator, markers=frozenset({Marker.PROVISIONAL}))
    held = books([indicator], figures=[provisional])
    assert owed(held, DUE) == ()
    (final,) = owed(held, date(2014, 7, 18))
    assert (final.wanting, final.due, final.series) == (Wanting.FINAL, date(2014, 7, 18), indicator.series)
    assert owed(books([indicator], figures=[quarterly("6.6%", indicator)]), date(2014, 7, 18)) == ()


def test_the_final_of_a_round_before_the_first_that_is_known_is_not_asked_for() -> None:
    indicator = reported()
    old = quarterly("6.5%", indicator, "Q2 2013/14", markers=frozenset({Marker.PROVISIONAL}))
    now = quarterly("6.6%", indicator)
    assert owed(books([indicator], figures=[old, now]), DUE) == ()


def test_a_provisional_figure_is_in_for_its_own_meeting_and_its_final_is_expected_apart() -> None:
    indicator = reported()
    provisional = quarterly("6.5%", indicator, markers=frozenset({Marker.PROVISIONAL}))
    given, final = expected(books([indicator], figures=[provisional]), DUE)
    assert given.timetable is not None
    assert (given.timetable.meeting, given.due, given.wanting, given.series) == (JULY, DUE, Wanting.FIGURE, ())
    assert (final.timetable, final.due, final.wanting) == (None, date(2014, 7, 18), Wanting.FINAL)
    (own, later) = expected(books([indicator], a_body("Board", JULY, LATER), figures=[provisional]), DUE)
    assert [each.timetable and each.timetable.meeting for each in (own, later)] == [JULY, LATER]
    early = books([indicator], figures=[provisional], rules=Rules(final_days=14))
    (only,) = expected(early, DUE)
    assert (only.wanting, only.timetable) == (Wanting.FINAL, given.timetable)


def test_a_later_promise_moves_the_final_too() -> None:
    indicator = reported()
    provisional = quarterly("6.5%", indicator, markers=frozenset({Marker.PROVISIONAL}))
    held = books([indicator], figures=[provisional], promises=[a_promise(indicator, date(2014, 9, 30))])
    assert due(held, date(2014, 9, 29)) == []
    assert due(held, date(2014, 9, 30)) == [("Q4 2013/14", date(2014, 9, 30))]


def test_where_a_series_is_still_out_the_provisional_one_beside_it_waits() -> None:
    number, rate = a_series(measure_id=1), a_series(measure_id=1, name="per 10,000", position=1)
    indicator = an_indicator("Referrals", [number, rate])
    provisional = a_figure("812", "Q4 2013/14", number.id, markers=frozenset({Marker.PROVISIONAL}))
    (only,) = owed(books([indicator], figures=[provisional]), DUE)
    assert (only.wanting, only.series) == (Wanting.FIGURE, (rate,))
