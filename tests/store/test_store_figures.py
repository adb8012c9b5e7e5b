"""Figures: what readers see, and every revision behind it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from bot.domain.kinds import State
from bot.domain.model import Figure, Marker, Missing
from bot.domain.periods import Kind, Period
from store import figures
from store.figures import Provenance
from store.ids import new_id
from tests.builders import a_figure, a_period
from tests.conftest import MORNING
from tests.store.planting import plant

if TYPE_CHECKING:
    from bot.workspace import Workspace

LATER = MORNING + timedelta(days=30)


def test_a_figure_comes_back_as_it_went_in(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        series = planted.series[0][0]
        whole = Figure(
            series_id=series,
            period=a_period("2012/13"),
            as_printed="91.70% (08-10)",
            value=Decimal("91.70"),
            covers=Period(Kind.CALENDAR, 2010, span=3),
            markers=frozenset({Marker.PROVISIONAL, Marker.REVISED}),
            note="(08-10)",
            comment="Twice <as> much",
            source="import",
            numerator=Decimal("1834.0"),
            denominator=Decimal(2000),
        )
        figures.add(work, whole, MORNING)
        (read,) = figures.of_measures(work, planted.measures, MORNING)[series]
    assert read == whole
    assert str(read.value) == "91.70"


def test_nought_and_missing_stay_apart(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        series = planted.series[0][0]
        nought = a_figure("0", "Q1 2013/14", series)
        missing = a_figure("~", "Q2 2013/14", series)
        promised = a_figure("Available May 2014", "Q3 2013/14", series, text="", missing=Missing.DEFERRED)
        figures.add_all(work, [promised, missing, nought], MORNING)
        read = figures.of_measures(work, planted.measures, MORNING)[series]
    assert [(figure.value, figure.missing) for figure in read] == [
        (Decimal(0), None),
        (None, Missing.NOT_AVAILABLE),
        (None, Missing.DEFERRED),
    ]


def test_a_correction_is_a_further_revision_and_the_latest_is_read(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        series = planted.series[0][0]
        first = figures.add(work, a_figure("3.1%", "Q1 2013/14", series), MORNING)
        second = figures.add(work, a_figure("3.4%", "Q1 2013/14", series), LATER, Provenance(reason="recount"))
    with workspace.reading() as work:
        read = figures.of_measures(work, planted.measures, LATER)
        history = figures.history(work, series)
    assert (first.revision, second.revision) == (1, 2)
    assert read == {series: (second,)}
    assert [(each.figure.as_printed, each.provenance.reason) for each in history] == [("3.1%", ""), ("3.4%", "recount")]
    assert [each.recorded_at for each in history] == [MORNING, LATER]


def test_the_same_period_twice_in_one_go_is_two_revisions(workspace: Workspace) -> None:
    with workspace.begin() as work:
        series = plant(work).series[0][0]
        added = figures.add_all(work, [a_figure(printed, "Q1 2013/14", series) for printed in ("1", "2")], MORNING)
    assert [figure.revision for figure in added] == [1, 2]


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.SENT_BACK, State.APPROVED])
def test_readers_see_the_last_published_revision_behind_one_that_is_not(workspace: Workspace, state: State) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        series = planted.series[0][0]
        figures.add_all(
            work,
            [
                a_figure("10", "Q1 2013/14", series, state=State.PUBLISHED),
                a_figure("11", "Q1 2013/14", series, state=state),
            ],
            MORNING,
        )
        (read,) = figures.of_measures(work, planted.measures, MORNING)[series]
        (of_one,) = figures.of_measures(work, planted.measures[:1], MORNING)[series]
        (of_plan,) = figures.of_plan(work, planted.plan, MORNING)[series]
        assert [each.figure.state for each in figures.history(work, series)] == [State.PUBLISHED, state]
    assert read.as_printed == "10"
    assert read == of_one == of_plan


def test_an_embargoed_revision_is_read_from_its_moment_on(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        series = planted.series[0][0]
        figures.add(work, a_figure("10", "Q1 2013/14", series), MORNING)
        figures.add(work, a_figure("11", "Q1 2013/14", series), MORNING, Provenance(embargoed_until=LATER))
        moments = [LATER - timedelta(seconds=1), LATER, None]
        by_measure = [figures.of_measures(work, planted.measures, at)[series][0].as_printed for at in moments]
        by_plan = [figures.of_plan(work, planted.plan, at)[series][0].as_printed for at in moments]
    assert by_measure == by_plan == ["10", "11", "10"]


def test_figures_are_read_oldest_period_first_whatever_the_order_they_came_in(workspace: Workspace) -> None:
    labels = ["Q4 2013/14", "2011/12", "Q1 2013/14", "2012/13"]
    with workspace.begin() as work:
        planted = plant(work)
        series = planted.series[1][1]
        figures.add_all(work, [a_figure("1", label, series) for label in labels], MORNING)
        read = figures.of_plan(work, planted.plan, MORNING)[series]
    assert [figure.period.label for figure in read] == ["2011/12", "2012/13", "Q1 2013/14", "Q4 2013/14"]


def test_of_plan_reads_its_own_lines_and_no_other_plan_s(workspace: Workspace) -> None:
    with workspace.begin() as work:
        one, two = plant(work, "One"), plant(work, "Two")
        for planted in (one, two):
            figures.add_all(
                work, [a_figure("1", "Q1 2013/14", each) for pair in planted.series for each in pair], MORNING
            )
        assert set(figures.of_plan(work, one.plan, MORNING)) == {each for pair in one.series for each in pair}


def test_a_figure_moves_from_state_to_state_once(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        submitted = a_figure("5", "Q1 2013/14", planted.series[0][0], state=State.SUBMITTED)
        figures.add(work, submitted, MORNING)
        assert figures.move(work, submitted, State.APPROVED, approved_by=planted.person)
        assert not figures.move(work, submitted, State.SENT_BACK)
        (revision,) = figures.history(work, submitted.series_id)
    assert revision.figure.state is State.APPROVED
    assert revision.provenance.approved_by == planted.person


def test_a_figure_of_a_series_that_is_not_there_is_refused(workspace: Workspace) -> None:
    with pytest.raises(IntegrityError), workspace.begin() as work:
        figures.add(work, a_figure("1", "Q1 2013/14", 42), MORNING)


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)
KEYS = st.builds(Period, st.just(Kind.QUARTER), st.integers(1950, 2100), st.integers(1, 4))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reported=st.lists(st.tuples(KEYS, NUMBERS, st.sampled_from(State)), max_size=8), approved=st.booleans())
def test_readers_see_what_an_obvious_reading_of_all_revisions_gives(
    workspace: Workspace, reported: list[tuple[Period, Decimal, State]], *, approved: bool
) -> None:
    states = {State.PUBLISHED, State.APPROVED} if approved else {State.PUBLISHED}
    with workspace.begin() as work:
        planted = plant(work, name=f"Plan {new_id()}")
        series = planted.series[0][0]
        given = [
            Figure(series_id=series, period=period, as_printed=str(value), value=value, state=state)
            for period, value, state in reported
        ]
        figures.add_all(work, given, MORNING)
        read = figures.of_measures(work, planted.measures, MORNING, approved=approved).get(series, ())
    newest = {period: value for period, value, state in reported if state in states}
    assert [(figure.period, str(figure.value)) for figure in read] == sorted(
        (period, str(value)) for period, value in newest.items()
    )
