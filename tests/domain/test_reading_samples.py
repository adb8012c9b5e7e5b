"""The plans of two real boards are taken as they stand."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.domain.kinds import Frequency, YearType
from bot.domain.model import Accumulation, Marker, Missing, Owner, Polarity, TargetKind, Test
from tests.builders import a_period, city_planfile, county_planfile

if TYPE_CHECKING:
    from bot.domain.planfile import FileFigure, FileIndicator, FileSeries


def lines() -> dict[int, FileSeries]:
    return {line.row or 0: line for indicator in city_planfile().indicators for line in indicator.series}


def of_row(row: int) -> FileIndicator:
    return next(each for each in city_planfile().indicators if any(line.row == row for line in each.series))


def figure(row: int, period: str) -> FileFigure:
    return next(each for each in lines()[row].figures if each.period == a_period(period))


def test_the_city_has_102_indicators_in_112_lines_under_20_objectives() -> None:
    plan = city_planfile()
    assert (len(plan.indicators), len(lines()), len(plan.objectives)) == (102, 112, 20)
    assert sum(len(line.figures) for line in lines().values()) == 112 * 6
    assert plan.plan.name == "Nottingham Children and Young People's Plan"
    assert {each.level for each in plan.objectives} == {"strategic", "operational"}
    assert of_row(62).primary == (("operational", 9),)


def test_only_the_board_s_own_summary_is_not_read_and_no_column_is_lost() -> None:
    unread = city_planfile().unread
    assert unread.later == ("summary_printed",)
    assert (unread.columns, unread.unknown) == ((), ())
    assert county_planfile().unread.later == ()


def test_every_figure_keeps_what_was_printed_and_every_number_is_found_in_it() -> None:
    for line in lines().values():
        for each in line.figures:
            assert each.as_printed
            if each.value is not None:
                assert str(each.value) in each.as_printed.replace(",", "")


def test_missing_and_nought_are_different() -> None:
    missing = Counter(each.missing for line in lines().values() for each in line.figures)
    assert missing[Missing.DEFERRED] == 2
    assert figure(75, "Q1 2013/14").value == 0
    assert figure(39, "2012/13").value == 0
    assert figure(22, "Q1 2013/14").missing is Missing.NOT_AVAILABLE
    assert (figure(24, "Q2 2013/14").missing, figure(24, "Q2 2013/14").available) == (Missing.DEFERRED, "May 2014")


def test_187_cells_say_that_there_is_nothing_and_six_are_a_real_nought() -> None:
    gaps = sum(each.missing is Missing.NOT_AVAILABLE for line in lines().values() for each in line.figures)
    gaps += sum(len(line.no_targets) for line in lines().values())
    noughts = sum(each.value == 0 for line in lines().values() for each in (*line.figures, *line.targets))
    assert (gaps, noughts) == (187, 6)


def test_a_cell_s_own_period_is_kept_where_it_does_not_follow_the_column() -> None:
    covers = {
        (85, "2012/13"): "academic year 2011/12",
        (85, "Q1 2013/14"): "2 terms to Spring 2013",
        (86, "Q4 2013/14"): "3 terms to Autumn 2012",
        (88, "Q4 2013/14"): "3 terms to Autumn 2013",
        (95, "2012/13"): "Autumn term 2012",
        (95, "Q2 2013/14"): "Summer term 2013",
        (24, "2011/12"): "2008-10",
        (25, "2011/12"): "2010",
        (110, "Q4 2013/14"): "April 2014",
        (111, "Q4 2013/14"): "November 2013",
    }
    for (row, period), label in covers.items():
        read = figure(row, period).covers
        assert read is not None, (row, period)
        assert read.label == label
    assert figure(110, "Q2 2013/14").covers is None
    assert figure(85, "Q4 2013/14").covers is None
    assert figure(95, "Q2 2013/14").markers == {Marker.PROVISIONAL}


def test_rows_that_name_terms_are_of_the_school_year() -> None:
    academic = {
        line.row for each in city_planfile().indicators for line in each.series if each.year_type is YearType.ACADEMIC
    }
    assert academic == {85, 86, 87, 88, 95}


def test_a_rate_is_a_further_line_of_the_count_above_it() -> None:
    count, rate = of_row(9).series
    assert (count.row, rate.row) == (8, 9)
    assert (rate.name, rate.unit, count.name) == ("per 10,000", "per 10,000", "number")
    assert [each.value for each in rate.figures][:2] == [Decimal(129), Decimal(158)]
    assert [line.unit for line in of_row(72).series] == ["", "per 100,000"]
    assert [line.name for line in of_row(82).series] == ["percentage", "number"]
    assert [line.name for line in of_row(97).series] == [
        "Percentage 'Good or Better'", "Percentage 'Requiring Improvement'", "Percentage 'Inadequate'",
    ]  # fmt: skip


def test_polarity_is_the_line_s_own_or_the_one_above_a_rate() -> None:
    polarities = {row: line.polarity for row, line in lines().items()}
    assert polarities[7] is Polarity.BAND
    assert polarities[8] is Polarity.NONE
    assert [polarities[row] for row in (9, 11, 13, 20, 43, 72)] == [
        Polarity.LOWER, Polarity.LOWER, Polarity.LOWER, Polarity.HIGHER, Polarity.LOWER, Polarity.LOWER,
    ]  # fmt: skip
    assert {polarities[row] for row in (97, 98, 99)} == {Polarity.NONE}
    assert polarities[35] is Polarity.HIGHER  # as printed, wrong as it looks


def test_an_indicator_is_judged_by_its_first_line_that_says_which_way_is_good() -> None:
    for indicator in city_planfile().indicators:
        assert sum(line.headline for line in indicator.series) == 1
    assert {row for row, line in lines().items() if not line.headline} == {8, 11, 13, 20, 43, 72, 82, 84, 98, 99}


def test_running_totals_are_found_where_said_and_where_only_the_figures_show_them() -> None:
    found = {row: (line.accumulation, line.accumulation_assumed) for row, line in lines().items()}
    said = {row for row, how in found.items() if how == (Accumulation.CUMULATIVE, False)}
    assumed = {row for row, how in found.items() if how == (Accumulation.CUMULATIVE, True)}
    assert said == {19, 20, 31, 34, 62, 71, 72}
    assert assumed == {8, 12, 61, 73, 74, 76, 77, 78, 79, 80}
    assert found[9] == (Accumulation.ANNUALISED, False)
    assert found[13] == (Accumulation.ANNUALISED, True)
    assert found[24] == (Accumulation.AVERAGE, False)
    assert {row for row, how in found.items() if how[0] is Accumulation.ROLLING} == {35, 75}


def test_targets_in_words_are_rules() -> None:
    kinds = {row: line.targets[0].kind for row, line in lines().items() if line.targets}
    assert len(kinds) == 55
    assert {row: kind for row, kind in kinds.items() if kind is not TargetKind.VALUE} == {
        3: TargetKind.MONITOR,
        7: TargetKind.MONITOR,
        19: TargetKind.BETTER,
        34: TargetKind.BETTER,
        66: TargetKind.REDUCE,
    }
    assert lines()[91].targets[0].value == 0


def test_141_printed_marks_are_kept_as_the_report_claimed_them() -> None:
    marks = Counter((mark.test, mark.says) for line in lines().values() for mark in line.marks)
    assert sum(marks.values()) == 141
    assert marks[Test.MET, True] == 23
    assert marks[Test.BETTER, True] == 62


def test_an_indicator_with_a_single_printed_quarter_is_taken_as_annual() -> None:
    annual = {each.series[0].row for each in city_planfile().indicators if each.frequency is Frequency.ANNUAL}
    single = {38, 39, 53, 62, 63, 64, 89, 90, 92, 93, 94, 96, 100, 101, 102, 103, 104, 105, 106, 107}
    assert annual == single | {24, 25}  # the two promises stand in a single quarter too
    assert all(each.frequency_assumed for each in city_planfile().indicators)


def test_owners_are_posts_organisations_or_posts_within_one() -> None:
    assert of_row(1).owner == Owner(organisation="Crime & Drugs Partnership")
    assert of_row(2).owner == Owner(post="Named officer 01")
    assert of_row(21).owner == Owner(organisation="Health", post="Named officer 04")
    assert of_row(61).owner == Owner(organisation="Police")
    assert all(each.owner for each in city_planfile().indicators)


def test_the_county_s_current_performance_stands_in_the_year_its_plan_names() -> None:
    plan = county_planfile()
    by_row = {each.series[0].row: each for each in plan.indicators}
    assert len(by_row) == 23
    current = {row: each.series[0].figures[0] for row, each in by_row.items()}
    assert {each.period for each in current.values()} == {a_period("2010/11")}
    assert current[7].covers == a_period("2009/10")
    assert (current[9].value, current[9].markers) == (Decimal("65.5"), {Marker.PROVISIONAL})
    assert current[2].value == 17790
    assert current[4].missing is Missing.DEFINITION_PENDING
    assert current[15].text == "Inadequate judgement"
    assert current[23].missing is Missing.NOT_APPLICABLE


def test_the_county_s_targets_and_priorities_are_read() -> None:
    by_row = {each.series[0].row: each for each in county_planfile().indicators}
    kinds = {row: [target.kind for target in each.series[0].targets] for row, each in by_row.items()}
    assert [kinds[row] for row in (1, 4, 14, 15, 16, 23)] == [
        [TargetKind.REDUCE], [], [TargetKind.WORDS], [TargetKind.JUDGEMENT], [TargetKind.REDUCE], [],
    ]  # fmt: skip
    assert by_row[21].primary == (("", 6),)
    assert by_row[21].additional == (("", 1), ("", 4), ("", 5))
    assert by_row[23].primary == (("", 3), ("", 7))
    assert by_row[4].flags == ("N", "C")
    assert county_planfile().objectives[3].other_titles == ("Implement child poverty strategy",)
