"""Answers about a plan that moved on: what ended is answered about, what follows says so, and nothing is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import render
from bot.domain.answers import Listing, Status
from bot.domain.asking import Gap
from bot.domain.judgement import Movement
from bot.domain.people import Role, Someone
from bot.services import answers, timetables
from bot.services.answers import Pointer
from store import figures
from tests.builders import a_figure
from tests.rolled import gone, indicator, made_database, moved_on

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.answers import Answer
    from bot.workspace import Workspace, Workspaces

SMALL = "sexual offences committed by under 18's"  # retired; eight in its last quarter


@pytest.fixture(scope="module")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_database(tmp_path_factory.mktemp("breaks") / "moved on.sqlite3", moved_on)


@pytest.fixture
def city(workspaces: Workspaces) -> Workspace:
    return moved_on(workspaces.make_first())


def said(workspace: Workspace, question: str, **given: object) -> str:
    return render.plain(asked(workspace, question, **given))


def asked(workspace: Workspace, question: str, **given: object) -> Answer:
    return answers.answer(workspace, question, **given)  # type: ignore[arg-type]  # its own options


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("status of NI 089", "Retired: at the end of 2013/14; its last figure was 9 in Q4 2013/14."),
        ("number of schools judged as requiring special measures", "Retired: at the end of 2013/14;"),
        ("NI 117 since 2011", "Split: in April 2014 into 16 year olds who are NEET (NEET16) and 17 year olds who are"),
        (
            "status of CC-12",
            "Merged: in April 2014 into Children in care with health assessment and dental check (CC-30)",
        ),
        ("who owns NI 117?", "Split in April 2014 into 16 year olds who are NEET (NEET16)"),
        ("target for CC-13", "Merged: in April 2014 into Children in care with health assessment"),
    ],
)
def test_what_ended_is_answered_about_with_what_became_of_it(city: Workspace, question: str, words: str) -> None:
    assert words in said(city, question)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            "status of CP-8",
            '(CP-8) (redefined since April 2014): its figures are not joined. "As the board agreed in March"',
        ),
        ("NEET16 since 2011", "(NI 117) (split since April 2014): its figures are not joined."),
        (
            "target for CC-30",
            "and The percentage of CiC with up-to-date dental checks (CC-13) (merged since April 2014)",
        ),
        ("what is CP-8?", "(redefined since April 2014)"),
    ],
)
def test_what_follows_says_what_it_follows(city: Workspace, question: str, words: str) -> None:
    assert words in said(city, question)


def test_a_first_figure_after_the_break_is_compared_with_nothing_before_it(city: Workspace) -> None:
    now = indicator(city, "CP-8")
    with city.begin() as work:
        figures.add(work, a_figure("9.9%", "Q1 2014/15", now.headline.id), city.now())
    answer = asked(city, "status of CP-8")
    assert isinstance(answer, Status)
    assert answer.reading.judgement.direction.movement is Movement.NONE
    assert [each.period.label for each in answer.recent] == ["Q1 2014/15"]
    assert "2.8%" not in render.plain(answer)


def test_the_figures_of_what_is_carried_are_compared_across_the_versions(city: Workspace) -> None:
    with city.begin() as work:
        figures.add(work, a_figure("71.0%", "Q1 2014/15", indicator(city, "CIN-8").headline.id), city.now())
    text = said(city, "status of CIN-8")
    assert "better, from 70.3% in Q4 2013/14 to 71.0% in Q1 2014/15" in text
    assert "82.0% or higher for 2014/15" in text


def test_what_ended_is_compared_with_its_own_past(city: Workspace) -> None:
    assert "better, from 4.9% in 2012/13 to 2.8%" in said(city, "child protection plans lasting 2 years or more")


def test_what_is_in_no_version_is_still_not_in_the_plan(city: Workspace) -> None:
    answer = asked(city, "potholes")
    assert getattr(answer, "gap", None) is Gap.NOT_IN_PLAN


def test_lists_and_counts_are_of_the_version_in_force(city: Workspace) -> None:
    everything = asked(city, "what's red?")
    assert not {each.code for each in everything.indicators} & {"NI 117", "CC-12", "CC-13", "NI 089"}
    assert isinstance(everything, Listing)
    assert everything.base.indicators == 100


def test_a_conversation_about_what_ended_goes_on(city: Workspace) -> None:
    said(city, "status of NI 117", place="D1")
    assert "Named officer 07 answers for" in said(city, "who owns it?", place="D1")
    assert "6.2% in 2012/13" in said(city, "and in 2012/13?", place="D1")


def test_a_button_under_what_ended_goes_on_answering(city: Workspace) -> None:
    before = asked(city, "NI 117")
    pointer = Pointer(intent=before.intent, measures=(gone(city, "NI 117").id,))
    assert "Split: in April 2014" in render.plain(answers.again(city, pointer, place=None))


def test_an_outsider_is_told_of_neither_side_of_a_break_that_is_not_ticked(city: Workspace) -> None:
    now, then = indicator(city, "CP-8"), gone(city, "CP-8")
    half = Someone(slack_user="U9", roles=frozenset({Role.READER}), ticked=frozenset({now.id}))
    assert "Follows" not in said(city, "CP-8", viewer=half)
    whole = Someone(slack_user="U9", roles=frozenset({Role.READER}), ticked=frozenset({now.id, then.id}))
    assert "Follows" in said(city, "CP-8", viewer=whole)


def test_the_last_figure_of_what_ended_is_hidden_where_it_is_small(city: Workspace) -> None:
    timetables.set_rule(city, "small_board", "10")
    for question in (f"status of {SMALL}", f"history of {SMALL}"):
        assert "its last figure was [c] hidden: small number" in said(city, question)


def test_what_came_with_the_new_year_owes_nothing_for_the_old_one(city: Workspace) -> None:
    assert "no figure" in said(city, "status of CP-8")
    assert "Not in yet" not in said(city, "status of CP-8")
