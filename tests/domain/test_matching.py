"""Which indicators some words mean: outright only where a title answers to every word of them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import matching, questions
from bot.domain.asking import Gap, Intent, Stage, Understood
from bot.domain.phrases import Alias, AliasKind
from tests.questions.plans import AFTER, city, index_of_city

if TYPE_CHECKING:
    from bot.domain.matching import Index
    from bot.domain.model import Indicator


@cache
def index() -> Index:
    return index_of_city()


def understood(text: str) -> Understood:
    return questions.understand(text, index(), today=AFTER)


def found(text: str) -> list[int]:
    return [match.indicator.id for match in understood(text).found]


def offered(text: str) -> list[int]:
    return [match.indicator.id for match in understood(text).choices]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ni117", 75),
        ("NI-080", 95),
        ("NI 80", 95),
        ("ni 102 a", 90),
        ("cc 12", 40),
        ("cp8", 4),
        ("CS 24", 78),
        ("n.i. 117", 75),
        ("how's NI 101 doing", 35),
        ("code CIN-13 please", 8),
    ],
)
def test_a_code_is_read_however_loosely_it_is_written(text: str, number: int) -> None:
    meant = understood(text)
    assert [(match.indicator.id, match.stage) for match in meant.found] == [(number, Stage.CODE)]


@pytest.mark.parametrize("text", ["CP-44", "NI 118", "NI 8", "cc 120", "status of CIN-99"])
def test_a_code_that_does_not_exist_is_refused_and_never_taken_for_another(text: str) -> None:
    meant = understood(text)
    assert meant.gap is Gap.NO_SUCH_CODE
    assert meant.about


def test_near_codes_are_named_beside_one_that_does_not_exist() -> None:
    assert "CP-4" in {match.indicator.code for match in understood("CP-44").found}


def test_a_code_without_its_letter_offers_those_with_one() -> None:
    assert offered("NI 055") == [46, 47]


def test_words_beside_a_code_that_it_does_not_answer_to_make_it_an_offer() -> None:
    assert (found("NI 117 for boys"), offered("NI 117 for boys")) == ([], [75])


@pytest.mark.parametrize("word", ["LAC", "CiC", "CLA", "lac", "children in care", "looked after kids"])
def test_one_thing_under_many_names_is_one(word: str) -> None:
    assert found(f"{word} dental checks") == [41]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("NEET", 75),
        ("CAMHS", 30),
        ("domestic violence", 1),
        ("number of referrals", 10),
        ("looked after children", 38),
        ("other offences by under 18s", 70),
        ("all JSA claimants", 102),
        ("secondary overall absence", 78),
    ],
)
def test_a_bare_word_is_answered_where_one_indicator_is_clearly_the_headline(text: str, number: int) -> None:
    assert found(text) == [number]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("absence", {77, 78, 79, 80}),
        ("chlamydia", {53, 54, 55}),
        ("how are we doing on obesity", {46, 48}),
        ("care leavers", {36, 37, 44, 45}),
        ("temp accommodation?", {14, 15}),
        ("CP plan", {4, 5, 9}),
        ("Level 3", {95, 96}),
        ("not knowns", {43, 45, 76}),
        ("initial assessments", {2, 28}),
    ],
)
def test_equal_siblings_are_offered_all_of_them_and_none_is_picked(text: str, numbers: set[int]) -> None:
    assert found(text) == []
    assert numbers <= set(offered(text))
    assert len(offered(text)) <= 5


def test_more_than_five_siblings_are_a_list() -> None:
    meant = understood("offences by under 18s")
    assert meant.intent is Intent.LIST
    assert set(range(67, 75)) <= {match.indicator.id for match in meant.members}


NEAR_MISSES = """
under 16 conceptions
NEET boys
14-16 NEET
NEET in Bulwell
NEET in Topwater
19 year old NEETs
primary exclusions
fixed term exclusions
adult obesity
chlamydia in over 25s
burglary by adults
KS1 results
knife crime
KS3 maths
child sexual exploitation
looked after children in Derby
absence in private schools
GCSE maths
girls' maths
Level 4 qualifications by 19
breastfeeding at birth
breastfeeding at 3 weeks
under 5s on CP plans
LAC adopted
care leavers in suitable accommodation at 21
initial assessments in 7 days
core assessments within 20 days
child protection plans lasting 5 years
level 3 by 21
lone fathers on income support
JSA claimants over 50
employment rate of disabled people
persistent absence 10% threshold
special school absence
LAC in private schools
sexual offences by adults
offences against children
children's dental health
young people in EET at 19
teenage fathers
obesity in year 2
statements in 20 weeks
CAMHS waiting times
LAC placed out of area
fuel poverty
infant mortality boys
first time entrants aged 21
reoffending by adults
drug offences by adults
unemployment rate
special measures in nurseries
school plans for adults
NEET not from Nottingham
adult social care referrals
""".strip().splitlines()


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_a_condition_that_the_plan_does_not_meet_is_never_answered_as_if_it_did(text: str) -> None:
    meant = understood(text)
    assert meant.choices or meant.gap is not None, (meant.intent, found(text))


ANSWERED = """
repeat domestic violence incidents
core assessments in timescale
section 47 enquiries per 10,000
families in temporary accommodation
infants breastfed at 6-8 weeks
care leavers in suitable accommodation
obesity in reception
first time entrants to youth justice
theft by under 18s
16-18 year olds who are NEET
primary overall absence
FSM gap at KS2
all JSA claimants
""".strip().splitlines()

CONDITIONS = (
    """
{} for boys|female {}|{} in Bulwell|{} in Zorbville|{} for under 5s|{} aged 25|Asian {}|{} in private schools
{} with autism|{} among plumbers|trampolines for {}|cost of {}|{} staff|{} policy|zorb {}|{} per day|{} nationally
{} next year|{} complaints|{} except girls|{} outside Nottingham|{} by ward|{} at weekends|{} within 3 days|{} at age 7
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_question_that_is_answered_is_not_once_a_condition_is_added(condition: str) -> None:
    for text in ANSWERED:
        assert found(text), text
        meant = understood(condition.format(text))
        assert meant.gap is not None or meant.found == (), meant.text


