"""The rules of reading a question, one by one, on a large plan with codes and owners and a small one without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.asking import Context, Filter, Gap, Intent, Understood
from bot.domain.questions import LONGEST, understand
from tests.questions.plans import AFTER, index_of_city, index_of_county

if TYPE_CHECKING:
    from bot.domain.matching import Index

NEET, CARE_LEAVERS_NEET, IN_CARE, EMPLOYMENT = 75, 44, 38, 98
ABSENCE = (77, 78, 79, 80)


@pytest.fixture(scope="module")
def city() -> Index:
    return index_of_city()


@pytest.fixture(scope="module")
def county() -> Index:
    return index_of_county()


def asked(text: str, index: Index, context: Context | None = None) -> Understood:
    return understand(text, index, today=AFTER, context=context)


def found(understood: Understood) -> list[int]:
    return [match.indicator.id for match in understood.found]


def offered(understood: Understood) -> list[int]:
    return [match.indicator.id for match in understood.choices]


def listed(understood: Understood) -> list[int]:
    return [match.indicator.id for match in understood.members]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("governor here. how many NEETs are there", NEET),
        ("morning all, sorry to bother you but how many NEETs are there", NEET),
        ("the leader's office wants to know how many children are in care", IN_CARE),
        ("could you check whether the employment rate is alright", EMPLOYMENT),
        ("somebody rang me about care leavers, what percentage of care leavers are NEET", CARE_LEAVERS_NEET),
        ("the mayor wants to know if NEET is red", NEET),
        ("how many NEETs are there? the paper is asking", NEET),
    ],
)
def test_talk_around_a_question_is_left_out(city: Index, text: str, indicator: int) -> None:
    understood = asked(text, city)
    assert (found(understood), offered(understood)) == ([indicator], [])
    assert understood.text == text


@pytest.mark.parametrize(
    "text",
    [
        "girls only, how many are NEET",
        "in Bulwell, how many NEETs are there",
        "for Asian pupils, how many NEETs are there",
        "aged 12, how many NEETs are there",
        "a parent rang about girls, how many NEETs are there",
    ],
)
def test_what_narrows_a_question_is_never_talk(city: Index, text: str) -> None:
    assert found(asked(text, city)) == []


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("is NEET lower than last year?", NEET),
        ("is NEET up on last year", NEET),
        ("are more children in care than a year ago", IN_CARE),
        ("is the employment rate better than in 2012/13", EMPLOYMENT),
    ],
)
def test_than_last_year_names_what_to_compare_with_and_the_latest_figure_is_shown(
    city: Index, text: str, indicator: int
) -> None:
    understood = asked(text, city)
    assert (understood.intent, found(understood), understood.period) == (Intent.STATUS, [indicator], None)
    assert understood.text == text


def test_than_an_earlier_period_asks_for_the_course_of_things(city: Index) -> None:
    understood = asked("is NEET lower than in 2011/12", city)
    assert (understood.intent, found(understood), understood.period) == (Intent.HISTORY, [NEET], None)


def test_a_period_asked_for_by_itself_is_still_shown(city: Index) -> None:
    period = asked("NEET in 2012/13", city).period
    assert period is not None
    assert period.label == "2012/13"


@pytest.mark.parametrize(
    "text", ["what improved on last year", "what is better since Q3", "what's worse than last year"]
)
def test_a_list_of_what_moved_shows_the_latest_figures(city: Index, text: str) -> None:
    understood = asked(text, city)
    assert (understood.intent, understood.period) == (Intent.LIST, None)
    assert understood.filter.movement is not None


@pytest.mark.parametrize(
    "text", ["what is missing?", "missing figures", "which have no data", "what's missing a figure", "no figures"]
)
def test_what_is_missing_are_figures_and_not_targets_or_ratings(city: Index, county: Index, text: str) -> None:
    for index in (city, county):
        understood = asked(text, index)
        assert (understood.intent, understood.filter) == (Intent.OVERDUE, Filter())


def test_what_has_no_rating_is_a_list(city: Index) -> None:
    understood = asked("what is unrated", city)
    assert (understood.intent, understood.filter) == (Intent.LIST, Filter(rag="none"))


def test_what_is_missing_in_an_objective_names_the_objective(city: Index) -> None:
    understood = asked("what's missing on safeguarding", city)
    assert understood.intent is Intent.OVERDUE
    assert understood.objective is not None


@pytest.mark.parametrize(
    "text",
    ["how do we compare nationally?", "are we better than the England average", "and our statistical neighbours?"],
)
def test_other_places_figures_are_not_held(city: Index, county: Index, text: str) -> None:
    for index in (city, county):
        understood = asked(text, index)
        assert (understood.gap, found(understood), offered(understood)) == (Gap.NOT_HELD, [], [])


@pytest.mark.parametrize(
    "text",
    [
        "what is Probation responsible for?",
        "which indicators does Probation own",
        "probation's indicators",
    ],
)
def test_an_owner_gives_the_list_of_what_they_answer_for(city: Index, text: str) -> None:
    understood = asked(text, city)
    owned = [
        each.id for each in city.catalogue.indicators if each.measure.owner and "Probation" in each.measure.owner.label
    ]
    assert (understood.intent, listed(understood)) == (Intent.LIST, owned)
    assert len(owned) == 2


def test_an_owner_said_alone_gives_their_list_where_the_plan_has_nothing_else_for_the_word(city: Index) -> None:
    assert asked("Police", city).intent is Intent.LIST
    assert asked("police figures", city).intent is Intent.LIST
    assert listed(asked("Probation", city)) == []


def test_an_organisation_answers_for_what_its_posts_do(city: Index) -> None:
    whole = listed(asked("what does Health own", city))
    post = listed(asked("what does Named officer 08 own", city))
    assert set(post) < set(whole)


def test_what_somebody_answers_for_can_be_narrowed(city: Index) -> None:
    understood = asked("which indicators that the police own are red", city)
    assert understood.filter == Filter(rag="red")
    assert listed(understood)


def test_who_owns_asks_for_the_owner_and_not_for_a_list(city: Index) -> None:
    assert asked("who is responsible for NEET, the police?", city).intent is not Intent.LIST


def test_a_plan_without_owners_has_no_lists_of_them(county: Index) -> None:
    assert listed(asked("what is Probation responsible for?", county)) == []


@pytest.mark.parametrize("text", ["care leavers in work", "care leavers with a job"])
def test_what_is_offered_is_about_the_group_that_was_named(city: Index, text: str) -> None:
    titles = [match.indicator.title.lower() for match in asked(text, city).choices]
    assert titles
    assert all("care leaver" in title for title in titles), titles


@pytest.mark.parametrize("text", ["which one is furthest from target?", "which objective is doing worst", "top 5"])
def test_a_ranking_is_not_held(city: Index, text: str) -> None:
    understood = asked(text, city)
    assert (understood.gap, offered(understood)) == (Gap.NOT_HELD, [])


def test_a_few_of_the_worst_are_the_list_of_all_that_are_bad(city: Index) -> None:
    assert asked("top 5 worst", city).filter == Filter(rag="red")


@pytest.mark.parametrize(
    ("text", "near"), [("NEET in Q5", [NEET]), ("NEET for quarter 7", [NEET]), ("what is red in Q9", [])]
)
def test_a_quarter_that_no_year_has_is_said_so(city: Index, text: str, near: list[int]) -> None:
    understood = asked(text, city)
    assert (understood.gap, found(understood), understood.period) == (Gap.NO_SUCH_PERIOD, near, None)


def test_two_objectives_at_once_are_not_answered_by_one_of_them(city: Index) -> None:
    understood = asked("compare objective 5 with objective 6", city)
    assert (understood.objective, understood.gap) == (None, Gap.NOT_HELD)


def test_the_owners_of_two_indicators_are_offered_and_not_their_figures(city: Index) -> None:
    understood = asked("who owns NEET and the employment rate?", city)
    assert (understood.intent, set(offered(understood))) == (Intent.OWNER, {NEET, EMPLOYMENT})


@pytest.mark.parametrize(
    ("text", "place", "intent"),
    [
        ("the second one", 1, Intent.STATUS),
        ("2", 1, Intent.STATUS),
        ("number three", 2, Intent.STATUS),
        ("the last one please", 3, Intent.STATUS),
        ("who owns the first one?", 0, Intent.OWNER),
        ("target for option 4", 3, Intent.TARGET),
    ],
)
def test_one_of_those_shown_is_picked_by_its_place(city: Index, text: str, place: int, intent: Intent) -> None:
    understood = asked(text, city, Context(intent=Intent.STATUS, measure_ids=ABSENCE))
    assert (found(understood), understood.intent) == ([ABSENCE[place]], intent)


def test_a_place_beyond_those_shown_picks_nothing(city: Index) -> None:
    assert found(asked("the fifth one", city, Context(intent=Intent.STATUS, measure_ids=ABSENCE))) == []


def test_a_pick_without_a_conversation_is_no_answer(city: Index) -> None:
    assert found(asked("the second one", city)) == []


def test_a_condition_on_the_last_list_is_added_to_it(city: Index) -> None:
    objective = city.aims[6].objective
    missed = Context(
        intent=Intent.LIST, measure_ids=(1, 2, 3, 4, 5), objective_id=objective.id, filter=Filter(target="missed")
    )
    understood = asked("which of those are worse?", city, missed)
    assert understood.filter == Filter(target="missed", movement="worse")
    assert understood.objective == objective


def test_a_condition_on_what_was_offered_looks_at_those_alone(city: Index) -> None:
    understood = asked("which of these are red?", city, Context(intent=Intent.STATUS, measure_ids=ABSENCE))
    assert (listed(understood), understood.filter) == (list(ABSENCE), Filter(rag="red"))


@pytest.mark.parametrize(
    "phrase", ["Q1 ", "this year ", "last year ", "how many ", ", ", "but ", "than ", "objective 5 and "]
)
def test_a_phrase_said_over_and_over_is_read_without_harm(city: Index, phrase: str) -> None:
    assert asked((phrase * LONGEST)[:LONGEST], city).text


@pytest.mark.parametrize(("text", "greets"), [("hello", True), ("many thanks", True), ("what can you do", False)])
def test_only_hello_or_thanks_is_a_greeting(city: Index, text: str, greets: bool) -> None:  # noqa: FBT001  a parameter of the table
    understood = asked(text, city)
    assert (understood.intent, understood.greeting) == (Intent.HELP, greets)
