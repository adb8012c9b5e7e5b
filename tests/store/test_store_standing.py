"""Who somebody is when they ask for something: their roles, whom they stand in for, what an outsider may see."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import event

from bot.domain.people import Role, Someone
from store import admissions, leads, people, standing
from store.admissions import OUTSIDER, Admission
from tests.conftest import MORNING
from tests.store.planting import plant

if TYPE_CHECKING:
    from bot.workspace import Workspace
    from store.work import Store

TODAY = MORNING.date()


def test_an_account_that_nobody_has_matched_is_nobody_with_no_role(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        people.person(work, "Nobody's account")
        assert standing.someone(work, "U1", planted.plan, TODAY) == Someone(slack_user="U1")
        assert standing.someone(work, "", planted.plan, TODAY) == Someone(slack_user="")


def test_who_owns_an_indicator_of_the_plan_is_an_owner_of_that_plan_alone(workspace: Workspace) -> None:
    with workspace.begin() as work:
        one, two = plant(work, "One"), plant(work, "Two")
        people.link(work, one.person, "U1")
        of_the_body = people.person(work, "Analyst", one.organisation)
        people.link(work, of_the_body, "U2")
        found = {
            (user, plan): standing.someone(work, user, plan, TODAY).roles
            for user in ("U1", "U2")
            for plan in (one.plan, two.plan, None)
        }
    owner, none = frozenset({Role.OWNER}), frozenset[Role]()
    assert found == {
        ("U1", one.plan): owner,
        ("U1", two.plan): none,
        ("U1", None): none,
        ("U2", one.plan): owner,
        ("U2", two.plan): none,
        ("U2", None): none,
    }


def test_roles_given_and_led_objectives_are_those_of_the_plan_asked_for(workspace: Workspace) -> None:
    with workspace.begin() as work:
        one, two = plant(work, "One"), plant(work, "Two")
        officer = people.person(work, "Officer")
        people.link(work, officer, "U1")
        people.join(work, officer, one.plan, Role.OFFICER)
        people.join(work, officer, one.plan, "secretary")  # no role of ours
        leads.appoint(work, two.plan, "strategic", 1, officer)
        in_one, in_two = (standing.someone(work, "U1", each.plan, TODAY) for each in (one, two))
    assert in_one.roles == {Role.OFFICER}
    assert in_two.roles == {Role.LEAD}
    assert in_one.person is not None
    assert in_one.person.id == officer


def test_a_deputy_stands_in_on_the_days_away_and_for_a_gone_account(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        deputy = people.person(work, "Deputy")
        gone = people.person(work, "Left last week")
        people.link(work, deputy, "U1")
        people.away(work, planted.person, TODAY, deputy)
        people.away(work, gone, None, deputy)
        people.set_gone(work, gone)
        today, tomorrow = (standing.someone(work, "U1", planted.plan, TODAY + timedelta(days=days)) for days in (0, 1))
    assert today.stands_in_for == {planted.person, gone}
    assert tomorrow.stands_in_for == {gone}
    assert today.roles == tomorrow.roles == {Role.DEPUTY}


def test_an_outsider_sees_what_was_ticked_and_a_guest_everything(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        ticked = frozenset(planted.measures[:1])
        admissions.admit(work, Admission(slack_user="U1", kind=OUTSIDER, measure_ids=ticked, at=MORNING))
        admissions.admit(work, Admission(slack_user="U2", at=MORNING))
        people.link(work, planted.person, "U1")
        outsider, guest = (standing.someone(work, user, planted.plan, TODAY) for user in ("U1", "U2"))
    assert outsider.ticked == ticked
    assert outsider.roles == {Role.OWNER}
    assert guest.ticked is None


def test_an_outsider_for_whom_nothing_was_ticked_sees_nothing(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        admissions.admit(work, Admission(slack_user="U1", kind=OUTSIDER, at=MORNING))
        found = standing.someone(work, "U1", planted.plan, TODAY)
    assert found.ticked == frozenset()
    assert not found.may_see(planted.measures[0])


def test_an_admission_comes_back_changes_and_is_withdrawn_once(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        guest = Admission(slack_user="U2", admitted_by="U1", at=MORNING)
        ticked = frozenset(planted.measures)
        outsider = Admission(slack_user="U1", kind=OUTSIDER, measure_ids=ticked, at=MORNING)
        for admission in (guest, outsider):
            admissions.admit(work, admission)
        assert admissions.every(work) == (outsider, guest)
        assert admissions.of(work, "U1") == outsider
        assert admissions.of(work, "U3") is None
        fewer = Admission(slack_user="U1", kind=OUTSIDER, measure_ids=frozenset(planted.measures[:1]), at=MORNING)
        admissions.admit(work, fewer)
        assert admissions.of(work, "U1") == fewer
        assert admissions.withdraw(work, "U1")
        assert not admissions.withdraw(work, "U1")
        assert admissions.every(work) == (guest,)


def test_who_somebody_is_costs_two_queries_at_most_and_one_for_a_stranger(store: Store, workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work, indicators=20)
        people.link(work, planted.person, "U1")
        for number in range(20):
            people.away(work, people.person(work, f"Officer {number}"), TODAY, planted.person)
        admissions.admit(work, Admission(slack_user="U1", at=MORNING))
    sent: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    counts = []
    with workspace.reading() as work:
        for user in ("U1", "U2"):
            sent.clear()
            standing.someone(work, user, planted.plan, TODAY)
            counts.append(len([each for each in sent if each.startswith("SELECT")]))
    assert counts == [2, 1]
