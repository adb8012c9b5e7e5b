"""`steward actions` and `steward risks`, and the tasks in a preview and in Home."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.commands import command_line, registers
from bot.commands.previewing import as_object, report
from bot.domain.actions import Action, ActionKind, ActionState
from bot.domain.errors import NoPlanHeld
from bot.domain.home_places import Place, Section
from bot.domain.people import Role, Someone
from bot.domain.risks import Risk, RiskScore
from bot.services import commitments, home, reminders
from store import actions, leads, people, risks, standing
from store import plan as plans
from tests.builders import imported_city
from tests.conftest import MORNING

if TYPE_CHECKING:
    from bot.workspace import Workspace

TODAY = MORNING.date()
LATE = date(2014, 5, 1)


@pytest.fixture
def city(workspace: Workspace) -> Workspace:
    imported_city(workspace)
    return workspace


def plan_of(workspace: Workspace) -> int:
    with workspace.reading() as work:
        number = plans.standing(work).plan_id
    assert number
    return number


def somebody(workspace: Workspace, post: str, account: str, *roles: Role) -> int:
    with workspace.begin() as work:
        person = people.person(work, post)
        people.link(work, person, account)
        for role in roles:
            people.join(work, person, plan_of(workspace), role)
    return person


def as_they_stand(workspace: Workspace, account: str) -> Someone:
    with workspace.reading() as work:
        return standing.someone(work, account, plan_of(workspace), workspace.today())


def promised(workspace: Workspace, owner: int | None, title: str = "Train the staff", **given: object) -> None:
    facts = {"id": 0, "kind": ActionKind.ACTION, "title": title, "due": LATE, "owner_person_id": owner}
    with workspace.begin() as work:
        actions.add(work, plan_of(workspace), [Action(**(facts | given))], workspace.now())  # type: ignore[arg-type]


def feared(workspace: Workspace, owner: int | None, title: str, likelihood: int) -> None:
    made = Risk(
        id=0, title=title, owner_person_id=owner,
        scores=(RiskScore(on=date(2014, 2, 1), likelihood=likelihood, impact=5),),
    )  # fmt: skip
    with workspace.begin() as work:
        risks.add(work, plan_of(workspace), [made], workspace.now())


def test_the_longest_overdue_action_comes_first_and_what_is_done_is_none(city: Workspace) -> None:
    promised(city, None, "Second")
    promised(city, None, "First", due=date(2014, 4, 1))
    promised(city, None, "Done", state=ActionState.COMPLETED)
    promised(city, None, "To come", due=date(2030, 4, 1))
    promised(city, None, "Noted", kind=ActionKind.NOTED)
    mine = {"First", "Second", "Done", "To come", "Noted"}
    assert [each.title for each in commitments.actions(city, overdue=True) if each.title in mine] == ["First", "Second"]
    assert len([each for each in commitments.actions(city) if each.title in mine]) == 5


def test_the_highest_risk_comes_first(city: Workspace) -> None:
    for title, likelihood in (("Low", 1), ("High", 5)):
        feared(city, None, title, likelihood)
    found = [each.title for each in commitments.risks(city) if each.title in {"Low", "High"}]
    assert found == ["High", "Low"]


def test_without_a_plan_there_is_nothing_to_list(workspace: Workspace) -> None:
    for listed in (commitments.actions, commitments.risks):
        with pytest.raises(NoPlanHeld):
            listed(workspace)


def test_both_are_printed_for_people_and_for_programs(city: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registers, "open_workspace", lambda _: city)
    promised(city, somebody(city, "Named officer 03", "U1"), reference="43(1)")
    feared(city, None, "Posts stay unfilled", 4)

    def said(*words: str) -> str:
        ran = CliRunner().invoke(command_line([*words]), [*words])
        assert ran.exit_code == 0, ran.output
        return ran.output

    assert "43(1): Train the staff; Named officer 03; due 2014-05-01; not said, OVERDUE" in said("actions", "--overdue")
    (one,) = [each for each in json.loads(said("actions", "--json")) if each["reference"] == "43(1)"]
    assert (one["title"], one["due"], one["state"], one["overdue"]) == ("Train the staff", "2014-05-01", None, True)
    assert "20 (4 x 5)  Posts stay unfilled; nobody is named" in said("risks")
    (risk,) = [each for each in json.loads(said("risks", "--json")) if each["title"] == "Posts stay unfilled"]
    assert (risk["score"], risk["trend"], risk["scored_on"]) == (20, "new", "2014-02-01")


def test_a_preview_shows_what_is_asked_for_beside_figures(city: Workspace) -> None:
    owner = somebody(city, "Somebody who owns no indicator", "U1")
    promised(city, owner)
    with city.begin() as work:
        leads.appoint(work, plan_of(city), "operational", 1, owner)
    shown = reminders.preview(city, date(2014, 5, 27))
    (theirs,) = [each for each in shown.nudges if each.to and each.to.id == owner]
    assert [(each["kind"], each["title"], each["due"]) for each in as_object(theirs)["tasks"]] == [
        ("action", "Train the staff", "2014-05-01"), ("highlight", "Stronger Safeguarding", "2014-05-27"),
    ]  # fmt: skip
    text = "\n".join(report(shown))
    assert "  - action: Train the staff: 26 days late, due 1 May 2014" in text
    assert "  - highlight of Q4 2013/14: Stronger Safeguarding: due 27 May 2014" in text


def test_whoever_has_only_an_action_is_an_owner_and_finds_it_in_their_home(city: Workspace) -> None:
    owner = somebody(city, "Somebody who owns no indicator", "U1")
    assert as_they_stand(city, "U1").roles == frozenset()
    promised(city, owner)
    promised(city, owner, "Some day", due=None)
    someone = as_they_stand(city, "U1")
    assert someone.roles == {Role.OWNER}
    shown = home.home(city, someone)
    assert shown.tasks
    assert [(each.task.title, each.has_day) for each in shown.tasks.page.lines] == [
        ("Train the staff", True), ("Some day", False),
    ]  # fmt: skip
    assert shown.tasks.late == 1
    assert shown.undone is None


def test_officers_see_what_is_late_and_what_is_asked_of_nobody(city: Workspace) -> None:
    somebody(city, "Performance officer", "U4", Role.OFFICER)
    promised(city, somebody(city, "Named officer 03", "U1"), "Theirs")
    promised(city, None, "Nobody's")
    shown = home.home(city, as_they_stand(city, "U4"), Place(Section.UNDONE))
    assert shown.undone
    found = {each.task.title: each.unasked for each in shown.undone.page.lines}
    assert (found["Theirs"], found["Nobody's"]) == (False, True)
