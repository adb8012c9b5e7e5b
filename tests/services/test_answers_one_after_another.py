"""A whole question means the same whatever was asked before it; only what points back is about the last answer."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain import questions
from bot.services import answers
from bot.services.answers import knowledge, memory
from tests.workspaces import a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.asking import Context, Understood
    from bot.domain.matching import Index
    from bot.workspace import Workspace

README = Path(__file__).parents[2] / "README.md"
BEFORE_THE_BOARD = date(2014, 6, 24)
POINTS_BACK = {"which have no target"}  # of which: of all, or of the last answer's
MORE = (
    "what's red?", "what's amber?", "which indicators are green?", "which targets were missed?", "what has improved?",
    "what got worse?", "what got worse this quarter?", "which figures are late?", "is anything late?",
    "list all indicators", "how is the plan doing?", "help", "when is the board meeting?",
)  # fmt: skip
LEANING = ("which are late?", "and the late ones?", "who owns them?", "only the late ones")


def examples() -> tuple[str, ...]:
    """Those of the README's table, without the row of those that go on."""
    table = README.read_text("utf-8").partition("## What you can ask")[2].partition("Abbreviations")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| to go on")]
    found = tuple(question for row in rows for question in re.findall(r"`([^`]+)`", row))
    assert len(found) > 30
    return found


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with a_workspace_with("nottingham-city-2013-14", tmp_path_factory.mktemp("asked")) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def index(city: Workspace) -> Index:
    with city.reading() as work:
        known = knowledge.of_plan(city, work, None, None)
    assert known
    return known.index


def after(workspace: Workspace, question: str) -> Context | None:
    said = answers.answer(workspace, question, on=BEFORE_THE_BOARD)
    return memory.context_of(said) if said.outcome != "unknown" else None


def understood(index: Index, question: str, context: Context | None = None) -> Understood:
    return questions.understand(question, index, today=BEFORE_THE_BOARD, context=context)


def test_every_whole_question_means_the_same_after_every_other_as_alone(city: Workspace, index: Index) -> None:
    whole = [each for each in (*examples(), *MORE) if each not in POINTS_BACK]
    alone = {each: understood(index, each) for each in whole}
    contexts = {each: context for each in (*examples(), *MORE) if (context := after(city, each))}
    assert len(contexts) > 30
    otherwise = [
        (first, then)
        for first, context in contexts.items()
        for then in whole
        if understood(index, then, context) != alone[then]
    ]
    assert otherwise == []


@pytest.mark.parametrize("question", LEANING)
def test_what_points_back_is_about_the_last_list(city: Workspace, index: Index, question: str) -> None:
    actions = after(city, "what has the CCG to do?")
    assert actions
    meant = understood(index, question, actions)
    assert meant.intent == actions.intent
    assert meant.sought
    assert meant.sought.by == "ccg"
