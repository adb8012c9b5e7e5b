"""Actions, risks and highlights in Slack: asked for with the figures, done in forms, gone from the message then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from bot.domain.actions import Action, ActionKind, ActionState
from bot.domain.acts import Act
from bot.domain.highlights import Rating
from bot.domain.periods import from_key
from bot.domain.risks import Risk, RiskScore
from bot.domain.tasks import highlight_key
from bot.render import task_actions
from bot.render.nudge_actions import Chosen
from bot.services import reminders
from store import actions, audit, highlights, leads, people, risks, snoozes
from tests.conftest import LONDON
from tests.slack.office import Q4, filled, matched, owned, plan_id, pressed, sent

if TYPE_CHECKING:
    from bot.local import LocalSlack, View
    from bot.local.things import Message
    from bot.workspace import Workspace
    from store.highlights import Kept
    from tests.conftest import StandingClock
    from tests.slack.steward import Steward

HEADS_UP, DUE, AFTER = date(2014, 5, 12), date(2014, 5, 19), date(2014, 5, 20)
HIGHLIGHT_DUE = date(2014, 5, 27)
OBJECTIVE = ("operational", 1)
OPEN = task_actions.TASK_OPEN


@pytest.fixture
def amy(workspace: Workspace) -> int:
    return matched(workspace, "Named officer 03", "U1")


@pytest.fixture
def ben(workspace: Workspace) -> int:
    return matched(workspace, "Named officer 05", "U2")


@pytest.fixture
def officer(workspace: Workspace, slack: LocalSlack) -> int:
    slack.add_user("U4", "olga", real_name="Olga Officer")
    return matched(workspace, "Performance officer", "U4", "officer")


def an_action(workspace: Workspace, owner: int | None, title: str = "Train the staff", **given: object) -> int:
    facts = {"id": 0, "kind": ActionKind.ACTION, "title": title, "due": DUE, "owner_person_id": owner}
    with workspace.begin() as work:
        made = Action(**(facts | given))  # type: ignore[arg-type]  any field of the value
        (number,) = actions.add(work, plan_id(workspace), [made], workspace.now())
    return number


def a_risk(workspace: Workspace, owner: int) -> int:
    scores = (RiskScore(on=date(2014, 2, 1), likelihood=4, impact=5),)
    made = Risk(id=0, title="Posts stay unfilled", mitigation="Pay more", owner_person_id=owner, scores=scores)
    with workspace.begin() as work:
        (number,) = risks.add(work, plan_id(workspace), [made], workspace.now())
    return number


def leads_it(workspace: Workspace, person: int, objective: tuple[str, int] = OBJECTIVE) -> str:
    """The key of the highlight that this person writes from now on."""
    with workspace.begin() as work:
        leads.appoint(work, plan_id(workspace), *objective, person)
    return highlight_key(objective, Q4)


def read(workspace: Workspace, action_id: int) -> Action:
    with workspace.reading() as work:
        found = actions.get(work, action_id)
    assert found
    return found


def written(workspace: Workspace, objective: tuple[str, int] = OBJECTIVE) -> Kept:
    with workspace.reading() as work:
        return highlights.get(work, plan_id(workspace), objective, from_key(Q4))


def morning(steward: Steward, clock: StandingClock, day: date) -> None:
    """What the timetable does on a day by ten o'clock."""
    clock.set(datetime(day.year, day.month, day.day, 10, 0, tzinfo=LONDON))
    reminders.plan_for_today(steward.workspace)
    steward.drain()


def messages(steward: Steward, who: str) -> list[Message]:
    return [each for each in steward.slack.direct(who) if each.text != "Press"]


def opened(steward: Steward, who: str, key: str) -> View:
    pressed(steward, who, OPEN, key)
    return filled(steward, who)


def noted(workspace: Workspace, subject: str) -> list[tuple[str, str, str]]:
    """What people changed; the plan was imported before."""
    with workspace.reading() as work:
        kept = audit.of(work, subject)
    return [(each.what, each.who, each.reason) for each in kept if each.who != "steward import"]


# Asked for


