"""Follow-ups lean on what the conversation was about, and on nothing else."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain import questions
from bot.domain.asking import Context, Filter, Gap, Intent, Stage, Understood
from tests.questions.plans import AFTER, index_of_city

if TYPE_CHECKING:
    from bot.domain.matching import Index

ABSENCE = Context(intent=Intent.STATUS, measure_ids=(77,))  # secondary persistent absence
REDS = Context(intent=Intent.LIST, filter=Filter(rag="red"))


@cache
def city() -> Index:
    return index_of_city()


def understood(text: str, context: Context) -> Understood:
    return questions.understand(text, city(), today=AFTER, context=context)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("who owns it?", Intent.OWNER),
        ("and the target?", Intent.TARGET),
        ("has it got better", Intent.HISTORY),
        ("and in 2012/13?", Intent.STATUS),
        ("trend?", Intent.HISTORY),
        ("what does it mean", Intent.MEANING),
    ],
)
def test_another_question_is_about_the_same_indicator(text: str, intent: Intent) -> None:
    meant = understood(text, ABSENCE)
    assert (meant.intent, [match.indicator.id for match in meant.found]) == (intent, [77])
    assert meant.found[0].stage is Stage.CONTEXT


def test_another_period_is_of_the_same_indicator() -> None:
    meant = understood("and in 2012/13?", ABSENCE)
    assert meant.period is not None
    assert meant.period.label == "2012/13"


def test_why_asks_for_the_owners_comment_on_it() -> None:
    meant = understood("why?", ABSENCE)
    assert (meant.why, [match.indicator.id for match in meant.found]) == (True, [77])


@pytest.mark.parametrize("text", ["what about primary?", "and primary?", "primary?"])
def test_a_word_that_sets_siblings_apart_names_the_sibling(text: str) -> None:
    assert [match.indicator.id for match in understood(text, ABSENCE).found] == [79]


def test_another_indicator_is_asked_the_same() -> None:
    meant = understood("what about NEET?", Context(intent=Intent.OWNER, measure_ids=(77,)))
    assert (meant.intent, [match.indicator.id for match in meant.found]) == (Intent.OWNER, [75])


def test_a_whole_question_stands_by_itself() -> None:
    meant = understood("what's the target for first time entrants", ABSENCE)
    assert (meant.intent, [match.indicator.id for match in meant.found]) == (Intent.TARGET, [66])
    assert understood("what's red", ABSENCE).intent is Intent.LIST


def test_a_list_goes_on_for_another_objective_and_under_other_conditions() -> None:
    elsewhere = understood("and for objective 10?", REDS)
    assert (elsewhere.intent, elsewhere.filter) == (Intent.LIST, Filter(rag="red"))
    assert elsewhere.objective is not None
    assert elsewhere.objective.number == 10
    within = Context(intent=Intent.LIST, filter=Filter(rag="red"), objective_id=elsewhere.objective.id)
    ambers = understood("and the ambers?", within)
    assert (ambers.filter, ambers.objective) == (Filter(rag="amber"), elsewhere.objective)


def test_a_comparison_with_it_takes_the_indicator_spoken_of() -> None:
    meant = understood("compare it with NEET", ABSENCE)
    assert meant.intent is Intent.COMPARE
    assert [match.indicator.id for match in meant.found] == [77, 75]


def test_a_context_of_an_indicator_that_is_gone_is_none() -> None:
    assert understood("who owns it?", Context(intent=Intent.STATUS, measure_ids=(999,))).found == ()


@pytest.mark.parametrize("about", [{"measure_ids": (77, 10**9)}, {"intent": Intent.OBJECTIVE, "objective_id": 10**9}])
def test_what_was_said_of_something_that_is_not_theirs_to_see_is_not_leaned_on(about: dict[str, Any]) -> None:
    """In a thread others ask too, and what they were answered may be of what somebody else may not see."""
    meant = understood("who owns it?", Context(**{"intent": Intent.STATUS} | about))
    assert (meant.gap, meant.found, meant.objective) == (Gap.NO_CONTEXT, (), None)
