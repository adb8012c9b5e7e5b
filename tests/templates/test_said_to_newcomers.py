"""What somebody reads who has never asked before: what terms mean, how to ask, what was understood."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import render
from bot.domain.answers import Awaited, Choices, Help, Meaning, Overdue, OwnerAnswer, Several, Unknown
from bot.domain.asking import Gap, Intent, Match, Stage
from bot.domain.judgement import Verdict, Why
from bot.domain.model import Polarity
from bot.render import wording
from bot.render.formats import sentence, shorten
from bot.services import answers
from store.vocabulary import general
from tests.builders import a_figure, a_period, a_plan, a_reading, a_series, a_status, a_target, an_indicator
from tests.templates.everything import ASKED, a_history
from tests.workspaces import a_workspace_with

CAF = "Common Assessment Framework: one shared assessment of a child's needs, used by all agencies before social care."
SEVERAL = {"question": "compare", "plan": None, "intent": Intent.STATUS}


def first_line(said: render.Said) -> str:
    return render.plain(said).split("\n")[0]


def a_meaning(question: str, term: str = "", means: str = "", title: str = "CAFs initiated", **measure: str) -> Meaning:
    indicator = an_indicator(title)
    indicator = dataclasses.replace(indicator, measure=dataclasses.replace(indicator.measure, **measure))
    reading = a_reading(indicator=indicator)
    return Meaning(question=question, plan=None, intent=Intent.MEANING, reading=reading, term=term, means=means)


def note(phrase: str, title: str, question: str = "", means: str = "", stage: Stage = Stage.ALIAS) -> str:
    """What a card says of how it was found; nothing where its title shows it."""
    indicator = an_indicator(title, code="CC-1")
    match = Match(indicator=indicator, stage=stage, phrase=phrase, means=means)
    said = dataclasses.replace(a_status(title), question=question or phrase, match=match)
    lines = [line for line in render.plain(said).split("\n") if re.match('Read "|Matched|You picked|I took', line)]
    return lines[0] if lines else ""


# What a term means


def test_what_a_term_means_comes_first_and_whole_with_one_full_stop() -> None:
    assert first_line(a_meaning("What is a CAF?", "caf", CAF)) == (
        "CAF: Common Assessment Framework, one shared assessment of a child's needs, "
        "used by all agencies before social care. In this plan, for instance: CAFs initiated."
    )
    bare = Meaning(question="what is LAC", plan=None, intent=Intent.MEANING, reading=None, term="lac", means="In care.")
    assert render.plain(bare) == "LAC: In care."


def test_an_explanation_that_begins_with_its_term_says_it_once() -> None:
    told = a_meaning("what is persistent absence", "persistent absence", "Persistent absence: pupils who miss school.")
    assert first_line(told).startswith("Persistent absence: pupils who miss school. In this plan")


def test_the_plans_own_explanation_leads_where_there_is_one() -> None:
    told = render.plain(a_meaning("what is a CAF", "caf", CAF, meaning="Assessments begun", method="A head count"))
    assert told.startswith("CAFs initiated: Assessments begun.\nIn other words: CAF: Common Assessment Framework")
    assert "How it is worked out: A head count." in told
    assert first_line(a_meaning("what is a CAF", method="A head count")) == "CAFs initiated: A head count."


def test_what_nobody_explains_is_said_to_be_so() -> None:
    told = first_line(a_meaning("what is CC-1"))
    assert told == "CAFs initiated: the plan says no more about what it is than this title."


@given(st.text(st.characters(categories=["Ll", "Zs"]), min_size=1, max_size=900).map(str.strip).filter(bool))
def test_no_explanation_is_cut(means: str) -> None:
    told = first_line(a_meaning("what is a CAF", "caf", means))
    assert "…" not in told
    assert ".." not in told


def test_every_explanation_of_the_vocabulary_ends_with_one_full_stop() -> None:
    explained = [alias for alias in general() if alias.explains]
    assert explained
    for alias in explained:
        term = alias.phrase.split("|")[0]
        told = first_line(a_meaning(f"what is {term}", term, alias.explains))
        assert re.search(r"[^.]\. In this plan, for instance: ", told), told


# Greetings, help and examples


def test_a_greeting_is_answered_in_two_sentences_not_with_a_manual() -> None:
    said = render.message(Help(**ASKED, examples=("CP-8",), greeting=True))
    assert said.text == (
        'Happy to help. Ask me about City CYPP, for instance "status of CP-8" or "what is red?". '
        "Say help to see all that I can answer."
    )
    assert len(said.blocks) == 1


def test_examples_are_whole_questions() -> None:
    said = render.plain(Help(**ASKED, examples=("NEET", "NI 032"), owned="CP-8")).split("\n")
    assert [line[2:] for line in said if line.startswith("- ")] == [
        "status of NEET",
        "history of NI 032",
        "who owns CP-8?",
        "what is red?",
        "what got worse?",
        "how is the plan doing?",
    ]
    assert "- status of NEET" in render.plain(render.Welcome(plan="City CYPP", examples=("NEET",)))


@pytest.mark.parametrize("plan", ["nottingham-city-2013-14", "nottinghamshire-2011-14"])
def test_every_example_that_help_gives_is_answered_as_it_stands(
    plan: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with a_workspace_with(plan, tmp_path_factory.mktemp("examples")) as workspace:
        said = answers.answer(workspace, "help")
        asked = [line[2:] for line in render.plain(said).split("\n") if line.startswith("- ")]
        assert len(asked) >= 6
        answered = {question: answers.answer(workspace, question) for question in asked}
    assert {question: answer.outcome for question, answer in answered.items()} == dict.fromkeys(asked, "answer")
    assert all(question.startswith("who owns") == isinstance(told, OwnerAnswer) for question, told in answered.items())


def test_a_follow_up_with_nothing_before_it_is_told_what_to_do() -> None:
    said = Unknown(question="and last year?", plan=None, intent=Intent.UNKNOWN, gap=Gap.NO_CONTEXT, examples=("CP-8",))
    told = render.plain(said)
    assert told.startswith("I do not know which indicator you mean. Name it in the question, for example: history of")
    assert "history of CP-8" in told
    assert all(way in told for way in ("direct message", "thread", "buttons"))


# How it was found


def test_nothing_is_said_of_the_matching_where_the_title_shows_it() -> None:
    assert note("neet", "Young people who are NEET") == ""
    assert note("referral", "Number of Referrals", stage=Stage.WORDS) == ""
    assert note("cc-1", "Number of looked after children", stage=Stage.CODE) == ""


def test_a_short_form_is_told_with_what_it_was_read_as_in_the_askers_letters() -> None:
    assert note("lac", "Looked after children", "how many LAC?", "looked_after child") == (
        'Read "LAC" as looked after child.'
    )
    assert note("obestiy", "Obesity", means="obesity", stage=Stage.SPELLING) == 'Read "obestiy" as obesity.'
    assert note("cc1", "Looked after children", "CC1", stage=Stage.CODE) == 'Read "CC1" as the code CC-1.'


def test_many_words_are_told_in_the_pieces_that_stood_together() -> None:
    question = "dental checks for looked after children"
    said = note(
        "dental checks looked after children", "CiC with up-to-date dental checks", question, "looked_after child"
    )
    assert said == 'Matched on "dental checks", "looked after children".'
    assert (
        note("sen gap at gcse", "The SEN/non-SEN gap", "SEN gap at GCSE", "age 16") == 'Matched on "SEN gap at GCSE".'
    )


def test_a_follow_up_and_a_pick_are_told_in_a_sentence() -> None:
    assert note("", "NEET", stage=Stage.CONTEXT) == "I took this to be about the indicator you last asked about."
    assert note("absence", "NEET", stage=Stage.PICK) == "You picked this one."


@given(st.text(max_size=60), st.text(max_size=60))
def test_words_are_given_back_whatever_the_question(phrase: str, question: str) -> None:
    assert "".join(wording.as_typed(phrase, question).casefold().split()) or not phrase.strip()
    assert wording.runs(phrase, question) or not phrase.split()


# Lines, owners, plurals


def test_a_plain_number_is_named_only_where_the_title_does_not_say_it() -> None:
    number = a_series(name="number", headline=True)
    rate = a_series(name="per 10,000", unit="per 10,000", headline=False)
    for title, called in [
        ("Number of looked after children", "Number of looked after children: 6.5 in"),
        ("First time entrants", "First time entrants, count: 6.5 in"),
    ]:
        reading = a_reading(indicator=an_indicator(title, [number, rate]))
        said = render.plain(a_status(reading=reading, others=(dataclasses.replace(reading, series=rate),)))
        assert said.startswith(called)
        assert "\nNumber: 2011/12 6.0; 2012/13 6.2;" in said
        assert "\nRate: 6.5 per 10,000 in Q4 2013/14." in said


def test_a_unit_in_words_is_said_once_on_the_first_line_and_heads_the_figures() -> None:
    series = a_series(unit="per 1,000")
    reading = a_reading(
        indicator=an_indicator("Conceptions", [series]), verdict=Verdict.MET, target=a_target("52.6", value=None)
    )
    reading = dataclasses.replace(
        reading,
        judgement=dataclasses.replace(
            reading.judgement, target=a_target("52.6"), figure=a_figure("37.6", "Q4 2013/14")
        ),
    )
    said = render.plain(a_status(reading=reading))
    assert said.startswith(
        "Conceptions: 37.6 per 1,000 in Q4 2013/14. Target met (52.6 or lower). Worse than 2012/13 (6.2)."
    )
    assert "\nRate per 1,000: 2011/12 6.0; 2012/13 6.2;" in said
    assert "Target: 52.6 per 1,000 or lower for 2013/14." in said


def test_a_plan_that_does_not_say_which_way_is_good_is_said_so_plainly() -> None:
    unclear = a_reading(
        indicator=an_indicator(series=[a_series(Polarity.NONE, unit="%")]),
        verdict=Verdict.NOT_JUDGED, why=Why.NO_POLARITY, target=a_target("4.6%"),
    )  # fmt: skip
    said = render.plain(a_status(reading=unclear))
    assert "Target 4.6%: the plan does not say if higher or lower is good." in said[:150]
    assert "Not judged: the plan does not say whether higher or lower is good." in said


def test_a_missing_owner_is_said_kindly() -> None:
    said = render.plain(OwnerAnswer(**ASKED, indicators=(an_indicator("Absence"),), owner=None))
    assert said == (
        "The plan does not say who answers for: Absence. Whoever keeps the plan may know, and can add a name to it."
    )


def test_one_is_never_said_in_the_plural() -> None:
    match = Match(indicator=an_indicator(), stage=Stage.WORDS, phrase="absence")
    said = [
        a_status(others=(a_reading(),) * 5),
        a_history(25, 6),
        Several(**SEVERAL, answers=(a_status(),) * 4),
        Choices(**ASKED, matches=(match,), more=1),
        Overdue(**ASKED, period=a_period("Q4 2013/14"), awaited=(), of=1),
        Overdue(**ASKED, period=None, awaited=((a_reading(), Awaited(period=a_period("2012/13"))),), of=1),
    ]
    for told in map(render.plain, said):
        assert not re.search(
            r"(?<![\d.,/-])1 (more|earlier)? ?(lines|periods|objectives|indicators|figures|fit\b|were)", told
        )
    assert render.plain(said[4]) == "Nothing is overdue: its one indicator has a figure for Q4 2013/14."


def test_a_version_that_is_no_year_is_called_one() -> None:
    assert "Plan: City CYPP, version 1.1." in render.plain(dataclasses.replace(a_status(), plan=a_plan(version="1.1")))
    assert "Plan: City CYPP, 2013/14." in render.plain(a_status())


def test_a_title_is_not_cut_within_a_bracket_that_has_just_been_opened() -> None:
    assert shorten("All current Child Protection Activities - (No. of children)", 50) == (
        "All current Child Protection Activities…"
    )
    assert shorten("Rate (per 10,000 of the young people who live in the city)", 30) == "Rate (per 10,000…"


@pytest.mark.parametrize(
    ("text", "said"),
    [("A head count", "A head count."), ("A head\ncount.", "A head count."), ("Why?", "Why?"), ("So;", "So.")],
)
def test_a_sentence_has_one_full_stop(text: str, said: str) -> None:
    assert sentence(text, 100) == said
