"""`steward ask --json` as other programs call it: one object a line, scored on questions no rule was written for."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from store import samples
from tests.workspaces import a_workspace_with

HERE = Path(__file__).parent
CITY = "nottingham-city-2013-14"
QUESTIONS = [json.loads(line) for line in (HERE / "nottingham_city_final.jsonl").read_text("utf-8").splitlines()]
ENOUGH, MOST_WRONG = 0.93, 0.025


def ask(folder: Path, lines: list[str], *options: str) -> list[dict[str, Any]]:
    environment = {**os.environ, "STEWARD_DATABASE_URL": f"sqlite:///{folder / 'steward.sqlite3'}"}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json", *options],
        input="\n".join(lines) + "\n", env=environment, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that holds the City's plan."""
    made = tmp_path_factory.mktemp("asked")
    with a_workspace_with(CITY, made):
        return made


@pytest.fixture(scope="module")
def answers(folder: Path) -> list[dict[str, Any]]:
    return ask(folder, [question["q"].replace("\n", " ") for question in QUESTIONS])


def numbers_by_title() -> dict[tuple[str, str], int]:
    with (samples.path(CITY) / "indicators.csv").open(encoding="utf-8") as file:
        return {(row["code"], row["title"]): int(row["measure"]) for row in csv.DictReader(file) if row["title"]}


NUMBERS = numbers_by_title()


def accepts(entry: dict[str, Any], answer: dict[str, Any]) -> bool:
    """Whether an answer meets every condition of one accepted result."""
    found = [NUMBERS[each["code"] or "", each["title"]] for each in answer["indicators"]]
    shown = found[:5] if answer["outcome"] == "choices" else found
    said = {float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*(?:\.\d+)?", answer["text"])}
    filters = {name: value for name, value in answer["filter"].items() if value is not None}
    checks = {
        "outcome": lambda want: answer["outcome"] in listed(want),
        "intent": lambda want: answer["intent"] in listed(want),
        "measures_top": lambda want: found[:1] != [] and found[0] in listed(want),
        "measures_include": lambda want: set(want) <= set(shown),
        "measures_include_any": lambda want: bool(set(want) & set(shown)),
        "numbers_any": lambda want: bool(said & set(want)),
        "list_includes": lambda want: set(want) <= set(found),
        "list_excludes": lambda want: not set(want) & set(found),
        "objective": lambda want: answer["objective"] in listed(want),
        "level": lambda want: answer["level"] in listed(want),
        "period": lambda want: answer["period"] in listed(want),
        "filter": lambda want: filters.keys() == want.keys() and all(filters[k] in listed(v) for k, v in want.items()),
    }
    return all(checks[name](want) for name, want in entry.items())


def listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def test_questions_that_no_rule_was_written_for_are_answered_and_hardly_any_wrongly(
    answers: list[dict[str, Any]],
) -> None:
    tally = Counter[str]()
    for question, answer in zip(QUESTIONS, answers, strict=True):
        passed = any(accepts(entry, answer) for entry in question["accept"])
        confident = answer["outcome"] == "answer" and answer["intent"] not in {"help", "unknown"}
        tally["passed"] += passed
        tally["wrong"] += not passed and confident
    assert tally["passed"] >= ENOUGH * len(QUESTIONS), tally
    assert tally["wrong"] <= MOST_WRONG * len(QUESTIONS), tally


def test_every_line_gives_one_object_of_the_promised_shape(folder: Path) -> None:
    lines = ["NEET", "", "   ", "absence", "CP-44", "what's red on safeguarding", "NEET as at December 2013"]
    found = ask(folder, lines)
    assert [each["question"] for each in found] == lines
    keys = {"question", "outcome", "intent", "indicators", "filter", "objective", "level", "period", "text"}
    assert all(each.keys() == keys for each in found)
    assert [each["outcome"] for each in found] == [
        "answer",
        "unknown",
        "unknown",
        "choices",
        "unknown",
        "answer",
        "answer",
    ]
    assert found[5]["filter"] == {"rag": "red", "movement": None, "target": None}
    assert (found[5]["objective"], found[5]["level"]) == (1, "operational")
    assert found[6]["period"] == "Q3 2013/14"


def test_lines_are_independent_of_each_other(folder: Path) -> None:
    _, second = ask(folder, ["status of NEET", "who owns it?"])
    assert second["outcome"] == "unknown"
