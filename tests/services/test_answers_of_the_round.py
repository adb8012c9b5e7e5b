"""What people ask of the round itself: its days, who owes, how a figure is put right; and years before the plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot import render
from bot.domain.answers import Help, Meeting
from bot.domain.asking import Intent
from bot.services import answers
from tests.workspaces import a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.answers import Answer
    from bot.workspace import Workspace

TODAY = date(2014, 5, 9)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with a_workspace_with("nottingham-city-2013-14", tmp_path_factory.mktemp("round")) as workspace:
        yield workspace


def ask(workspace: Workspace, question: str, on: date = TODAY) -> Answer:
    return answers.answer(workspace, question, on=on)


@pytest.mark.parametrize(
    "question",
    [
        "when is the board meeting?", "when's our next board meeting", "when is the meeting", "when do we meet?",
        "when is the next deadline?", "what is the deadline for figures", "when are figures due?", "any deadlines?",
    ],
)  # fmt: skip
def test_the_next_meeting_is_told_with_the_days_before_it(city: Workspace, question: str) -> None:
    said = ask(city, question)
    assert isinstance(said, Meeting)
    assert said.on == date(2014, 7, 2)
    days = (("figures", date(2014, 5, 19)), ("deadline", date(2014, 6, 17)), ("papers", date(2014, 6, 24)))
    assert said.days == days
    assert "figures are due on 19 May 2014; papers are to be handed in on 17 June 2014" in render.plain(said)


def test_days_that_have_passed_are_not_told_as_deadlines(city: Workspace) -> None:
    said = ask(city, "when is the next deadline?", on=date(2014, 6, 18))
    assert isinstance(said, Meeting)
    assert said.days == (("papers", date(2014, 6, 24)),)


@pytest.mark.parametrize("question", ["which targets are we meeting?", "what is meeting its target"])
def test_a_target_is_met_all_the_same(city: Workspace, question: str) -> None:
    assert ask(city, question).intent is Intent.LIST


@pytest.mark.parametrize(
    "question",
    [
        "how do I get my figure changed?", "how can I correct a figure", "who can change the number?",
        "how do we amend the NEET figure?", "my figure is wrong", "how are figures corrected?",
    ],
)  # fmt: skip
def test_who_puts_a_figure_right_is_told_to_whoever_asks(city: Workspace, question: str) -> None:
    said = ask(city, question)
    assert isinstance(said, Help)
    assert said.correcting
    assert "an officer approves it" in render.plain(said)


@pytest.mark.parametrize(
    "question",
    ["has the NEET figure changed?", "how has the number of NEET changed", "how are the NEET numbers changing?"],
)
def test_how_a_figure_moved_is_its_history(city: Workspace, question: str) -> None:
    assert ask(city, question).intent is Intent.HISTORY


@pytest.mark.parametrize("question", ["who still owes figures?", "who owes us data?", "what is still owed?"])
def test_what_is_owed_is_what_is_not_in(city: Workspace, question: str) -> None:
    assert ask(city, question).indicators == ask(city, "is anything overdue?").indicators


@pytest.mark.parametrize("question", ["NEET in 1999", "NEET for 1998/99", "NEET in Q2 1999"])
def test_a_year_before_the_plan_has_no_figure_and_the_first_one_held_is_named(city: Workspace, question: str) -> None:
    said = ask(city, question)
    assert said.outcome == "unknown"
    told = render.plain(said)
    assert told.startswith("There are no figures for ")
    assert "NI 117" in told
    assert "It has figures for 2011/12, " in told