def test_one_message_a_day_holds_figures_actions_risks_and_highlights(
    steward: Steward, clock: StandingClock, amy: int
) -> None:
    owned(steward.workspace, "NI 126", amy)
    an_action(steward.workspace, amy)
    a_risk(steward.workspace, amy)
    leads_it(steward.workspace, amy)
    morning(steward, clock, AFTER)
    morning(steward, clock, AFTER)
    (message,) = messages(steward, "U1")
    wanted = "1 figure, 1 highlight, word on 1 action and another look at 1 risk"
    assert message.text.startswith(f"Wanted from you: {wanted}: 3 are late, 1 is due soon.")
    for words in ("Train the staff: 1 day late", "Posts stay unfilled, scored 20", "Highlight of Q4 2013/14"):
        assert words in message.text
    ids = [each["action_id"] for block in message.blocks if block["type"] == "actions" for each in block["elements"]]
    assert ids.count(OPEN) == ids.count(task_actions.TASK_MORE) == 3


def test_what_nobody_can_be_late_with_is_asked_of_nobody(steward: Steward, clock: StandingClock, amy: int) -> None:
    for nothing in (
        {"kind": ActionKind.NOTED}, {"kind": ActionKind.APPROVED}, {"kind": ActionKind.CONTEXT},
        {"kind": ActionKind.ACTIVITY, "due": None}, {"state": ActionState.COMPLETED},
    ):  # fmt: skip
        an_action(steward.workspace, amy, **nothing)
    morning(steward, clock, AFTER)
    assert messages(steward, "U1") == []


def test_forty_actions_are_one_message_that_leads_to_home(steward: Steward, clock: StandingClock, amy: int) -> None:
    for number in range(40):
        an_action(steward.workspace, amy, f"Action {number} " + "with a long name that goes on for quite a while " * 3)
    morning(steward, clock, AFTER)
    (message,) = messages(steward, "U1")
    assert message.text.startswith("Wanted from you: word on 40 actions, all late.")
    assert "And 27 more, which my Home tab shows." in message.text


def test_not_now_puts_a_task_out_of_sight_until_then(steward: Steward, clock: StandingClock, amy: int) -> None:
    number = an_action(steward.workspace, amy)
    morning(steward, clock, HEADS_UP)
    (message,) = messages(steward, "U1")
    value = task_actions.more_value(Chosen.THREE_DAYS, f"action:{number}")
    steward.slack.user("U1").click(message, task_actions.TASK_MORE, value)
    steward.slack.settle()
    steward.drain()
    assert "reminder on 15 May 2014" in messages(steward, "U1")[0].text
    with steward.workspace.reading() as work:
        assert snoozes.of_tasks(work) == {(amy, f"action:{number}"): date(2014, 5, 15)}
    morning(steward, clock, date(2014, 5, 15))
    assert len(messages(steward, "U1")) == 2


def test_a_guess_at_anothers_task_is_refused(steward: Steward, amy: int, ben: int) -> None:  # noqa: ARG001  Amy is known
    number = an_action(steward.workspace, ben)
    form = opened(steward, "U1", f"action:{number}")
    assert "not yours to change" in form.words
    for value in ("action:0", "action:9999999999999999999", "risk:x", "highlight:operational.1:Q9", "{}"):
        pressed(steward, "U1", OPEN, value)
    assert read(steward.workspace, number).revision == 1


# Actions


def test_an_owner_says_how_far_an_action_is_and_the_message_changes(
    steward: Steward, clock: StandingClock, amy: int
) -> None:
    number = an_action(steward.workspace, amy)
    morning(steward, clock, DUE)
    shown = sent(steward, "U1", opened(steward, "U1", f"action:{number}"), state="completed", progress="All trained")
    assert shown
    assert "Saved: Train the staff." in shown.words
    held = read(steward.workspace, number)
    assert (held.state, held.progress, held.completed_on) == (ActionState.COMPLETED, "All trained", DUE)
    assert noted(steward.workspace, "action") == [(Act.ACTION_CHANGED, "U1", "")]
    steward.drain()
    (message,) = messages(steward, "U1")
    assert message.text == "Nothing more is wanted from you for now: 1 task is done. Thank you."


