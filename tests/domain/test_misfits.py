"""Where the days of timetables do not fit, and that nothing is said where they do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.domain.kinds import Frequency
from bot.domain.misfits import already_past, misfits
from bot.domain.rounds import Rules
from bot.domain.working_days import Calendar
from tests.builders import a_plan, an_objective
from tests.round_builders import DUE, FREEZE, JULY, a_body, books, reported

if TYPE_CHECKING:
    from bot.domain.model import Indicator
    from bot.domain.rounds import Body, Misfit

APRIL = date(2014, 4, 1)
LONG = a_plan(starts=date(2013, 4, 1), ends=date(2015, 3, 31))


def found(
    *bodies: Body,
    indicators: tuple[Indicator, ...] = (),
    today: date = APRIL,
    **given: Any,  # noqa: ANN401  any field of the books
) -> list[Misfit]:
    indicators = indicators or (reported(),)
    return list(misfits(books(indicators, *bodies, **{"plan": LONG} | given), bodies, today))


def kinds(*bodies: Body, **given: Any) -> list[str]:  # noqa: ANN401  as above
    return [each.kind for each in found(*bodies, **given)]


def test_a_board_whose_days_fit_is_left_in_peace() -> None:
    assert kinds(a_body("Board", JULY, date(2014, 10, 1))) == []


def test_a_meeting_on_a_day_that_is_not_worked() -> None:
    (easter,) = found(a_body("Board", date(2014, 4, 21)))
    assert (easter.kind, easter.facts["holiday"]) == ("not a working day", "Easter Monday")
    assert kinds(a_body("Board", date(2014, 4, 21)), calendar=Calendar("Scotland")) == []
    assert kinds(a_body("Board", date(2014, 7, 5))) == ["not a working day"]
    closed = Calendar("England", frozenset({JULY}))
    assert kinds(a_body("Board", JULY), calendar=closed) == ["not a working day"]


def test_a_body_without_a_coming_meeting() -> None:
    (none,) = found(a_body("Board"))
    assert (none.kind, none.facts["last"]) == ("no coming meeting", None)
    (past,) = found(a_body("Board", JULY), today=date(2014, 7, 3))
    assert (past.kind, past.facts["last"]) == ("no coming meeting", JULY)
    assert kinds(a_body("Board", JULY), today=JULY) == []


def test_rounds_that_overlap_and_a_cadence_that_is_not_kept() -> None:
    told = kinds(a_body("Board", JULY, date(2014, 7, 30)))
    assert "rounds overlap" in told
    assert "cadence not kept" in told
    assert "rounds overlap" not in kinds(a_body("Board", JULY, date(2014, 9, 17)))
    assert kinds(a_body("Board", JULY), a_body("Health Board", date(2014, 7, 9))) == []


def test_meetings_that_are_over_are_not_complained_of() -> None:
    body = a_body("Board", date(2014, 1, 4), date(2014, 1, 18), JULY)
    assert kinds(body) == ["cadence not kept"]  # the one that is still to come


def test_a_source_that_is_slower_than_the_day_figures_are_due() -> None:
    slow = reported(lag_days=57)
    (late,) = found(a_body("Board", JULY), indicators=(slow, reported()))
    assert late.kind == "after figures are due"
    assert late.facts["indicators"] == (slow,)
    assert late.facts["first"] == date(2014, 5, 27)
    assert late.facts["figures_due"] == DUE


def test_a_source_that_comes_between_the_freeze_and_the_meeting() -> None:
    slow = reported(lag_days=70)
    (missed,) = found(a_body("Board", JULY), indicators=(slow, reported()))
    assert (missed.kind, missed.facts["freeze"]) == ("after the freeze", FREEZE)
    assert missed.facts["first"] == date(2014, 6, 9)
    in_june = reported(Frequency.ANNUAL, release_month=6)
    (released,) = found(a_body("Board", JULY), indicators=(in_june, reported()))
    assert (released.kind, released.facts["first"]) == ("after the freeze", date(2014, 6, 30))
    in_october = reported(Frequency.ANNUAL, release_month=10)
    assert kinds(a_body("Board", JULY), indicators=(in_october, reported())) == []


def test_the_latest_month_of_a_monthly_indicator_is_always_about_to_come() -> None:
    assert kinds(a_body("Board", JULY), indicators=(reported(Frequency.MONTHLY),)) == []


def test_a_meeting_for_which_no_figure_can_be_had() -> None:
    assert kinds(a_body("Board", JULY), plan=a_plan(ends=date(2013, 3, 31))) == ["nothing to report"]
    in_october = reported(Frequency.ANNUAL, release_month=10)
    assert kinds(a_body("Board", JULY), indicators=(in_october,)) == ["nothing to report"]


def test_fewer_clear_days_than_the_law_asks_for() -> None:
    (few,) = found(a_body("Board", JULY, leads={"papers": 3}))
    assert (few.kind, few.facts["days"], few.facts["least"]) == ("too few clear days", 3, 5)
    assert kinds(a_body("Board", JULY), rules=Rules(papers=4)) == ["too few clear days"]


def test_objectives_that_the_plan_has_no_more_and_indicators_that_nobody_is_told_of() -> None:
    first, second = an_objective(number=1), an_objective(number=2)
    indicator = reported()
    body = a_body("Board", JULY, objectives=(("operational", 1), ("operational", 9)))
    told = found(body, indicators=(indicator,), objectives=(first, second))
    assert [each.kind for each in told] == ["unknown objective", "nothing to report", "reported nowhere"]
    assert told[0].facts["objective"] == ("operational", 9)
    assert told[2].facts["indicators"] == (indicator,)


def test_the_meeting_that_the_imported_plan_names_is_missed_where_no_body_has_it() -> None:
    plan = a_plan(starts=date(2013, 4, 1), ends=date(2015, 3, 31), meeting=JULY)
    assert kinds(a_body("Board", JULY), plan=plan) == []
    assert kinds(a_body("Board", date(2014, 7, 9)), plan=plan) == ["plan names another"]
    assert kinds(a_body("Board", date(2014, 10, 1)), plan=plan, today=date(2014, 7, 3)) == []


def test_days_that_were_over_when_the_meeting_was_set() -> None:
    (timetable,) = books((), a_body("Board", JULY)).timetables
    assert already_past(timetable, DUE) == ()
    (past,) = already_past(timetable, date(2014, 6, 4))
    assert past.facts["days"] == (("figures_due", DUE), ("freeze", FREEZE))
