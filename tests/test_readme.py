"""The README fails the build when it lies."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main

import handlers
from bot import render
from bot.commands import COMMANDS, command_line
from bot.config import VARIABLES
from bot.services import answers
from bot.services import plan as plans
from bot.sheets import read_plan
from tests.slack import who_may_what
from tests.transcript import transcript
from tests.workspaces import a_workspace_with

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> dict[str, Any]:
    return typer.main.get_command(command_line([])).commands  # type: ignore[attr-defined]  # a group, in Typer's click


def test_every_command_stands_in_the_readme_and_every_one_there_exists() -> None:
    told = set(re.findall(r"`steward (\w+)", README))
    assert told == set(COMMANDS) == set(commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_stands_in_the_readme(name: str) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| `steward {name}"))
    command = commands()[name]
    if hasattr(command, "commands"):
        assert all(f"`steward {name} {inner}" in row for inner in command.commands)
        return
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    assert set(re.findall(r"--[\w-]+", row)) == options - {"--help"}


def test_every_setting_stands_in_the_readme_and_every_one_there_is_read() -> None:
    told = set(re.findall(r"^\| `((?:STEWARD|SLACK)_\w+)` \|", README, re.MULTILINE))
    assert told == set(VARIABLES)


def test_every_threat_names_a_test_that_exists_or_says_that_it_is_not_stopped() -> None:
    (page,) = re.findall(r"^## Who could want what$(.*?)^## ", README, re.MULTILINE | re.DOTALL)
    rows = [line for line in page.splitlines() if line.startswith("| ")][1:]
    held = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(rows) >= 20
    assert [row for row in rows if not re.search(r"`test_\w+`", row) and "Not stopped" not in row] == []
    assert set(re.findall(r"`(test_\w+)`", page)) - held == set()


def test_every_file_the_readme_points_at_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_every_picture_that_is_kept_is_shown_said_in_words_and_small() -> None:
    shown = {path: words for words, path in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", README)}
    kept = sorted((ROOT / "tests/browser/pictures").iterdir())
    assert sorted(shown) == [path.relative_to(ROOT).as_posix() for path in kept]
    assert all(len(words) > 40 for words in shown.values())
    assert all(path.stat().st_size < 80_000 for path in kept)


def between(name: str) -> str:
    found = re.search(rf"<!-- {name}: begin -->\n(.*?)<!-- {name}: end -->", README, re.DOTALL)
    assert found, f"the README has no place for the {name}"
    return found[1].strip()


def test_the_conversation_in_the_readme_is_what_steward_says_today(tmp_path: Path) -> None:
    assert between("transcript") == f"```text\n{transcript(tmp_path)}\n```"


def test_the_readme_tells_the_administrator_of_every_scope() -> None:
    rows = [f"| `{scope}` | {why} | {stops} |" for scope, (why, stops) in handlers.SCOPES.items()]
    head = ["| scope | why | without it |", "|---|---|---|"]
    assert between("scopes") == "\n".join(head + rows)


def test_the_readme_says_who_may_what_as_the_walk_over_everybody_holds_it() -> None:
    assert between("who may what") == who_may_what.table()


def test_the_smallest_plan_in_the_readme_imports_and_answers(tmp_path: Path) -> None:
    sheets = re.findall(r"```text\n(.*?)```", between("example"), re.DOTALL)
    folder = tmp_path / "my-plan"
    folder.mkdir()
    for name, text in zip(("plan", "objectives", "indicators"), sheets, strict=True):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    with a_workspace_with(None, tmp_path) as workspace:
        plans.import_plan(workspace, read_plan(folder))
        said = answers.answer(workspace, "adults who smoke")
        assert render.plain(said).startswith("Adults who smoke (A1): 13.5% in Q2 2025/26. Target missed")
