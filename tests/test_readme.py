"""The README fails the build when it lies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main
from click import Command, Group

from bot.commands import COMMANDS, command_line
from bot.config import VARIABLES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> dict[str, Command]:
    group = typer.main.get_command(command_line([]))
    assert isinstance(group, Group)
    return group.commands


def test_every_command_stands_in_the_readme_and_every_one_there_exists() -> None:
    told = set(re.findall(r"`steward (\w+)", README))
    assert told == set(COMMANDS) == set(commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_stands_in_the_readme(name: str) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| `steward {name}"))
    command = commands()[name]
    if isinstance(command, Group):
        assert all(f"`steward {name} {inner}" in row for inner in command.commands)
        return
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    assert {option for option in options if option not in row} == {"--help"} & options


def test_every_setting_stands_in_the_readme_and_every_one_there_is_read() -> None:
    told = set(re.findall(r"^\| `((?:STEWARD|SLACK)_\w+)` \|", README, re.MULTILINE))
    assert told == set(VARIABLES)


def test_every_file_the_readme_points_at_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []
