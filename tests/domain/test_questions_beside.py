"""How questions about what stands beside the figures are read: what is sought, under which conditions, of what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain import matching
from bot.domain.asking import Context, Gap, Held, Intent, Sought, Understood
from bot.domain.questions import understand
from bot.domain.statements import StatementKind
from tests.questions.plans import AFTER, city, county

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.matching import Index

EVERYTHING = frozenset({*Held, *StatementKind})


@pytest.fixture(scope="module")
def full() -> Index:
    return matching.index_of(replace(city(), holds=EVERYTHING))


@pytest.fixture(scope="module")
def county_full() -> Index:
    return matching.index_of(replace(county(), holds=EVERYTHING))


@pytest.fixture(scope="module")
def bare() -> Index:
    return matching.index_of(city())


def asked(text: str, index: Index, context: Context | None = None, today: date = AFTER) -> Understood:
    return understand(text, index, today=today, context=context)


def sought(text: str, index: Index, **when: date) -> Sought:
    found = asked(text, index, **when).sought
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("overdue actions", "overdue"),
        ("acitons that slipped", "overdue"),
        ("actions not done yet", "open"),
        ("actions completed", "completed"),
        ("which actions haven't started", "not started"),
        ("actions on track", "on schedule"),
        ("delayed actions", "delayed"),
        ("list the actions", ""),
    ],
)
def test_the_state_of_actions_is_a_condition(full: Index, text: str, state: str) -> None:
    understood = asked(text, full)
    assert understood.intent is Intent.ACTIONS
    assert sought(text, full).state == state


@pytest.mark.parametrize(
    ("text", "least", "trend"),
    [
        ("risks over 15", 16, ""),
        ("risks of 15 or more", 15, ""),
        ("risks scoring at least 12", 12, ""),
        ("top risks", None, ""),
        ("risks going up", None, "up"),
        ("risks that have come down", None, "down"),
    ],
)
def test_a_risk_is_sought_by_its_score_and_by_which_way_it_goes(
    full: Index, text: str, least: int | None, trend: str
) -> None:
    found = sought(text, full)
    assert (found.least, found.state) == (least, trend)


def test_a_month_is_the_last_one_of_what_was_decided_and_the_next_one_of_what_is_due(full: Index) -> None:
    decided = sought("what did we agree in September", full)
    due = sought("what's due in September", full)
    assert (decided.starts, decided.ends) == ("2013-09-01", "2013-09-30")
    assert (due.starts, due.ends) == ("2014-09-01", "2014-09-30")


def test_what_is_left_of_the_words_is_what_it_must_be_about(full: Index) -> None:
    assert sought("what was resolved about SEN", full).words == "sen"
    assert sought("what has the police to do", full).by == "police"
    assert sought("what do we have to do before the next meeting", full) == Sought(meeting="next")


def test_an_objective_is_named_by_its_number_or_all_of_its_title(full: Index) -> None:
    for text in ("actions for objective 12", "actions on improving attainment"):
        objective = asked(text, full).objective
        assert objective is not None
        assert objective.number == 12
    assert asked("actions for objective 99", full).gap is Gap.NO_SUCH_OBJECTIVE


def test_words_of_asking_that_stand_in_a_title_ask_for_the_indicator(full: Index) -> None:
    for text in ("offenders who present a current risk to children", "children on the at-risk register"):
        assert asked(text, full).intent is Intent.STATUS


def test_who_reports_on_an_indicator_is_its_owner_and_on_an_item_stands_on_the_agenda(full: Index) -> None:
    assert asked("who reports on NEET", full).intent is Intent.OWNER
    found = asked("who reports on the family support pathway", full)
    assert (found.intent, found.sought and found.sought.of) == (Intent.MEETING, "agenda")
    assert found.otherwise is not None


def test_beside_others_the_side_is_a_condition_and_a_title_is_not(county_full: Index) -> None:
    assert sought("where are we worse than the national average", county_full).state == "worse"
    assert sought("above national", county_full).state == "better"
    of_title = asked("households whose income is below 60% of national average", county_full)
    assert of_title.intent is Intent.STATUS


@pytest.mark.parametrize(
    "text", ["overdue actions", "risks over 15", "what did we agree in March", "equality findings"]
)
def test_what_a_plan_holds_nothing_of_is_not_held(bare: Index, text: str) -> None:
    assert asked(text, bare).gap is Gap.NOT_HELD


def test_and_risks_goes_on_about_the_objective_last_asked_about(full: Index) -> None:
    objective = next(each for each in full.catalogue.objectives if each.number == 6 and each.parent_id)
    found = asked("and risks?", full, Context(intent=Intent.OBJECTIVE, objective_id=objective.id))
    assert (found.intent, found.objective) == (Intent.RISKS, objective)


def test_another_condition_alone_goes_on_about_the_last_list(full: Index) -> None:
    before = Context(intent=Intent.ACTIONS, sought=Sought(words="sen", of="decisions"))
    assert asked("and which are overdue?", full, before).sought == Sought(words="sen", of="decisions", state="overdue")
    assert asked("who owns them?", full, before).sought == before.sought
    assert asked("status of NEET", full, before).intent is Intent.STATUS


def test_a_year_named_is_the_days_that_count_and_no_subject(full: Index) -> None:
    found = sought("what did we agree in 2013/14", full)
    assert (found.starts, found.ends, found.words) == ("2013-04-01", "2014-03-31", "")


def test_neighbours_who_worry_are_nobody_to_compare_with(county_full: Index) -> None:
    worried = "the neighbours rang us, worried about a boy with bruises"
    assert asked(worried, county_full).intent is not Intent.COMPARATORS
    assert asked("how do we do against statistical neighbours", county_full).intent is Intent.COMPARATORS