def test_a_new_day_wants_a_reason_beside_its_field(steward: Steward, clock: StandingClock, amy: int) -> None:
    number = an_action(steward.workspace, amy)
    morning(steward, clock, DUE)
    form = opened(steward, "U1", f"action:{number}")
    shown = sent(steward, "U1", form, due="2014-06-30", overcome="With agency staff", barrier="NHS number 943 476 5919")
    assert shown
    assert shown.errors.keys() == {"reason", "barrier"}
    assert "an NHS number" in shown.errors["barrier"]
    sent(steward, "U1", shown, barrier="Posts unfilled", reason="Recruitment runs until June")
    held = read(steward.workspace, number)
    assert (held.due, held.barrier, held.overcome) == (date(2014, 6, 30), "Posts unfilled", "With agency staff")
    assert noted(steward.workspace, "action") == [(Act.ACTION_CHANGED, "U1", "Recruitment runs until June")]


def test_two_who_change_an_action_at_once_do_not_overwrite_each_other(
    steward: Steward,
    amy: int,
    officer: int,  # noqa: ARG001  the officer is known
) -> None:
    number = an_action(steward.workspace, amy)
    first, second = opened(steward, "U1", f"action:{number}"), opened(steward, "U4", f"action:{number}")
    sent(steward, "U4", second, state="delayed", progress="Half are trained")
    shown = sent(steward, "U1", first, state="on schedule", progress="Going well")
    assert shown
    assert "Somebody changed this action while you had it open" in shown.words
    assert "Half are trained" in shown.words
    assert read(steward.workspace, number).progress == "Half are trained"
    sent(steward, "U1", shown)
    assert read(steward.workspace, number).progress == "Going well"


def test_an_answer_has_a_button_for_each_action_that_whoever_asks_may_change(
    steward: Steward, clock: StandingClock, amy: int, ben: int
) -> None:
    clock.set(datetime(2014, 5, 20, 10, 0, tzinfo=LONDON))
    number = an_action(steward.workspace, amy)
    an_action(steward.workspace, ben, "Write to schools")
    steward.slack.user("U1").dm("overdue actions")
    steward.slack.settle()
    answer = messages(steward, "U1")[-1]
    assert "Train the staff" in answer.text
    buttons = [each for block in answer.blocks if block["type"] == "actions" for each in block["elements"]]
    (own,) = [each for each in buttons if each["action_id"].startswith(OPEN)]
    assert own["value"] == f"action:{number}"
    steward.slack.user("U1").click(answer, own["action_id"])
    assert "Train the staff" in filled(steward, "U1").words


def test_whoever_stands_in_changes_what_its_owner_would(
    steward: Steward, clock: StandingClock, amy: int, ben: int
) -> None:
    number = an_action(steward.workspace, amy)
    with steward.workspace.begin() as work:
        people.away(work, amy, date(2014, 6, 30), ben)
    morning(steward, clock, DUE)
    assert messages(steward, "U1") == []
    assert "for Named officer 03" in messages(steward, "U2")[0].text
    sent(steward, "U2", opened(steward, "U2", f"action:{number}"), state="completed")
    assert read(steward.workspace, number).state is ActionState.COMPLETED


def test_an_officer_adds_an_action_and_names_its_owner(steward: Steward, amy: int, officer: int) -> None:  # noqa: ARG001
    pressed(steward, "U4", task_actions.TASK_ADD_ACTION, "new")
    form = filled(steward, "U4")
    refused = sent(steward, "U4", form, owner="U2", due="2014-12-01")
    assert refused
    assert refused.errors.keys() == {"owner", "title"}
    sent(steward, "U4", refused, owner="U1", title="Write to schools")
    with steward.workspace.reading() as work:
        found = [each for each in actions.actions(work, plan_id(steward.workspace)) if each.title == "Write to schools"]
    assert [(each.owner_person_id, each.due, each.state) for each in found] == [
        (amy, date(2014, 12, 1), ActionState.NOT_STARTED)
    ]
    pressed(steward, "U1", task_actions.TASK_ADD_ACTION, "new")
    assert "performance officer" in filled(steward, "U1").words


def test_only_an_officer_closes_an_action_and_nobody_is_asked_for_it_again(
    steward: Steward,
    clock: StandingClock,
    amy: int,
    officer: int,  # noqa: ARG001  the officer is known
) -> None:
    number = an_action(steward.workspace, amy)
    assert "not pursued any more" not in opened(steward, "U1", f"action:{number}").words
    sent(steward, "U4", opened(steward, "U4", f"action:{number}"), state="closed")
    assert (read(steward.workspace, number).state, read(steward.workspace, number).completed_on) == (
        ActionState.CLOSED, None,
    )  # fmt: skip
    morning(steward, clock, DUE)
    assert messages(steward, "U1") == []


