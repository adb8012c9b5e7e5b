"""What `steward import` says: outcome, difference, what was assumed and what was not read; long lists are cut."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.commands.import_words import refusal, told
from bot.domain.errors import BadImport
from bot.domain.problems import Fault, Problem
from bot.services.plan import import_plan
from tests.builders import city_planfile

if TYPE_CHECKING:
    from pathlib import Path

    from bot.workspace import Workspace


def test_a_first_import_says_what_came_in_what_was_assumed_and_what_was_not_read(workspace: Workspace) -> None:
    said = list(told(import_plan(workspace, city_planfile())))
    assert said[:2] == [
        "Imported: Nottingham Children and Young People's Plan, version 2013/14 (a new plan)",
        "  102 new indicators, 672 new figures, 20 new objectives",
    ]
    assert "  cumulative figures, 10 lines: 8, 12, 61, 73, 74, 76, 77, 78, 79, 80" in said
    assert said[-1] == "Sheets not read yet: actions, board, forward_plan, headlines, summary_printed"
    again = list(told(import_plan(workspace, city_planfile())))
    assert again[0] == "Nottingham Children and Young People's Plan: nothing has changed."


def test_fifty_problems_are_shown_and_the_rest_counted() -> None:
    problems = tuple(Problem(fault=Fault.NO_TITLE, sheet="indicators", row=number) for number in range(2, 64))
    said = list(refusal(BadImport(problems)))
    assert (len(said), said[0], said[-1]) == (52, "Nothing was imported: 62 problems found.", "  and 12 more")


@pytest.fixture
def steward(tmp_path: Path) -> list[str]:
    """The command line over a database of its own."""
    address = f"sqlite:///{tmp_path / 'steward.sqlite3'}"
    script = f"import os, sys; os.environ['STEWARD_DATABASE_URL'] = {address!r}; sys.argv[0] = 'steward'; "
    return [sys.executable, "-c", f"{script} from bot.__main__ import main; main()"]


def run(steward: list[str], *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run([*steward, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout, done.stderr


def test_the_command_imports_a_sample_by_name_and_says_where_it_is_on_the_error_channel(steward: list[str]) -> None:
    assert run(steward, "migrate")[0] == 0
    code, out, err = run(steward, "import", "nottinghamshire-2011-14", "--dry-run")
    assert (code, out.splitlines()[0]) == (
        0, "This would be imported: Nottinghamshire Children, Young People and Families Plan, version 1.1 (a new plan)",
    )  # fmt: skip
    assert "comparing" in err
    code, out, err = run(steward, "import", "nottinghamshire-2011-14")
    assert (code, "writing" in err) == (0, True)
    assert "23 new indicators" in out


def test_the_command_refuses_with_one_and_wrong_usage_with_two(steward: list[str], tmp_path: Path) -> None:
    run(steward, "migrate")
    code, out, err = run(steward, "import", "no-such-plan")
    assert (code, out) == (1, "")
    assert "nottingham-city-2013-14" in err
    code, _, err = run(steward, "import", str(tmp_path / "nowhere.xlsx"))
    assert (code, "check the path" in err) == (1, True)
    assert run(steward, "import", "nottinghamshire-2011-14", "--from", "some day")[0] == 2
