"""People by their posts, the organisations they are of, and their roles."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError

from store import people
from store.people import Person
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
        officer = people.person(work, "Officer", people.organisation(work, "Health"))
        deputy = people.person(work, "Deputy")
        assert people.link(work, officer, "U1")
        assert people.away(work, officer, date(2014, 8, 1), deputy)
        assert people.by_slack(work, "U1") == Person(
            id=officer,
            post="Officer",
            organisation="Health",
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
        assert people.join(work, two.person, one.plan, "chair")
        assert {each.id for each in people.members(work, one.plan)} == {one.person, two.person}
        assert [each.id for each in people.members(work, one.plan, "chair")] == [two.person]
        assert people.members(work, two.plan) == ()
        assert people.leave(work, two.person, one.plan, "chair")
        assert not people.leave(work, two.person, one.plan, "chair")
        assert people.members(work, one.plan, "chair") == ()
