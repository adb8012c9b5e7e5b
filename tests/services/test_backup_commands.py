"""`steward backup` and `steward restore`: a restored database answers the same questions in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot import sheets
from bot.commands import command_line
from bot.domain import errors
from bot.services import plan as plans
from bot.workspace import Workspaces
from store import samples
from store.work import Store
from tests.conftest import MORNING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUESTIONS = (
    "status of NEET\nwho owns CP-8?\nwhat got worse?\noverdue actions\nrisks over 15\nhow is the plan doing?\nCSE\n"
)


@pytest.fixture
def steward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """A command on the database of that name; what it prints, or the refusal that it ends with."""
    monkeypatch.chdir(tmp_path)

    def typed(database: str, *words: str, said: str = "") -> str:
        monkeypatch.setenv("STEWARD_DATABASE_URL", f"sqlite:///{tmp_path}/{database}.sqlite3")
        done = CliRunner().invoke(command_line([*words]), [*words], input=said)
        return str(done.exception) if isinstance(done.exception, errors.Refused) else done.output

    return typed


@pytest.fixture
def held(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/old.sqlite3")
    store.migrate()
    workspace = Workspaces(store, lambda: MORNING).make_first()
    plans.import_plan(workspace, sheets.read_plan(samples.path("nottingham-city-2013-14")))
    store.close()


@pytest.mark.usefixtures("held")
def test_a_restored_database_answers_in_the_same_words(steward: Callable[..., str]) -> None:
    assert 'are in "steward.backup"' in steward("old", "backup", "steward.backup")
    assert "are back, as they stood on" in steward("new", "restore", "steward.backup")
    before = steward("old", "ask", "--json", "--on", "2014-07-02", said=QUESTIONS)
    assert before.count('"outcome": "answer"') >= 5
    assert steward("new", "ask", "--json", "--on", "2014-07-02", said=QUESTIONS) == before


@pytest.mark.usefixtures("held")
def test_what_cannot_be_restored_is_said_in_a_sentence(steward: Callable[..., str], tmp_path: Path) -> None:
    steward("old", "backup", "steward.backup")
    assert steward("old", "restore", "steward.backup").startswith("There are tables in this database already")
    (tmp_path / "a letter.txt").write_text("Dear colleague", encoding="utf-8")
    assert 'The file "a letter.txt" cannot be restored: it is no compressed file' in steward(
        "new", "restore", "a letter.txt"
    )
    assert steward("new", "restore", "none").endswith("No such file or directory. Nothing was restored.")
    assert steward("none", "backup", "steward.backup").startswith("The database has not been set up")
