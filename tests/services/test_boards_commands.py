"""`steward boards`: who they are, what is handed out of one, and how one is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.commands import command_line
from bot.domain import errors
from tests.conftest import MORNING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.workspace import Workspaces
    from store.work import Store


@pytest.fixture
def steward(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """A command; what it prints, or the refusal that it ends with."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STEWARD_DATABASE_URL", f"sqlite:///{store.url.database}")

    def typed(*words: str) -> str:
        done = CliRunner().invoke(command_line([*words]), [*words])
        assert done.exception is None or isinstance(done.exception, errors.Refused), done.exception
        return str(done.exception) if done.exception else done.output

    return typed


@pytest.fixture(autouse=True)
def boards(workspaces: Workspaces) -> Workspaces:
    workspaces.make_first()
    workspaces.welcome("T1", "City")
    workspaces.welcome("T2", "County")
    return workspaces


def test_each_board_is_listed_with_its_state(steward: Callable[..., str], boards: Workspaces) -> None:
    boards.leave("T2")
    county, city = (boards.for_team(team).id for team in ("T2", "T1"))
    removed = "removed on 02 July 2014; what it held is deleted after 01 August 2014."
    assert steward("boards", "list").splitlines() == [
        f'"County": Slack workspace County (T2), in the log {county}, {removed}',
        f'"default": Slack workspace City (T1), in the log {city}.',
    ]


def test_a_board_is_found_by_what_slack_calls_it_by_its_ids_and_in_any_case(boards: Workspaces) -> None:
    city = boards.for_team("T1").id
    assert {boards.named(name).id for name in ("default", "City", "city", "T1", str(city))} == {city}


def test_a_board_that_takes_anothers_name_in_slack_is_not_taken_for_it(
    steward: Callable[..., str], boards: Workspaces
) -> None:
    boards.welcome("T3", "City")
    assert steward("boards", "export", "City", "city.zip") == (
        'Several workspaces are called "City": name one by its id. They are: T3, T1.'
    )
    assert boards.named("T1").id == boards.for_team("T1").id


def test_a_board_is_handed_out_in_a_file(steward: Callable[..., str], tmp_path: Path) -> None:
    assert steward("boards", "export", "County", "county.zip") == (
        'All of "County", 1 row, is in "county.zip". Only you can read the file: send it safely.\n'
    )
    assert (tmp_path / "county.zip").exists()
    assert steward("boards", "export", "Shire", "shire.zip").startswith('There is no workspace called "Shire".')
    assert steward("boards", "export", "County", "none/county.zip").startswith("The backup could not be written")


def test_a_board_is_deleted_once_it_has_left_and_that_is_confirmed(
    steward: Callable[..., str], boards: Workspaces
) -> None:
    assert steward("boards", "purge", "County", "--confirm").startswith(
        'Nothing was deleted: Steward is installed in "County".'
    )
    boards.leave("T2")
    assert steward("boards", "purge", "County").startswith("Nothing was deleted yet.")
    assert {each.name for each in boards.all()} == {"default", "County"}
    assert steward("boards", "purge", "County", "--confirm") == '"County" is deleted: 1 row (1 workspace).\n'
    assert [each.name for each in boards.all()] == ["default"]
    assert steward("boards", "purge", "County", "--confirm").startswith('There is no workspace called "County".')
    assert boards.welcome("T2", "County").now() == MORNING
