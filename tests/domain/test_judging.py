"""Verdicts: met, near, missed, and every reason for giving none."""

from __future__ import annotations

import doctest
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain import comparing, grades, judging, rounding, targets
from bot.domain.judgement import Movement, Rag, Verdict, Why
from bot.domain.model import Accumulation, Figure, Indicator, Polarity, Series, Target, TargetKind
from bot.domain.periods import Kind, Period
from tests.builders import a_figure, a_period, a_series, a_target, an_indicator

HIGHER = a_series(Polarity.HIGHER, id=1)
LOWER = a_series(Polarity.LOWER, id=1)
BAND = a_series(Polarity.BAND, id=1)
UNSAID = a_series(Polarity.NONE, id=1)
RUNNING = a_series(Polarity.LOWER, id=1, accumulation=Accumulation.CUMULATIVE)


def with_target(series: Series, *wanted: Target) -> Indicator:
    return an_indicator(series=[series], targets=wanted)


def judged(series: Series, target: Target | None, *figures: Figure, asked: str = "") -> judging.Judgement:
    indicator = with_target(series, *([target] if target else []))
    return judging.judge(indicator, series, figures, asked=a_period(asked) if asked else None)


@pytest.mark.parametrize("module", [comparing, grades, rounding, targets], ids=lambda module: module.__name__)
def test_the_worked_examples_in_the_rules_are_true(module: object) -> None:
    found = doctest.testmod(module, extraglobs={"Decimal": Decimal})  # type: ignore[arg-type]  # it is a module
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize(
    ("series", "value", "aim", "tolerance", "verdict", "rag"),
    [
        (HIGHER, "80.0%", "80%", None, Verdict.MET, Rag.GREEN),
        (HIGHER, "79.9%", "80.0%", None, Verdict.MISSED, Rag.RED),
        (HIGHER, "70.3%", "80.0%", "5", Verdict.MISSED, Rag.RED),
        (HIGHER, "75.0%", "80.0%", "5", Verdict.NEAR, Rag.AMBER),
        (HIGHER, "74.99%", "80.0%", "5", Verdict.MISSED, Rag.RED),
        (HIGHER, "79.9%", "80.0%", "0", Verdict.MISSED, Rag.RED),
        (LOWER, "2.8%", "6.5%", None, Verdict.MET, Rag.GREEN),
        (LOWER, "9", "0", None, Verdict.MISSED, Rag.RED),
        (LOWER, "0", "0", None, Verdict.MET, Rag.GREEN),
        (LOWER, "6.6%", "6.5%", "0.1", Verdict.NEAR, Rag.AMBER),
    ],
)
def test_a_figure_is_met_near_or_missed_by_polarity_and_an_absolute_tolerance(
    series: Series, value: str, aim: str, tolerance: str | None, verdict: Verdict, rag: Rag
) -> None:
    series = replace(series, tolerance=Decimal(tolerance) if tolerance else None)
    judgement = judged(series, a_target(aim), a_figure(value, "Q4 2013/14"))
    assert (judgement.verdict, judgement.rag) == (verdict, rag)


def test_the_gap_is_exact_and_positive_when_met() -> None:
    assert judged(HIGHER, a_target("0.2"), a_figure("0.3", "Q4 2013/14")).gap == Decimal("0.1")
    assert judged(LOWER, a_target("4.75%"), a_figure("4.8%", "Q4 2013/14")).gap == Decimal("-0.05")


def test_a_line_without_a_target_is_never_red() -> None:
    judgement = judged(LOWER, None, a_figure("21.6%", "Q4 2013/14"))
    assert (judgement.verdict, judgement.rag, judgement.why) == (Verdict.NO_TARGET, Rag.NONE, None)


def test_a_target_without_a_figure_is_no_data_and_keeps_its_target() -> None:
    judgement = judged(LOWER, a_target("8.0%"), a_figure("~", "Q4 2013/14"))
    assert (judgement.verdict, judgement.why, judgement.figure) == (Verdict.NO_DATA, Why.NO_FIGURE, None)
    assert judgement.target == a_target("8.0%")
    assert judgement.direction.why is Why.NO_FIGURE


