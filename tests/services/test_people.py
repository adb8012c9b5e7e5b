"""Who may change who is who, what is refused, and what each change leaves behind."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain import errors
from bot.domain.people import Account, Holder, Person, Role, Someone
from bot.domain.people_parts import Part
from bot.services import people
from store import admissions, audit, leads, owners
from store import people as stored
from store import plan as plans
from tests.services.test_answers_cost import counted
from tests.workspaces import MEETING, a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.workspace import Workspace

TODAY = MEETING.date()


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    with a_workspace_with("nottingham-city-2013-14", folder):
        return folder


@pytest.fixture
def city(imported: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A City of its own for each test."""
    shutil.copytree(imported, tmp_path, dirs_exist_ok=True)
    with a_workspace_with(None, tmp_path) as workspace:
        yield workspace


@pytest.fixture
def admin(city: Workspace) -> Someone:
    people.appoint_account(city, people.BY_COMMAND, "UADMIN", Role.ADMIN, "Head of performance")
    return people.who(city, "UADMIN")


@pytest.fixture
def officer(city: Workspace) -> Someone:
    people.appoint_account(city, people.BY_COMMAND, "UOFFICER", Role.OFFICER, "Performance officer")
    return people.who(city, "UOFFICER")


def posts(city: Workspace) -> dict[str, Person]:
    with city.reading() as work:
        return {person.label: person for person in stored.everyone(work)}


def an_owner(city: Workspace, at: int = 0) -> Person:
    """One of those whom the plan names."""
    return sorted(posts(city).values(), key=lambda person: person.label)[at]


def a_measure(city: Workspace, code: str = "CP-4") -> int:
    return people.indicators(city, [code])[0].id


def plan_id(city: Workspace) -> int:
    with city.reading() as work:
        found = plans.standing(work).plan_id
    assert found
    return found


def kept(city: Workspace, subject: str = "person") -> list[tuple[str, str, str, str]]:
    with city.reading() as work:
        return [(each.who, each.what, each.old, each.new) for each in audit.of(work, subject)]


def everything_kept(city: Workspace) -> list[tuple[str, str, str, str]]:
    return [line for subject in ("person", "measure", "admission") for line in kept(city, subject)]


# What can be done; each in its turn, as a change that changes something.

ACTS: dict[str, Callable[[Workspace, Someone], object]] = {
    "match": lambda city, by: people.match(city, by, an_owner(city).id, "U5"),
    "unmatch": lambda city, by: people.unmatch(city, by, an_owner(city).id),
    "add": lambda city, by: people.add(city, by, "Named officer 99", organisation="Police"),
    "away": lambda city, by: people.away(city, by, an_owner(city).id, TODAY),
    "admit": lambda city, by: people.admit(city, by, "U7", [a_measure(city)], Account.OUTSIDER),
    "withdraw": lambda city, by: people.withdraw(city, by, "U6"),
    "lead": lambda city, by: people.lead(city, by, "operational", 1, an_owner(city).id),
    "hand over": lambda city, by: people.hand_over(city, by, a_measure(city), Holder(person_id=an_owner(city).id)),
    "appoint": lambda city, by: people.appoint(city, by, an_owner(city).id, Role.OFFICER),
    "dismiss": lambda city, by: people.dismiss(city, by, an_owner(city).id, Role.OFFICER),
    "appoint an account": lambda city, by: people.appoint_account(city, by, "U8", Role.OFFICER, "Deputy head"),
}
ADMINS_ALONE = {"appoint", "dismiss", "appoint an account"}


@pytest.mark.parametrize("role", [None, *Role])
def test_each_role_may_do_its_own_and_no_more(city: Workspace, role: Role | None) -> None:
    people.admit(city, people.BY_COMMAND, "U6", None, Account.GUEST)
    by = Someone(slack_user="U1", person=an_owner(city, 1), roles=frozenset({role} if role else ()))
    for act, do in ACTS.items():
        before = everything_kept(city)
        if role is Role.ADMIN or (role is Role.OFFICER and act not in ADMINS_ALONE):
            do(city, by)
            assert len(everything_kept(city)) > len(before), act
            continue
        with pytest.raises(errors.AdminsOnly if act in ADMINS_ALONE else errors.OfficersOnly):
            do(city, by)
        assert everything_kept(city) == before


def test_everyone_says_for_themselves_that_they_are_away(city: Workspace) -> None:
    person, deputy = an_owner(city), an_owner(city, 1)
    themselves = Someone(slack_user="U1", person=person, roles=frozenset({Role.OWNER}))
    people.away(city, themselves, person.id, TODAY + timedelta(days=3), deputy.id)
    assert an_owner(city).is_away(TODAY)
    assert ("U1", "absence changed", "", f"2014-07-05, {deputy.label}") in kept(city)


