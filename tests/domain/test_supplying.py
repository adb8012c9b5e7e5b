"""Who supplies a figure on a day, and who may."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.domain.people import Holder, Someone
from bot.domain.supplying import may_supply, suppliers, without_active_owner
from tests.builders import an_indicator
from tests.round_builders import DUE, a_person

if TYPE_CHECKING:
    from bot.domain.people import Person

HEALTH, POLICE = 71, 72
FAR = date(2014, 12, 31)


def known(*people: Person) -> dict[int, Person]:
    return {each.id: each for each in people}


def told(holder: Holder | None, *people: Person, day: date = DUE) -> list[tuple[str, str]]:
    return [(each.person.post, each.why) for each in suppliers(holder, known(*people), day)]


def test_the_owner_supplies_their_own_figures() -> None:
    owner = a_person("Owner")
    assert told(Holder(person_id=owner.id), owner, a_person("Another")) == [("Owner", "")]


def test_an_owner_without_slack_is_told_all_the_same_for_somebody_passes_it_on() -> None:
    owner = a_person("Owner", slack_user="")
    assert told(Holder(person_id=owner.id), owner) == [("Owner", "")]


@pytest.mark.parametrize("missing", [{"away_until": DUE}, {"slack_gone": True}])
def test_a_deputy_stands_in_for_whoever_is_away_or_gone(missing: dict[str, object]) -> None:
    deputy = a_person("Deputy")
    owner = a_person("Owner", deputy_id=deputy.id, **missing)
    (only,) = suppliers(Holder(person_id=owner.id), known(owner, deputy), DUE)
    assert (only.person, only.why, only.instead_of) == (deputy, "deputy", owner)


def test_an_owner_is_back_on_the_day_after_their_last_day_away() -> None:
    deputy = a_person("Deputy")
    owner = a_person("Owner", deputy_id=deputy.id, away_until=DUE)
    assert told(Holder(person_id=owner.id), owner, deputy, day=date(2014, 5, 20)) == [("Owner", "")]


def test_a_deputy_who_is_away_has_a_deputy_too() -> None:
    second = a_person("Second")
    first = a_person("First", away_until=FAR, deputy_id=second.id)
    owner = a_person("Owner", away_until=FAR, deputy_id=first.id)
    assert told(Holder(person_id=owner.id), owner, first, second) == [("Second", "deputy")]


def test_people_who_stand_in_for_each_other_and_are_all_away_are_nobody() -> None:
    owner = a_person("Owner", id=1, deputy_id=2, away_until=FAR)
    other = a_person("Other", id=2, deputy_id=1, away_until=FAR)
    assert told(Holder(person_id=1), owner, other) == []
    assert told(Holder(person_id=1), a_person("Narcissus", id=1, deputy_id=1, away_until=FAR)) == []
    assert told(Holder(person_id=1), a_person("Owner", id=1, slack_gone=True, deputy_id=404)) == []


def test_everybody_of_an_organisation_hears_who_can_be_written_to() -> None:
    one, two = a_person("One", organisation_id=HEALTH), a_person("Two", organisation_id=HEALTH)
    silent = a_person("Silent", organisation_id=HEALTH, slack_user="")
    other = a_person("Other", organisation_id=POLICE)
    held = Holder(organisation_id=HEALTH)
    assert told(held, one, silent, other, two) == [("One", "organisation"), ("Two", "organisation")]
    assert told(held, silent, other) == []


def test_a_person_of_an_organisation_owns_before_it_does() -> None:
    owner, colleague = a_person("Owner", organisation_id=HEALTH), a_person("Colleague", organisation_id=HEALTH)
    assert told(Holder(person_id=owner.id, organisation_id=HEALTH), owner, colleague) == [("Owner", "")]


def test_nobody_is_told_twice_of_one_figure() -> None:
    one = a_person("One", organisation_id=HEALTH)
    two = a_person("Two", organisation_id=HEALTH, away_until=FAR, deputy_id=one.id)
    assert told(Holder(organisation_id=HEALTH), one, two) == [("One", "organisation")]


def test_an_outsider_may_stand_in_for_somebody_of_an_organisation() -> None:
    deputy = a_person("Deputy", organisation_id=POLICE)
    away = a_person("Away", organisation_id=HEALTH, away_until=FAR, deputy_id=deputy.id)
    assert told(Holder(organisation_id=HEALTH), away, deputy) == [("Deputy", "deputy")]


def test_no_owner_is_nobody() -> None:
    assert told(None) == told(Holder()) == told(Holder(person_id=404)) == []


def test_who_may_supply_a_figure() -> None:
    owner = a_person("Owner", organisation_id=HEALTH)
    colleague = a_person("Colleague", organisation_id=HEALTH)
    asks, other = Someone(slack_user="U1", person=owner), Someone(slack_user="U2", person=colleague)
    deputy = Someone(slack_user="U3", person=a_person("Deputy"), stands_in_for=frozenset({owner.id}))
    theirs, organisations = Holder(person_id=owner.id, organisation_id=HEALTH), Holder(organisation_id=HEALTH)
    assert [may_supply(each, theirs) for each in (asks, other, deputy)] == [True, False, True]
    assert [may_supply(each, organisations) for each in (asks, other, deputy)] == [True, True, False]
    stranger = Someone(slack_user="U4")
    assert not any(may_supply(stranger, each) for each in (theirs, organisations, Holder(), None))
    assert not may_supply(Someone(slack_user="U5", person=a_person("Alone")), Holder())


def test_what_nobody_is_reminded_of_and_why() -> None:
    away, gone = a_person("Away", away_until=FAR), a_person("Gone", slack_gone=True)
    held = {
        "nobody": None, "away": Holder(person_id=away.id), "gone": Holder(person_id=gone.id),
        "police": Holder(organisation_id=POLICE), "fine": Holder(person_id=a_person("Fine").id),
    }  # fmt: skip
    indicators = {name: an_indicator(name) for name in held}
    people = known(away, gone, a_person("Fine", id=held["fine"].person_id))  # type: ignore[union-attr]  it is one
    holders = {indicators[name].id: holder for name, holder in held.items() if holder}
    left = without_active_owner(indicators.values(), holders, people, DUE, {})
    assert [(each.indicator.title, each.why) for each in left] == [
        ("nobody", "no owner"), ("away", "away without a deputy"), ("gone", "account closed"),
        ("police", "nobody in Slack"),
    ]  # fmt: skip