def test_zero_is_a_figure() -> None:
    assert judged(LOWER, a_target("3"), a_figure("0", "Q4 2013/14")).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("series", "target", "why"),
    [
        (LOWER, a_target("To monitor and review", kind=TargetKind.MONITOR), Why.MONITOR),
        (LOWER, a_target("Baseline year", kind=TargetKind.BASELINE), Why.BASELINE),
        (LOWER, a_target("Improvement evidenced", kind=TargetKind.WORDS), Why.WORDS),
        (UNSAID, a_target("850"), Why.NO_POLARITY),
        (BAND, a_target("850"), Why.NO_BAND),
        (BAND, a_target("in range", kind=TargetKind.BAND), Why.NO_BAND),
        (UNSAID, a_target("To better last year", kind=TargetKind.BETTER), Why.NO_POLARITY),
        (BAND, a_target("To better last year", kind=TargetKind.BETTER), Why.NO_BAND),
        (LOWER, a_target("Good", kind=TargetKind.JUDGEMENT), Why.NOT_A_NUMBER),
    ],
)
def test_what_cannot_be_judged_says_why(series: Series, target: Target, why: Why) -> None:
    judgement = judged(series, target, a_figure("900", "2012/13"), a_figure("850", "Q4 2013/14"))
    assert (judgement.verdict, judgement.why, judgement.rag) == (Verdict.NOT_JUDGED, why, Rag.NONE)


def test_a_figure_in_words_is_not_set_against_a_number() -> None:
    judgement = judged(HIGHER, a_target("80%"), a_figure("Qualitative assessment", "Q4 2013/14"))
    assert (judgement.verdict, judgement.why) == (Verdict.NOT_JUDGED, Why.NOT_A_NUMBER)


@pytest.mark.parametrize(
    ("value", "verdict", "gap"),
    [
        ("70", Verdict.MET, 0),
        ("75", Verdict.MET, 0),
        ("80", Verdict.MET, 0),
        ("81", Verdict.NEAR, -1),
        ("67", Verdict.MISSED, -3),
    ],
)
def test_a_band_is_met_between_its_limits_and_at_them(value: str, verdict: Verdict, gap: int) -> None:
    series = replace(BAND, tolerance=Decimal(2))
    band = a_target("70% to 80%", kind=TargetKind.BAND, low=Decimal(70), high=Decimal(80))
    judgement = judged(series, band, a_figure(value, "Q4 2013/14"))
    assert (judgement.verdict, judgement.gap) == (verdict, gap)


def test_a_band_open_at_one_side_has_one_limit() -> None:
    band = a_target("at least 50%", kind=TargetKind.BAND, low=Decimal(50))
    assert judged(UNSAID, band, a_figure("99", "Q4 2013/14")).verdict is Verdict.MET
    assert judged(UNSAID, band, a_figure("49", "Q4 2013/14")).verdict is Verdict.MISSED


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("Inadequate judgement", Verdict.MISSED),
        ("Adequate judgement", Verdict.MET),
        ("Requires improvement to be good", Verdict.MET),
        ("Good", Verdict.MET),
        ("Judged outstanding", Verdict.MET),
        ("not yet good", Verdict.NOT_JUDGED),
        ("good in parts, inadequate in others", Verdict.NOT_JUDGED),
    ],
)
def test_a_graded_judgement_is_set_against_its_place_on_the_scale(words: str, verdict: Verdict) -> None:
    target = a_target("Adequate judgement", kind=TargetKind.JUDGEMENT)
    assert judged(UNSAID, target, a_figure(words, "Q4 2013/14")).verdict is verdict


