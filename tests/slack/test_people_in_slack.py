"""An officer sees and changes who is who in Slack; whoever else tries is told whose business it is."""

from __future__ import annotations

from datetime import datetime
from threading import Barrier
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from bot.delivery import forms
from bot.domain.people import Account, Holder, Person, Role
from bot.render import people_actions
from bot.services import people
from store import audit, owners, plan
from store import people as stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.local import LocalSlack, View
    from bot.local.people import Person as Somebody
    from bot.workspace import Workspace
    from tests.conftest import StandingClock
    from tests.slack.steward import Steward

OFFICE_HOURS = datetime(2014, 7, 2, 11, 0, tzinfo=ZoneInfo("Europe/London"))
HOME = {
    "type": "home",
    "blocks": [
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "text": {"type": "plain_text", "text": "People and roles ..."},
                    "action_id": people_actions.OPEN,
                    "value": "all",
                }
            ],
        }
    ],
}


@pytest.fixture(autouse=True)
def _forms_are_filled(workspace: Workspace) -> Iterator[None]:
    """No form is still being made when the database is closed: all who make them have come to a rest."""
    assert workspace
    yield
    all_at_rest = Barrier(forms.AT_ONCE)
    for waiting in [forms._filling.submit(all_at_rest.wait) for _ in range(forms.AT_ONCE)]:
        waiting.result(10)


@pytest.fixture
def amy(slack: LocalSlack, workspace: Workspace, steward: Steward) -> Somebody:
    """The admin, with a button on her Home that leads to who is who."""
    people.appoint_account(workspace, people.BY_COMMAND, "U1", Role.ADMIN, "Performance officer")
    return with_home(slack, steward, "U1")


@pytest.fixture
def ben(slack: LocalSlack, workspace: Workspace, steward: Steward) -> Somebody:
    """An officer who is no admin."""
    people.appoint_account(workspace, people.BY_COMMAND, "U2", Role.OFFICER, "Deputy officer")
    return with_home(slack, steward, "U2")


def with_home(slack: LocalSlack, steward: Steward, user: str) -> Somebody:
    steward.client.views_publish(user_id=user, view=HOME)
    return slack.user(user)


def opened(slack: LocalSlack, who: Somebody, part: str = "Posts") -> View:
    """The pages of who is who, at that part."""
    assert who.home
    who.click(who.home, people_actions.OPEN)
    view = standing(slack, who, "People and roles")
    if part != "Posts":
        who.click(view, part)
        slack.settle()
    return view


def standing(slack: LocalSlack, who: Somebody, title: str) -> View:
    """The form in front, once it is filled."""
    found = slack.wait_for(lambda: who.modal if who.modal and who.modal.title == title else None)
    assert found
    return found


def form_of(slack: LocalSlack, who: Somebody, page: View, action: str, what: object, title: str) -> View:
    """The form that a row's button opens."""
    part = page.body["private_metadata"]
    who.click(page, action, value=people_actions.row_value(what, part))
    return standing(slack, who, title)


def posts(workspace: Workspace) -> dict[str, Person]:
    with workspace.reading() as work:
        return {person.label: person for person in stored.everyone(work)}


OWNER = "Health - Named officer 04"


def test_the_pages_show_every_post_with_its_account(slack: LocalSlack, workspace: Workspace, amy: Somebody) -> None:
    people.match(workspace, people.BY_COMMAND, posts(workspace)[OWNER].id, "U3")
    page = opened(slack, amy)
    assert "16 posts in all" in page.words
    assert all(label in page.words for label in posts(workspace))
    assert "14 without a Slack account" in page.words
    assert {"type": "user", "user_id": "U3"} in elements(page)
    for part, words in (
        ("Organisations", "Police\n: owner of 9 indicators"),
        ("Objective leads", "nobody leads it"),
        ("Guests and others", "Nobody is."),
        ("Without an owner", "nobody of the organisation has a Slack account"),
        ("Posts", "16 posts"),
    ):
        amy.click(page, part)
        slack.settle()
        assert words in page.words
    assert not slack.problems