# Risks


def test_a_risk_that_is_looked_at_again_has_a_score_of_the_day(
    steward: Steward, clock: StandingClock, amy: int
) -> None:
    number = a_risk(steward.workspace, amy)
    morning(steward, clock, DUE)
    form = opened(steward, "U1", f"risk:{number}")
    shown = sent(steward, "U1", form, likelihood="2", mitigation="Pay more, and say so")
    assert shown
    assert "10, 20 before" in shown.words
    with steward.workspace.reading() as work:
        held = risks.get(work, number)
    assert held
    assert [(each.on, each.score) for each in held.scores] == [(date(2014, 2, 1), 20), (DUE, 10)]
    steward.drain()
    assert messages(steward, "U1")[0].text == "Nothing more is wanted from you for now: 1 task is done. Thank you."
    assert noted(steward.workspace, "risk") == [(Act.RISK_CHANGED, "U1", "")]


def test_a_risk_that_stays_as_it_was_counts_as_looked_at(steward: Steward, clock: StandingClock, amy: int) -> None:
    number = a_risk(steward.workspace, amy)
    morning(steward, clock, DUE)
    shown = sent(steward, "U1", opened(steward, "U1", f"risk:{number}"))
    assert shown
    assert "Looked at, and as it was" in shown.words
    morning(steward, clock, date(2014, 5, 22))
    assert len(messages(steward, "U1")) == 1


def test_two_who_score_a_risk_at_once_do_not_both_come_first(
    steward: Steward,
    amy: int,
    officer: int,  # noqa: ARG001  the officer is known
) -> None:
    number = a_risk(steward.workspace, amy)
    first, second = opened(steward, "U1", f"risk:{number}"), opened(steward, "U4", f"risk:{number}")
    sent(steward, "U4", second, likelihood="5")
    shown = sent(steward, "U1", first, likelihood="1")
    assert shown
    assert "Somebody changed this risk while you had it open" in shown.words
    with steward.workspace.reading() as work:
        held = risks.get(work, number)
    assert held
    assert held.score == 25


def test_an_officer_closes_a_risk_and_nobody_is_asked_for_it_again(
    steward: Steward,
    clock: StandingClock,
    amy: int,
    officer: int,  # noqa: ARG001  the officer is known
) -> None:
    number = a_risk(steward.workspace, amy)
    assert not [each for each in opened(steward, "U1", f"risk:{number}").blocks if each["block_id"] == "close"]
    shown = sent(steward, "U4", opened(steward, "U4", f"risk:{number}"), close=["yes"])
    assert shown
    assert "Closed: Posts stay unfilled." in shown.words
    morning(steward, clock, DUE)
    assert messages(steward, "U1") == []


# Highlights


def test_a_lead_writes_a_highlight_with_last_quarters_text_and_this_quarters_facts_at_hand(
    steward: Steward, clock: StandingClock, amy: int
) -> None:
    key = leads_it(steward.workspace, amy)
    with steward.workspace.begin() as work:
        before = highlights.highlights(work, plan_id(steward.workspace), from_key("Q2013.3"))
        assert before == ()
        old = replace(_old(), objective=OBJECTIVE)
        highlights.submit(work, plan_id(steward.workspace), old, steward.workspace.now())
    morning(steward, clock, HIGHLIGHT_DUE)
    form = opened(steward, "U1", key)
    for words in ("What was said of Q3 2013/14", "A new team began", "What the figures say now", "Against target"):
        assert words in form.words, words
    refused = sent(steward, "U1", form, achievements="", rating="red")
    assert refused
    assert refused.errors.keys() == {"achievements", "rating_why"}
    assert written(steward.workspace).typed["rating"] == "red"
    shown = sent(steward, "U1", refused, achievements="Waiting times fell", rating_why="Two posts are empty")
    assert shown
    assert all(words in shown.words for words in ("Your rating", ": red", "What the figures say"))
    kept = written(steward.workspace)
    assert kept.submitted
    assert (kept.submitted.achievements, kept.submitted.rating, kept.typed) == ("Waiting times fell", Rating.RED, {})
    assert noted(steward.workspace, "highlight") == [(Act.HIGHLIGHT_SUBMITTED, "U1", "")]
    steward.drain()
    (message,) = messages(steward, "U1")
    assert message.text == "Nothing more is wanted from you for now: 1 task is done. Thank you."


