"""What a check finds, rule by rule, and what it leaves alone."""

from __future__ import annotations

import doctest
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.checking import check
from bot.domain.checking import polarity as checking_polarity
from bot.domain.checking.findings import Finding, Rule
from bot.domain.model import (
    Accumulation,
    Catalogue,
    Figure,
    Indicator,
    Mark,
    Marker,
    Owner,
    Plan,
    Polarity,
    Series,
    Target,
    TargetKind,
    Test,
)
from bot.domain.periods import Kind, Period
from tests.builders import a_figure, a_series, a_target, an_indicator

if TYPE_CHECKING:
    from collections.abc import Sequence

PLAN = Plan(
    id=1, version_id=1, name="Plan", short_name="Plan", board="Board", version="1",
    starts=date(2013, 4, 1), ends=date(2014, 3, 31),
)  # fmt: skip
QUARTERS = ("Q1 2013/14", "Q2 2013/14", "Q3 2013/14", "Q4 2013/14")
ANYBODY = Owner(post="Named officer 01")


def found(*indicators: Indicator, figures: Sequence[Figure] = ()) -> list[Finding]:
    by_series: dict[int, list[Figure]] = {}
    for figure in figures:
        by_series.setdefault(figure.series_id, []).append(figure)
    return check(Catalogue(plan=PLAN, objectives=(), indicators=indicators), by_series)


def owned(title: str = "Widgets counted", series: Sequence[Series] = (), **given_fields: object) -> Indicator:
    indicator = an_indicator(title, series=series, **given_fields)
    return replace(indicator, measure=replace(indicator.measure, owner=ANYBODY))


def in_quarters(*printed: str, outturn: str = "", series_id: int = 1) -> list[Figure]:
    figures = [a_figure(cell, quarter, series_id) for quarter, cell in zip(QUARTERS, printed, strict=False)]
    return figures + ([a_figure(outturn, "2012/13", series_id)] if outturn else [])


def rules(findings: Sequence[Finding]) -> list[Rule]:
    return [finding.rule for finding in findings]


def a_marked_line(series: Series, test: Test, figures: Sequence[Figure], *targets: Target, says: bool) -> list[Finding]:
    mark = Mark(series_id=series.id, test=test, says=says)
    other = replace(mark, test=Test.MET if test is Test.BETTER else Test.BETTER)
    indicator = owned(series=[series], marks=(mark, other), targets=targets)
    return [finding for finding in found(indicator, figures=figures) if finding.test is test]


LOWER = a_series(Polarity.LOWER, id=1, polarity_printed="Lower numbers")
HIGHER = a_series(Polarity.HIGHER, id=1, polarity_printed="Higher numbers")


def test_the_worked_examples_of_the_polarities_are_true() -> None:
    assert doctest.testmod(checking_polarity).failed == 0
    assert doctest.testmod(checking_polarity).attempted > 0


def test_a_sound_line_has_nothing_to_question() -> None:
    marks = (Mark(series_id=1, test=Test.BETTER, says=True), Mark(series_id=1, test=Test.MET, says=False))
    indicator = owned(series=[LOWER], marks=marks, targets=(a_target("4.0"),))
    assert found(indicator, figures=in_quarters("6", "5", "5", "4.8", outturn="5.2")) == []


def test_a_mark_that_the_target_contradicts_is_found_with_the_numbers() -> None:
    (finding,) = a_marked_line(LOWER, Test.MET, in_quarters("1", "2", "3", "5007"), a_target("4729"), says=True)
    assert (finding.rule, finding.row, finding.series) == (Rule.MARK_CONTRADICTS, None, "")
    assert finding.period is not None
    assert finding.period.label == "Q4 2013/14"
    assert "5007" in finding.detail
    assert "4729" in finding.detail