def test_referrals_at_half_year_are_not_judged_against_the_year_and_are_missed_at_its_end() -> None:
    """2,291 at Q2 against 4,729 would read as met; the year ended at 5,007 (CIN-2 of the City plan)."""
    figures = [a_figure("2,291", "Q2 2013/14"), a_figure("5,007", "Q4 2013/14")]
    half_year = judged(RUNNING, a_target("4,729"), *figures, asked="Q2 2013/14")
    assert (half_year.verdict, half_year.why, half_year.gap) == (Verdict.NOT_JUDGED, Why.UNTIL_YEAR_END, None)
    assert half_year.target == a_target("4,729")
    assert judged(RUNNING, a_target("4,729"), *figures).verdict is Verdict.MISSED


def test_a_cumulative_figure_is_judged_before_year_end_against_a_target_of_its_own_quarter() -> None:
    indicator = with_target(RUNNING, a_target("4,729"), a_target("2,300", "Q2 2013/14"))
    judgement = judging.judge(indicator, RUNNING, [a_figure("2,291", "Q2 2013/14")])
    assert (judgement.verdict, judgement.gap) == (Verdict.MET, 9)


def test_a_cumulative_figure_in_the_last_column_that_covers_less_than_the_year_waits() -> None:
    to_february = a_figure("4,500", "Q4 2013/14", covers=Period(Kind.MONTH, 2014, 2))
    to_march = replace(to_february, covers=Period(Kind.MONTH, 2014, 3))
    two_terms = replace(to_february, covers=Period(Kind.TERM, 2014, 1, 2))
    assert judged(RUNNING, a_target("4,729"), to_february).why is Why.UNTIL_YEAR_END
    assert judged(RUNNING, a_target("4,729"), two_terms).why is Why.UNTIL_YEAR_END
    assert judged(RUNNING, a_target("4,729"), to_march).verdict is Verdict.MET


def test_a_rate_scaled_up_to_a_year_is_judged_in_any_quarter() -> None:
    series = replace(RUNNING, accumulation=Accumulation.ANNUALISED)
    assert judged(series, a_target("750"), a_figure("(727)", "Q2 2013/14")).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("kind", "series", "last_year", "now", "verdict"),
    [
        (TargetKind.BETTER, HIGHER, "1,361", "1,540", Verdict.MET),
        (TargetKind.BETTER, HIGHER, "1,361", "1,361", Verdict.MISSED),
        (TargetKind.BETTER, LOWER, "801", "987", Verdict.MISSED),
        (TargetKind.REDUCE, LOWER, "1.00", "0.96", Verdict.MET),
        (TargetKind.REDUCE, LOWER, "1.00", "1.00", Verdict.MISSED),
        (TargetKind.REDUCE, HIGHER, "1.00", "1.10", Verdict.MISSED),
        (TargetKind.REDUCE, UNSAID, "1.00", "0.90", Verdict.MET),
    ],
)
def test_a_relative_target_asks_for_strictly_better_than_last_years_outturn(
    kind: TargetKind, series: Series, last_year: str, now: str, verdict: Verdict
) -> None:
    target = a_target("in words", kind=kind)
    judgement = judged(series, target, a_figure(last_year, "2012/13"), a_figure(now, "Q4 2013/14"))
    assert judgement.verdict is verdict
    assert judgement.aim == a_figure(last_year, "2012/13").value


def test_a_relative_target_needs_last_year_itself() -> None:
    target = a_target("Higher than previous year", kind=TargetKind.BETTER)
    judgement = judged(HIGHER, target, a_figure("1,372", "2011/12"), a_figure("1,540", "Q4 2013/14"))
    assert (judgement.verdict, judgement.why) == (Verdict.NOT_JUDGED, Why.NO_EARLIER)


def test_a_cumulative_figure_waits_for_year_end_to_better_last_year() -> None:
    target = a_target("To better last year", kind=TargetKind.BETTER)
    judgement = judged(RUNNING, target, a_figure("801", "2012/13"), a_figure("392", "Q2 2013/14"))
    assert judgement.why is Why.UNTIL_YEAR_END


def test_the_latest_outturn_is_judged_against_the_next_target_where_the_year_has_no_figure() -> None:
    """Row 21 of the City plan: 45.5% in 2012/13, after 46.2%, against 43.0% for 2013/14: cross and tick."""
    figures = [a_figure("46.2%", "2011/12"), a_figure("45.5%", "2012/13"), a_figure("~", "Q4 2013/14")]
    judgement = judged(HIGHER, a_target("43.0%"), *figures)
    assert judgement.figure == figures[1]
    assert (judgement.verdict, judgement.direction.movement) == (Verdict.MET, Movement.WORSE)


