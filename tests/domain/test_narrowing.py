"""A plan narrowed to what is ticked is as if it held nothing else; and what an account may see by what it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.asking import Context, Intent
from bot.domain.links import Link, LinkKind
from bot.domain.model import Catalogue
from bot.domain.narrowing import leaning_on, narrowed
from bot.domain.people import Account, Role, Someone, let_in
from bot.domain.phrases import Alias
from tests.builders import a_plan, an_indicator, an_objective

STRATEGIC = an_objective("Safe", level="strategic")
PROTECT = an_objective("Protect", parent_id=STRATEGIC.id)
SUPPORT = an_objective("Support", 2, parent_id=STRATEGIC.id)
OTHER = an_objective("Thrive", 3)
NEET = an_indicator("NEET", primary=(PROTECT.id,))
ABSENCE = an_indicator("Absence", primary=(OTHER.id,), additional=(SUPPORT.id,))
CITY = Catalogue(
    plan=a_plan(),
    objectives=(STRATEGIC, PROTECT, SUPPORT, OTHER),
    indicators=(NEET, ABSENCE),
    aliases=(
        Alias(phrase="not in education", measure_id=NEET.id),
        Alias(phrase="truancy", measure_id=ABSENCE.id),
        Alias(phrase="LAC", means="looked after"),
    ),
)


def test_what_followed_what_is_told_only_where_all_that_it_names_is_ticked() -> None:
    gone = an_indicator("Absence, authorised")
    link = Link(kind=LinkKind.REDEFINED, from_id=gone.id, from_title=gone.title, to_id=ABSENCE.id)
    moved_on = replace(CITY, links=(link,), past=(gone,))
    assert (narrowed(moved_on, {ABSENCE.id}).links, narrowed(moved_on, {ABSENCE.id}).past) == ((), ())
    assert narrowed(moved_on, {ABSENCE.id, gone.id}).links == (link,)
    assert narrowed(moved_on, {gone.id}).past == (gone,)


def test_indicators_aliases_and_objectives_that_are_not_ticked_are_not_there() -> None:
    seen = narrowed(CITY, {NEET.id})
    assert seen.indicators == (NEET,)
    assert seen.objectives == (STRATEGIC, PROTECT)
    assert [alias.phrase for alias in seen.aliases] == ["not in education", "LAC"]


def test_an_objective_stays_for_what_it_has_in_addition() -> None:
    assert narrowed(CITY, {ABSENCE.id}).objectives == (STRATEGIC, SUPPORT, OTHER)


def test_nothing_ticked_is_an_empty_plan_and_no_ticks_at_all_the_whole() -> None:
    assert narrowed(CITY, frozenset()).indicators == ()
    assert narrowed(CITY, frozenset()).objectives == ()
    assert narrowed(CITY, None) is CITY
    assert narrowed(CITY, {999}).indicators == ()


@pytest.mark.parametrize("account", Account)
@pytest.mark.parametrize("as_guest", [True, False])
def test_what_an_account_is_now_decides_what_it_sees(account: Account, as_guest: bool) -> None:  # noqa: FBT001  both values
    officer = Someone(slack_user="U1", roles=frozenset({Role.OFFICER, Role.OWNER}), ticked=frozenset({7}))
    found = let_in(officer, account, as_guest=as_guest, ticked=[7])
    sees_all = account is Account.MEMBER or (account is Account.GUEST and as_guest)
    assert (found.ticked is None) is sees_all
    assert found.is_officer is sees_all
    assert Role.OWNER in found.roles
    assert found.may_see(7)
    assert found.may_see(8) is sees_all


@pytest.mark.parametrize(
    "about",
    [
        {"measure_ids": (ABSENCE.id,)},
        {"measure_ids": (NEET.id, ABSENCE.id)},
        {"objective_id": OTHER.id},
        {"objective_id": SUPPORT.id, "measure_ids": (NEET.id,)},
    ],
)
def test_what_a_conversation_was_about_is_not_leaned_on_by_whoever_may_not_see_all_of_it(about: dict[str, Any]) -> None:
    context = Context(intent=Intent.LIST, **about)
    assert leaning_on(context, CITY) == context
    assert leaning_on(context, narrowed(CITY, {NEET.id})) is None


def test_a_conversation_about_what_they_may_see_is_leaned_on() -> None:
    seen = narrowed(CITY, {NEET.id})
    for about in ({"measure_ids": (NEET.id,)}, {"objective_id": STRATEGIC.id}, {}):
        context = Context(intent=Intent.LIST, **about)
        assert leaning_on(context, seen) == context
    assert leaning_on(None, seen) is None
