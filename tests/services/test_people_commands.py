"""`steward people ...`: who is who at a terminal, and what is said to a slip of the pen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.commands import command_line
from bot.domain import errors
from bot.services import people
from tests.workspaces import a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.workspace import Workspace


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with a_workspace_with("nottingham-city-2013-14", tmp_path_factory.mktemp("city")) as workspace:
        yield workspace


@pytest.fixture
def steward(city: Workspace, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """`steward people` with these words; what it prints, or the refusal that it ends with."""
    monkeypatch.setattr("bot.commands.people.open_workspace", lambda _name: city)

    def typed(*words: str) -> str:
        done = CliRunner().invoke(command_line(["people"]), ["people", *words])
        return str(done.exception) if isinstance(done.exception, errors.Refused) else done.output

    return typed


def test_a_first_admin_is_made_and_the_list_says_who_is_who(steward: Callable[..., str]) -> None:
    said = steward("appoint", "U024BE7LH", "--role", "admin", "--post", "Performance officer")
    assert said == "Performance officer (U024BE7LH) is an admin of this plan.\n"
    steward("appoint", "U024BE7LH", "--role", "officer")
    assert steward("match", "U5", "Named officer 04") == "U5 is Health - Named officer 04.\n"
    assert "is away until 2014-08-01; Performance officer stands in." in steward(
        "away", "health - named OFFICER 04", "2014-08-01", "--deputy", "Performance officer"
    )
    assert "Stronger Safeguarding: Named officer 13 leads it." in steward("lead", "operational 1", "Named officer 13")
    assert steward("owner", "CP-4", "Police") == "CP-4: Police owns it.\n"
    assert steward("admit", "U9", "--indicators", "CP-4, CP-8") == "U9 is let in and sees CP-4, CP-8.\n"
    let_in = steward("admit", "U8")
    assert let_in.startswith("U8 is let in: a guest of the workspace sees what readers see, as its members do anyway.")
    assert "Somebody of another organisation still gets no answer" in let_in
    listed = steward("list")
    assert "Performance officer: U024BE7LH; officer, admin\n" in listed
    assert (
        "Health - Named officer 04: U5; owner of 3 indicators; away until 2014-08-01; deputy Performance officer\n"
        in listed
    )
    assert "leads operational 1" in listed
    assert "Police: an organisation without posts, owner of 10 indicators\n" in listed
    assert "Objective operational 2: no lead\n" in listed
    assert "Let in: U9, to CP-8, CP-4\n" in listed
    assert "No active owner: CP-4 (nobody in Slack: Police)\n" in listed


def test_what_was_done_can_be_undone(steward: Callable[..., str], city: Workspace) -> None:
    steward("appoint", "U3", "--role", "admin", "--post", "Head")
    steward("appoint", "U4", "--role", "admin", "--post", "Deputy head")
    assert steward("dismiss", "Head", "--role", "admin") == "Head is no admin of this plan.\n"
    assert steward("unmatch", "Head") == "Head has no Slack account.\n"
    assert people.who(city, "U3").person is None
    assert steward("lead", "operational 2", "nobody").endswith("nobody leads it.\n")
    assert steward("away", "Named officer 04", "back") == "Health - Named officer 04 is not away.\n"
    steward("admit", "U7", "--indicators", "CP-4")
    assert steward("withdraw", "U7") == "U7 is no longer let in.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["appoint", "@amy", "--role", "admin"], 'No Slack account has the id "@amy".'),
        (["appoint", "U77", "--role", "king"], 'No such role is given: "king". Admin, officer, chair and reader are.'),
        (["appoint", "U77", "--role", "deputy"], 'follow from "steward people owner", "steward people away"'),
        (["appoint", "U77", "--role", "admin"], 'Say which one with --post "POST"'),
        (["match", "U77", "Named oficer 08"], 'Nearest: "Health - Named officer 08"'),
        (["match", "U77", "Qwertyuiop"], '"steward people list" shows all of them.'),
        (["match", "U77", "Police"], '"Police" is an organisation: name the post in it.'),
        (["away", "Police", "2014-08-01"], 'There is no post or organisation called "Police".'),
        (["away", "Named officer 08", "1 August"], '"1 August" is no day; write it as 2014-07-31, or "back".'),
        (["away", "Named officer 08", "2014-07-01"], "1 July 2014 is over."),
        (
            ["away", "Named officer 08", "2014-08-01", "--deputy", "Named officer 08"],
            "Nobody stands in for themselves.",
        ),
        (["lead", "operational 77", "Named officer 08"], 'There is no objective called "operational 77"'),
        (["lead", "1", "Named officer 08"], "Objectives: strategic 1, operational 1."),
        (["owner", "CP-44", "Named officer 08"], 'There is no indicator called "CP-44" in this plan. Nearest: "CP-4"'),
        (["admit", "U77", "--indicators", "CP-4,CP-99"], 'There is no indicator called "CP-99"'),
        (["admit", "amy"], 'No Slack account has the id "amy".'),
        (["withdraw", "U77"], "U77 was not let in."),
        (["dismiss", "Named officer 08", "--role", "emperor"], "No such role is given"),
    ],
)
def test_a_slip_of_the_pen_is_told_in_a_sentence(steward: Callable[..., str], words: list[str], said: str) -> None:
    assert said in steward(*words)


def test_a_name_that_several_have_is_not_guessed(steward: Callable[..., str], city: Workspace) -> None:
    for organisation in ("Police", "Housing"):
        people.add(city, people.BY_COMMAND, "Analyst", organisation=organisation)
    assert 'Say which: "Housing - Analyst"; "Police - Analyst".' in steward("unmatch", "Analyst")
    assert steward("unmatch", "Analyst, Police") == "Police - Analyst has no Slack account.\n"