def test_the_latest_figure_is_judged_alike_whether_its_period_was_asked_for_or_not() -> None:
    figures = [a_figure("46.2%", "2011/12"), a_figure("45.5%", "2012/13"), a_figure("~", "Q4 2013/14")]
    latest = judged(HIGHER, a_target("43.0%"), *figures)
    assert latest.is_early
    assert judged(HIGHER, a_target("43.0%"), *figures, asked="2012/13") == latest
    gap = judged(HIGHER, a_target("43.0%"), *figures, asked="Q4 2013/14")
    assert (gap.verdict, gap.is_early) == (Verdict.NO_DATA, False)


def test_a_year_asked_for_that_is_not_the_latest_is_not_judged_by_another_years_target() -> None:
    figures = [a_figure("46.2%", "2011/12"), a_figure("45.5%", "2012/13"), a_figure("~", "Q4 2013/14")]
    assert judged(HIGHER, a_target("43.0%"), *figures, asked="2011/12").verdict is Verdict.NO_TARGET
    assert not judged(HIGHER, a_target("43.0%", "2012/13"), *figures).is_early


def test_a_fixed_target_of_next_year_can_be_met_already_be_it_a_number_a_band_or_a_grade() -> None:
    grade = a_target("Adequate judgement", "2011/12", kind=TargetKind.JUDGEMENT)
    band = a_target("70-80", "2011/12", kind=TargetKind.BAND, low=Decimal(70), high=Decimal(80))
    for target, printed in ((grade, "Inadequate judgement"), (band, "75"), (a_target("80", "2011/12"), "75")):
        judgement = judged(HIGHER, target, a_figure(printed, "2010/11"))
        assert judgement.verdict in {Verdict.MET, Verdict.MISSED}
        assert judgement.is_early


PARTS = a_series(Polarity.HIGHER, id=1, accumulation=Accumulation.PER_PERIOD)


def test_a_count_of_one_quarter_is_not_judged_against_the_year_nor_compared_with_one() -> None:
    """80 and 75 people who quit smoking, after 320 in a year and with 340 wanted: neither missed nor worse."""
    figures = [a_figure("320", "2012/13"), a_figure("80", "Q1 2013/14"), a_figure("75", "Q2 2013/14")]
    judgement = judged(PARTS, a_target("340"), *figures)
    assert (judgement.verdict, judgement.why) == (Verdict.NOT_JUDGED, Why.PART_OF_YEAR)
    assert (judgement.direction.movement, judgement.direction.why) == (Movement.NONE, Why.NOT_COMPARABLE)
    assert judgement.since_last is None
    last = judged(PARTS, a_target("340"), *figures, a_figure("90", "Q4 2013/14"))
    assert last.why is Why.PART_OF_YEAR, "nor at the end of the year"
    better = judged(PARTS, a_target("Better than last year", kind=TargetKind.BETTER), *figures)
    assert better.why is Why.PART_OF_YEAR


def test_a_count_of_one_quarter_is_judged_by_its_own_target_and_compared_with_the_same_quarter() -> None:
    indicator = with_target(PARTS, a_target("340"), a_target("70", "Q2 2013/14"))
    figures = [a_figure("320", "2012/13"), a_figure("70", "Q2 2012/13"), a_figure("75", "Q2 2013/14")]
    judgement = judging.judge(indicator, PARTS, figures)
    assert (judgement.verdict, judgement.gap) == (Verdict.MET, 5)
    assert judgement.direction.against == figures[1]