def test_a_draft_is_kept_and_stands_in_the_form_again(steward: Steward, amy: int) -> None:
    key = leads_it(steward.workspace, amy)
    form = opened(steward, "U1", key)
    form.values["barriers"] = {"entry": {"type": "plain_text_input", "value": "Snow"}}
    steward.slack.user("U1").click(form, task_actions.HIGHLIGHT_DRAFT)
    steward.slack.settle()
    assert "Saved as a draft" in filled(steward, "U1").words
    assert written(steward.workspace).typed["barriers"] == "Snow"
    again = opened(steward, "U1", key)
    assert "has not been submitted" in again.words
    with steward.workspace.reading() as work:
        assert highlights.highlights(work, plan_id(steward.workspace), from_key(Q4)) == ()


def test_a_form_that_is_closed_unsent_keeps_what_was_typed(steward: Steward, amy: int) -> None:
    key = leads_it(steward.workspace, amy)
    form = opened(steward, "U1", key)
    form.values["next_steps"] = {"entry": {"type": "plain_text_input", "value": "Recruit"}}
    steward.slack.user("U1").close(form)
    steward.slack.settle()
    assert written(steward.workspace).typed["next_steps"] == "Recruit"
    assert written(steward.workspace).submitted is None


def test_whoever_stands_in_for_a_lead_writes_the_highlight(
    steward: Steward, clock: StandingClock, amy: int, ben: int
) -> None:
    key = leads_it(steward.workspace, amy)
    with steward.workspace.begin() as work:
        people.away(work, amy, date(2014, 6, 30), ben)
    morning(steward, clock, HIGHLIGHT_DUE)
    assert messages(steward, "U1") == []
    assert "Highlight of Q4 2013/14" in messages(steward, "U2")[0].text
    form = opened(steward, "U2", key)
    assert "You write for Named officer 03." in form.words
    sent(steward, "U2", form, achievements="Waiting times fell")
    kept = written(steward.workspace).submitted
    assert kept
    assert kept.written_by == ben


def test_a_highlight_that_is_in_can_be_changed_and_what_it_said_is_in_the_audit(steward: Steward, amy: int) -> None:
    key = leads_it(steward.workspace, amy)
    sent(steward, "U1", opened(steward, "U1", key), achievements="Waiting times fell")
    again = opened(steward, "U1", key)
    assert "This was submitted. You can change it" in again.words
    sent(steward, "U1", again, achievements="Waiting times fell by half")
    with steward.workspace.reading() as work:
        by_act = {each.what: each for each in audit.of(work, "highlight")}  # of one moment, in any order
    changed = by_act[Act.HIGHLIGHT_CHANGED]
    assert changed.old.endswith("achievements: Waiting times fell")
    assert changed.new.endswith("achievements: Waiting times fell by half")


def test_two_who_write_one_highlight_see_what_the_other_said(
    steward: Steward,
    amy: int,
    officer: int,  # noqa: ARG001  the officer is known
) -> None:
    key = leads_it(steward.workspace, amy)
    first, second = opened(steward, "U1", key), opened(steward, "U4", key)
    sent(steward, "U4", second, achievements="Written by the office")
    shown = sent(steward, "U1", first, achievements="Written by its lead")
    assert shown
    assert "Somebody else submitted this highlight while you wrote" in shown.words
    assert "Written by the office" in shown.words
    sent(steward, "U1", shown)
    kept = written(steward.workspace).submitted
    assert kept
    assert (kept.achievements, kept.revision) == ("Written by its lead", 2)


def test_nobody_but_its_lead_and_the_officers_opens_a_highlight(steward: Steward, amy: int, ben: int) -> None:  # noqa: ARG001
    key = leads_it(steward.workspace, amy)
    assert "not yours to change" in opened(steward, "U2", key).words
    assert "not yours to change" in opened(steward, "U2", highlight_key(("operational", 2), Q4)).words


def _old() -> highlights.Highlight:
    return highlights.Highlight(
        objective=OBJECTIVE, period=from_key("Q2013.3"), achievements="A new team began", rating=Rating.GREEN
    )
