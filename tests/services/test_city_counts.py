"""The Nottingham City report counted again: its own way, figure for figure, and by our judgement, line by line."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bot.domain.checking import check
from bot.domain.checking.findings import Rule
from bot.domain.counting import as_printed, as_printed_under, tally, tally_under
from bot.domain.judgement import Movement, Verdict, Why
from bot.domain.judging import read, read_all
from bot.domain.model import Test
from bot.domain.rounding import share
from store import figures, samples
from tests.workspaces import a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.answers import Tally
    from bot.domain.judgement import Reading
    from bot.domain.model import Catalogue, Figure, Objective

CITY = "nottingham-city-2013-14"
BETTER, MET = Test.BETTER, Test.MET

# Section (b) of the analysis of the report: every line where its marks and its figures disagree.
CONTRADICTED = {(12, MET), (62, BETTER), (85, MET), (87, BETTER), (88, MET), (109, MET)}
WITHOUT_POLARITY = {(7, BETTER), (97, BETTER), (98, BETTER), (99, BETTER)}
LEFT_UNMARKED = {
    (10, BETTER), (10, MET), (20, BETTER), (42, BETTER), (42, MET),
    (51, BETTER), (51, MET), (52, BETTER), (52, MET), (54, BETTER), (54, MET),
}  # fmt: skip


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Catalogue, Mapping[int, Sequence[Figure]]]]:
    """The plan as it comes out of the store after an ordinary import."""
    with a_workspace_with(CITY, tmp_path_factory.mktemp("city")) as workspace, workspace.reading() as work:
        catalogue = workspace.catalogue(work)
        assert catalogue is not None
        yield catalogue, figures.of_plan(work, catalogue.plan.id, workspace.now())


@pytest.fixture(scope="module")
def lines(city: tuple[Catalogue, Mapping[int, Sequence[Figure]]]) -> dict[int, Reading]:
    """Every printed line, by its row, as our own rules judge it."""
    catalogue, by_series = city
    readings = [reading for indicator in catalogue.indicators for reading in read_all(indicator, by_series)]
    return {reading.series.row: reading for reading in readings if reading.series.row}


def printed_summary() -> list[dict[str, str]]:
    with (samples.path(CITY) / "summary_printed.csv").open(encoding="utf-8", newline="") as sheet:
        return list(csv.DictReader(sheet))


def objective(catalogue: Catalogue, level: str, number: str) -> Objective:
    return next(each for each in catalogue.objectives if (each.level, str(each.number)) == (level, number))


def as_the_report_prints(part: int, whole: int) -> str:
    value = share(part, whole)
    return "N/A" if value is None else "100%" if value == 100 else f"{value}%"


def six_figures(counts: Tally) -> list[str]:
    return [
        str(counts.indicators),
        str(counts.better),
        as_the_report_prints(counts.better, counts.indicators),
        str(counts.with_target),
        str(counts.met),
        as_the_report_prints(counts.met, counts.with_target),
    ]


def test_all_126_figures_of_the_printed_summary_are_counted_from_the_printed_marks(
    city: tuple[Catalogue, Mapping[int, Sequence[Figure]]],
) -> None:
    catalogue, _ = city
    compared = 0
    for row in printed_summary():
        level, number, title, *printed = row.values()
        if level == "overall":
            counts = as_printed(catalogue.indicators)
        else:
            counts = as_printed_under(catalogue, objective(catalogue, level, number))
        assert six_figures(counts) == printed, title
        compared += len(printed)
    assert compared == 126


def mark_of(reading: Reading, test: Test) -> bool | None:
    marks = {mark.test: mark.says for mark in reading.indicator.marks if mark.series_id == reading.series.id}
    return marks.get(test)


def ours(reading: Reading, test: Test) -> bool | None:
    if test is BETTER:
        moves = {Movement.BETTER: True, Movement.SAME: True, Movement.WORSE: False}
        return moves.get(reading.judgement.direction.movement)
    return {Verdict.MET: True, Verdict.NEAR: False, Verdict.MISSED: False}.get(reading.judgement.verdict)


def test_our_judgement_differs_from_the_marks_on_the_lines_of_the_analysis_and_no_others(
    lines: dict[int, Reading],
) -> None:
    """Of 224 marks and gaps on 112 lines, 21 differ: 6 contradicted, 4 without polarity, 11 left unmarked."""
    assert sorted(lines) == list(range(1, 113))
    differ = {(row, test) for row, line in lines.items() for test in Test if ours(line, test) != mark_of(line, test)}
    assert differ == CONTRADICTED | WITHOUT_POLARITY | LEFT_UNMARKED


def test_where_we_abstain_from_a_mark_it_is_for_one_of_two_reasons(lines: dict[int, Reading]) -> None:
    """Our rules are stricter than a plain comparison on five of the lines: they abstain and do not contradict.

    Row 62 would set half a year's running total against a full year; rows 7 and 97 to 99 name no good way.
    """
    abstained = {
        row: line.judgement.direction.why
        for row, line in lines.items()
        if mark_of(line, BETTER) is not None and ours(line, BETTER) is None
    }
    assert abstained == {
        7: Why.NO_BAND,
        62: Why.NOT_COMPARABLE,
        97: Why.NO_POLARITY,
        98: Why.NO_POLARITY,
        99: Why.NO_POLARITY,
    }
    assert not [row for row, line in lines.items() if mark_of(line, MET) is not None and ours(line, MET) is None]


def test_the_check_lists_every_line_on_which_we_differ_and_no_other_under_a_rule_of_marks(
    city: tuple[Catalogue, Mapping[int, Sequence[Figure]]],
) -> None:
    found = [(finding.rule, (finding.row, finding.test)) for finding in check(*city)]
    listed = {rule: {where for each, where in found if each is rule} for rule in Rule}
    assert listed[Rule.MARK_CONTRADICTS] == CONTRADICTED
    assert listed[Rule.MARK_WITHOUT_POLARITY] == WITHOUT_POLARITY
    assert listed[Rule.MARK_MISSING] == LEFT_UNMARKED
    assert listed[Rule.MARK_TOO_EARLY] == listed[Rule.MARK_WITHOUT_FIGURES] == set()


def test_line_by_line_our_counts_come_out_of_the_printed_ones_by_those_lines_alone(
    city: tuple[Catalogue, Mapping[int, Sequence[Figure]]], lines: dict[int, Reading]
) -> None:
    """Better or equal: without the ticks of rows 7, 62 and 97, with rows 20, 51 and 87: 62 again.

    Met: without the ticks of rows 12, 88 and 109, with rows 51, 52, 54 and 85: 24 for 23. Judged: with rows 10, 42,
    51, 52 and 54, which print a target and no mark: 52 for 47.
    """
    catalogue, _ = city
    printed = as_printed(catalogue.indicators)
    claims = Counter((test, ours(line, test)) for line in lines.values() for test in Test)
    assert (printed.better, claims[BETTER, True]) == (62, 62 - 3 + 3)
    assert (printed.met, claims[MET, True]) == (23, 23 - 3 + 4)
    assert (printed.with_target, claims[MET, True] + claims[MET, False]) == (47, 47 + 5)


def test_each_indicator_counts_once_by_its_headline_and_objectives_add_up(
    city: tuple[Catalogue, Mapping[int, Sequence[Figure]]],
) -> None:
    catalogue, by_series = city
    readings = [read(indicator, by_series) for indicator in catalogue.indicators]
    whole = tally(readings)
    assert (whole.indicators, whole.no_figure) == (102, 8)
    for level in ("operational", "strategic"):
        parts = [tally_under(catalogue, each, readings) for each in catalogue.objectives if each.level == level]
        for name in ("indicators", "met", "near", "missed", "better", "same", "worse", "with_target"):
            assert sum(getattr(part, name) for part in parts) == getattr(whole, name), (level, name)


def test_half_year_referrals_are_not_judged_and_the_years_are_missed(
    city: tuple[Catalogue, Mapping[int, Sequence[Figure]]], lines: dict[int, Reading]
) -> None:
    catalogue, by_series = city
    half_year = next(period for period in catalogue.periods if period.label == "Q2 2013/14")
    referrals = lines[12]
    early = {reading.series.row: reading for reading in read_all(referrals.indicator, by_series, asked=half_year)}[12]
    assert early.judgement.figure is not None
    assert early.judgement.figure.value == 2291
    assert (early.judgement.verdict, early.judgement.why) == (Verdict.NOT_JUDGED, Why.UNTIL_YEAR_END)
    assert referrals.judgement.verdict is Verdict.MISSED