def elements(view: View) -> list[Any]:
    return [
        each
        for block in view.blocks
        if block["type"] == "rich_text"
        for section in block["elements"]
        for each in section["elements"]
    ]


def test_an_account_is_matched_with_slacks_own_picker(slack: LocalSlack, workspace: Workspace, ben: Somebody) -> None:
    page = opened(slack, ben)
    form = form_of(slack, ben, page, people_actions.PERSON, posts(workspace)[OWNER].id, "A post")
    assert "Roles are for an admin to give." in form.words
    ben.submit(form, {"account": "U3"})
    slack.settle()
    assert posts(workspace)[OWNER].slack_user == "U3"
    slack.wait_for(lambda: {"type": "user", "user_id": "U3"} in elements(page))
    assert ben.modal is page


def test_a_form_is_saved_as_a_whole_or_not_at_all(slack: LocalSlack, workspace: Workspace, amy: Somebody) -> None:
    page, numbers = opened(slack, amy), posts(workspace)
    form = form_of(slack, amy, page, people_actions.PERSON, numbers[OWNER].id, "A post")
    deputy = str(numbers["Named officer 01"].id)
    entries = {"account": "U3", "roles": ["officer"], "until": "2014-06-01", "deputy": deputy}
    amy.submit(form, entries)
    slack.settle()
    assert "1 June 2014 is over." in str(form.errors["until"])
    assert posts(workspace)[OWNER].slack_user == ""
    amy.submit(form, entries | {"until": "2014-07-09"})
    slack.settle()
    saved, found = posts(workspace)[OWNER], people.who(workspace, "U3")
    assert (saved.slack_user, str(saved.away_until), saved.deputy_id) == ("U3", "2014-07-09", int(deputy))
    assert found.is_officer


@pytest.mark.parametrize("account", ["U0BOT", "U4", "U404"])
def test_an_account_that_no_person_uses_is_refused_at_its_field(
    slack: LocalSlack, workspace: Workspace, ben: Somebody, account: str
) -> None:
    slack.add_user("U4", "left", deleted=True)
    slack.add_user("U404", "unknown")
    form = form_of(slack, ben, opened(slack, ben), people_actions.PERSON, posts(workspace)[OWNER].id, "A post")
    slack.world.users.pop("U404")
    ben.submit(form, {"account": account})
    slack.settle()
    assert "Choose the account of a person who uses it." in str(form.errors["account"])
    assert posts(workspace)[OWNER].slack_user == ""


def test_one_account_is_one_person_in_the_form_too(slack: LocalSlack, workspace: Workspace, ben: Somebody) -> None:
    form = form_of(slack, ben, opened(slack, ben), people_actions.PERSON, posts(workspace)[OWNER].id, "A post")
    ben.submit(form, {"account": "U2"})
    slack.settle()
    assert "belongs to Deputy officer" in str(form.errors["account"])


def test_of_two_officers_at_once_the_second_is_told_and_keeps_what_was_typed(
    slack: LocalSlack, workspace: Workspace, amy: Somebody, ben: Somebody
) -> None:
    number = posts(workspace)[OWNER].id
    first = form_of(slack, amy, opened(slack, amy), people_actions.PERSON, number, "A post")
    second = form_of(slack, ben, opened(slack, ben), people_actions.PERSON, number, "A post")
    amy.submit(first, {"account": "U3"})
    slack.settle()
    ben.submit(second, {"account": "U9"})
    slack.settle()
    assert ben.modal
    assert "Somebody else changed this in the meantime." in ben.modal.words
    assert posts(workspace)[OWNER].slack_user == "U3"
    ben.close(ben.modal)
    assert ben.modal is second


