"""A plan's rules: read with tolerance from its settings, and refused where they cannot be."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from bot.domain.errors import BadRule
from bot.domain.rounds import Rules
from store import plan, rules, tables
from store.work import mine
from tests.store.planting import plant

if TYPE_CHECKING:
    from bot.workspace import Workspace
    from store.work import Work

ALL_OTHERWISE = Rules(
    lag_days=0,
    papers=6,
    paper_deadline=1,
    clearance=2,
    freeze=3,
    figures_due=9,
    heads_up=0,
    late=1,
    announce=2,
    escalate=3,
    officer=4,
    deferrals=0,
    final_days=30,
    jump=5,
    approval=False,
    readers_see_approved=True,
    nudging=False,
    small_board=2,
    small_public=10,
    starts_at=time(8, 30),
    ends_at=time(16),
    report_at=time(15),
    report_unsigned=True,
    closed=(date(2014, 12, 29), date(2014, 12, 30)),
    questions_kept=30,
)


def settle(work: Work, plan_id: int, kept: object) -> None:
    """Whatever stands in the settings, as somebody may have written it by hand."""
    of_plan = update(tables.Plan.__table__).where(mine(tables.Plan), tables.Plan.__table__.c.id == plan_id)
    work.change(of_plan.values(settings=kept))


def test_a_plan_without_settings_has_the_rules_that_steward_comes_with(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        assert rules.rules(work, planted.plan) == Rules()
        assert rules.rules(work, 42) == Rules()
        assert rules.wrong_settings(work, planted.plan) == ()


def test_every_rule_comes_back_as_it_was_set_and_none_is_set_for_another_plan(workspace: Workspace) -> None:
    same = [each.name for each in fields(Rules) if getattr(Rules(), each.name) == getattr(ALL_OTHERWISE, each.name)]
    assert same == [], "the test sets every rule otherwise"
    with workspace.begin() as work:
        one, two = plant(work, "One"), plant(work, "Two")
        assert rules.set_rules(work, one.plan, ALL_OTHERWISE)
        assert not rules.set_rules(work, 42, ALL_OTHERWISE)
        assert rules.rules(work, one.plan) == ALL_OTHERWISE
        assert rules.wrong_settings(work, one.plan) == ()
        assert rules.rules(work, two.plan) == Rules()


def test_only_what_differs_is_kept_and_what_is_not_a_rule_stays(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        settle(work, planted.plan, {"colour": "blue", "late": 2})
        rules.set_rules(work, planted.plan, Rules(papers=3))
        assert rules.settings(work, planted.plan) == {"colour": "blue", "papers": 3}
        assert rules.wrong_settings(work, planted.plan) == ()


def test_to_set_rules_says_that_the_plan_changed(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
    with workspace.begin() as work:
        before = plan.stamp(work)
        rules.set_rules(work, planted.plan, Rules(late=4))
        assert plan.stamp(work) > before


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ({"lag_days": -1}, 'The rule "lag_days" must be a whole number from 0 to 400.'),
        ({"lag_days": "28"}, 'The rule "lag_days" must be a whole number from 0 to 400.'),
        ({"lag_days": 28.5}, 'The rule "lag_days" must be a whole number from 0 to 400.'),
        ({"papers": True}, 'The rule "papers" must be a whole number from 0 to 400.'),
        ({"papers": None}, 'The rule "papers" must be a whole number from 0 to 400.'),
        ({"jump": 0}, 'The rule "jump" must be a whole number from 1 to 400.'),
        ({"final_days": 401}, 'The rule "final_days" must be a whole number from 0 to 400.'),
        ({"approval": "yes"}, 'The rule "approval" must be yes or no.'),
        ({"starts_at": "half past eight"}, 'The rule "starts_at" must be a time of day, such as 09:00.'),
        ({"starts_at": 9}, 'The rule "starts_at" must be a time of day, such as 09:00.'),
        ({"closed": "2014-12-29"}, 'The rule "closed" must be days, such as 2014-12-29.'),
        ({"closed": ["29 December"]}, 'The rule "closed" must be days, such as 2014-12-29.'),
        ({"closed": [29]}, 'The rule "closed" must be days, such as 2014-12-29.'),
        ({"announce": 2}, 'The rule "announce" must be more than late, which is 3.'),
        ({"officer": 8}, 'The rule "officer" must be more than escalate, which is 8.'),
        (
            {"ends_at": "08:00"},
            'The rule "ends_at" must be after the start of the working day, which is 09:00.',
        ),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence_and_left_out_of_the_rules(
    workspace: Workspace, kept: dict[str, object], said: str
) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        settle(work, planted.plan, kept | {"clearance": 7, "unheard of": 1})
        assert rules.wrong_settings(work, planted.plan) == (said,)
        assert rules.rules(work, planted.plan) == Rules(clearance=7)


@pytest.mark.parametrize("kept", [[], None, "late", 3])
def test_settings_that_are_no_settings_at_all_are_the_usual_rules(workspace: Workspace, kept: object) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        settle(work, planted.plan, kept)
        assert rules.rules(work, planted.plan) == Rules()
        assert not plan.plans(work)[0].readers_see_approved


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lag_days", -1),
        ("papers", 401),
        ("jump", 0),
        ("late", 0),
        ("late", 6),
        ("announce", 3),
        ("escalate", 6),
        ("officer", 7),
        ("ends_at", time(9)),
        ("starts_at", time(17)),
    ],
)
def test_a_rule_that_cannot_be_is_refused_by_its_name_and_nothing_is_kept(
    workspace: Workspace, name: str, value: object
) -> None:
    given = replace(Rules(papers=3), **{name: value})  # type: ignore[arg-type]  the wrong ones are the point
    with workspace.begin() as work:
        planted = plant(work)
        with pytest.raises(BadRule, match=r'^The rule "\w+" must be .+\.$'):
            rules.set_rules(work, planted.plan, given)
        assert rules.settings(work, planted.plan) == {}