def test_a_mark_that_last_year_contradicts_is_found() -> None:
    (finding,) = a_marked_line(LOWER, Test.BETTER, in_quarters("", "", "", "6.5", outturn="6.2"), says=True)
    assert finding.rule is Rule.MARK_CONTRADICTS
    assert a_marked_line(LOWER, Test.BETTER, in_quarters("", "", "", "6.2", outturn="6.2"), says=True) == []


def test_a_half_year_marked_better_than_a_full_one_is_contradicted_or_too_early_by_the_plain_numbers() -> None:
    running = replace(HIGHER, accumulation=Accumulation.CUMULATIVE)
    contradicted = a_marked_line(running, Test.BETTER, in_quarters("100", "206", outturn="211"), says=True)
    too_early = a_marked_line(running, Test.BETTER, in_quarters("100", "206", outturn="211"), says=False)
    assert rules(contradicted) == [Rule.MARK_CONTRADICTS]
    assert rules(too_early) == [Rule.MARK_TOO_EARLY]


@pytest.mark.parametrize(
    ("polarity", "half_year", "says", "rule"),
    [
        (Polarity.LOWER, "2291", True, Rule.MARK_TOO_EARLY),
        (Polarity.LOWER, "2291", False, Rule.MARK_TOO_EARLY),
        (Polarity.LOWER, "4800", False, Rule.MARK_TOO_EARLY),
        (Polarity.LOWER, "4800", True, Rule.MARK_CONTRADICTS),
        (Polarity.HIGHER, "4800", False, Rule.MARK_CONTRADICTS),
        (Polarity.HIGHER, "4800", True, Rule.MARK_TOO_EARLY),
        (Polarity.HIGHER, "2291", False, Rule.MARK_TOO_EARLY),
    ],
)
def test_a_running_total_marked_at_half_year_is_too_early_unless_it_has_passed_the_years_target(
    polarity: Polarity,
    half_year: str,
    says: bool,  # noqa: FBT001  a parameter of cases
    rule: Rule,
) -> None:
    running = a_series(polarity, id=1, accumulation=Accumulation.CUMULATIVE)
    findings = a_marked_line(running, Test.MET, in_quarters("1072", half_year), a_target("4729"), says=says)
    assert rules(findings) == [rule]


@pytest.mark.parametrize("polarity", [Polarity.NONE, Polarity.BAND])
def test_a_mark_on_a_line_without_a_good_way_is_found(polarity: Polarity) -> None:
    series = a_series(polarity, id=1)
    findings = a_marked_line(series, Test.BETTER, in_quarters("", "", "", "91.4%", outturn="77.4%"), says=True)
    assert rules(findings) == [Rule.MARK_WITHOUT_POLARITY]


def test_a_mark_against_the_usual_reading_of_its_category_says_so() -> None:
    series = a_series(Polarity.NONE, id=1, name="Percentage 'Requiring Improvement'")
    figures = in_quarters("", "", "", "17.7%", outturn="25.0%")
    (against,) = a_marked_line(series, Test.BETTER, figures, says=False)
    (usual,) = a_marked_line(series, Test.BETTER, figures, says=True)
    assert "against the usual reading" in against.detail
    assert "the usual reading" in usual.detail
    assert "against" not in usual.detail


def test_a_mark_with_nothing_to_judge_by_is_found() -> None:
    assert rules(a_marked_line(LOWER, Test.BETTER, in_quarters("5"), says=True)) == [Rule.MARK_WITHOUT_FIGURES]


def test_a_line_the_figures_decide_is_missed_only_in_a_report_that_marks_lines() -> None:
    unmarked = owned("Gadgets", series=[LOWER], targets=(a_target("400"),))
    figures = in_quarters("428", "398", "456", "479", outturn="440")
    assert found(unmarked, figures=figures) == []
    marked = owned(
        series=[a_series(id=2)], marks=tuple(Mark(series_id=2, test=test, says=True) for test in (Test.BETTER,))
    )
    elsewhere = [a_figure("5", "2012/13", 2), a_figure("4", "Q4 2013/14", 2)]
    findings = found(unmarked, marked, figures=[*figures, *elsewhere])
    assert [(finding.rule, finding.test) for finding in findings] == [
        (Rule.MARK_MISSING, Test.BETTER),
        (Rule.MARK_MISSING, Test.MET),
    ]