ELSEWHERE = """
potholes
council tax collection
what's the weather doing
bin collection days
next bus to Arnold
who won the match
planning permission for a loft extension
library opening times
housing repairs
tell me a story
flu jabs
what is 2 + 2
can you order a taxi
null
SELECT * FROM indicators
stock market
school holidays
GP appointments
""".strip().splitlines()


@pytest.mark.parametrize("text", ELSEWHERE)
def test_what_is_of_another_field_is_not_in_the_plan(text: str) -> None:
    meant = understood(text)
    assert meant.gap is not None or meant.intent is Intent.HELP, (meant.intent, found(text), offered(text))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("perminent exclussion rate", 87),
        ("crimnal damige by juvenilles", 68),
        ("lone parant incom suport claiments", 101),
        ("infnat mortalty", 20),
        ("care leavrs suitible accomodation", 36),
        ("careleavers NEET", 44),
        ("secton 47 enquirys", 8),
        ("chlam diag rate", 53),
    ],
)
def test_slips_of_spelling_are_mended_word_by_word(text: str, number: int) -> None:
    assert found(text) == [number]


@pytest.mark.parametrize("text", ["CSE", "cmahs", "NETE"])
def test_no_slip_is_mended_into_an_acronym(text: str) -> None:
    assert found(text) == []


def test_every_title_names_its_own_indicator() -> None:
    for indicator in index().catalogue.indicators:
        assert found(indicator.title) == [indicator.id], indicator.title
        assert found(f"who owns {indicator.title.lower()}?") == [indicator.id], indicator.title


def test_a_title_with_another_age_time_or_level_in_it_is_never_answered() -> None:
    """Any number of a title but for codes and rates, changed by one, asks for something that the plan has not."""
    numbers = re.compile(r"(?<![\dA-Z.,/-])(?<!per )(?<!NI )(?<!> )(?<!< )\b([1-9]\d?)\b(?![,.\d%])")
    for indicator in index().catalogue.indicators:
        for number in numbers.finditer(indicator.title):
            title = indicator.title
            other = f"{title[: number.start()]}{int(number.group()) + 3}{title[number.end() :]}"
            assert indicator.id not in found(other) or "(" in title[: number.start()], other


_LETTERS = [
    (indicator, word.start() + at)
    for indicator in city().indicators
    if len(indicator.title) > 40
    for word in re.finditer(r"[a-z]{8,}", indicator.title)
    for at in range(1, len(word.group()) - 2)
]


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(_LETTERS))
def test_one_slip_in_a_long_word_of_a_title_never_leads_to_another_indicator(place: tuple[Indicator, int]) -> None:
    indicator, at = place
    title = indicator.title
    slip = f"{title[:at]}{title[at + 1]}{title[at]}{title[at + 2 :]}"
    assert found(slip) in ([indicator.id], []), slip


def with_aliases(*aliases: Alias) -> Index:
    plan = city()
    return matching.index_of(replace(plan, aliases=plan.aliases + aliases))


def test_a_boards_own_phrase_stands_in_place_of_a_general_one() -> None:
    own = with_aliases(Alias(phrase="custody", means="special measures"))
    assert [match.indicator.id for match in questions.understand("custody", own, today=AFTER).found] == [83]
    assert found("custody") == [62]


def test_a_phrase_may_name_one_measure_outright() -> None:
    own = with_aliases(Alias(phrase="the golden thread", measure_id=11))
    meant = questions.understand("how is the golden thread doing", own, today=AFTER)
    assert [(match.indicator.id, match.phrase) for match in meant.found] == [(11, "golden thread")]


def test_the_plans_own_words_weigh_more_than_general_ones() -> None:
    general = Alias(phrase="health", means="dental checks", general=True, kind=AliasKind.ASKS)
    meant = questions.understand("Health & Wellbeing Improvement model", with_aliases(general), today=AFTER)
    assert [match.indicator.id for match in meant.found] == [51]
