"""What is told of actions, risks, meetings and others' figures, to whom, and where the plan has nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot import render
from bot.domain.actions import ActionState
from bot.domain.answers import Unknown
from bot.domain.answers_beside import Actions, Agenda, Comparators, Risks
from bot.domain.asking import Gap, Intent, Sought
from bot.domain.errors import OldButton
from bot.domain.people import Someone
from bot.domain.risks import RiskScore
from bot.services import answers
from bot.services.answers import Pointer
from store import actions, plan, risks
from tests.templates.everything_beside import a_risk, an_action
from tests.workspaces import a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.domain.answers import Answer
    from bot.workspace import Workspace

BEFORE, AFTER = date(2014, 7, 1), date(2014, 10, 1)
OUTSIDE = Someone(slack_user="U9", ticked=frozenset({1}))


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with a_workspace_with("nottingham-city-2013-14", tmp_path_factory.mktemp("city")) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with a_workspace_with("nottinghamshire-2011-14", tmp_path_factory.mktemp("county")) as workspace:
        yield workspace


def ask(workspace: Workspace, text: str, on: date = BEFORE, viewer: Someone | None = None) -> Answer:
    return answers.answer(workspace, text, on=on, viewer=viewer)


def test_an_action_is_overdue_only_with_a_day_that_has_passed(city: Workspace) -> None:
    before, after = ask(city, "overdue actions"), ask(city, "overdue actions", AFTER)
    assert isinstance(before, Actions)
    assert isinstance(after, Actions)
    assert before.actions == ()
    assert [each.due for each in after.actions] == [date(2014, 9, 19)]
    assert after.undated == before.undated == 10


def test_a_due_in_words_is_shown_as_printed(city: Workspace) -> None:
    said = render.plain(ask(city, "what is coming back to the board"))
    assert '"once the overall financial implications are clear" (as printed)' in said
    assert "in 6 months' time" in said


def test_what_the_chair_suggested_is_not_said_to_be_resolved(city: Workspace) -> None:
    assert "suggested by the chair, not resolved" in render.plain(ask(city, "what has the CCG to do"))


def test_actions_that_speak_of_nothing_asked_are_said_not_to_be_there(city: Workspace) -> None:
    said = ask(city, "what has the police to do")
    assert isinstance(said, Unknown)
    assert (said.gap, said.outcome) == (Gap.NOT_SAID, "unknown")
    assert [mention.text for mention in said.mentions] == ["POLICE"]


def test_the_agenda_is_of_the_next_meeting_and_each_item_says_who_reports(city: Workspace) -> None:
    said = ask(city, "what is on the agenda")
    assert isinstance(said, Agenda)
    assert (said.on, len(said.items)) == (date(2014, 7, 2), 12)


def test_claims_are_counted_as_the_report_does_and_are_said_to_be_its_claims(county: Workspace) -> None:
    said = ask(county, "above national", date(2013, 1, 14))
    assert isinstance(said, Comparators)
    [counted] = said.compared
    assert (counted.indicators, counted.above, counted.below) == (12, 8, 4)
    assert all(pair.better for pair in said.beside)
    text = render.plain(said)
    assert "as the report claims, without a figure" in text
    assert "16" in text


def test_an_objective_counts_its_actions_and_shows_them_where_it_has_no_figure(county: Workspace) -> None:
    text = render.plain(ask(county, "summary of priority 7", date(2012, 1, 15)))
    assert "6 actions: 1 completed, 5 with no state given" in text
    assert "CAMHS joint commissioning group set up: completed" in text


@pytest.mark.parametrize(
    "text",
    ["overdue actions", "what did we agree in March", "what is on the agenda", "forward plan", "challenges",
     "headlines",
     "what has the CCG to do", "family support pathway", "who leads objective 1"],
)  # fmt: skip
def test_whoever_was_let_in_to_ticked_indicators_is_told_nothing_of_it(city: Workspace, text: str) -> None:
    said = render.plain(ask(city, text, viewer=OUTSIDE))
    for word in ("Clinical", "PATHWAY", "resolved", "19 March", "unhealthy", "youth crime", "FORWARD"):
        assert word not in said


def test_a_button_of_a_reader_tells_an_outsider_nothing(city: Workspace) -> None:
    pointer = Pointer(intent=Intent.ACTIONS, sought=Sought(of="decisions"))
    assert isinstance(answers.again(city, pointer, place=None), Actions)
    with pytest.raises(OldButton):
        answers.again(city, pointer, place=None, viewer=OUTSIDE)


def test_risks_come_the_highest_first_and_over_a_score(tmp_path_factory: pytest.TempPathFactory) -> None:
    with a_workspace_with("nottinghamshire-2011-14", tmp_path_factory.mktemp("risks")) as workspace:
        _with_risks(workspace)
        every, over = ask(workspace, "risks"), ask(workspace, "risks over 9")
        up = ask(workspace, "risks going up")
    assert isinstance(every, Risks)
    assert isinstance(over, Risks)
    assert isinstance(up, Risks)
    assert [risk.score for risk in every.risks] == [20, 10, 5]
    assert [risk.score for risk in over.risks] == [20, 10]
    assert [risk.title for risk in up.risks] == ["Care"]


def _with_risks(workspace: Workspace) -> None:
    at = workspace.now()
    older = RiskScore(on=date(2014, 1, 1), likelihood=2, impact=5)
    newer = RiskScore(on=date(2014, 5, 1), likelihood=4, impact=5)
    held = [a_risk("Money", 1), a_risk("Care", scores=(older, newer)), a_risk("Staff", 2)]
    with workspace.begin() as work:
        catalogue = workspace.catalogue(work)
        assert catalogue is not None
        risks.add(work, catalogue.plan.id, [replace(each, owner=None) for each in held], at)
        plan.bump(work)


def test_three_hundred_actions_fit_a_message_and_the_rest_is_a_button_away(tmp_path: pytest.TempPathFactory) -> None:
    with a_workspace_with("nottingham-city-2013-14", tmp_path) as workspace:  # type: ignore[arg-type]  a folder
        with workspace.begin() as work:
            catalogue = workspace.catalogue(work)
            assert catalogue is not None
            many = [
                an_action(f"{number} {'a long title ' * 20}", owner=None, state=ActionState.DELAYED, basis="")
                for number in range(300)
            ]
            actions.add(work, catalogue.plan.id, many, workspace.now())
        said = ask(workspace, "delayed actions")
    message = render.message(said)
    assert isinstance(said, Actions)
    assert len(said.actions) == 300
    assert "And 290 more: press More" in message.text
    assert '"ask.more"' in str(message.blocks).replace("'", '"')


def test_a_follow_up_asks_on_about_the_same_list(city: Workspace) -> None:
    answers.answer(city, "what was resolved about SEN", asker="U1", place="D7", on=BEFORE)
    said = answers.answer(city, "who owns them?", asker="U1", place="D7", on=BEFORE)
    assert isinstance(said, Actions)
    assert said.sought.words == "sen"
    assert len(said.actions) == 4


def test_where_no_way_is_said_to_be_good_both_figures_are_shown_all_the_same(tmp_path: Path) -> None:
    with a_workspace_with("nottinghamshire-2016-18", tmp_path) as workspace:
        told = ask(workspace, "above national", date(2017, 1, 19))
    assert isinstance(told, Comparators)
    assert [each.better for each in told.beside] == [None, None]
    assert "53.3%" in render.plain(told)
    assert "beside 53% for 2016" in render.plain(told)
