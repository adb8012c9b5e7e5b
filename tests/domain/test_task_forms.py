"""What the forms of actions, risks and highlights take and refuse, field by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.actions import ActionState
from bot.domain.field_problems import Fault
from bot.domain.highlight_forms import Written, of_highlight, of_kept, problems
from bot.domain.highlights import LONGEST, Rating
from bot.domain.risks import MOST
from bot.domain.task_forms import (
    FARTHEST,
    ActionFilled,
    RiskFilled,
    changes_of_action,
    new_action,
    new_risk,
    of_action,
    of_risk,
    problems_of_action,
    problems_of_risk,
)
from bot.domain.tasks import highlight_key
from tests.builders import a_period
from tests.round_builders import a_risk, an_action

TODAY, LATER = date(2014, 5, 19), date(2014, 6, 30)
HELD = an_action(id=7, progress="Half are trained", barrier="Snow")
PERSONAL = "Ring the family of 943 476 5919"


def wrong(**typed: object) -> dict[str, Fault]:
    filled = replace(of_action(HELD), **typed)  # type: ignore[arg-type]  any field
    return {each.field: Fault(each.fault) for each in problems_of_action(filled, HELD, TODAY)}


def test_a_form_that_is_sent_as_it_opened_is_right_and_changes_nothing() -> None:
    assert wrong() == {}
    assert changes_of_action(of_action(HELD), HELD, TODAY) == {}


@pytest.mark.parametrize(
    ("typed", "where", "fault"),
    [
        ({"progress": PERSONAL}, "progress", Fault.PERSONAL),
        ({"barrier": "x" * (LONGEST + 1)}, "barrier", Fault.TOO_MUCH),
        ({"progress": "."}, "progress", Fault.NO_SENTENCE),
        ({"overcome": "With agency staff", "barrier": " "}, "barrier", Fault.OVERCOME),
        ({"due": LATER}, "reason", Fault.LATER_DAY),
        ({"due": TODAY - timedelta(days=1), "reason": "It was done before"}, "due", Fault.WRONG_DAY),
        ({"due": TODAY + FARTHEST + timedelta(days=1), "reason": "One day"}, "due", Fault.WRONG_DAY),
        ({"due": LATER, "reason": PERSONAL}, "reason", Fault.PERSONAL),
    ],
)
def test_what_is_wrong_in_an_action_stands_beside_its_field(typed: dict[str, object], where: str, fault: Fault) -> None:
    assert wrong(**typed) == {where: fault}


def test_an_action_without_a_day_gets_one_without_a_reason() -> None:
    undated = replace(HELD, due=None, due_printed="in 6 months' time")
    filled = replace(of_action(undated), due=LATER)
    assert problems_of_action(filled, undated, TODAY) == ()
    assert changes_of_action(filled, undated, TODAY) == {"due": LATER, "due_printed": ""}


def test_what_is_completed_has_its_day_and_what_is_open_again_has_none() -> None:
    done = changes_of_action(replace(of_action(HELD), state="completed"), HELD, TODAY)
    assert done == {"state": ActionState.COMPLETED, "completed_on": TODAY}
    held = replace(HELD, state=ActionState.COMPLETED, completed_on=TODAY)
    again = changes_of_action(replace(of_action(held), state="delayed"), held, TODAY)
    assert again == {"state": ActionState.DELAYED, "completed_on": None}


@pytest.mark.parametrize("state", ["", "red", "COMPLETED", "not started; drop"])
def test_a_state_that_is_none_changes_nothing(state: str) -> None:
    assert changes_of_action(replace(of_action(HELD), state=state), HELD, TODAY) == {}


def test_an_action_that_is_added_needs_a_title_and_a_day_to_come_if_any() -> None:
    faults = {each.field: each.fault for each in problems_of_action(ActionFilled(due=TODAY), None, TODAY)}
    assert faults == {"title": Fault.NO_SENTENCE, "due": Fault.WRONG_DAY}
    filled = ActionFilled(title=" Write to schools ", due=LATER)
    assert problems_of_action(filled, None, TODAY) == ()
    made = new_action(filled, ("operational", 1), 5, TODAY)
    assert (made.title, made.state, made.objective, made.owner_person_id) == (
        "Write to schools", ActionState.NOT_STARTED, ("operational", 1), 5,
    )  # fmt: skip


@pytest.mark.parametrize("typed", ["", "0", str(MOST + 1), "-1", "1.5", "five", "٣"])
def test_a_risk_is_scored_with_whole_numbers_from_one_to_five(typed: str) -> None:
    risk = a_risk()
    found = problems_of_risk(replace(of_risk(risk), likelihood=typed), risk, TODAY)
    assert [(each.field, each.fault) for each in found] == [("likelihood", Fault.NO_SCORE)]


def test_a_risk_as_it_opened_is_right_and_a_new_one_is_scored_today() -> None:
    risk = a_risk()
    assert problems_of_risk(of_risk(risk), risk, TODAY) == ()
    assert of_risk(risk).scored == (4, 5)
    made = new_risk(RiskFilled(title="Snow", likelihood="2", impact="3"), None, None, TODAY)
    assert [(each.on, each.score) for each in made.scores] == [(TODAY, 6)]
    assert problems_of_risk(RiskFilled(likelihood="2", impact="3"), None, TODAY)[0].field == "title"


# Highlights

FULL = Written(achievements="A new team", barriers="Snow", next_steps="Recruit", rating="amber", rating_why="Half done")


def faults(written: Written) -> dict[str, Fault]:
    return {each.field: Fault(each.fault) for each in problems(written, TODAY)}


def test_a_highlight_says_something_and_why_it_is_rated_so() -> None:
    assert faults(FULL) == {}
    assert faults(Written()) == {"achievements": Fault.NOTHING_WRITTEN}
    assert faults(replace(FULL, rating_why=" ")) == {"rating_why": Fault.RATED}
    assert faults(replace(FULL, rating="", rating_why="")) == {}
    assert faults(replace(FULL, help_wanted=PERSONAL, barriers="x" * (LONGEST + 1), next_steps="-")) == {
        "help_wanted": Fault.PERSONAL, "barriers": Fault.TOO_MUCH, "next_steps": Fault.NO_SENTENCE,
    }  # fmt: skip


def test_a_highlight_comes_back_from_a_draft_and_from_what_was_submitted() -> None:
    assert of_kept(FULL.as_kept()) == FULL
    assert of_kept({}) is None
    assert of_kept({"unheard of": "x", "barriers": 7}) is None
    made = FULL.as_highlight(("operational", 1), a_period("Q4 2013/14"), 5)
    assert (made.rating, made.written_by) == (Rating.AMBER, 5)
    assert of_highlight(made) == FULL


@pytest.mark.parametrize("rating", ["", "none", "purple", "RED"])
def test_a_rating_that_is_none_is_not_rated(rating: str) -> None:
    made = replace(FULL, rating=rating).as_highlight(("operational", 1), a_period("Q4 2013/14"), 5)
    assert made.rating is Rating.NONE


def test_any_level_makes_a_key_that_fits_a_button() -> None:
    keys = {highlight_key((level, 4), "Q2013.4") for level in ("", "operational", "priority | x", "é" * 500, "Ziel")}
    assert len(keys) == 5
    assert all(len(key) <= 60 and key.isascii() and "|" not in key for key in keys)
