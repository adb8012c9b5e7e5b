"""A second report tells what changed since the first went out, whatever became of the figures meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.domain.freezing import freeze
from bot.domain.kinds import State
from bot.domain.periods import quarter
from bot.domain.reporting import ReportState, ThingKind
from bot.services import reports
from store import figures
from store import reports as kept
from store.figures import Provenance
from tests.workspaces import MEETING, a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.domain.model import Figure, Indicator
    from bot.domain.periods import Period
    from bot.domain.reporting import ReportFacts
    from bot.workspace import Workspace

APRIL, JULY = date(2014, 4, 2), date(2014, 7, 2)
Q3, Q4 = quarter(2013, 3), quarter(2013, 4)


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace_with("nottingham-city-2013-14", tmp_path) as workspace:
        yield workspace


def publish(workspace: Workspace, facts: ReportFacts) -> None:
    """The report goes out, as it was composed."""
    with workspace.begin() as work:
        plan_id, meeting = facts.catalogue.plan.id, facts.meeting
        assert meeting
        number = kept.draft(work, plan_id, facts.board, meeting, facts.period, MEETING, publish_at=MEETING)
        assert number
        seen = kept.get(work, number)
        assert seen
        assert kept.move(work, seen, state=ReportState.PUBLISHED, published_at=MEETING)
        kept.keep_snapshot(work, number, freeze(facts), MEETING)


def coded(facts: ReportFacts, code: str) -> Indicator:
    return next(each for each in facts.catalogue.indicators if each.code == code)


def figure_of(facts: ReportFacts, code: str, period: Period) -> Figure:
    return next(each for each in facts.figures[coded(facts, code).headline.id] if each.period == period)


def revise(workspace: Workspace, figure: Figure, value: str, **provenance: str) -> None:
    with workspace.begin() as work:
        fresh = replace(figure, value=Decimal(value), as_printed=f"{value}%", state=State.PUBLISHED)
        figures.add(work, fresh, MEETING, Provenance(**provenance))


def test_the_first_report_has_nothing_to_go_by(city: Workspace) -> None:
    facts = reports.compose(city, period=Q3, meeting=APRIL)
    assert facts.last is None
    assert facts.crossed == facts.revised == ()


def test_what_was_judged_otherwise_the_last_time_has_crossed(city: Workspace) -> None:
    """From Q3 to Q4 by the printed figures: reviews held in time fell below 97.0%; two came to meet their targets.

    CP-8 met its target in both; CIN-2, a running total, could not be judged before the year's end.
    """
    publish(city, reports.compose(city, period=Q3, meeting=APRIL))
    facts = reports.compose(city)
    assert facts.last == APRIL
    told = [(each.reading.indicator.headline.row, each.met_before, each.met_now) for each in facts.crossed]
    assert told == [(6, True, False), (60, False, True), (85, False, True)]


def test_a_figure_of_the_last_report_that_was_revised_is_told_with_its_reason(city: Workspace) -> None:
    last = reports.compose(city, period=Q3, meeting=APRIL)
    publish(city, last)
    revise(city, figure_of(last, "CIN-8", Q3), "91.2", reason="late returns")
    revised, *others = reports.compose(city).revised
    assert others == []
    assert (revised.indicator.code, revised.was.as_printed, revised.now.as_printed) == ("CIN-8", "76.7%", "91.2%")
    assert revised.why == "late returns"


def test_what_was_not_in_the_last_time_is_new_and_not_revised(city: Workspace) -> None:
    """The Q4 figures all came since."""
    publish(city, reports.compose(city, period=Q3, meeting=APRIL))
    assert reports.compose(city).revised == ()


def test_what_was_published_stands_though_its_figures_were_revised_since(city: Workspace) -> None:
    last = reports.compose(city, period=Q3, meeting=APRIL)
    publish(city, last)
    revise(city, figure_of(last, "CIN-8", Q3), "91.2")
    with city.reading() as work:
        held = reports.facts(city, work).crossed
    assert "CIN-8" not in {each.reading.indicator.code for each in held}  # missed in April, whatever it reads now


def test_newly_missed_comes_before_other_declines_among_the_things_to_know(city: Workspace) -> None:
    publish(city, reports.compose(city, period=Q3, meeting=APRIL))
    told = [(each.kind, each.reading.indicator.headline.row) for each in reports.compose(city).things if each.reading]
    assert told == [(ThingKind.NEWLY_MISSED, 6), (ThingKind.NEWLY_MET, 60), (ThingKind.WORSENED, 91)]


def test_a_report_that_was_withdrawn_is_not_the_last_one(city: Workspace) -> None:
    last = reports.compose(city, period=Q3, meeting=APRIL)
    publish(city, last)
    with city.begin() as work:
        report = kept.last_published(work, last.catalogue.plan.id, last.board, JULY)
        assert report
        kept.move(work, report, state=ReportState.WITHDRAWN)
    assert reports.compose(city).last is None
