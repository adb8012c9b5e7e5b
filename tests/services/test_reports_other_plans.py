"""Reports of plans that print their figures otherwise, half a year apart, or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from bot import render, sheets
from bot.domain.actions import ActionState
from bot.domain.comparators import Against
from bot.domain.periods import quarter, year
from bot.domain.report_notices import ReportInFull
from bot.domain.reporting import Compared, ThingKind
from bot.services import plan as plans
from bot.services import reports
from bot.workspace import Workspaces
from store import samples
from store.work import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.reporting import ReportFacts
    from bot.workspace import Workspace


def a_workspace(folder: object, sample: str, day: date) -> Iterator[Workspace]:
    store = Store(f"sqlite:///{folder}/steward.sqlite3")
    try:
        store.migrate()
        workspace = Workspaces(store, lambda: datetime(day.year, day.month, day.day, 9, tzinfo=UTC)).make_first()
        plans.import_plan(workspace, sheets.read_plan(samples.path(sample)))
        yield workspace
    finally:
        store.close()


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Nottinghamshire's plan at the end of September 2012, the day of its six-month report."""
    yield from a_workspace(tmp_path_factory.mktemp("county"), "nottinghamshire-2011-14", date(2012, 9, 30))


@pytest.fixture(scope="module")
def six_months(county: Workspace) -> ReportFacts:
    return reports.compose(county, period=quarter(2012, 2))


@pytest.fixture(scope="module")
def somerset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Somerset's plan when its first year was reported to Cabinet."""
    yield from a_workspace(tmp_path_factory.mktemp("somerset"), "somerset-2016-19", date(2017, 6, 7))


@pytest.fixture(scope="module")
def first_year(somerset: Workspace) -> ReportFacts:
    return reports.compose(somerset, period=year(2016))


# Nottinghamshire, September 2012


def test_a_six_month_board_is_told_of_the_half_year_whose_figures_can_be_had(county: Workspace) -> None:
    """The half year to September is reported on from the end of October."""
    assert reports.compose(county).period == quarter(2011, 4)


def test_eight_stand_above_the_nation_and_four_below_as_the_report_lists_them(six_months: ReportFacts) -> None:
    """The 4 that it counts besides and does not name are in no list of it."""
    assert six_months.compared == (Compared(against=Against.NATIONAL, indicators=12, above=8, below=4),)


def test_figures_before_the_plan_are_baselines_with_nothing_to_compare(six_months: ReportFacts) -> None:
    overall = six_months.counts[0]
    assert (overall.indicators, overall.compared, overall.better_or_equal) == (23, 0, 0)
    assert six_months.improved == six_months.worsened == ()
    assert {each.period.label for each in six_months.missing} == {"2011/12"}


def test_key_actions_are_counted_by_state_for_each_priority(six_months: ReportFacts) -> None:
    states = {each.objective.number: dict(each.by_state) for each in six_months.parts}
    assert sorted(states) == [1, 2, 3, 4, 5, 6, 7]
    assert states[3][ActionState.COMPLETED] == 1
    assert sum(sum(held.values()) for held in states.values()) == 60
    assert {each.due for each in six_months.late_actions} <= {
        date(2011, 9, 30), date(2011, 12, 31), date(2012, 3, 31), date(2012, 7, 31),
    }  # fmt: skip


# Nottinghamshire, January 2017


def test_results_of_the_year_before_are_set_beside_the_nations(tmp_path_factory: pytest.TempPathFactory) -> None:
    """At the end of primary 53.3% beside 53%, at Key Stage 4 65.6% beside 62.6%, both of 2016 and provisional."""
    folder = tmp_path_factory.mktemp("later")
    for workspace in a_workspace(folder, "nottinghamshire-2016-18", date(2017, 1, 19)):
        facts = reports.compose(workspace)
        assert facts.period == quarter(2016, 2)
        held = {each.comparator.as_printed: each for each in facts.beside if each.reading}
        assert set(held) == {"53%", "62.6%"}
        assert {each.comparator.period.label for each in held.values() if each.comparator.period} == {"2016"}


# Somerset, 2016/17


def test_a_plan_without_indicators_reports_what_it_holds(first_year: ReportFacts) -> None:
    assert first_year.readings == first_year.missing == ()
    assert [(each.kind, each.count) for each in first_year.things][:2] == [
        (ThingKind.RISK, 1),
        (ThingKind.PROGRESS, 52),
    ]
    assert [len(each.statements) for each in first_year.parts] == [6, 13, 7, 7, 4, 12, 3]


def test_its_corporate_risk_scores_20(first_year: ReportFacts) -> None:
    (risk,) = first_year.risks
    assert (risk.reference, risk.score, first_year.risks_up) == ("ORG0009", 20, ())


def test_it_says_that_it_holds_no_indicators_and_counts_none(first_year: ReportFacts) -> None:
    said = render.in_full(ReportInFull(facts=first_year))
    assert "The plan holds no indicators." in said
    assert "52 lines of progress: improvement " in said
    assert "better or equal" not in said
    assert "no indicators." not in said.replace("The plan holds no indicators.", "")