def test_a_year_s_own_count_is_judged_by_the_year_s_target_and_never_set_against_a_quarter() -> None:
    figures = [a_figure("90", "Q4 2012/13"), a_figure("95", "Q4 2013/14"), a_figure("345", "2013/14")]
    judgement = judged(PARTS, a_target("340"), *figures)
    assert (judgement.figure, judgement.verdict) == (figures[2], Verdict.MET)
    assert judgement.direction.movement is Movement.NONE
    judgement = judged(PARTS, a_target("340"), a_figure("320", "2012/13"), *figures)
    assert judgement.direction.change == 25


def test_a_target_two_years_off_does_not_judge_todays_figure() -> None:
    judgement = judged(HIGHER, a_target("95%", "2015/16"), a_figure("80%", "Q4 2013/14"))
    assert (judgement.verdict, judgement.why) == (Verdict.NOT_JUDGED, Why.NO_FIGURE)
    assert judgement.target is not None


def test_next_years_relative_target_does_not_judge_this_years_figure() -> None:
    target = a_target("Review and reduce", "2011/12", kind=TargetKind.REDUCE)
    judgement = judged(LOWER, target, a_figure("50", "2009/10"), a_figure("48", "2010/11"))
    assert (judgement.verdict, judgement.why) == (Verdict.NOT_JUDGED, Why.NO_FIGURE)


def test_the_target_of_the_figures_own_year_goes_before_later_ones() -> None:
    indicator = with_target(HIGHER, a_target("70%", "2012/13"), a_target("90%", "2013/14"))
    judgement = judging.judge(indicator, HIGHER, [a_figure("80%", "2012/13")])
    assert (judgement.verdict, judgement.gap) == (Verdict.MET, 10)


def test_a_target_of_another_series_is_not_ours() -> None:
    indicator = with_target(LOWER, a_target("400", series_id=2))
    assert judging.judge(indicator, LOWER, [a_figure("479", "Q4 2013/14")]).verdict is Verdict.NO_TARGET


def test_the_period_asked_for_is_the_one_spoken_of() -> None:
    figures = [a_figure("6.8%", "Q1 2013/14"), a_figure("5.2%", "Q2 2013/14"), a_figure("~", "Q3 2013/14")]
    indicator = with_target(LOWER)
    spoken = {label: judging.spoken_of(figures, a_period(label)) for label in ("Q1 2013/14", "Q3 2013/14", "2013/14")}
    assert spoken["Q1 2013/14"] == figures[0]
    assert spoken["Q3 2013/14"] == figures[2], "the gap is shown, with its reason, not swapped for another figure"
    assert spoken["2013/14"] == figures[1], "a year without a figure of its own is spoken of by its latest quarter"
    assert judging.spoken_of(figures, a_period("2010/11")) is None
    gap = judging.judge(indicator, LOWER, figures, asked=a_period("Q3 2013/14"))
    assert (gap.verdict, gap.figure) == (Verdict.NO_DATA, figures[2])


def test_a_period_that_is_no_column_is_found_in_what_figures_cover() -> None:
    figure = a_figure("9.1%", "2011/12", covers=Period(Kind.CALENDAR, 2010))
    assert judging.spoken_of([figure], Period(Kind.CALENDAR, 2010)) == figure


def test_the_order_of_figures_and_old_revisions_do_not_matter() -> None:
    first = a_figure("70%", "Q4 2013/14")
    revised = replace(first, value=Decimal(90), revision=2)
    for figures in ([first, revised], [revised, first]):
        assert judged(HIGHER, a_target("80%"), *figures).verdict is Verdict.MET


def test_a_measure_is_read_by_its_headline_and_its_other_series_follow() -> None:
    number = a_series(Polarity.NONE, id=8, headline=False, position=0)
    rate = a_series(Polarity.LOWER, id=9, headline=True, position=1)
    indicator = an_indicator(series=[number, rate], targets=(a_target("135", series_id=9),))
    figures = {8: [a_figure("1,119", "Q4 2013/14", 8)], 9: [a_figure("(178)", "Q4 2013/14", 9)]}
    assert judging.read(indicator, figures).judgement.verdict is Verdict.MISSED
    assert [reading.series.id for reading in judging.read_all(indicator, figures)] == [9, 8]
    assert judging.read(indicator, {}).judgement.verdict is Verdict.NO_DATA
