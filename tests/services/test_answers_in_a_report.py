"""What the thread of a published report counts: what that report counts, and never a second count beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import render
from bot.domain import freezing
from bot.domain.answers import Listing, ObjectiveSummary, PlanSummary, Tally
from bot.domain.reporting import ReportState
from bot.services import answers, reports, timetables
from store import reports as kept
from tests.workspaces import MEETING, a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.domain.answers import Answer
    from bot.domain.reporting import Counts, ReportFacts
    from bot.workspace import Workspace

THREAD = "C1:1.5"
HIDDEN = {"Burglary offences committed by under 18's", "Sexual offences committed by under 18's"}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder: Path = tmp_path_factory.mktemp("city")
    with a_workspace_with("nottingham-city-2013-14", folder) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def facts(city: Workspace) -> ReportFacts:
    return published(city)


def published(city: Workspace) -> ReportFacts:
    """The report as it stands, with THREAD under it."""
    told = reports.compose(city)
    with city.begin() as work:
        plan = told.catalogue.plan.id
        number = kept.draft(work, plan, told.board, MEETING.date(), told.period, MEETING, publish_at=MEETING)
        assert number
        kept.keep_snapshot(work, number, freezing.freeze(told), MEETING)
        draft = kept.get(work, number)
        assert draft
        out = {"state": ReportState.PUBLISHED, "published_at": MEETING, "channel": "C1", "ts": "1.5"}
        assert kept.move(work, draft, **out)
    return told


def asked(city: Workspace, question: str) -> Answer:
    return answers.answer(city, question, place=THREAD)


def numbers(tally: Tally) -> tuple[int, ...]:
    better = tally.better + tally.same
    return tally.indicators, better, tally.judged, tally.met, tally.compared, tally.uncounted


def numbers_of(counts: Counts) -> tuple[int, ...]:
    better = counts.better_or_equal
    return counts.indicators, better, counts.with_target, counts.target_met, counts.compared, counts.uncounted


def test_the_whole_plan_and_each_objective_are_counted_as_the_report_counts_them(
    city: Workspace, facts: ReportFacts
) -> None:
    said = asked(city, "how is the plan doing?")
    assert isinstance(said, PlanSummary)
    assert facts.counts[0].uncounted == 2
    assert numbers(said.tally) == numbers_of(facts.counts[0])
    by_id = {each.objective.id: each for each in facts.counts if each.objective}
    assert len(said.objectives) == len(by_id)
    for objective, tally in said.objectives:
        assert numbers(tally) == numbers_of(by_id[objective.id])
    words = render.plain(said)
    assert "Counted as the report counts, by the plan's own numbered lines. 2 indicators are in no count" in words


def test_one_objective_is_counted_as_in_its_own_message(city: Workspace, facts: ReportFacts) -> None:
    of = [each for each in facts.counts if each.uncounted][-1]  # the lowest of those with such lines
    assert of.objective
    said = asked(city, f"summary of {of.objective.title}")
    assert isinstance(said, ObjectiveSummary)
    assert said.objective == of.objective
    assert numbers(said.tally) == numbers_of(of)


def test_a_list_is_as_long_as_the_count_and_holds_nothing_that_is_in_no_count(
    city: Workspace, facts: ReportFacts
) -> None:
    said = asked(city, "what's better?")
    assert isinstance(said, Listing)
    assert len(said.readings) == said.base.better
    assert numbers(said.base) == numbers_of(facts.counts[0])
    assert not {each.series.id for each in said.readings} & facts.uncounted
    outside = answers.answer(city, "what's better?")
    assert {each.title for each in outside.indicators} - {each.title for each in said.indicators} == HIDDEN


def test_of_another_period_nothing_is_counted_that_the_public_may_not_see_in_it(tmp_path: Path) -> None:
    with a_workspace_with("nottingham-city-2013-14", tmp_path) as city:
        timetables.set_rule(city, "small_public", "10")
        own = published(city).counts[0].uncounted
        said = asked(city, "how was the plan doing in Q1 2013/14?")
    assert isinstance(said, PlanSummary)
    assert said.tally.uncounted > own
    assert said.tally.indicators + said.tally.uncounted == 111


def test_outside_the_thread_each_indicator_is_counted_once_as_before(city: Workspace, facts: ReportFacts) -> None:
    assert facts.counts
    said = answers.answer(city, "how is the plan doing?")
    assert isinstance(said, PlanSummary)
    assert (said.tally.indicators, said.tally.of_report, said.tally.uncounted) == (102, False, 0)
    assert "a report counts the 111 numbered lines that they have" in render.plain(said)
