"""What questions are understood to mean, on the Nottingham City plan."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import questions
from bot.domain.asking import Filter, Gap, Intent, Stage, Understood
from tests.questions.plans import AFTER, index_of_city

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.matching import Index


@cache
def city() -> Index:
    return index_of_city()


def understood(text: str, today: date = AFTER) -> Understood:
    return questions.understand(text, city(), today=today)


def found(text: str) -> list[int]:
    return [match.indicator.id for match in understood(text).found]


def offered(text: str) -> list[int]:
    return [match.indicator.id for match in understood(text).choices]


@pytest.mark.parametrize(
    ("text", "intent", "number"),
    [
        ("status of NEET", Intent.STATUS, 75),
        ("how are we doing on infant mortality rate, target?", Intent.TARGET, 20),
        ("what's the target for dental checks for LAC", Intent.TARGET, 41),
        ("permanent exclusions against target", Intent.TARGET, 87),
        ("did we hit our teen pregnancy target", Intent.TARGET, 52),
        ("who owns CP-8", Intent.OWNER, 4),
        ("who should I ring about first time entrants", Intent.OWNER, 66),
        ("NEET trend", Intent.HISTORY, 75),
        ("has NI 101 got better since 2011", Intent.HISTORY, 35),
        ("are first time entrants coming down", Intent.HISTORY, 66),
        ("what does NI 117 measure", Intent.MEANING, 75),
        ("how is the re-offending rate worked out", Intent.MEANING, 61),
        ("is NEET red", Intent.STATUS, 75),
        ("Health & Wellbeing Improvement model schools", Intent.STATUS, 51),
    ],
)
def test_what_is_asked_of_an_indicator_is_told_from_what_it_is_called(text: str, intent: Intent, number: int) -> None:
    meant = understood(text)
    assert (meant.intent, [match.indicator.id for match in meant.found]) == (intent, [number])


@pytest.mark.parametrize(
    ("text", "conditions", "objective"),
    [
        ("what's red", Filter(rag="red"), None),
        ("bad news only please", Filter(rag="red"), None),
        ("what's going well", Filter(rag="green"), None),
        ("ambers under objective 12", Filter(rag="amber"), 12),
        ("which have no rating", Filter(rag="none"), None),
        ("which indicators missed their target", Filter(target="missed"), None),
        ("which aren't on target", Filter(target="missed"), None),
        ("which indicators have no target", Filter(target="none"), None),
        ("what hit target in healthy living", Filter(target="met"), 7),
        ("engaging learners: what got better", Filter(movement="better"), 11),
        ("what's going downhill in corporate parenting", Filter(movement="worse"), 6),
        ("anything unchanged under learning difficulties and disabilities?", Filter(movement="same"), 5),
        ("improved but still missed target", Filter(movement="better", target="missed"), None),
        ("red and getting worse in corporate parenting", Filter(rag="red", movement="worse"), 6),
    ],
)
def test_lists_take_their_conditions_and_their_objective(text: str, conditions: Filter, objective: int | None) -> None:
    meant = understood(text)
    assert (meant.intent, meant.filter) == (Intent.LIST, conditions)
    assert (meant.objective.number if meant.objective else None) == objective


@pytest.mark.parametrize(
    ("text", "number", "level"),
    [
        ("summary of objective 6", 6, "operational"),
        ("obj. 11", 11, "operational"),
        ("priority six", 6, "operational"),
        ("strategic objective 4", 4, "strategic"),
        ("second objective", 2, "operational"),
        ("how's objctive 15 doing", 15, "operational"),
        ("safeguarding - how's it looking?", 1, "operational"),
        ("improving attainment", 12, "operational"),
        ("how is improving attainment going", 12, "operational"),
        ("child poverty", 15, "operational"),
        ("parenting support", 4, "operational"),
        ("strong families overview", 2, "strategic"),
        ("what's in the 14-19 reform bit", 14, "operational"),
        ("how is the disabilities objective going", 5, "operational"),
    ],
)
def test_objectives_are_named_by_number_by_title_and_by_plain_words(text: str, number: int, level: str) -> None:
    meant = understood(text)
    assert meant.intent is Intent.OBJECTIVE
    assert meant.objective is not None
    assert (meant.objective.number, meant.objective.level) == (number, level)


def test_a_number_at_two_levels_names_the_detailed_one_and_keeps_the_other() -> None:
    meant = understood("objective 4")
    assert meant.objective is not None
    assert meant.objective.level == "operational"
    assert [each.level for each in meant.other_levels] == ["strategic"]


def test_an_objective_that_is_not_there_is_said_so() -> None:
    assert understood("objective 27").gap is Gap.NO_SUCH_OBJECTIVE


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("how are we doing overall", Intent.PLAN),
        ("give me the headlines", Intent.PLAN),
        ("how did we do this year", Intent.PLAN),
        ("is anything overdue", Intent.OVERDUE),
        ("which figures haven't come in", Intent.OVERDUE),
        ("when is the next board", Intent.MEETING),
        ("help", Intent.HELP),
        ("what can you do?", Intent.HELP),
    ],
)
def test_questions_without_a_subject_are_about_the_plan_or_the_bot(text: str, intent: Intent) -> None:
    meant = understood(text)
    assert (meant.intent, meant.gap) == (intent, None)


def test_a_greeting_is_no_question() -> None:
    assert understood("good morning!").greeting
    assert not understood("good morning, status of NEET").greeting


def test_actions_are_not_held() -> None:
    assert understood("what was agreed at the last meeting").gap is Gap.NOT_HELD


def test_how_many_asks_for_the_count_alone_and_the_reports_own_way_can_be_asked_for() -> None:
    assert understood("how many missed their target").count_only
    assert understood("how many missed their target, counted as printed").as_printed


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("compare theft with violence by under 18s", {73, 74}),
        ("compare PA in primary and secondary", {77, 79}),
        ("reception v year 6 obesity", {46, 48}),
        ("how does progress in reading compare with writing", {84, 85}),
        ("KS2 FSM gap versus KS4 FSM gap", {90, 91}),
        ("NI 079 vs NI 080", {94, 95}),
    ],
)
def test_comparisons_name_two_and_one_side_lends_the_other_its_words(text: str, numbers: set[int]) -> None:
    meant = understood(text)
    assert meant.intent is Intent.COMPARE
    assert {match.indicator.id for match in meant.found} == numbers


def test_one_gap_is_no_comparison_whatever_its_title_joins() -> None:
    assert found("Non-SEN v SEN gap, 5 A*-C") == [93]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("NEET and teen pregnancy", {75, 52}),
        ("robbery figures and also criminal damage figures please", {71, 68}),
        ("burglary, robbery and theft", {67, 71, 73}),
        ("NEET for LAC and care leavers", {42, 44}),
        ("KS2 and KS4 FSM gap", {90, 91}),
    ],
)
def test_two_questions_in_one_are_both_answered_or_offered(text: str, numbers: set[int]) -> None:
    assert numbers <= {*found(text), *offered(text)}


def test_what_one_title_joins_stays_one() -> None:
    assert found("new presentations to drug and alcohol treatment") == [57]
    assert found("5 or more A*-C including English and Maths") == [82]


@pytest.mark.parametrize("text", ["and last year?", "why?", "who owns it?", "and the target?", "what about that one"])
def test_a_fragment_without_a_conversation_is_not_guessed_at(text: str) -> None:
    assert understood(text).gap is Gap.NO_CONTEXT


@pytest.mark.parametrize("text", ["", "   ", "🔥🔥🔥", "...", "\u200f\u202e", "<@U024BE7LH>", "***"])
def test_nothing_said_is_nothing_understood(text: str) -> None:
    assert understood(text).gap is Gap.NOTHING_SAID


def test_what_is_too_long_is_refused_quickly() -> None:
    meant = understood("NEET " * 8_000)
    assert meant.gap is Gap.TOO_LONG
    assert len(meant.text) <= 200


@pytest.mark.parametrize(
    "text",
    ["<!channel> status of NEET", "*status* of `NEET`", "&lt;b&gt; status of _NEET_", "<@U1> NEET <#C1|general>"],
)
def test_markup_around_a_question_does_not_spoil_it_and_is_not_kept(text: str) -> None:
    meant = understood(text)
    assert [match.indicator.id for match in meant.found] in ([75], []), meant
    shown = [meant.text, meant.about, *(match.phrase for match in (*meant.found, *meant.choices))]
    assert not any(mark in said for said in shown for mark in "<>`")


def test_a_meaning_says_what_the_term_stands_for() -> None:
    meant = understood("what is a CAF?")
    assert (meant.intent, meant.term) == (Intent.MEANING, "caf")
    assert meant.means.startswith("Common Assessment Framework")
    assert [match.indicator.id for match in meant.found] == [16]


def test_the_match_says_what_led_to_it() -> None:
    match = understood("status of LAC dental checks").found[0]
    assert (match.stage, match.phrase, match.means) == (Stage.ALIAS, "lac dental checks", "looked after child")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_no_text_at_all_raises(text: str) -> None:
    understood(text)


_WORDS = """
status of NEET and or not <!here> LAC CP-44 ni 117 Q2 2012/13 last year under 18 compare v red worse
target objective 4 who owns it why? dental checks & * ` ( ) - / 26 weeks KS2 level 3 at 19 per 10,000 🔥
"""


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS.split()), max_size=25).map(" ".join))
def test_no_row_of_words_raises_or_shows_markup(text: str) -> None:
    meant = understood(text)
    assert not {"<", ">", "`"} & set(meant.text + meant.about + meant.period_words)
    assert len(meant.choices) <= 5
