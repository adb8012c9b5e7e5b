"""What people are asked for beside figures, and from when to when: actions, risks, highlights."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.actions import ActionKind, ActionState
from bot.domain.model import Catalogue, Objective
from bot.domain.nudging import NO_OWNER, decide
from bot.domain.people import Holder
from bot.domain.risks import RiskScore
from bot.domain.rounds import NudgeKind, Rules, Step
from bot.domain.tasks import Commitments, Setting, Task, highlights, quarters_of, tasks
from bot.domain.timetables import timetables
from tests.builders import a_plan, an_indicator
from tests.round_builders import (
    DUE,
    ENGLAND,
    FREEZE,
    JULY,
    Q4,
    a_body,
    a_cast,
    a_person,
    a_risk,
    an_action,
    an_owed,
)

OWNER, DEPUTY, LEAD = a_person("Owner", id=1), a_person("Deputy", id=2), a_person("Lead", id=3)
OFFICER = a_person("Performance officer", id=4)
OWNERS = Holder(person_id=OWNER.id)
ABOVE = Objective(id=1, number=1, level="strategic", title="Safe")
BELOW = Objective(id=2, number=4, level="operational", title="Protect", parent_id=1)
MAY, HIGHLIGHT_DUE, COVERED = date(2014, 5, 1), date(2014, 5, 27), date(2014, 3, 3)  # 26 May is a bank holiday


def a_setting(*bodies: object, objectives: tuple[Objective, ...] = (ABOVE, BELOW), **given: object) -> Setting:
    met = timetables(bodies or (a_body("Board", JULY),), Rules(), ENGLAND)  # type: ignore[arg-type]  bodies
    plan = a_plan(starts=date(2013, 4, 1), ends=date(2016, 3, 31))
    held = Catalogue(plan=plan, objectives=objectives, indicators=())
    facts = {"catalogue": held, "leads": {ABOVE.key: LEAD}, "timetables": met, "rules": Rules(), "calendar": ENGLAND}
    return Setting(**(facts | given))  # type: ignore[arg-type]  any field


def due(held: Commitments, day: date = MAY, setting: Setting | None = None) -> list[tuple[str, date]]:
    return [(each.key, each.due) for each in tasks(held, setting or a_setting(leads={}), day)]


# What is asked for


def test_an_action_that_is_open_is_its_owners_by_its_day() -> None:
    action = an_action(id=7, owner_person_id=1)
    assert due(Commitments(actions=(action,))) == [("action:7", DUE)]
    (task,) = tasks(Commitments(actions=(action,)), a_setting(leads={}), JULY)
    assert (task.title, task.holder) == (action.title, OWNERS)


@pytest.mark.parametrize(
    "nothing",
    [
        {"state": ActionState.COMPLETED},
        {"due": None, "due_printed": "in 6 months' time"},
        {"kind": ActionKind.ACTIVITY, "due": None},
        {"kind": ActionKind.NOTED},
        {"kind": ActionKind.APPROVED},
        {"kind": ActionKind.CONTEXT},
    ],
)
def test_what_is_done_or_nobodys_to_do_or_has_no_day_is_never_asked_for(nothing: dict[str, object]) -> None:
    assert due(Commitments(actions=(an_action(**nothing),))) == []


def test_a_risk_is_looked_at_again_once_for_each_meeting() -> None:
    risk = a_risk(id=3)
    assert due(Commitments(risks=(risk,))) == [("risk:3", DUE)]
    again = replace(risk, scores=(*risk.scores, RiskScore(on=MAY, likelihood=4, impact=5)))
    for nothing in (again, replace(risk, closed_on=MAY)):
        assert due(Commitments(risks=(nothing,))) == []
    assert due(Commitments(risks=(risk,)), JULY + timedelta(days=1)) == []
    only = a_setting(a_body("Board", JULY, objectives=(BELOW.key,)), leads={})
    assert due(Commitments(risks=(risk,)), setting=only) == []


def test_a_highlight_is_its_objectives_own_leads_a_week_before_the_freeze() -> None:
    (task,) = highlights(a_setting(), MAY)
    assert (task.key, task.due, task.holder, task.meeting) == (
        "highlight:strategic.1:Q2013.4", HIGHLIGHT_DUE, Holder(person_id=LEAD.id), JULY,
    )  # fmt: skip
    assert DUE < HIGHLIGHT_DUE < FREEZE
    both = [each.objective for each in highlights(a_setting(leads={ABOVE.key: LEAD, BELOW.key: OWNER}), MAY)]
    assert both == [ABOVE, BELOW]


def test_a_highlight_that_is_in_or_whose_meeting_is_over_is_not_asked_for() -> None:
    assert [*highlights(a_setting(), MAY, frozenset({(ABOVE.key, Q4.key)}))] == []
    assert [*highlights(a_setting(), JULY + timedelta(days=1))] == []
    assert len([*highlights(a_setting(), MAY, frozenset({(ABOVE.key, "Q2013.3")}))]) == 1


def test_two_bodies_that_hear_of_one_quarter_want_one_highlight() -> None:
    found = [*highlights(a_setting(a_body("Board", JULY), a_body("Trust", date(2014, 6, 25))), MAY)]
    assert [(each.key, each.meeting) for each in found] == [("highlight:strategic.1:Q2013.4", date(2014, 6, 25))]


@pytest.mark.parametrize(
    ("cadence", "quarters"),
    [
        ("", (1, 2, 3, 4)), ("Quarterly", (1, 2, 3, 4)), ("six-monthly", (2, 4)), ("Every 6 months", (2, 4)),
        ("half-yearly", (2, 4)), ("Bi-annual", (2, 4)), ("annually", (4,)), ("once a year", (4,)),
    ],
)  # fmt: skip
def test_a_lead_is_asked_as_often_as_the_plan_says(cadence: str, quarters: tuple[int, ...]) -> None:
    assert quarters_of(cadence) == quarters
    meetings = [date(2014, 7, 2), date(2014, 10, 1), date(2015, 1, 14), date(2015, 4, 8)]
    setting = a_setting(a_body("Board", *meetings), objectives=(replace(ABOVE, cadence=cadence),))
    asked = {each.period.number for each in highlights(setting, MAY) if each.period}
    assert asked == set(quarters)


def test_a_body_that_meets_once_a_year_is_told_of_the_year_by_every_lead() -> None:
    yearly = a_setting(a_body("Trust", JULY, cadence="yearly"), objectives=(replace(ABOVE, cadence="six-monthly"),))
    assert [each.key for each in highlights(yearly, MAY)] == ["highlight:strategic.1:Y2013"]


# Who hears of it, and when


def a_task(due: date = DUE, **given: object) -> Task:
    return Task(**({"due": due, "holder": OWNERS, "action": an_action(due=due)} | given))  # type: ignore[arg-type]  any


def test_one_message_holds_figures_and_tasks() -> None:
    indicator = an_indicator()
    cast = a_cast(OWNER, holders={indicator.id: OWNERS})
    (only,) = decide([an_owed(indicator)], DUE, cast, {}, [a_task(), a_task(date(2014, 5, 22))])
    assert (only.key, len(only.items), [each.step for each in only.tasks]) == (
        "nudge:1", 1, [Step.DUE, Step.HEADS_UP],
    )  # fmt: skip


def test_the_steps_of_a_task_end_on_the_officers_list() -> None:
    cast, told, sent = a_cast(OWNER, OFFICER, officers=(OFFICER,)), dict[str, date](), []
    for number in range(60):
        day = MAY + timedelta(days=number)
        for nudge in decide([], day, cast, told, [a_task()]):
            told[nudge.key] = day
            sent.append((day, nudge.kind, nudge.label, nudge.step))
    assert sent == [
        (date(2014, 5, 12), NudgeKind.REMINDER, "Owner", Step.HEADS_UP),
        (DUE, NudgeKind.REMINDER, "Owner", Step.DUE),
        (date(2014, 5, 22), NudgeKind.REMINDER, "Owner", Step.LATE),
        (date(2014, 6, 3), NudgeKind.OFFICER_LIST, "Performance officer", Step.OFFICER),
    ]


def test_whoever_stands_in_is_asked_and_without_anybody_the_officers_are() -> None:
    away = replace(OWNER, away_until=JULY, deputy_id=DEPUTY.id)
    (only,) = decide([], DUE, a_cast(away, DEPUTY, officers=(OFFICER,)), {}, [a_task()])
    assert (only.label, only.tasks[0].of, only.why) == ("Deputy", away, "deputy")
    (listed,) = decide([], DUE, a_cast(replace(away, deputy_id=None), officers=(OFFICER,)), {}, [a_task()])
    assert (listed.kind, listed.tasks[0].why) == (NudgeKind.OFFICER_LIST, NO_OWNER)


def test_the_people_of_the_organisation_that_has_it_are_asked() -> None:
    two = (replace(OWNER, organisation_id=9), replace(DEPUTY, organisation_id=9, slack_user=""))
    (only,) = decide([], DUE, a_cast(*two), {}, [a_task(holder=Holder(organisation_id=9))])
    assert only.label == "Owner"


@pytest.mark.parametrize("holder", [None, Holder(person_id=77), Holder(organisation_id=9), Holder(person_id=5)])
def test_what_nobody_in_slack_is_matched_to_is_asked_of_nobody(holder: Holder | None) -> None:
    unmatched = a_person("Named officer 05", id=5, slack_user="")
    cast = a_cast(OWNER, unmatched, OFFICER, officers=(OFFICER,))
    assert decide([], date(2014, 6, 12), cast, {}, [a_task(holder=holder)]) == ()


def test_what_is_put_off_is_not_mentioned_until_then() -> None:
    task = a_task()
    cast = a_cast(OWNER, postponed={(OWNER.id, task.key): date(2014, 5, 21)})
    assert decide([], date(2014, 5, 20), cast, {"nudge:1": DUE}, [task]) == ()
    (again,) = decide([], date(2014, 5, 21), cast, {"nudge:1": DUE}, [task])
    assert [each.task for each in again.tasks] == [task]


def test_nothing_is_asked_on_a_day_off_or_where_nudging_is_off() -> None:
    assert decide([], date(2014, 5, 26), a_cast(OWNER), {}, [a_task()]) == ()
    assert decide([], DUE, a_cast(OWNER, rules=Rules(nudging=False)), {}, [a_task()]) == ()