# Accounts


def test_an_account_is_matched_and_whoever_has_it_is_known(city: Workspace, officer: Someone) -> None:
    person = an_owner(city)
    people.match(city, officer, person.id, "U5")
    found = people.who(city, "U5")
    assert found.person is not None
    assert found.person.id == person.id
    assert Role.OWNER in found.roles
    assert ("UOFFICER", "account matched", "", "U5") in kept(city)


def test_one_account_is_one_person(city: Workspace, officer: Someone) -> None:
    people.match(city, officer, an_owner(city).id, "U5")
    with pytest.raises(errors.AccountTaken, match=an_owner(city).label):
        people.match(city, officer, an_owner(city, 1).id, "U5")


def test_whoever_loses_an_account_is_nobody_from_that_moment(city: Workspace, officer: Someone) -> None:
    person = an_owner(city)
    people.match(city, officer, person.id, "U5")
    people.unmatch(city, officer, person.id)
    assert people.who(city, "U5") == Someone(slack_user="U5")
    assert ("UOFFICER", "account taken away", "U5", "") in kept(city)


@pytest.mark.parametrize(
    "given", ["", "amy", "u024be7lh", "U", "<@U024BE7LH>", "U024 BE7", "U1\n", "B024BE7LH", "U" * 99]
)
def test_what_has_not_the_shape_of_an_account_is_refused(city: Workspace, given: str) -> None:
    with pytest.raises(errors.BadSlackId):
        people.checked(given)
    with pytest.raises(errors.BadSlackId):
        people.appoint_account(city, people.BY_COMMAND, given, Role.ADMIN, "Head")


def test_of_two_officers_with_the_same_form_the_second_is_told(city: Workspace, officer: Someone) -> None:
    person = an_owner(city)
    people.match(city, officer, person.id, "U5", expected="")
    with pytest.raises(errors.ChangedMeanwhile):
        people.match(city, officer, person.id, "U6", expected="")
    assert an_owner(city).slack_user == "U5"


def test_a_post_is_added_once_to_its_organisation(city: Workspace, officer: Someone) -> None:
    added = people.add(city, officer, "  Named  officer 99 ", organisation="Police", slack_user="U5")
    assert (added.label, added.slack_user) == ("Police - Named officer 99", "U5")
    with pytest.raises(errors.PostTaken):
        people.add(city, officer, "named OFFICER 99", organisation_id=added.organisation_id)
    with pytest.raises(errors.ChangedMeanwhile):
        people.add(city, officer, "Named officer 99", organisation_id=999)
    with pytest.raises(errors.PostNeeded):
        people.add(city, officer, " \n ", organisation="Police")


def test_nothing_stays_of_a_post_whose_account_was_refused(city: Workspace, officer: Someone) -> None:
    people.match(city, officer, an_owner(city).id, "U5")
    with pytest.raises(errors.AccountTaken):
        people.add(city, officer, "Named officer 99", slack_user="U5")
    assert "Named officer 99" not in posts(city)


# Roles


def test_a_role_that_was_taken_away_is_gone_at_the_next_request(city: Workspace, admin: Someone) -> None:
    colleague = people.appoint_account(city, admin, "U5", Role.ADMIN, "Deputy head")
    assert people.who(city, "U5").is_admin
    people.dismiss(city, admin, colleague.id, Role.ADMIN)
    assert not people.who(city, "U5").is_officer


def test_the_last_admin_stays(city: Workspace, admin: Someone) -> None:
    assert admin.person
    with pytest.raises(errors.LastAdmin, match="Head of performance is the only admin"):
        people.dismiss(city, admin, admin.person.id, Role.ADMIN)
    assert people.who(city, "UADMIN").is_admin


def test_a_form_changes_only_what_was_changed_in_it(city: Workspace, admin: Someone) -> None:
    colleague = an_owner(city)
    people.match(city, admin, colleague.id, "U5")
    people.appoint(city, admin, colleague.id, Role.OFFICER)  # while another admin's form shows no role at all
    people.set_roles(city, admin, colleague.id, {Role.READER}, expected=set())
    assert {Role.OFFICER, Role.READER} <= people.who(city, "U5").roles


def test_an_account_is_given_a_post_by_the_command_and_keeps_it(city: Workspace) -> None:
    first = people.appoint_account(city, people.BY_COMMAND, "U5", Role.OFFICER, "Performance officer")
    again = people.appoint_account(city, people.BY_COMMAND, "U5", Role.ADMIN)
    assert again.id == first.id
    assert people.who(city, "U5").roles == {Role.OFFICER, Role.ADMIN}
    with pytest.raises(errors.NotMatched):
        people.appoint_account(city, people.BY_COMMAND, "U6", Role.ADMIN)
    with pytest.raises(errors.AccountTaken):
        people.appoint_account(city, people.BY_COMMAND, "U5", Role.ADMIN, "Another post")


