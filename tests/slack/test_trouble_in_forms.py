"""When something fails in a form, in Home or behind a button there: said in a view, and nothing typed is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.domain.errors import DatabaseAway
from bot.domain.people import Role
from bot.render import people_actions
from bot.services import people

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

    from bot.local import LocalSlack
    from bot.local.people import Person
    from bot.workspace import Workspace
    from tests.slack.steward import Steward

REFERENCE = re.compile(r"\b[A-Z0-9]{3}-[A-Z0-9]{3}\b")


@pytest.fixture
def amy(slack: LocalSlack, workspace: Workspace, steward: Steward) -> Person:
    """The admin at her Home, with the pages of who is who open."""
    assert steward
    people.appoint_account(workspace, people.BY_COMMAND, "U1", Role.ADMIN, "Performance officer")
    amy = slack.user("U1")
    amy.open_home()
    slack.settle()
    assert amy.home
    amy.click(amy.home, people_actions.OPEN)
    slack.wait_for(lambda: amy.modal and amy.modal.title == "People and roles")
    return amy


def failing(error: Exception) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "said"),
    [(ValueError("secret 17.5%"), "Something went wrong"), (DatabaseAway(), "The database is busy")],
)
def test_a_form_that_cannot_be_saved_stays_as_it_was_filled_in(
    slack: LocalSlack, amy: Person, monkeypatch: pytest.MonkeyPatch, log: io.StringIO, error: Exception, said: str
) -> None:
    assert amy.modal
    amy.click(amy.modal, people_actions.ADD)
    form = slack.wait_for(lambda: amy.modal if amy.modal and amy.modal.title == "Add a post" else None)
    assert form
    monkeypatch.setattr(people, "add", failing(error))
    amy.submit(form, {"post": "Analyst"})
    slack.settle()
    assert amy.modal
    assert amy.modal.title == "That was not done"
    assert said in amy.modal.words
    if found := REFERENCE.search(amy.modal.words):
        assert f"Trouble {found[0]} with a form." in log.getvalue()
    amy.close(amy.modal)
    assert amy.modal is form
    assert "Analyst" in str(form.values)
    assert not slack.problems


def test_a_button_in_a_form_says_so_over_the_form(
    slack: LocalSlack, amy: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert amy.modal
    monkeypatch.setattr(people, "page", failing(ValueError()))
    amy.click(amy.modal, "Organisations")
    slack.settle()
    assert [each.title for each in amy.modals] == ["People and roles", "That was not done"]


def test_a_button_in_home_says_so_in_a_form(slack: LocalSlack, amy: Person) -> None:
    assert amy.modal
    assert amy.home
    amy.close(amy.modal)
    slack.user("U1").change(is_restricted=True)
    slack.settle()
    amy.click(amy.home, "Refresh")
    slack.settle()
    assert amy.modal
    assert "I answer a guest of this workspace only once they are let in." in amy.modal.words