def test_a_post_is_added_to_its_organisation(slack: LocalSlack, workspace: Workspace, ben: Somebody) -> None:
    page = opened(slack, ben, "Organisations")
    with workspace.reading() as work:
        police = next(number for number, name in stored.organisations(work).items() if name == "Police")
    form = form_of(slack, ben, page, people_actions.ADD, police, "Add a post")
    ben.submit(form, {"post": "Analyst", "account": "U3"})
    slack.settle()
    added = posts(workspace)["Police - Analyst"]
    assert (added.organisation_id, added.slack_user) == (police, "U3")
    slack.wait_for(lambda: "Analyst" in page.words)
    again = form_of(slack, ben, page, people_actions.ADD, police, "Add a post")
    ben.submit(again, {"post": "analyst"})
    slack.settle()
    assert "There is a post called Police - Analyst already." in str(again.errors["post"])


def test_an_objective_gets_its_lead(slack: LocalSlack, workspace: Workspace, ben: Somebody) -> None:
    page, objective = opened(slack, ben, "Objective leads"), people.objective(workspace, "operational 1")
    form = form_of(slack, ben, page, people_actions.LEAD, objective.id, "Objective lead")
    ben.submit(form, {"lead": OWNER})
    slack.settle()
    slack.wait_for(lambda: f"{objective.title} (operational): {OWNER}" in page.words)
    form = form_of(slack, ben, page, people_actions.LEAD, objective.id, "Objective lead")
    ben.submit(form, {"lead": None})
    slack.settle()
    slack.wait_for(lambda: f"{objective.title} (operational): nobody leads it" in page.words)


def test_an_indicator_without_an_active_owner_is_handed_over(
    slack: LocalSlack, workspace: Workspace, ben: Somebody
) -> None:
    page = opened(slack, ben, "Without an owner")
    orphan = people.roll(workspace).unowned[0].indicator
    form = form_of(slack, ben, page, people_actions.OWNER, orphan.id, "Hand over")
    assert f"Owner now: {people.roll(workspace).owner_of(orphan)}." in form.words
    ben.submit(form, {"owner": OWNER})
    slack.settle()
    assert orphan.id not in {row.indicator.id for row in people.roll(workspace).unowned}
    with workspace.reading() as work:
        held = owners.holders(work, plan.standing(work).plan_id or 0)[orphan.id]
    assert held.person_id == posts(workspace)[OWNER].id


def test_a_guest_and_somebody_elsewhere_are_let_in_to_what_is_chosen(
    slack: LocalSlack, workspace: Workspace, ben: Somebody
) -> None:
    page = opened(slack, ben, "Guests and others")
    form = form_of(slack, ben, page, people_actions.LET_IN, "", "Let somebody in")
    ben.submit(form, {"account": "U9", "sees": "everything"})
    slack.settle()
    assert "Tick at least one indicator" in str(form.errors["ticked:1"])
    ticks = [str(each.id) for each in people.indicators(workspace, ["CP-4", "CP-8"])]
    ben.submit(form, {"account": "U9", "sees": "ticked", "ticked:1": ticks})
    slack.settle()
    assert people.who(workspace, "U9", Account.OUTSIDER).ticked == set(map(int, ticks))
    slack.wait_for(lambda: "Let in: 1." in page.words)
    form = form_of(slack, ben, page, people_actions.LET_IN, "", "Let somebody in")
    ben.submit(form, {"account": "U1", "sees": "everything"})
    slack.settle()
    assert "members of this workspace ask without being let in" in str(form.errors["account"])
    ben.submit(form, {"account": "U3", "sees": "everything"})
    slack.settle()
    assert people.who(workspace, "U3", Account.GUEST).ticked is None
    slack.wait_for(lambda: "Let in: 2." in page.words)
    ben.click(page, people_actions.WITHDRAW, value=people_actions.row_value("U9", "let in:0"))
    slack.settle()
    assert "Let in: 1." in page.words
    assert "CP-8" not in page.words


@pytest.mark.parametrize("role", [None, Role.READER])
def test_whoever_is_no_officer_is_told_so_and_sees_nobody(
    slack: LocalSlack, workspace: Workspace, steward: Steward, role: Role | None
) -> None:
    if role:
        people.appoint_account(workspace, people.BY_COMMAND, "U2", role, "Reader")
    ben = with_home(slack, steward, "U2")
    assert ben.home
    ben.click(ben.home, people_actions.OPEN)
    view = standing(slack, ben, "That was not done")
    assert "That is for a performance officer of this plan to do." in view.words
    assert OWNER not in view.words


