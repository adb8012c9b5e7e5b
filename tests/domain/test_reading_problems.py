"""A bad file gets every problem at once, each with sheet, row, column, what is wrong and what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import BadImport
from bot.domain.problems import Fault, Problem
from bot.domain.reading.book import read_book
from bot.domain.reading.plan_sheet import Given, read_day
from bot.domain.sheet import Book, Row, Sheet

if TYPE_CHECKING:
    from bot.domain.planfile import PlanFile

PLAN = "key,value\nname,A plan\nstarts,2013-04-01\nends,2014-03-31\n"
OBJECTIVES = "number,title\n1,Safe\n2,Well\n"


def a_sheet(name: str, text: str) -> Sheet:
    """Cells parted by commas; good enough for tests, which need no quotation marks."""
    rows = (Row(number, tuple(line.split(","))) for number, line in enumerate(text.splitlines(), 1))
    return Sheet(name=name, rows=tuple(row for row in rows if not row.is_blank))


def read(given: Given | None = None, **sheets: str) -> PlanFile:
    return read_book(Book(name="here", sheets=tuple(a_sheet(name, text) for name, text in sheets.items())), given)


def problems(given: Given | None = None, **sheets: str) -> list[tuple[Fault, str, int | None, str]]:
    with pytest.raises(BadImport) as refused:
        read(given, **sheets)
    found = [problem for problem in refused.value.problems if isinstance(problem, Problem)]
    assert all(problem.wrong and problem.remedy and str(problem).endswith(".") for problem in found)
    return [(problem.fault, problem.sheet, problem.row, problem.column) for problem in found]


def test_every_problem_of_every_sheet_is_told_at_once() -> None:
    found = problems(
        plan="key,value\nname,A plan\nstarts,1st of April\nends,2014-03-31\n",
        objectives="number,title\n1,Safe\n1,Well\nthree,Fed\n",
        indicators="row,code,title,objective,q1_2013_14,target_2013_14,target_met\n"
        "1,A,One,1,13.2%,5%,perhaps\n2,A,Two,9,1.2.3,5%,tick\nx,,,1,5%,5%,tick\n",
        aliases="phrase,indicator\nwhatever,ZZ-1\n",
    )
    assert found == [
        (Fault.BAD_DATE, "plan", 3, "starts"),
        (Fault.OBJECTIVE_TWICE, "objectives", 3, "number"),
        (Fault.BAD_NUMBER, "objectives", 4, "number"),
        (Fault.BAD_MARK, "indicators", 2, "target_met"),
        (Fault.BAD_FIGURE, "indicators", 3, "q1_2013_14"),
        (Fault.BAD_NUMBER, "indicators", 4, "row"),
        (Fault.NO_OBJECTIVE, "indicators", 3, "objective"),
        (Fault.CODE_TWICE, "indicators", 3, "code"),
        (Fault.NO_INDICATOR, "aliases", 2, "indicator"),
    ]


@pytest.mark.parametrize("rows", ["1,Safe,2\n2,Well,3\n3,Fed,\n", "1,Safe,1\n"], ids=["three deep", "under itself"])
def test_an_objective_belongs_to_one_that_belongs_to_none(rows: str) -> None:
    found = problems(plan=PLAN, objectives=f"number,title,parent\n{rows}", indicators="title,q1_2013_14\nOne,1\n")
    assert found == [(Fault.PARENT_BELOW, "objectives", 2, "parent")]


def test_a_problem_reads_as_a_sentence_that_says_what_to_do() -> None:
    with pytest.raises(BadImport) as refused:
        read(plan=PLAN, indicators="title,q1_2013_14\nOne,13;5\nTwo,08-Oct\n")
    (told,) = map(str, refused.value.problems)
    assert told.startswith("indicators, row 3, q1_2013_14: ")
    assert "08-Oct" in told
    assert told.endswith(
        " looks like a date that Excel made of something typed. What to do: format the cell as text, type it again."
    )
    assert str(refused.value) == "Nothing was imported: 1 problem found."


def test_without_a_plan_sheet_the_options_name_the_plan_or_the_refusal_says_so() -> None:
    sheet = "title,q1_2013_14\nOne,5\n"
    assert problems(indicators=sheet) == [(Fault.NO_PLAN, "here", None, "")]
    day = read_day("1 April 2013")
    plan = read(Given(name="Mine", starts=day, ends=read_day("31/03/2014")), indicators=sheet).plan
    assert (plan.name, plan.starts, plan.ends.isoformat()) == ("Mine", day, "2014-03-31")


def test_options_come_before_the_plan_sheet() -> None:
    plan = read(Given(name="Mine"), plan=PLAN, indicators="title,q1_2013_14\nOne,5\n").plan
    assert plan.name == "Mine"


def test_objectives_by_number_need_a_sheet_of_them_and_titles_do_not() -> None:
    by_number = "title,objective,q1_2013_14\nOne,1,5\nTwo,2,5\n"
    assert problems(plan=PLAN, indicators=by_number) == [(Fault.NO_OBJECTIVES, "indicators", None, "objective")]
    plan = read(plan=PLAN, indicators="title,objective,q1_2013_14\nOne,Safe,5\nTwo,Well,5\nThree,safe,5\n")
    assert [(each.number, each.title) for each in plan.objectives] == [(1, "Safe"), (2, "Well")]
    assert [each.primary for each in plan.indicators] == [(("", 1),), (("", 2),), (("", 1),)]


def test_several_objectives_in_a_cell_are_one_primary_and_others_additional() -> None:
    plan = read(plan=PLAN, objectives=OBJECTIVES, indicators="title,objective,q1_2013_14\nOne,2; 1,5\n")
    assert (plan.indicators[0].primary, plan.indicators[0].additional) == ((("", 2),), (("", 1),))


def test_two_columns_of_one_meaning_are_a_problem() -> None:
    found = problems(plan=PLAN, indicators="title,Q1 2013/14,q1_2013_14\nOne,5,6\n")
    assert found == [(Fault.HEADING_TWICE, "indicators", 1, "B and C")]


def test_a_heading_row_that_is_repeated_is_passed_over() -> None:
    plan = read(plan=PLAN, indicators="title,q1_2013_14\nOne,5\ntitle,q1_2013_14\nTwo,6\n")
    assert [each.title for each in plan.indicators] == ["One", "Two"]


def test_ragged_rows_are_read_where_short_and_a_problem_where_long() -> None:
    assert read(plan=PLAN, indicators="title,q1_2013_14,owner\nOne,5\nTwo\n").indicators[1].title == "Two"
    found = problems(plan=PLAN, indicators="title,q1_2013_14\nOne,17,790\n")
    assert found == [(Fault.TOO_MANY_CELLS, "indicators", 2, "")]


def test_columns_that_no_rule_knows_are_listed_and_not_guessed() -> None:
    unread = read(
        plan=PLAN + "logo,x.png\n", indicators="title,q1_2013_14,Shoe size,\nOne,5,44,?\n", notes="a\n"
    ).unread
    assert unread.columns == (("plan", "logo"), ("indicators", "Shoe size"), ("indicators", "column D"))
    assert unread.unknown == ("notes",)


def test_a_quarter_without_a_year_counts_in_a_plan_of_one_year_alone() -> None:
    plan = read(plan=PLAN, indicators="title,Q1,Target\nOne,5,6\n")
    line = plan.indicators[0].series[0]
    assert (line.figures[0].period.label, line.targets[0].period.label) == ("Q1 2013/14", "2013/14")
    longer = PLAN.replace("2014-03-31", "2016-03-31")
    assert [fault for fault, *_ in problems(plan=longer, indicators="title,Q1,Target\nOne,5,6\n")] == [
        Fault.NO_YEAR, Fault.NO_YEAR,
    ]  # fmt: skip


def test_current_performance_needs_the_year_it_is_for() -> None:
    sheet = "title,current_performance\nOne,5\n"
    assert problems(plan=PLAN, indicators=sheet) == [
        (Fault.NO_CURRENT_PERIOD, "indicators", None, "current_performance")
    ]
    plan = read(plan=PLAN + "current_performance_period,2010/11\n", indicators=sheet)
    assert plan.indicators[0].series[0].figures[0].period.label == "2010/11"


def test_two_rows_that_a_later_import_could_not_tell_apart_are_a_problem() -> None:
    twice = "title,q1_2013_14\nOne,5\none.,6\n"
    assert problems(plan=PLAN, indicators=twice) == [(Fault.TITLE_TWICE, "indicators", 3, "title")]
    numbered = "measure,title,q1_2013_14\n1,One,5\n1,Two,6\n"
    assert problems(plan=PLAN, indicators=numbered) == [(Fault.NUMBER_TWICE, "indicators", 3, "measure")]
    assert len(read(plan=PLAN, indicators="code,title,q1_2013_14\nA,One,5\nB,One,6\n").indicators) == 2


def test_a_row_continues_the_one_it_names_or_the_one_above() -> None:
    sheet = "row,title,continuation_of,q1_2013_14\n1,One,,5\n2,Two,,6\n3,,1,(7)\n4,,,8\n"
    one, two = read(plan=PLAN, indicators=sheet).indicators
    assert ([line.row for line in one.series], [line.row for line in two.series]) == ([1, 3, 4], [2])
    assert problems(plan=PLAN, indicators="row,title,continuation_of,q1_2013_14\n1,One,9,5\n") == [
        (Fault.CONTINUES_NOTHING, "indicators", 2, "continuation_of")
    ]
    assert problems(plan=PLAN, indicators="title,q1_2013_14\n,5\n")[0][0] is Fault.NOTHING_ABOVE


def test_a_board_s_own_columns_are_read() -> None:
    sheet = (
        "title,meaning,how it is worked out,caveat,read with,counts,frequency,comment,source,tolerance,unit,"
        "also called,q1_2013_14\nOne,What,How,Mind,Two,schools,termly,Better now,The census,0.5,per 1000,Uno; Eins,5\n"
    )
    (one,) = read(plan=PLAN, indicators=sheet).indicators
    (line,) = one.series
    assert (one.meaning, one.method, one.caveat, one.read_with, one.counts) == ("What", "How", "Mind", "Two", "schools")
    assert (one.frequency, one.frequency_assumed, one.aliases) == ("termly", False, ("Uno", "Eins"))
    assert (str(line.tolerance), line.unit) == ("0.5", "per 1000")
    assert (line.figures[0].comment, line.figures[0].source) == ("Better now", "The census")


def test_words_that_stand_for_an_indicator_or_for_other_words_are_read() -> None:
    plan = read(
        plan=PLAN,
        indicators="row,code,title,q1_2013_14\n7,NI 117,Not in education,5\n",
        aliases="phrase,indicator\nneets,NI-117\nidle,7\nout of school,not in education\n",
        vocabulary="phrase,means\nLAC,looked after children\n",
    )
    assert [(each.phrase, each.indicator, each.means) for each in plan.aliases] == [
        ("neets", 0, ""), ("idle", 0, ""), ("out of school", 0, ""), ("LAC", None, "looked after children"),
    ]  # fmt: skip


def test_two_sheets_of_one_kind_are_a_problem() -> None:
    sheet = "title,q1_2013_14\nOne,5\n"
    found = problems(plan=PLAN, objectives=OBJECTIVES, priorities=OBJECTIVES, indicators=sheet)
    assert found == [(Fault.TWICE, "objectives and priorities", None, "")]


def test_a_file_without_indicators_or_headings_is_refused() -> None:
    assert problems(plan=PLAN) == [(Fault.NO_INDICATORS, "here", None, "")]
    assert problems(plan=PLAN, indicators="a,b\nc,d\n") == [(Fault.NO_HEADINGS, "indicators", None, "")]
    assert problems(plan=PLAN, indicators="code,q1_2013_14\nA,5\n") == [(Fault.NO_COLUMN, "indicators", None, "")]


@given(st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=8))
def test_no_cells_crash_the_reader(rows: list[list[str]]) -> None:
    headings = ("title", "code", "row", "continuation_of", "objective", "q1_2013_14", "target_2013_14", "target_met")
    cells = (Row(1, headings), *(Row(number, tuple(row)) for number, row in enumerate(rows, 2)))
    sheets = (a_sheet("plan", PLAN), Sheet(name="indicators", rows=cells))
    try:
        plan = read_book(Book(name="here", sheets=sheets))
    except BadImport as refused:
        told = [str(problem) for problem in refused.problems]
        if not all(told):
            pytest.fail("a problem without words")
    else:
        assert all(each.title for each in plan.indicators)


def test_every_fault_is_told_apart_from_the_others_and_says_what_to_do() -> None:
    assert len(Fault.__members__) == len({fault.value for fault in Fault})
    assert all(fault.wrong and fault.remedy and not fault.wrong.endswith(".") for fault in Fault)


@pytest.mark.parametrize(
    "printed",
    [
        "2025-04-01 0:00:00", "2025-04-01T00:00:00", "01/04/2025 00:00", "1 April 2025", "01-Apr-25",
        "Tuesday 1 April 2025", "1/4/25 12:00 AM",
    ],
)  # fmt: skip
def test_a_day_is_read_whatever_time_or_weekday_stands_by_it(printed: str) -> None:
    assert read_day(printed) == date(2025, 4, 1)


def test_a_real_date_counts_whatever_its_cell_shows() -> None:
    shown = a_sheet("plan", "key,value\nname,A plan\nstarts,Apr-13\nends,Wk 1 2014\n")
    plan = replace(shown, days={(3, 1): date(2013, 4, 1), (4, 1): date(2014, 3, 31)})
    head = read_book(Book(name="here", sheets=(plan, a_sheet("indicators", "title,q1\nOne,5\n")))).plan
    assert (head.starts, head.ends) == (date(2013, 4, 1), date(2014, 3, 31))


def test_an_unreadable_date_is_not_missing_besides() -> None:
    told = problems(plan="key,value\nstarts,soon\nends,2014-03-31\n", indicators="title,q1_2013_14\nOne,5\n")
    assert told == [(Fault.BAD_DATE, "plan", 2, "starts"), (Fault.NO_PLAN, "plan", None, "")], "the name is missing"
    told = problems(plan=PLAN.replace("2013-04-01", "soon"), indicators="title,q1_2013_14\nOne,5\n")
    assert told == [(Fault.BAD_DATE, "plan", 3, "starts")]


def test_last_year_s_column_is_the_year_before_a_plan_of_one_year_and_refused_in_a_longer_one() -> None:
    rows = "title,Last year,Quarter two\nOne,5,6\n"
    (line,) = read(plan=PLAN, indicators=rows).indicators[0].series
    assert [figure.period.label for figure in line.figures] == ["2012/13", "Q2 2013/14"]
    told = problems(plan=PLAN.replace("2014-03-31", "2016-03-31"), indicators=rows)
    assert told == [
        (Fault.NO_YEAR, "indicators", None, "Last year"),
        (Fault.NO_YEAR, "indicators", None, "Quarter two"),
    ]
