"""People by their posts, the organisations they are of, and their roles."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.people import Person, Role
from store import people
from tests.store.planting import plant

if TYPE_CHECKING:
    from bot.workspace import Workspace


def test_an_organisation_and_a_post_are_added_once(workspace: Workspace) -> None:
    with workspace.begin() as work:
        health = people.organisation(work, "Health")
        assert people.organisation(work, "Health") == health
        assert people.organisation(work, "Police") != health
        officer = people.person(work, "Named officer 04", health)
        assert people.person(work, "Named officer 04", health) == officer
        assert people.person(work, "Named officer 04") != officer
        assert people.everyone(work)[0].post == "Named officer 04"
        assert len(people.everyone(work)) == 2


def test_a_person_is_found_by_their_slack_account(workspace: Workspace) -> None:
    with workspace.begin() as work:
        health = people.organisation(work, "Health")
        officer = people.person(work, "Officer", health)
        deputy = people.person(work, "Deputy")
        assert people.link(work, officer, "U1")
        assert people.away(work, officer, date(2014, 8, 1), deputy)
        assert people.by_slack(work, "U1") == Person(
            id=officer,
            post="Officer",
            organisation="Health",
            organisation_id=health,
            slack_user="U1",
            away_until=date(2014, 8, 1),
            deputy_id=deputy,
        )
        assert people.link(work, officer, None)
        assert people.by_slack(work, "U1") is None


def test_a_slack_account_is_one_person_s(workspace: Workspace) -> None:
    def link_both() -> None:
        with workspace.begin() as work:
            people.link(work, people.person(work, "Officer"), "U1")
            people.link(work, people.person(work, "Deputy"), "U1")

    with pytest.raises(IntegrityError):
        link_both()


def test_nobody_else_is_changed_for_a_person_who_is_not_there(workspace: Workspace) -> None:
    with workspace.begin() as work:
        people.person(work, "Officer")
        assert not people.link(work, 42, "U1")
        assert not people.away(work, 42, None)
        assert people.by_slack(work, "U1") is None


def test_roles_are_held_in_a_plan_until_they_are_given_up(workspace: Workspace) -> None:
    with workspace.begin() as work:
        one, two = plant(work, "One"), plant(work, "Two")
        assert people.join(work, one.person, one.plan, "owner")
        assert not people.join(work, one.person, one.plan, "owner")
        assert people.join(work, two.person, one.plan, "secretary")
        assert {each.id for each in people.members(work, one.plan)} == {one.person, two.person}
        assert [each.id for each in people.members(work, one.plan, "secretary")] == [two.person]
        assert people.members(work, two.plan) == ()
        assert people.leave(work, two.person, one.plan, "secretary")
        assert not people.leave(work, two.person, one.plan, "secretary")
        assert people.members(work, one.plan, "secretary") == ()


def test_an_organisation_has_its_people_and_everybody_s_ids_find_them(workspace: Workspace) -> None:
    with workspace.begin() as work:
        police, health = (people.organisation(work, name) for name in ("Police", "Health"))
        in_health = [people.person(work, f"Officer {number}", health) for number in (2, 1)]
        alone = people.person(work, "Chair")
        assert people.organisations(work) == {health: "Health", police: "Police"}
        assert list(people.organisations(work)) == [health, police]
        assert [each.id for each in people.of_organisation(work, health)] == in_health[::-1]
        assert people.of_organisation(work, police) == ()
        found = people.by_ids(work, [alone, in_health[0], 42])
        assert people.by_ids(work, []) == {}
    assert {number: person.post for number, person in found.items()} == {alone: "Chair", in_health[0]: "Officer 2"}
    assert found[alone].organisation_id is None


def test_an_account_that_is_gone_is_noted_once_and_a_new_one_is_alive(workspace: Workspace) -> None:
    with workspace.begin() as work:
        officer = people.person(work, "Officer")
        people.link(work, officer, "U1")
        assert people.set_gone(work, officer)
        assert not people.set_gone(work, officer)
        gone = people.by_slack(work, "U1")
        assert people.link(work, officer, "U2")
        alive = people.by_slack(work, "U2")
        assert not people.set_gone(work, officer, gone=False)
    assert gone is not None
    assert alive is not None
    assert (gone.reachable, alive.reachable) == (False, True)


def test_a_home_is_opened_for_the_first_time_once_for_each_account(workspace: Workspace) -> None:
    with workspace.begin() as work:
        officer = people.person(work, "Officer")
        assert people.opened_home(work, officer)
        assert not people.opened_home(work, officer)
        assert people.by_ids(work, [officer])[officer].home_opened
        people.link(work, officer, "U2")
        assert not people.by_ids(work, [officer])[officer].home_opened


def test_the_roles_given_are_read_by_person_and_words_that_are_no_role_are_left_out(workspace: Workspace) -> None:
    with workspace.begin() as work:
        one, two = plant(work, "One"), plant(work, "Two")
        for role in (Role.OFFICER, Role.ADMIN, "secretary"):
            people.join(work, one.person, one.plan, role)
        people.join(work, two.person, one.plan, "secretary")
        assert people.roles(work, one.plan) == {one.person: {Role.OFFICER, Role.ADMIN}}
        assert people.roles(work, two.plan) == {}
