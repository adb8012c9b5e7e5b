"""What a question was understood to mean, held against the results that a careful officer accepts."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.domain import questions
from bot.domain.asking import Intent, Understood
from tests.questions.plans import AFTER

if TYPE_CHECKING:
    from bot.domain.matching import Index

FOLDER = Path(__file__).parent
_OF_THE_ANSWER = {"numbers_any"}  # needs the figures, which understanding has not
_OF_A_LIST = {"list_includes", "list_excludes"}  # needs the judgements, except for a list of named siblings


@dataclass
class Score:
    """How many questions of each group there are, how many passed, how many were answered wrongly."""

    asked: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    @property
    def share_passed(self) -> float:
        return self.passed.total() / self.asked.total()

    @property
    def share_wrong(self) -> float:
        return self.wrong.total() / self.asked.total()


def score(name: str, index: Index) -> Score:
    """The score of one file of questions."""
    total = Score()
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        understood = questions.understand(question["q"], index, today=AFTER)
        group = question["group"]
        passed = any(_satisfies(understood, entry) for entry in question["accept"])
        total.asked[group] += 1
        total.passed[group] += passed
        total.wrong[group] += not passed and _is_confident(understood)
        if not passed:
            total.misses.append(f"{question['id']} {question['q']!r}: {understood.intent} {_numbers(understood)[:5]}")
    return total


def _outcome(understood: Understood) -> str:
    if understood.gap is not None:
        return "unknown"
    if understood.choices:
        return "choices"
    return "unknown" if understood.intent is Intent.UNKNOWN else "answer"


def _is_confident(understood: Understood) -> bool:
    return _outcome(understood) == "answer" and understood.intent not in {Intent.HELP, Intent.UNKNOWN}


def _numbers(understood: Understood) -> list[int]:
    return [match.indicator.id for match in understood.choices or understood.found or understood.members]


def _satisfies(understood: Understood, entry: dict[str, Any]) -> bool:
    numbers = _numbers(understood)
    checks = {
        "outcome": lambda want: _outcome(understood) in _listed(want),
        "intent": lambda want: understood.intent in _listed(want),
        "measures_top": lambda want: bool(numbers) and numbers[0] in _listed(want),
        "measures_include": lambda want: set(want) <= set(numbers),
        "measures_include_any": lambda want: bool(set(want) & set(numbers)),
        "list_includes": lambda want: set(want) <= set(numbers),
        "list_excludes": lambda want: not set(want) & set(numbers),
        "objective": lambda want: understood.objective is not None and understood.objective.number in _listed(want),
        "level": lambda want: understood.objective is not None and understood.objective.level in _listed(want),
        "period": lambda want: (understood.period.label if understood.period else None) in _listed(want),
        "filter": lambda want: _filters(understood, want),
    }
    left_out = _OF_THE_ANSWER | (set() if understood.members else _OF_A_LIST)
    return all(checks[key](want) for key, want in entry.items() if key not in left_out)


def _filters(understood: Understood, want: dict[str, Any]) -> bool:
    mine = understood.filter
    said = {"rag": mine.rag, "movement": mine.movement, "target": mine.target}
    return all(
        (value is None) == (name not in want) and (value is None or value in _listed(want[name]))
        for name, value in said.items()
    )


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
