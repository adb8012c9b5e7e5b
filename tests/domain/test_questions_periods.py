"""Periods as people name them; relative words count from the plan's latest period with figures."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from bot.domain import questions
from bot.domain.asking import Gap, Intent
from tests.questions.plans import AFTER, index_of_city

if TYPE_CHECKING:
    from bot.domain.matching import Index


@cache
def city() -> Index:
    return index_of_city()


def asked(words: str, today: date = AFTER) -> str | None:
    meant = questions.understand(f"dental checks for LAC {words}", city(), today=today)
    assert [match.indicator.id for match in meant.found] == [41], meant
    return meant.period.label if meant.period else None


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("in Q2", "Q2 2013/14"),
        ("second quarter", "Q2 2013/14"),
        ("quarter two", "Q2 2013/14"),
        ("Q2 13/14", "Q2 2013/14"),
        ("2013/14 Q2", "Q2 2013/14"),
        ("Jul-Sep 2013", "Q2 2013/14"),
        ("as at 30 September 2013", "Q2 2013/14"),
        ("on 30/09/2013", "Q2 2013/14"),
        ("half-year", "Q2 2013/14"),
        ("as at December 2013", "Q3 2013/14"),
        ("in December", "Q3 2013/14"),
        ("last quarter", "Q3 2013/14"),
        ("at year end", "Q4 2013/14"),
        ("for the full year", "Q4 2013/14"),
        ("as at March", "Q4 2013/14"),
        ("last year", "2012/13"),
        ("2012/13", "2012/13"),
        ("in 2012-2013", "2012/13"),
        ("12/13", "2012/13"),
        ("at the end of 2012/13", "2012/13"),
        ("a year ago", "2012/13"),
        ("the year before last", "2011/12"),
        ("back in 2011/12", "2011/12"),
        ("this year", None),
        ("latest", None),
    ],
)
def test_a_period_is_read_however_it_is_written(words: str, label: str | None) -> None:
    assert asked(words) == label


def test_relative_words_count_from_the_latest_period_of_the_day_asked_about() -> None:
    november = date(2013, 11, 1)
    assert asked("last quarter", november) == "Q1 2013/14"
    assert asked("last year", november) == "2012/13"
    assert asked("last year", date(2013, 5, 1)) == "2011/12"


@pytest.mark.parametrize("words", ["in 2015/16", "Q3 2008/09", "in 2020", "as at June 2016"])
def test_a_period_that_the_plan_has_not_is_said_so_and_the_indicator_kept(words: str) -> None:
    meant = questions.understand(f"NEET {words}", city(), today=AFTER)
    assert meant.gap is Gap.NO_SUCH_PERIOD
    assert [match.indicator.id for match in meant.found] == [75]


@pytest.mark.parametrize(
    "words",
    ["since 2011", "over the last three years", "Q1 v Q4", "last year v this year", "between 2011/12 and 2013/14"],
)
def test_a_stretch_of_time_asks_for_the_history(words: str) -> None:
    meant = questions.understand(f"NEET {words}", city(), today=AFTER)
    assert (meant.intent, meant.period) == (Intent.HISTORY, None)


@pytest.mark.parametrize("words", ["in year 6", "aged 10-17", "26 weeks", "level 4", "16-18"])
def test_what_only_looks_like_a_period_is_none(words: str) -> None:
    meant = questions.understand(f"reading {words}", city(), today=AFTER)
    assert (meant.period, meant.period_words) == (None, "")