@pytest.mark.parametrize("role", [Role.OWNER, Role.DEPUTY, Role.LEAD])
def test_what_follows_from_something_else_is_not_given(city: Workspace, role: Role) -> None:
    with pytest.raises(errors.RoleNotGiven, match="Owners, deputies and leads follow from"):
        people.appoint_account(city, people.BY_COMMAND, "U5", role, "Performance officer")


def test_roles_are_of_one_plan(city: Workspace, admin: Someone) -> None:
    with city.begin() as work:
        stored.leave(work, admin.person.id if admin.person else 0, plan_id(city), Role.ADMIN)
        stored.join(work, admin.person.id if admin.person else 0, plan_id(city), "chair of another time")
    assert not people.who(city, "UADMIN").is_officer


# Deputies, leads, owners


def test_a_deputy_stands_in_while_somebody_is_away_and_no_longer(city: Workspace, officer: Someone) -> None:
    person, deputy = an_owner(city), an_owner(city, 1)
    people.match(city, officer, deputy.id, "U5")
    people.away(city, officer, person.id, None, deputy.id)
    assert person.id not in people.who(city, "U5").ids
    people.away(city, officer, person.id, TODAY, deputy.id)
    assert people.who(city, "U5").ids == {person.id, deputy.id}
    people.away(city, officer, person.id, None, deputy.id)
    assert people.who(city, "U5").ids == {deputy.id}


def test_nobody_is_their_own_deputy_and_nobody_is_away_in_the_past(city: Workspace, officer: Someone) -> None:
    person = an_owner(city)
    with pytest.raises(errors.OwnDeputy):
        people.away(city, officer, person.id, TODAY, person.id)
    with pytest.raises(errors.AwayAlready, match="1 July 2014"):
        people.away(city, officer, person.id, date(2014, 7, 1))


def test_nobody_is_away_for_more_than_a_year(city: Workspace, officer: Someone) -> None:
    person = an_owner(city)
    with pytest.raises(errors.AwayTooLong, match="more than a year ahead"):
        people.away(city, officer, person.id, date(9999, 12, 31))
    assert people.away(city, officer, person.id, date(2015, 7, 1)).away_until == date(2015, 7, 1)


def test_an_objective_has_a_lead_until_it_has_another(city: Workspace, officer: Someone) -> None:
    first, second = an_owner(city), an_owner(city, 1)
    people.lead(city, officer, "operational", 1, first.id)
    with pytest.raises(errors.ChangedMeanwhile):
        people.lead(city, officer, "operational", 1, second.id, expected=Holder())
    people.lead(city, officer, "operational", 1, second.id, expected=Holder(person_id=first.id))
    with city.reading() as work:
        assert leads.leads(work, plan_id(city))["operational", 1].id == second.id
    people.lead(city, officer, "operational", 1, None)
    with city.reading() as work:
        assert ("operational", 1) not in leads.leads(work, plan_id(city))
    with pytest.raises(errors.ChangedMeanwhile):
        people.lead(city, officer, "operational", 99, first.id)


def test_an_indicator_is_handed_over_with_its_organisation_and_answers_say_so(
    city: Workspace, officer: Someone
) -> None:
    measure, added = a_measure(city), people.add(city, officer, "Named officer 99", organisation="Police")
    people.hand_over(city, officer, measure, Holder(person_id=added.id))
    with city.reading() as work:
        held = owners.holders(work, plan_id(city))[measure]
        assert held == Holder(person_id=added.id, organisation_id=added.organisation_id)
        catalogue = city.catalogue(work)
    assert catalogue
    owner = next(each for each in catalogue.indicators if each.id == measure).measure.owner
    assert owner is not None
    assert owner.label == "Police - Named officer 99"
    assert "Police - Named officer 99" in {new for _, what, _, new in kept(city, "measure") if what == "owner changed"}
    with pytest.raises(errors.ChangedMeanwhile):
        people.hand_over(city, officer, measure, Holder(organisation_id=added.organisation_id), expected=Holder())


def test_an_indicator_is_handed_to_an_organisation_as_a_whole(city: Workspace, officer: Someone) -> None:
    body = people.add(city, officer, "Named officer 99", organisation="Police").organisation_id
    people.hand_over(city, officer, a_measure(city), Holder(organisation_id=body))
    with city.reading() as work:
        assert owners.holders(work, plan_id(city))[a_measure(city)] == Holder(organisation_id=body)
    for nobody in (Holder(), Holder(organisation_id=999), Holder(person_id=999)):
        with pytest.raises(errors.ChangedMeanwhile):
            people.hand_over(city, officer, a_measure(city), nobody)


