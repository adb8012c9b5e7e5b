"""Counting: our own judgement, each indicator once; the printed report, by its marks and its numbering."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.answers import Tally
from bot.domain.counting import as_printed, as_printed_under, members, tally, tally_under
from bot.domain.judging import read, read_all
from bot.domain.model import Catalogue, Indicator, Mark, Objective, Plan, Polarity, Test
from tests.builders import a_figure, a_period, a_series, a_target, an_indicator

STRATEGIC = Objective(id=1, number=1, level="strategic", title="Early intervention")
SAFE = Objective(id=2, number=1, level="operational", title="Safeguarding", parent_id=1)
EARLY = Objective(id=3, number=2, level="operational", title="Early help", parent_id=1)
EMPTY = Objective(id=4, number=4, level="operational", title="Parenting", parent_id=1)
OTHER = Objective(id=5, number=2, level="strategic", title="Health")


def a_line(series_id: int, pi: int, **marks: bool) -> Indicator:
    said = tuple(Mark(series_id=series_id, test=Test(name), says=says) for name, says in marks.items())
    return an_indicator(series=[a_series(id=series_id, pi=pi)], marks=said)


def in_a_plan(*indicators: Indicator) -> Catalogue:
    plan = Plan(
        id=1, version_id=1, name="Plan", short_name="Plan", board="Board", version="1",
        starts=date(2013, 4, 1), ends=date(2014, 3, 31),
    )  # fmt: skip
    return Catalogue(plan=plan, objectives=(STRATEGIC, SAFE, EARLY, EMPTY, OTHER), indicators=indicators)


def test_an_indicator_of_two_series_counts_once_by_its_headline() -> None:
    number = a_series(Polarity.NONE, id=8, headline=False)
    rate = a_series(Polarity.LOWER, id=9)
    indicator = an_indicator(series=[number, rate], targets=(a_target("135", series_id=9),))
    figures = {9: [a_figure("(158)", "2012/13", 9), a_figure("(178)", "Q4 2013/14", 9)]}
    assert tally(read_all(indicator, figures)) == Tally(
        indicators=1, met=0, near=0, missed=1, better=0, same=0, worse=1, no_figure=0, with_target=1
    )


def test_a_target_that_cannot_be_judged_is_with_target_but_not_judged() -> None:
    series = a_series(Polarity.NONE, id=1)
    indicator = an_indicator(series=[series], targets=(a_target("850"),))
    counts = tally([read(indicator, {1: [a_figure("1,119", "Q4 2013/14")]})])
    assert (counts.with_target, counts.judged, counts.compared) == (1, 0, 0)


def test_an_indicator_without_a_figure_in_the_plans_year_is_counted_so_and_still_judged() -> None:
    old, new = a_series(Polarity.LOWER, id=1), a_series(Polarity.LOWER, id=2)
    stale = an_indicator(series=[old], targets=(a_target("11.8%"),))
    fresh = an_indicator(series=[new])
    never = an_indicator()
    figures = {1: [a_figure("10.9%", "2012/13")], 2: [a_figure("5%", "Q1 2013/14", 2)]}
    counts = tally([read(each, figures) for each in (stale, fresh, never)])
    assert (counts.indicators, counts.no_figure, counts.met) == (3, 2, 1)
    assert tally([read(stale, figures)]).no_figure == 0, "among old figures alone, theirs is the year"
    assert tally([read(stale, figures)], a_period("2013/14")).no_figure == 1


def test_nothing_counts_as_nothing() -> None:
    assert tally([]).indicators == 0
    assert as_printed([]).indicators == 0


def test_lines_with_their_own_number_count_and_lines_that_share_one_count_once() -> None:
    own = a_line(1, 8, better=False, met=False)
    caf = an_indicator(
        series=[a_series(id=19, pi=19), a_series(id=20, pi=19)],
        marks=(Mark(series_id=19, test=Test.BETTER, says=True), Mark(series_id=20, test=Test.BETTER, says=False)),
    )
    pair = an_indicator(
        series=[a_series(id=30, pi=9), a_series(id=31, pi=10)],
        marks=(Mark(series_id=31, test=Test.BETTER, says=True), Mark(series_id=31, test=Test.MET, says=True)),
    )
    counts = as_printed([own, caf, pair])
    assert (counts.indicators, counts.better, counts.worse) == (4, 2, 1)
    assert (counts.with_target, counts.met, counts.missed) == (2, 1, 1)
    assert counts.as_printed


def test_without_the_reports_numbers_each_measure_counts_once() -> None:
    assert as_printed([an_indicator(series=[a_series(id=1), a_series(id=2)]), an_indicator()]).indicators == 2


def test_a_printed_target_without_a_mark_is_not_with_target_in_the_reports_way() -> None:
    assert as_printed([a_line(1, 50)]).with_target == 0


def test_a_strategic_objective_holds_what_its_operational_ones_hold() -> None:
    safe = an_indicator("a", primary=(SAFE.id,))
    early = an_indicator("b", primary=(EARLY.id,), additional=(SAFE.id,))
    other = an_indicator("c", primary=(OTHER.id,))
    catalogue = in_a_plan(safe, early, other)
    assert members(catalogue, STRATEGIC) == (safe, early)
    assert members(catalogue, SAFE) == (safe,)
    assert members(catalogue, SAFE, additional=True) == (safe, early)
    assert members(catalogue, EMPTY) == ()
    assert as_printed_under(catalogue, EMPTY) == as_printed([])


@given(st.lists(st.sampled_from([SAFE, EARLY, OTHER]), max_size=8))
def test_the_counts_of_all_objectives_add_up_to_the_plans(placed: list[Objective]) -> None:
    indicators = [
        an_indicator(series=[a_series(id=number)], primary=(objective.id,)) for number, objective in enumerate(placed)
    ]
    catalogue = in_a_plan(*indicators)
    readings = [read(indicator, {}) for indicator in indicators]
    leaves = [tally_under(catalogue, objective, readings) for objective in (SAFE, EARLY, EMPTY, OTHER)]
    roots = [tally_under(catalogue, objective, readings) for objective in (STRATEGIC, OTHER)]
    whole = tally(readings)
    assert sum(counts.indicators for counts in leaves) == whole.indicators
    assert sum(counts.no_figure for counts in roots) == whole.no_figure