@pytest.mark.parametrize(
    ("title", "polarity"),
    [
        ("Stability of placements of LAC: number of moves (Rolling 12 months)", Polarity.HIGHER),
        ("Chlamydia diagnosis rate per 100,000 population aged 15-24 years", Polarity.LOWER),
        ("Current activities (No. of offenders where a child is subject to a Child Protection Plan)", Polarity.HIGHER),
        ("All current Risk to Children Activities - (No. of offenders who present a current risk)", Polarity.HIGHER),
        ("Inequality gap in a Level 3 qualification by the age of 19 (Attainment figure shown)", Polarity.LOWER),
        ("Achievement gap at Key Stage 4", Polarity.HIGHER),
        ("Number of looked after children (per 10,000)", Polarity.LOWER),
        ("Number of children subject to a Child Protection Plan", Polarity.HIGHER),
        ("Primary school overall absence rate", Polarity.HIGHER),
        ("Percentage not in education, employment or training", Polarity.HIGHER),
    ],
)
def test_a_polarity_that_a_careful_officer_would_question_is_found(title: str, polarity: Polarity) -> None:
    findings = found(owned(title, series=[a_series(polarity, id=1, polarity_printed="as printed")]))
    assert rules(findings) == [Rule.POLARITY_DOUBTFUL]
    assert '"as printed"' in findings[0].detail


@pytest.mark.parametrize(
    ("title", "polarity"),
    [
        ("Stability of placements of LAC: length of placement", Polarity.HIGHER),
        ("Percentage of 15-24 year olds testing positive for Chlamydia", Polarity.LOWER),
        ("Rate of proven re-offending by young offenders", Polarity.LOWER),
        ("Inequality gap at Level 2 by the age of 19 (Attainment figure shown)", Polarity.HIGHER),
        ("Children in employment, education or training", Polarity.HIGHER),
        ("Number of Direct Payments", Polarity.LOWER),
        ("Number of looked after children", Polarity.NONE),
    ],
)
def test_a_polarity_that_is_usual_or_unknown_is_left_alone(title: str, polarity: Polarity) -> None:
    assert found(owned(title, series=[a_series(polarity, id=1)])) == []


def test_siblings_whose_titles_differ_only_by_a_number_should_go_the_same_way() -> None:
    first = owned("Widgets at Level 3", series=[a_series(Polarity.LOWER, id=1)])
    second = owned("Widgets at Level 4", series=[a_series(Polarity.HIGHER, id=2)])
    third = owned("Gadgets in Year 3", series=[a_series(Polarity.LOWER, id=3)])
    fourth = owned("Gadgets in Year 4", series=[a_series(Polarity.HIGHER, id=4)])
    findings = found(first, second, third, fourth)
    assert [(finding.rule, finding.title) for finding in findings] == [
        (Rule.POLARITY_DOUBTFUL, "Widgets at Level 3"),  # "at Level 4" is the usual way of an attainment
        (Rule.POLARITY_DOUBTFUL, "Gadgets in Year 3"),
        (Rule.POLARITY_DOUBTFUL, "Gadgets in Year 4"),
    ]


def test_a_rate_is_not_questioned_again_after_its_number() -> None:
    pair = [a_series(Polarity.HIGHER, id=1), a_series(Polarity.HIGHER, id=2, unit="per 10,000", headline=False)]
    assert len(found(owned("Absence", series=pair))) == 1


