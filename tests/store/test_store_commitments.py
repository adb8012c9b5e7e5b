"""Actions and risks as they are kept: whole, in order, owned, and changed by one of two who change them at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from bot.domain.actions import Action, ActionKind, ActionState
from bot.domain.model import Owner
from bot.domain.people import Holder
from bot.domain.risks import Risk, RiskScore, Trend
from store import actions, people, plan, risks
from tests.conftest import MORNING
from tests.store.planting import plant

if TYPE_CHECKING:
    from bot.workspace import Workspace
    from store.work import Work
    from tests.store.planting import Planted

MARCH, JULY, OCTOBER = date(2014, 3, 19), date(2014, 7, 2), date(2014, 10, 1)
LATER = MORNING + timedelta(hours=1)


def an_action(title: str = "Write to the surgeries", **given: object) -> Action:
    return Action(**{"id": 0, "kind": ActionKind.ACTION, "title": title} | given)  # type: ignore[arg-type]  any field


def a_risk(title: str = "Safeguarding Children", **given: object) -> Risk:
    scores = (RiskScore(on=MARCH, likelihood=4, impact=4), RiskScore(on=JULY, likelihood=4, impact=5))
    return Risk(**{"id": 0, "title": title, "scores": scores} | given)  # type: ignore[arg-type]  any field


def kept(work: Work, planted: Planted, **given: object) -> int:
    (number,) = actions.add(work, planted.plan, [an_action(**given)], MORNING)
    return number


def test_an_action_comes_back_as_it_was_added_with_its_owner(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        people.link(work, planted.person, "U7")
        full = an_action(
            reference="43(1)(iii)", objective=("operational", 1), measure_ids=planted.measures,
            owner_printed="Health - officer 01", owner_person_id=planted.person,
            owner_organisation_id=planted.organisation, due=JULY, due_printed="2 July", state=ActionState.DELAYED,
            progress="Drafted", barrier="No clerk", overcome="One was found", decided_on=MARCH, basis="resolved",
            item="Attendance", completed_on=OCTOBER,
        )  # fmt: skip
        (number,) = actions.add(work, planted.plan, [full], MORNING)
        (found,) = actions.actions(work, planted.plan)
        assert actions.get(work, number) == found
    owner = Owner(post="Children's plan: officer 01", organisation="Children's plan: Health", slack_user="U7")
    assert found == an_action(
        **{name: getattr(full, name) for name in Action.__dataclass_fields__} | {"id": number, "owner": owner}
    )


def test_actions_stand_in_the_plan_s_order_and_later_ones_behind_them(workspace: Workspace) -> None:
    with workspace.begin() as work:
        one, two = plant(work, "One"), plant(work, "Two")
        actions.add(work, one.plan, [an_action("B"), an_action("A")], MORNING)
        actions.add(work, two.plan, [an_action("Theirs")], MORNING)
        actions.add(work, one.plan, [an_action("C"), an_action("0")], LATER)
        assert [each.title for each in actions.actions(work, one.plan)] == ["B", "A", "C", "0"]


def test_whoever_keeps_a_catalogue_in_memory_learns_of_a_plan_s_first_action_and_first_risk(
    workspace: Workspace,
) -> None:
    with workspace.begin() as work:
        planted = plant(work, "One")
    stamps = [stamp_of(workspace)]
    for add, fresh in ((actions.add, an_action()), (risks.add, a_risk())):
        with workspace.begin() as work:
            add(work, planted.plan, [fresh], MORNING)
        stamps.append(stamp_of(workspace))
    assert stamps == sorted(set(stamps))


def stamp_of(workspace: Workspace) -> int:
    with workspace.reading() as work:
        return plan.stamp(work)


def test_an_action_changes_once_for_each_revision_that_was_seen(workspace: Workspace) -> None:
    with workspace.begin() as work:
        number = kept(work, plant(work))
        assert actions.change(work, number, 1, LATER, state=ActionState.COMPLETED, completed_on=JULY)
        assert not actions.change(work, number, 1, LATER, state=ActionState.DELAYED)
        assert actions.change(work, number, 2, LATER, progress="Sent")
        assert not actions.change(work, 42, 1, LATER, progress="Sent")
        found = actions.get(work, number)
    assert found == an_action(id=number, state=ActionState.COMPLETED, completed_on=JULY, progress="Sent", revision=3)


def test_of_two_who_change_an_action_or_a_risk_at_once_one_does(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        action = kept(work, planted)
        (risk,) = risks.add(work, planted.plan, [a_risk()], MORNING)
    both_ready = Barrier(2)

    def change(words: str) -> tuple[bool, bool]:
        both_ready.wait()
        with workspace.begin() as work:
            return (
                actions.change(work, action, 1, LATER, progress=words),
                risks.change(work, risk, 1, LATER, mitigation=words),
            )

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(change, ("Sent", "Not sent")))
    with workspace.reading() as work:
        held = actions.get(work, action), risks.get(work, risk)
    for which, (found, words) in enumerate(zip(held, ("progress", "mitigation"), strict=True)):
        assert sorted(each[which] for each in done) == [False, True]
        assert found
        assert getattr(found, words) == ("Sent" if done[0][which] else "Not sent")
        assert found.revision == 2


@pytest.mark.parametrize("own", [True, False])
def test_a_person_is_asked_for_their_own_and_for_their_organisation_s_that_name_nobody(
    workspace: Workspace, *, own: bool
) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        body = planted.organisation
        named: dict[str, object] = {"owner_person_id": planted.person, "owner_organisation_id": body}
        listed = [
            an_action("Theirs", **named),
            an_action("The body's", owner_organisation_id=body),
            an_action("Nobody's"),
            an_action("Done", state=ActionState.COMPLETED, **named),
            an_action("Noted", kind=ActionKind.NOTED, **named),
        ]
        actions.add(work, planted.plan, listed, MORNING)
        watched = [a_risk("Theirs", **named), a_risk("The body's", owner_organisation_id=body), a_risk("Nobody's")]
        risks.add(work, planted.plan, [*watched, a_risk("Over", closed_on=JULY, **named)], MORNING)
        holder = Holder(person_id=planted.person if own else None, organisation_id=body)
        found = [each.title for each in actions.open_of(work, planted.plan, holder)]
        at_risk = [each.title for each in risks.open_of(work, planted.plan, holder)]
        assert not actions.open_of(work, planted.plan, Holder())
        assert not risks.open_of(work, planted.plan, Holder())
    assert found == at_risk == (["Theirs", "The body's"] if own else ["The body's"])


def test_a_risk_comes_back_with_its_scores_in_the_order_of_their_days(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        full = a_risk(
            reference="ORG0009", description="Outcomes fall short", mitigation="Watched",
            objective=("operational", 1), owner_printed="SLT", owner_person_id=planted.person,
            owner_organisation_id=planted.organisation, closed_on=OCTOBER, trend_printed=Trend.DOWN,
        )  # fmt: skip
        (number,) = risks.add(work, planted.plan, [full], MORNING)
        (found,) = risks.risks(work, planted.plan)
        assert risks.get(work, number) == found
        assert risks.get(work, 42) is None
    owner = Owner(post="Children's plan: officer 01", organisation="Children's plan: Health")
    assert found == a_risk(
        **{name: getattr(full, name) for name in Risk.__dataclass_fields__} | {"id": number, "owner": owner}
    )
    assert (found.score, found.trend(), found.trend(MARCH)) == (20, Trend.UP, Trend.UP)


def test_a_second_score_for_a_day_stands_in_place_of_the_first(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        (number,) = risks.add(work, planted.plan, [a_risk()], MORNING)
        risks.score(work, number, RiskScore(on=OCTOBER, likelihood=5, impact=5), LATER)
        risks.score(work, number, RiskScore(on=OCTOBER, likelihood=2, impact=5), LATER)
        found = risks.get(work, number)
    assert found
    assert [(each.on, each.score) for each in found.scores] == [(MARCH, 16), (JULY, 20), (OCTOBER, 10)]
    assert found.trend() is Trend.DOWN


def test_what_the_register_prints_of_a_trend_counts_until_a_second_score_tells() -> None:
    (first, second) = a_risk().scores
    assert a_risk(scores=(first,)).trend() is Trend.NEW
    assert a_risk(scores=(first,), trend_printed=Trend.DOWN).trend() is Trend.DOWN
    assert a_risk(scores=(first, second), trend_printed=Trend.DOWN).trend() is Trend.UP
