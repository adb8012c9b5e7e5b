"""Small numbers are hidden, and whatever gives them back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.domain.disclosure import Audience, Sum, hidden_cells, protect, rule_for
from bot.domain.model import Marker, Missing
from tests.domain.disclosure.plans import (
    CUMULATIVE,
    PER_PERIOD,
    PUBLIC,
    QUARTERS,
    a_catalogue,
    a_line,
    a_share,
    an_indicator_of,
    hidden,
)

YEAR_TOO = ("Q1 2013/14", "Q2 2013/14", "Q3 2013/14", "Q4 2013/14", "2013/14")


def test_counts_of_people_from_1_to_5_are_hidden_and_zero_stays_zero() -> None:
    assert hidden(a_line(["0", "1", "5", "6"])) == [["1", "5"]]


def test_a_count_of_schools_is_not_a_count_of_people() -> None:
    assert hidden(a_line(["3", "1", "1", "8"]), title="Number of schools judged as requiring special measures") == [[]]


def test_what_a_measure_says_it_counts_goes_before_the_words_of_its_title() -> None:
    line = a_line(["3", "9", "8", "7"])
    assert hidden(line, title="Number of schools with an exclusion", counts="pupils") == [["3"]]
    assert hidden(line, title="Number of pupils' bus routes", counts="places") == [[]]


@pytest.mark.parametrize(("of", "out_of"), [(3, 40), (38, 40), (0, 4), (4, 4)])
def test_a_percentage_is_hidden_where_few_are_in_it_or_few_are_not(of: int, out_of: int) -> None:
    assert hidden(a_share("50.0%", of, out_of), title="Care leavers in work") == [["50.0%"]]


@pytest.mark.parametrize(("of", "out_of"), [(10, 40), (0, 40), (40, 40)])
def test_a_percentage_of_many_is_shown_and_so_are_0_and_100_of_a_large_group(of: int, out_of: int) -> None:
    assert hidden(a_share("50.0%", of, out_of), title="Care leavers in work") == [[]]


def test_a_number_takes_its_rate_of_the_same_period_with_it_and_a_share_its_number() -> None:
    number, rate = a_line(["3", "20"], QUARTERS[:2]), a_line(["(2)", "(13)"], QUARTERS[:2], unit="per 10,000")
    assert hidden(number, rate) == [["3"], ["(2)"]]
    assert hidden(a_line(["20", "30"], QUARTERS[:2]), a_share("90%", 20, 22)) == [["20"], ["90%"]]


def test_of_quarters_that_add_up_to_a_year_the_newest_is_hidden_beside_a_small_one() -> None:
    """The others stood in earlier papers, and whoever kept those would have the small one by subtraction."""
    assert hidden(a_line(["3", "9", "0", "20", "32"], YEAR_TOO, accumulation=PER_PERIOD)) == [["3", "20"]]


def test_quarters_that_do_not_add_up_to_their_year_give_nothing_back() -> None:
    assert hidden(a_line(["3", "9", "0", "20", "99"], YEAR_TOO, accumulation=PER_PERIOD)) == [["3"]]


def test_what_a_running_total_grew_by_is_hidden_as_a_count_of_that_quarter_is() -> None:
    """Burglary in the City plan: 42 and then 45 are three offences in the last quarter."""
    assert hidden(a_line(["9", "24", "42", "45"], accumulation=CUMULATIVE)) == [["45"]]


def test_what_was_hidden_in_one_quarter_s_paper_is_hidden_in_the_next_s_and_what_was_seen_is_seen() -> None:
    """Sexual offences in the City plan."""
    printed = ["3", "7", "7", "8"]
    papers = [hidden(a_line(printed[:n], QUARTERS[:n], accumulation=CUMULATIVE)) for n in (1, 2, 3, 4)]
    assert papers == [[["3"]], [["3"]], [["3"]], [["3", "8"]]]


def test_a_running_total_does_not_give_back_the_quarters_beside_it() -> None:
    alone = a_line(["3", "10", "12", "20"], accumulation=PER_PERIOD)
    total = a_line(["3", "13", "25", "45"], accumulation=CUMULATIVE)
    first, second = hidden(alone, total)
    assert first[0] == second[0] == "3"
    assert len(first) > 1 or len(second) > 1


def test_of_categories_that_make_100_a_second_one_is_hidden() -> None:
    lines = a_share("3%", 2, 80), a_share("48%", 38, 80), a_share("49%", 39, 80)
    assert hidden(*lines, title="Children by plan") == [["3%"], ["48%"], []]


def test_of_two_categories_whose_total_is_shown_none_is_left() -> None:
    lines = [a_line([each], ["Q1 2013/14"]) for each in ("4", "60", "64")]
    assert hidden(*lines) == [["4"], ["60"], []]


def test_small_numbers_whose_sum_leaves_only_one_answer_take_more_with_them() -> None:
    """5 and 5 of 10 are both 5, as neither is more."""
    of_ten = [a_line([each], ["Q1 2013/14"]) for each in ("5", "5", "10")]
    assert hidden(*of_ten) == [["5"], ["5"], ["10"]]


def test_a_set_that_the_plan_names_is_kept_from_giving_back_too() -> None:
    boys, first = an_indicator_of(a_line(["4"], ["Q1 2013/14"]), title="Boys")
    girls, second = an_indicator_of(a_line(["20"], ["Q1 2013/14"]), title="Girls")
    both, third = an_indicator_of(a_line(["24"], ["Q1 2013/14"]), title="Children")
    named = Sum(parts=(boys.headline.id, girls.headline.id), total=both.headline.id)
    figures = first | second | third
    apart = hidden_cells(a_catalogue(boys, girls, both), figures, PUBLIC)
    together = hidden_cells(
        a_catalogue(boys, girls, both), figures, rule_for(Audience.PUBLIC, board=0, public=5, sums=(named,))
    )
    assert {number for number, _ in apart} == {boys.headline.id}
    assert {number for number, _ in together} == {boys.headline.id, girls.headline.id}


def test_what_is_hidden_has_no_value_left_and_says_why() -> None:
    line = a_line(["3"], ["Q1 2013/14"], comment="Three boys", note="3 in all", numerator=Decimal(3))
    indicator, figures = an_indicator_of(line)
    (figure,) = protect(a_catalogue(indicator), figures, PUBLIC)[line[0].id]
    assert (figure.value, figure.numerator, figure.text, figure.note, figure.comment) == (None, None, "", "", "")
    assert (figure.as_printed, figure.missing, figure.markers) == ("[c]", Missing.SUPPRESSED, {Marker.CONFIDENTIAL})
    assert not figure.has_value


def test_words_beside_another_figure_that_say_a_hidden_number_go_and_others_stay() -> None:
    line = a_line(["3", "9"], ["Q1 2013/14", "Q2 2013/14"], comment="Up from three in Q1")
    indicator, figures = an_indicator_of(line)
    assert protect(a_catalogue(indicator), figures, PUBLIC)[line[0].id][1].comment == ""
    line = a_line(["3", "9"], ["Q1 2013/14", "Q2 2013/14"], comment="A new team")
    indicator, figures = an_indicator_of(line)
    assert protect(a_catalogue(indicator), figures, PUBLIC)[line[0].id][1].comment == "A new team"


def test_words_that_stand_for_a_count_are_hidden_where_they_hold_a_small_number() -> None:
    assert hidden(a_line(["2 - both in care"], ["Q1 2013/14"])) == [["2 - both in care"]]


def test_a_board_sees_everything_until_its_plan_sets_a_threshold() -> None:
    board = rule_for(Audience.BOARD, board=0, public=5)
    line = a_line(["3", "9", "8", "7"])
    indicator, figures = an_indicator_of(line)
    assert protect(a_catalogue(indicator), figures, board) == figures
    assert hidden(line, rule=rule_for(Audience.BOARD, board=3, public=5)) == [["3"]]


def test_what_is_hidden_from_the_board_is_hidden_from_the_public() -> None:
    line = a_line(["3", "9", "0", "20", "32"], YEAR_TOO, accumulation=PER_PERIOD)
    for_board = hidden(line, rule=rule_for(Audience.BOARD, board=10, public=5))
    for_public = hidden(line, rule=rule_for(Audience.PUBLIC, board=10, public=5))
    assert set(for_board[0]) <= set(for_public[0])


def test_percentages_of_a_small_cohort_that_cannot_be_checked_are_withheld_from_the_public() -> None:
    line = a_line(["66.7%"], ["Q1 2013/14"], unit="%")
    assert hidden(line, title="Care leavers in work", sensitivity="Small cohort") == [["66.7%"]]
    assert hidden(line, title="Care leavers in work") == [[]]
    board = rule_for(Audience.BOARD, board=5, public=5)
    assert hidden(line, title="Care leavers in work", sensitivity="small-cohort", rule=board) == [[]]


def test_two_columns_that_hold_one_figure_are_hidden_together() -> None:
    """The year's own column repeats the last quarter of a running total."""
    (found,) = hidden(a_line(["9", "20", "20", "24", "24"], YEAR_TOO, accumulation=CUMULATIVE))
    assert found.count("24") in {0, 2}
    assert found