@pytest.mark.parametrize(
    ("printed", "outturn", "polarity", "easier"),
    [
        ("68%", "69.4%", Polarity.HIGHER, True),
        ("39.5%", "39.2%", Polarity.HIGHER, False),
        ("8%", "5.7%", Polarity.LOWER, True),
        ("5.7%", "5.7%", Polarity.LOWER, False),
    ],
)
def test_a_target_easier_than_what_was_reached_is_found(
    printed: str,
    outturn: str,
    polarity: Polarity,
    easier: bool,  # noqa: FBT001  a parameter of cases
) -> None:
    indicator = owned(series=[a_series(polarity, id=1)], targets=(a_target(printed),))
    findings = found(indicator, figures=[a_figure(outturn, "2012/13")])
    assert rules(findings) == ([Rule.TARGET_EASIER] if easier else [])


def test_without_a_polarity_a_target_is_found_and_measured_by_the_usual_way() -> None:
    """The Nottinghamshire plan of 2011 names no good way; its NEET target of 4.6% stands beside 4.5%."""
    indicator = owned("Percentage of Years 12-14 NEET", [a_series(Polarity.NONE, id=1)], targets=(a_target("4.6%"),))
    findings = found(indicator, figures=[a_figure("4.5%", "2012/13")])
    assert rules(findings) == [Rule.TARGET_WITHOUT_POLARITY, Rule.TARGET_EASIER]
    unknown = owned("Widgets", series=[a_series(Polarity.NONE, id=1)], targets=(a_target("4.6%"),))
    assert rules(found(unknown, figures=[a_figure("4.5%", "2012/13")])) == [Rule.TARGET_WITHOUT_POLARITY]


def test_a_target_to_monitor_needs_no_polarity() -> None:
    watch = a_target("To monitor and review", kind=TargetKind.MONITOR)
    assert found(owned(series=[a_series(Polarity.NONE, id=1)], targets=(watch,))) == []


ROLLING = "Lower numbers (12 month rolling total)"
RUNNING = "Higher numbers (cumulative totals)"


@pytest.mark.parametrize(
    ("label", "quarters", "outturn", "contradicted"),
    [
        (ROLLING, ("96", "206", "306", "392"), "451", True),
        (ROLLING, ("35", "68", "99", "135"), "26", True),
        (ROLLING, ("3", "7", "7", "8"), "11", True),
        (ROLLING, ("0", "0", "0", "0"), "11", True),
        (ROLLING, ("440", "452", "430", "441"), "451", False),
        (ROLLING, ("10", "9", "9", "8"), "11", False),
        (ROLLING, ("0", "0", "0", "0"), "0", False),
        (RUNNING, ("156", "172", "188", "199"), "163", True),
        (RUNNING, ("222", "392", "626", "987"), "801", False),
        (RUNNING, ("408", "783", "1133", "1540"), "700", False),
        ("Lower numbers", ("156", "172", "188", "199"), "163", False),
    ],
)
def test_a_label_that_the_figures_contradict_is_found(
    label: str,
    quarters: tuple[str, ...],
    outturn: str,
    contradicted: bool,  # noqa: FBT001  a parameter of cases
) -> None:
    indicator = owned(series=[a_series(Polarity.LOWER, id=1, polarity_printed=label)])
    findings = found(indicator, figures=in_quarters(*quarters, outturn=outturn))
    assert rules(findings) == ([Rule.LABEL_CONTRADICTS] if contradicted else [])


def test_a_running_total_that_nothing_says_is_found() -> None:
    series = replace(LOWER, accumulation=Accumulation.CUMULATIVE, accumulation_assumed=True)
    findings = found(owned(series=[series]), figures=in_quarters("258", "417", "695", "1119", outturn="988"))
    assert rules(findings) == [Rule.LABEL_MISSING]
    assert "258, 417, 695, 1119" in findings[0].detail


def test_a_running_total_that_falls_is_found_within_a_year_only() -> None:
    series = replace(HIGHER, accumulation=Accumulation.CUMULATIVE)
    figures = [*in_quarters("222", "392", "~", "380"), a_figure("800", "Q4 2012/13")]
    findings = found(owned(series=[series]), figures=figures)
    assert rules(findings) == [Rule.CUMULATIVE_FALLS]
    assert "392 (Q2 2013/14)" in findings[0].detail
    assert "380 (Q4 2013/14)" in findings[0].detail
    assert found(owned(series=[HIGHER]), figures=figures) == []


