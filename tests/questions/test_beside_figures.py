"""Questions about what plans hold beside their figures, answered from the sample plans as they are imported."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot import render
from bot.services import answers
from tests.workspaces import a_workspace_with

if TYPE_CHECKING:
    from bot.domain.answers import Answer

QUESTIONS = [
    json.loads(line) for line in (Path(__file__).parent / "beside_figures.jsonl").read_text("utf-8").splitlines()
]
PLANS = {  # with the day on which they are asked about
    "city": ("nottingham-city-2013-14", date(2014, 7, 1)),
    "county": ("nottinghamshire-2011-14", date(2012, 1, 15)),
    "somerset": ("somerset-2016-19", date(2017, 6, 7)),
}
ENOUGH, MOST_WRONG = 0.95, 0.02


def accepts(entry: dict[str, Any], said: Answer) -> bool:
    """Whether an answer meets every condition of one accepted result."""
    text = render.plain(said).casefold()
    checks = {
        "outcome": lambda want: said.outcome in listed(want),
        "intent": lambda want: said.intent in listed(want),
        "objective": lambda want: said.objective is not None and said.objective.number in listed(want),
        "says": lambda want: all(words.casefold() in text for words in want),
    }
    return all(checks[key](want) for key, want in entry.items())


def listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("plan", PLANS)
def test_questions_beside_the_figures_are_answered_or_said_not_to_be_in_the_plan(plan: str, tmp_path: Path) -> None:
    folder, on = PLANS[plan]
    passed, misses, wrong = Counter[bool](), [], 0
    with a_workspace_with(folder, tmp_path) as workspace:
        for question in (each for each in QUESTIONS if each["plan"] == plan):
            said = answers.answer(workspace, question["q"], on=on)
            is_accepted = any(accepts(entry, said) for entry in question["accept"])
            passed[is_accepted] += 1
            wrong += not is_accepted and said.outcome == "answer"
            if not is_accepted:
                misses.append(f"{question['id']} {question['q']!r}: {said.outcome} {said.intent}")
    assert passed[True] / passed.total() >= ENOUGH, misses
    assert wrong / passed.total() <= MOST_WRONG, misses