# Guests and people of other organisations


def test_guests_and_outsiders_wait_to_be_let_in(city: Workspace, officer: Someone) -> None:
    for account, refusal in ((Account.GUEST, errors.NotForGuests), (Account.OUTSIDER, errors.NotForOutsiders)):
        with pytest.raises(refusal, match=r"performance officer \(Performance officer\)"):
            people.who(city, "U7", account)
    people.admit(city, officer, "U7", None, Account.GUEST)
    assert people.who(city, "U7", Account.GUEST).ticked is None
    people.withdraw(city, officer, "U7")
    with pytest.raises(errors.NotForGuests):
        people.who(city, "U7", Account.GUEST)
    with pytest.raises(errors.NotLetIn):
        people.withdraw(city, officer, "U7")


def test_an_outsider_sees_what_is_ticked_whatever_was_once_written_of_them(city: Workspace, officer: Someone) -> None:
    measure = a_measure(city)
    people.admit(city, officer, "U7", [measure], Account.OUTSIDER)
    assert people.who(city, "U7", Account.OUTSIDER).ticked == {measure}
    people.admit(city, officer, "U7", None, Account.GUEST)
    assert people.who(city, "U7", Account.OUTSIDER).ticked == frozenset()


def test_a_guest_may_be_let_in_to_ticks_too_and_a_member_needs_none(city: Workspace, officer: Someone) -> None:
    people.admit(city, officer, "U7", [a_measure(city)], Account.GUEST)
    assert people.who(city, "U7", Account.GUEST).ticked == {a_measure(city)}
    assert people.who(city, "U7", Account.MEMBER).ticked is None
    with pytest.raises(errors.MemberAnyway):
        people.admit(city, officer, "U1", None, Account.MEMBER)


def test_whoever_sees_ticks_alone_is_no_officer(city: Workspace, officer: Someone) -> None:
    people.admit(city, officer, "UOFFICER", [a_measure(city)], Account.OUTSIDER)
    found = people.who(city, "UOFFICER", Account.OUTSIDER)
    assert not found.is_officer
    assert found.person is not None


@pytest.mark.parametrize("ticks", [None, []])
def test_an_outsider_is_let_in_to_something_or_not_at_all(
    city: Workspace, officer: Someone, ticks: list[int] | None
) -> None:
    with pytest.raises(errors.NothingTicked):
        people.admit(city, officer, "U7", ticks, Account.OUTSIDER)


def test_only_indicators_of_the_plan_are_ticked(city: Workspace, officer: Someone) -> None:
    with pytest.raises(errors.ChangedMeanwhile):
        people.admit(city, officer, "U7", [a_measure(city), 999], Account.OUTSIDER)
    with city.reading() as work:
        assert not admissions.every(work)


# What an attacker could send


@pytest.mark.parametrize("act", ["match", "away", "lead", "hand over", "appoint", "deputy"])
def test_an_id_of_another_workspace_is_nobodys_here(
    city: Workspace, admin: Someone, act: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("theirs")
    with a_workspace_with("nottingham-city-2013-14", folder, like_others=False) as theirs:
        number = an_owner(theirs).id
    acts: dict[str, Callable[[], Any]] = {
        "match": lambda: people.match(city, admin, number, "U5"),
        "away": lambda: people.away(city, admin, number, TODAY),
        "lead": lambda: people.lead(city, admin, "operational", 1, number),
        "hand over": lambda: people.hand_over(city, admin, a_measure(city), Holder(person_id=number)),
        "appoint": lambda: people.appoint(city, admin, number, Role.OFFICER),
        "deputy": lambda: people.away(city, admin, an_owner(city).id, TODAY, number),
    }
    before = len(kept(city))
    with pytest.raises(errors.ChangedMeanwhile):
        acts[act]()
    assert len(kept(city)) == before


# What it costs


def test_who_asks_is_known_by_two_queries_or_three(city: Workspace, officer: Someone) -> None:
    people.admit(city, officer, "U7", None, Account.GUEST)
    for user, account, most in (
        ("U1", Account.MEMBER, 2),
        ("UOFFICER", Account.MEMBER, 3),
        ("U7", Account.GUEST, 3),
    ):
        with counted(city._store.engine) as seen:
            people.who(city, user, account)
        assert len(seen) <= most, (user, seen)


def test_the_pages_take_the_same_few_queries_however_many_there_are(city: Workspace, officer: Someone) -> None:
    asked = []
    for more in (0, 40):
        for number in range(more):
            people.add(city, officer, f"Officer {number}", organisation=f"Body {number}", slack_user=f"U5{number}")
        people.roll(city)
        with counted(city._store.engine) as seen:
            for part in Part:
                people.page(city, officer, part)
        asked.append(len(seen))
    assert asked[0] == asked[1]
