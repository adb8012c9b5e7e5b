"""What a reader is told of small numbers of people, by who they are."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot import render
from bot.domain.answers import History, Listing, Status
from bot.domain.disclosure import Audience
from bot.domain.people import Account, Someone
from bot.services import answers, reports, timetables
from tests.builders import imported_city

if TYPE_CHECKING:
    from bot.domain.answers import Answer
    from bot.workspace import Workspace

ON = date(2014, 7, 2)
SEXUAL = "sexual offences committed by under 18's"
GUEST = Someone(slack_user="U9", account=Account.GUEST)


@pytest.fixture
def city(workspace: Workspace) -> Workspace:
    imported_city(workspace)
    return workspace


def asked(city: Workspace, text: str, audience: Audience = Audience.PUBLIC) -> Answer:
    return answers.answer(city, text, on=ON, audience=audience)


def test_the_board_is_told_the_number_and_the_public_that_it_is_hidden(city: Workspace) -> None:
    board, public = (render.plain(asked(city, f"status of {SEXUAL}", each)) for each in Audience)
    assert "8 for the year to Q4 2013/14" in board
    assert "[c] hidden: small number" in public
    assert not re.search(r"\b8 (?:for|up|in)\b", public)


def test_the_latest_figure_is_the_hidden_one_and_nothing_is_judged_by_it(city: Workspace) -> None:
    """An older figure must not pass for the latest, nor a colour tell what the number would."""
    said = asked(city, f"status of {SEXUAL}")
    assert isinstance(said, Status)
    assert said.reading.judgement.figure is not None
    assert said.reading.judgement.figure.period.label == "Q4 2013/14"
    assert said.reading.judgement.rag.value == "none"
    assert said.reading.judgement.direction.change is None
    assert said.awaited is None


def test_a_history_its_chart_and_its_words_have_no_hidden_number(city: Workspace) -> None:
    said = asked(city, f"history of {SEXUAL}")
    assert isinstance(said, History)
    message = render.message(said, charts=True)
    told = message.text + str(message.blocks)
    assert said.lines[0].figures[-1].value is None
    assert "[c] hidden: small number" in told
    assert not re.search(r"(?<![\w/.-])3(?![\w/.-])", re.sub(r"Q3|'[^']*_id': '[^']*'", "", message.text))


def test_a_guest_is_the_public_and_so_is_whoever_comes_from_outside(city: Workspace) -> None:
    said = answers.answer(city, f"status of {SEXUAL}", on=ON, viewer=GUEST)
    assert "[c] hidden: small number" in render.plain(said)
    member = answers.answer(city, f"status of {SEXUAL}", on=ON, viewer=Someone(slack_user="U1"))
    assert "[c]" not in render.plain(member)


def test_a_count_of_schools_is_told_to_everybody(city: Workspace) -> None:
    assert "1 in Q1 2013/14" in render.plain(asked(city, "NI 089 in Q1"))


def test_lists_and_counts_leave_out_what_is_hidden(city: Workspace) -> None:
    board, public = (asked(city, "what got better", each) for each in Audience)
    assert isinstance(board, Listing)
    assert isinstance(public, Listing)
    gone = {each.indicator.title for each in board.readings} - {each.indicator.title for each in public.readings}
    assert gone == {"Burglary offences committed by under 18's", "Sexual offences committed by under 18's"}


def test_a_plan_may_hide_small_numbers_from_its_board_too(city: Workspace) -> None:
    timetables.set_rule(city, "small_board", "5")
    assert "[c] hidden: small number" in render.plain(asked(city, f"status of {SEXUAL}", Audience.BOARD))
    timetables.set_rule(city, "small_board", "default")
    timetables.set_rule(city, "small_public", "0")
    assert "[c]" not in render.plain(asked(city, f"status of {SEXUAL}"))


def test_a_report_for_the_public_holds_no_small_number_and_the_board_s_holds_them(city: Workspace) -> None:
    board = reports.compose(city)
    public = reports.compose(city, audience="public")
    hidden = {
        (each.as_printed, now.as_printed)
        for number, figures in board.figures.items()
        for each, now in zip(figures, public.figures[number], strict=True)
        if each != now
    }
    assert hidden == {("45", "[c]"), ("3", "[c]"), ("8", "[c]")}
