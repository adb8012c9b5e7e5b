"""What is held about a person: for how long, handed to them, and erased."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.commands import command_line
from bot.domain import errors
from bot.domain.people import Role, Someone
from bot.services import answers, auditing, people, timetables
from bot.services.people import BY_COMMAND
from store import asked
from tests.workspaces import a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.workspace import Workspace

OFFICER = "UERASED1"


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace_with("nottingham-city-2013-14", tmp_path) as workspace:
        people.appoint_account(workspace, BY_COMMAND, OFFICER, Role.OFFICER, "Performance officer")
        answers.answer(workspace, "status of NEET", asker=OFFICER, place="D7:1.2")
        yield workspace


@pytest.fixture
def steward(city: Workspace, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    monkeypatch.setattr("bot.commands.personal.open_workspace", lambda _name: city)

    def typed(*words: object) -> str:
        done = CliRunner().invoke(command_line(["people"]), ["people", *map(str, words)])
        return str(done.exception) if isinstance(done.exception, errors.Refused) else done.output

    return typed


def questions(workspace: Workspace) -> list[str]:
    with workspace.reading() as work:
        return [each.text for each in asked.since(work, workspace.now() - timedelta(days=1))]


def test_a_person_is_handed_all_that_is_held_about_them_in_a_file_for_their_eyes(
    steward: Callable[..., str], tmp_path: Path
) -> None:
    file = tmp_path / "held.json"
    assert "records that name Performance officer" in steward("export", "Performance officer", file)
    held = json.loads(file.read_text(encoding="utf-8"))
    assert held["account"] == OFFICER
    assert [each["question"] for each in held["held"]["asked"]] == ["status of NEET"]
    assert [each["place"] for each in held["held"]["conversation"]] == ["D7:1.2"]
    assert {each["what"] for each in held["held"]["change"]} == {"post added", "account matched", "role given"}
    assert file.stat().st_mode & 0o077 == 0


def test_once_erased_the_account_is_nowhere_and_what_was_done_is_still_known(
    city: Workspace, steward: Callable[..., str]
) -> None:
    said = steward("erase", OFFICER, "--reason", "asked on 2 July")
    name = said.split('"')[1]
    assert name.startswith("erased person ")
    assert questions(city) == []
    assert people.who(city, OFFICER).person is None
    assert people.held_of(city, OFFICER)["held"] == {}
    told = auditing.entries(city, person="Performance officer")
    assert {each.what for each in told} == {"post added", "account matched", "role given", "personal details erased"}
    assert [(each.new, each.reason) for each in told if each.what == "account matched"] == [(name, "")]
    assert {each.reason for each in told} == {"", "asked on 2 July"}
    assert OFFICER not in str(told)


def test_only_an_admin_erases_and_only_who_is_known(city: Workspace, steward: Callable[..., str]) -> None:
    with pytest.raises(errors.AdminsOnly):
        people.erase(city, Someone(slack_user="U1", roles=frozenset({Role.OFFICER})), OFFICER, "x")
    assert steward("erase", "Astronaut", "--reason", "x").startswith(
        'There is no post or organisation called "Astronaut"'
    )
    assert steward("erase", "UNKNOWN1", "--reason", "x").startswith("Nothing is held about UNKNOWN1.")
    assert "the audit keeps why" in steward("erase", OFFICER, "--reason", " ")
    assert questions(city) == ["status of NEET"]


def test_the_reason_does_not_keep_the_account_that_was_erased(city: Workspace, steward: Callable[..., str]) -> None:
    steward("erase", OFFICER, "--reason", f"{OFFICER} asked")
    assert OFFICER not in str(auditing.entries(city, person="Performance officer"))


def test_no_question_is_kept_where_the_plan_keeps_none_and_the_answer_is_the_same(city: Workspace) -> None:
    timetables.set_rule(city, "questions_kept", "0")
    said = answers.answer(city, "status of CP-4", asker=OFFICER, place="D7")
    assert said.outcome == "answer"
    assert questions(city) == ["status of NEET"]
    assert answers.answer(city, "who owns it?", asker=OFFICER, place="D7").indicators == said.indicators


@pytest.mark.parametrize(("kept", "left"), [("0", []), ("2", ["status of NEET"])])
def test_questions_are_kept_for_as_many_days_as_the_plan_says(city: Workspace, kept: str, left: list[str]) -> None:
    timetables.set_rule(city, "questions_kept", kept)
    with city.begin() as work:
        asked.record(work, text="old", asker="U1", intent="help", outcome="answer", at=city.now() - timedelta(days=3))
        assert asked.days_kept(work) == int(kept)
        asked.trim(work, city.now() + timedelta(seconds=1) - timedelta(days=asked.days_kept(work)))
        found = [each.text for each in asked.since(work, city.now() - timedelta(days=9))]
    assert found == left