def test_figures_of_other_periods_than_their_columns_are_found_and_repeats_named() -> None:
    two_terms, full = Period(Kind.TERM, 2013, 1, 2), Period(Kind.ACADEMIC, 2012)
    figures = [
        a_figure("6.42% (Autumn & Spring 12/13)", "Q1 2013/14", value=Decimal("6.42"), text="", covers=two_terms),
        a_figure("6.42% (Autumn & Spring 12/13)", "Q2 2013/14", value=Decimal("6.42"), text="", covers=two_terms),
        a_figure("9.5% (Full Year 12/13)", "Q3 2013/14", value=Decimal("9.5"), text="", covers=full),
        a_figure("7.17%", "Q4 2013/14"),
    ]
    findings = found(owned(series=[LOWER]), figures=figures)
    assert rules(findings) == [*[Rule.PERIOD_OFF_COLUMN] * 3, Rule.PERIOD_UNSAID]
    assert "repeats 6.42%" in findings[1].detail


def test_two_figures_for_one_period_and_periods_that_run_backwards_are_found() -> None:
    to_autumn = Period(Kind.TERM, 2012, 3, 3)
    figures = [
        a_figure("7.15%", "Q1 2013/14", covers=to_autumn),
        a_figure("6.8%", "Q3 2013/14", covers=Period(Kind.ACADEMIC, 2012)),
        a_figure("6.7%", "Q4 2013/14", covers=to_autumn),
    ]
    findings = found(owned(series=[LOWER]), figures=figures)
    assert rules(findings) == [*[Rule.PERIOD_OFF_COLUMN] * 3, Rule.PERIOD_TWICE, Rule.PERIOD_BACKWARDS]


def test_a_quarter_that_names_no_term_among_others_that_do_is_found_with_what_it_was_compared_with() -> None:
    autumn = a_figure("0.04%", "2012/13", covers=Period(Kind.TERM, 2012, 3))
    summer = a_figure("0.04%", "Q2 2013/14", covers=Period(Kind.TERM, 2013, 2))
    findings = found(owned(series=[LOWER]), figures=[autumn, summer, a_figure("0.11%", "Q4 2013/14")])
    (unsaid,) = (finding for finding in findings if finding.rule is Rule.PERIOD_UNSAID)
    assert "0.11% (Q4 2013/14) names no term" in unsaid.detail
    assert "compared with 0.04% (Autumn term 2012" in unsaid.detail
    assert found(owned(series=[LOWER]), figures=in_quarters("1", "2")) == []


def test_words_among_numbers_are_found_and_judgements_are_not() -> None:
    line = owned(series=[HIGHER], targets=(a_target("about 12?", kind=TargetKind.WORDS),))
    findings = found(line, figures=in_quarters("10", "eleven"))
    assert rules(findings) == [Rule.WORDS_AMONG_NUMBERS] * 2
    assert '"eleven"' in findings[0].detail
    assert '"about 12?"' in findings[1].detail
    assert found(owned(series=[HIGHER]), figures=in_quarters("10", "Good")) == []
    assert found(owned(series=[HIGHER]), figures=in_quarters("Qualitative", "eleven")) == []


def test_a_figure_still_provisional_after_later_ones_is_found() -> None:
    early = a_figure("0.04%", "Q2 2013/14", markers=frozenset({Marker.PROVISIONAL}))
    assert rules(found(owned(series=[LOWER]), figures=[early])) == []
    later = a_figure("0.06%", "Q3 2013/14")
    assert rules(found(owned(series=[LOWER]), figures=[early, later])) == [Rule.PROVISIONAL_STILL]


def test_a_percentage_above_100_is_found_and_a_number_is_not() -> None:
    figures = in_quarters("98%", "100%", "104%")
    assert rules(found(owned(series=[replace(HIGHER, unit="%")]), figures=figures)) == [Rule.PERCENTAGE_OFF]
    assert found(owned(series=[HIGHER]), figures=figures) == []