def test_a_role_that_was_taken_away_counts_no_more_in_an_open_form(
    slack: LocalSlack, workspace: Workspace, amy: Somebody, ben: Somebody
) -> None:
    assert amy.home
    form = form_of(slack, ben, opened(slack, ben), people_actions.PERSON, posts(workspace)[OWNER].id, "A post")
    people.dismiss(workspace, people.BY_COMMAND, posts(workspace)["Deputy officer"].id, Role.OFFICER)
    ben.submit(form, {"account": "U3"})
    slack.settle()
    assert ben.modal
    assert "That is for a performance officer of this plan to do." in ben.modal.words
    assert posts(workspace)[OWNER].slack_user == ""


def test_an_officers_forged_roles_are_refused(
    slack: LocalSlack, workspace: Workspace, ben: Somebody, idle: Steward
) -> None:
    form = form_of(slack, ben, opened(slack, ben), people_actions.PERSON, posts(workspace)[OWNER].id, "A post")
    payload = submission("U2", form)
    payload["view"]["state"]["values"]["roles"] = {"roles": {"selected_options": [{"value": "admin"}]}}
    assert idle.receive(payload) == 200
    assert not people.roll(workspace).given.get(posts(workspace)[OWNER].id)


def submission(user: str, form: View) -> dict[str, Any]:
    """A form as Slack would send it, to be changed by the test."""
    return {
        "type": "view_submission",
        "team": {"id": "T0LOCAL"},
        "user": {"id": user, "team_id": "T0LOCAL"},
        "trigger_id": "1.1",
        "view": form.json() | {"state": {"values": {}}},
    }


@pytest.mark.parametrize(
    "metadata",
    [
        "",
        "{}",
        "posts:0",
        '{"w":"1","p":"elsewhere:0"}',
        '{"w":"1; drop","p":"posts:0"}',
        '{"w":1,"p":"posts:0"}',
        "[" * 999,
    ],
)
def test_a_forged_form_changes_nothing(
    slack: LocalSlack, workspace: Workspace, ben: Somebody, idle: Steward, metadata: str
) -> None:
    form = form_of(slack, ben, opened(slack, ben), people_actions.PERSON, posts(workspace)[OWNER].id, "A post")
    before = people.roll(workspace)
    payload = submission("U2", form)
    payload["view"]["private_metadata"] = metadata
    assert idle.receive(payload) == 200
    after = people.roll(workspace)
    assert (after.people, after.given) == (before.people, before.given)


def test_a_person_of_another_workspace_is_nobodys_here(
    slack: LocalSlack, workspace: Workspace, other_workspace: Workspace, ben: Somebody, idle: Steward
) -> None:
    with other_workspace.begin() as work:
        theirs = stored.person(work, "Theirs")
    form = form_of(slack, ben, opened(slack, ben), people_actions.PERSON, posts(workspace)[OWNER].id, "A post")
    payload = submission("U2", form)
    shown = people_actions.row_value(theirs, "posts:0", account="", roles=(), until=None, deputy=None)
    payload["view"]["private_metadata"] = shown
    payload["view"]["state"]["values"]["account"] = {"account": {"selected_user": "U3"}}
    assert idle.receive(payload) == 200
    with other_workspace.reading() as work:
        assert stored.by_ids(work, [theirs])[theirs].slack_user == ""
    assert people.who(workspace, "U3").person is None


def test_everyone_is_within_reach_where_there_are_many(slack: LocalSlack, workspace: Workspace, ben: Somebody) -> None:
    for number in range(50):
        people.add(workspace, people.BY_COMMAND, f"Officer {number:02}", organisation=f"Body {number % 30:02}")
    page, seen = opened(slack, ben), set()
    for _ in range(10):
        seen |= {label for label in posts(workspace) if f"\n{label}\n: " in page.words}
        if "Next page" not in page.words:
            break
        ben.click(page, "Next page")
        slack.settle()
    assert seen == set(posts(workspace))
    assert not slack.problems


