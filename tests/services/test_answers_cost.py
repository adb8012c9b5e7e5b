"""What an answer costs the database: the same number of queries whatever the size of the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot import sheets
from bot.services import answers
from bot.services import plan as plans
from store import samples
from tests.queries import counted
from tests.workspaces import a_workspace_with

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.planfile import PlanFile

CITY = "nottingham-city-2013-14"
QUESTIONS = {  # with the most queries that each may take, a change of plan apart
    "status of NEET": 2,
    "NI 117 since 2011": 2,
    "target for S47 enquiries": 2,
    "who owns CP-8": 2,
    "compare theft with violence by under 18s": 2,
    "what's red": 2,
    "how are we doing on safeguarding": 5,  # who leads it, what was promised, what the plan says of it
    "how are we doing overall": 2,
    "is anything overdue": 14,  # the round as a whole: meetings, rules, promises, days
    "absence": 2,  # in a longer plan it has so many siblings that they are listed
    "potholes": 7,  # what is no indicator's is looked for in everything else
    "overdue actions": 3,
    "what is due before the next board": 4,
    "what did we agree in March": 3,
    "what is on the agenda": 3,
    "what is on the forward plan": 3,
    "when is the next board": 13,  # and the days before it: the round's meetings and rules
    "challenges": 3,
    "who leads objective 6": 4,
    "help": 1,
}


def thrice_as_long(planfile: PlanFile) -> PlanFile:
    """The same plan with every indicator three times, under titles and codes of their own."""
    grown = [
        replace(
            each,
            code=f"{each.code}{letter}" if each.code and letter else each.code,
            title=f"{each.title} {letter}".strip(),
            number=None if letter else each.number,
        )
        for letter in ("", "second site", "third site")
        for each in planfile.indicators
    ]
    return replace(planfile, indicators=tuple(grown))


@pytest.mark.parametrize("size", ["as printed", "three times as long"])
def test_an_answer_takes_the_same_few_queries_however_long_the_plan(tmp_path: Path, size: str) -> None:
    with a_workspace_with(None, tmp_path) as workspace:
        planfile = sheets.read_plan(samples.path(CITY))
        plans.import_plan(workspace, planfile if size == "as printed" else thrice_as_long(planfile))
        answers.answer(workspace, "status of NEET")  # reads the catalogue, once
        for question, most in QUESTIONS.items():
            with counted(workspace._store.engine) as seen:
                answers.answer(workspace, question)
            assert len(seen) <= most, (question, seen)