def test_categories_that_miss_100_in_one_period_are_found() -> None:
    good, middling, bad = (a_series(Polarity.NONE, id=number, unit="%", decimals=1) for number in (1, 2, 3))
    figures = [
        *in_quarters("70.0%", "69.4%", "67.7%", "69.8%", series_id=1),
        *in_quarters("25.0%", "23.6%", "18.2%", "17.7%", series_id=2),
        *in_quarters("5.0%", "6.9%", "11.1%", "12.5%", series_id=3),
    ]
    findings = found(owned(series=[good, middling, bad]), figures=figures)
    assert [(finding.rule, finding.period and finding.period.label) for finding in findings] == [
        (Rule.SUM_OFF, "Q3 2013/14")
    ]
    assert "97.0%" in findings[0].detail
    unrelated = [replace(figure, value=figure.value and figure.value + 30) for figure in figures]
    assert Rule.SUM_OFF not in rules(found(owned(series=[good, middling, bad]), figures=unrelated))


def test_a_rate_that_implies_another_population_is_found() -> None:
    number = replace(LOWER, accumulation=Accumulation.CUMULATIVE)
    rate = a_series(id=2, unit="per 10,000", accumulation=Accumulation.ANNUALISED, headline=False)
    figures = [
        *in_quarters("258", "417", "695", "1119", outturn="988"),
        *in_quarters("(164)", "(132)", "(165)", "(178)", outturn="(158)", series_id=2),
    ]
    findings = found(owned(series=[number, rate]), figures=figures)
    assert [(finding.rule, finding.period and finding.period.label) for finding in findings] == [
        (Rule.RATE_OFF, "Q3 2013/14")
    ]
    assert "about 147" in findings[0].detail


def test_an_indicator_that_nobody_answers_for_is_found_once() -> None:
    nobody = an_indicator(series=[a_series(id=1), a_series(id=2)])
    assert rules(found(nobody)) == [Rule.NO_OWNER]


def test_two_indicators_of_one_title_are_found() -> None:
    findings = found(owned("Widgets"), owned("widgets "))
    assert rules(findings) == [Rule.DUPLICATE_TITLE]


words = st.sampled_from(["~", "0", "5", "100%", "104%", "(12)", "Good", "6.2%", "1,540"])
columns = st.sampled_from(["2011/12", "2012/13", *QUARTERS])
covering = st.sampled_from(
    [None, Period(Kind.TERM, 2013, 1, 2), Period(Kind.ACADEMIC, 2011), Period(Kind.MONTH, 2014, 4)]
)


@given(
    st.lists(st.tuples(columns, words, covering), max_size=6, unique_by=lambda cell: cell[0]),
    st.sampled_from(list(Polarity)),
    st.sampled_from(list(Accumulation)),
    st.sampled_from(list(TargetKind)),
    st.booleans(),
)
def test_a_check_never_fails_and_every_finding_is_a_sentence(
    cells: list[tuple[str, str, Period | None]],
    polarity: Polarity,
    accumulation: Accumulation,
    kind: TargetKind,
    says: bool,  # noqa: FBT001  drawn
) -> None:
    series = a_series(polarity, id=1, accumulation=accumulation, accumulation_assumed=True, unit="%", row=7)
    marks = tuple(Mark(series_id=1, test=test, says=says) for test in Test)
    indicator = an_indicator(series=[series], marks=marks, targets=(a_target("5%", kind=kind),))
    figures = [a_figure(printed, column, covers=covers) for column, printed, covers in cells]
    findings = found(indicator, figures=figures)
    assert [finding.rule for finding in findings] == sorted(rules(findings), key=list(Rule).index)
    for finding in findings:
        assert finding.row == 7
        assert finding.detail[0].isupper() or not finding.detail[0].isalpha()
        assert finding.detail.endswith(".")
        assert "None" not in finding.detail