# Accounts that change


def test_an_account_that_is_closed_is_kept_and_told_to_the_officers(
    slack: LocalSlack, workspace: Workspace, steward: Steward, amy: Somebody, ben: Somebody, clock: StandingClock
) -> None:
    assert amy.home
    assert ben.home
    clock.set(OFFICE_HOURS)
    people.match(workspace, people.BY_COMMAND, posts(workspace)[OWNER].id, "U3")
    slack.user("U3").deactivate()
    slack.settle()
    assert posts(workspace)[OWNER].slack_gone
    steward.drain()
    (told_ben,) = [each.text for each in slack.direct("U2") if "was closed" in each.text]
    assert told_ben.startswith(
        f"The Slack account of {OWNER} was closed. Nobody stands in: nobody is reminded of their 3"
    )
    assert any("was closed" in each.text for each in slack.direct("U1"))  # admins run the round as officers do
    with workspace.reading() as work:
        told = [each for each in audit.of(work, "person") if each.what == "account found deactivated"]
    assert [(each.who, each.new, each.origin) for each in told] == [("Slack", "U3", "event")]
    assert {row.why for row in people.roll(workspace).unowned if row.owner == OWNER} == {"account closed"}
    slack.user("U3").reactivate()
    slack.settle()
    assert not posts(workspace)[OWNER].slack_gone


def test_nothing_is_told_of_an_account_that_came_back_before_it_could_be(
    slack: LocalSlack, workspace: Workspace, steward: Steward, ben: Somebody, clock: StandingClock
) -> None:
    assert ben.home
    clock.set(OFFICE_HOURS)
    people.match(workspace, people.BY_COMMAND, posts(workspace)[OWNER].id, "U3")
    for gone in (True, False):
        people.account_changed(workspace, "U3", gone=gone)
    assert not people.account_changed(workspace, "U3", gone=False)
    steward.drain()
    assert not slack.direct("U2")


def test_a_change_of_an_account_that_nobody_here_has_is_nothing(
    slack: LocalSlack, workspace: Workspace, amy: Somebody
) -> None:
    assert amy.home
    slack.user("U2").deactivate()
    slack.settle()
    assert not any(person.slack_gone for person in posts(workspace).values())


def test_a_holder_in_the_form_is_a_post_or_an_organisation(workspace: Workspace) -> None:
    body = people.add(workspace, people.BY_COMMAND, "Analyst", organisation="Police")
    people.hand_over(
        workspace,
        people.BY_COMMAND,
        people.indicators(workspace, ["CP-4"])[0].id,
        Holder(organisation_id=body.organisation_id),
    )
    assert people.roll(workspace).owner_of(people.indicators(workspace, ["CP-4"])[0]) == "Police"


# What is theirs no longer does not stand in their Home


def test_whoever_loses_a_post_sees_a_readers_home(slack: LocalSlack, workspace: Workspace, ben: Somebody) -> None:
    person = posts(workspace)[OWNER]
    people.match(workspace, people.BY_COMMAND, person.id, "U1")
    amy = slack.user("U1")
    amy.open_home()
    slack.settle()
    assert amy.home
    assert f"You are here as {OWNER}." in amy.home.words
    form = form_of(slack, ben, opened(slack, ben), people_actions.PERSON, person.id, "A post")
    ben.submit(form, {"account": None})
    slack.settle()
    assert OWNER not in amy.home.words


def test_whoever_is_let_in_no_longer_sees_so_in_place_of_home(
    slack: LocalSlack, workspace: Workspace, ben: Somebody
) -> None:
    people.admit(workspace, people.BY_COMMAND, "U3", None, Account.GUEST)
    gus = slack.user("U3")
    gus.open_home()
    slack.settle()
    assert gus.home
    assert "City CYPP" in gus.home.words
    page = opened(slack, ben, "Guests and others")
    ben.click(page, people_actions.WITHDRAW)
    slack.settle()
    assert gus.home.words.startswith("I answer a guest of this workspace only once they are let in.")
