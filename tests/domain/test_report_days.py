"""A report is drafted after the freeze, and goes out with the papers and no earlier."""

from __future__ import annotations

from datetime import date, datetime, time

from bot.domain.report_days import ReportDays, report_days
from bot.domain.rounds import Body, Rules
from bot.domain.timetables import timetable
from bot.domain.working_days import Calendar
from tests.conftest import LONDON

CALENDAR = Calendar("England")
JULY = date(2014, 7, 2)


def the_days(rules: Rules | None = None, meeting: date = JULY) -> ReportDays:
    rules = rules or Rules()
    board = Body(id=None, name="Board")
    return report_days(timetable(board, meeting, rules, CALENDAR), rules, CALENDAR, LONDON)


def test_it_is_drafted_on_the_working_day_after_the_freeze_and_goes_out_when_the_papers_are_published() -> None:
    days = the_days()
    assert (days.timetable.freeze, days.timetable.papers) == (date(2014, 6, 3), date(2014, 6, 24))
    assert days.drafted == datetime(2014, 6, 4, 9, tzinfo=LONDON)
    assert days.published == datetime(2014, 6, 24, 12, tzinfo=LONDON)
    assert days.key == ("Board", JULY)


def test_the_hours_are_those_of_the_rules() -> None:
    days = the_days(Rules(starts_at=time(8, 30), report_at=time(16, 15)))
    assert (days.drafted.time(), days.published.time(), days.briefed.time()) == (time(8, 30), time(16, 15), time(8, 30))


def test_a_draft_is_wanted_from_then_until_the_meeting_is_over() -> None:
    days = the_days()
    assert not days.wants_draft(datetime(2014, 6, 4, 8, 59, tzinfo=LONDON))
    assert days.wants_draft(datetime(2014, 6, 4, 9, tzinfo=LONDON))
    assert days.wants_draft(datetime(2014, 7, 2, 23, 59, tzinfo=LONDON))
    assert not days.wants_draft(datetime(2014, 7, 3, tzinfo=LONDON))
