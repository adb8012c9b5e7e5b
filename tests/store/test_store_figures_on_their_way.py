"""Figures on their way from their owner to the board: states, what waits, what is published, two at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from bot.domain.kinds import State
from store import figures, plan, rules
from store.figures import Provenance
from store.rules import Rules
from tests.builders import a_figure, a_period
from tests.conftest import MORNING
from tests.queries import counted
from tests.store.planting import plant

if TYPE_CHECKING:
    from bot.workspace import Workspace
    from store.work import Store

LATER = MORNING + timedelta(days=30)
Q1, Q2 = "Q1 2013/14", "Q2 2013/14"


@pytest.mark.parametrize("state", State)
def test_the_latest_revision_is_told_whatever_its_state_but_drafts_only_where_asked_for(
    workspace: Workspace, state: State
) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        series = planted.series[0][0]
        figures.add(work, a_figure("10", Q1, series), MORNING)
        by_hand = Provenance(supplied_by=planted.person, embargoed_until=LATER, reason="recount")
        figures.add(work, a_figure("11", Q1, series, state=state), LATER, by_hand)
        found = [
            *(figures.latest_of_plan(work, planted.plan, drafts=drafts)[series] for drafts in (False, True)),
            *(figures.latest_of_measures(work, planted.measures, drafts=drafts)[series] for drafts in (False, True)),
        ]
    seen = [[(each.figure.as_printed, each.provenance) for each in revisions] for revisions in found]
    without_drafts = [("10", Provenance())] if state is State.DRAFT else [("11", by_hand)]
    assert seen == [without_drafts, [("11", by_hand)]] * 2


def test_the_latest_of_a_plan_are_its_own_lines_oldest_period_first(workspace: Workspace) -> None:
    with workspace.begin() as work:
        one, two = plant(work, "One"), plant(work, "Two")
        for planted in (one, two):
            figures.add_all(
                work, [a_figure("1", label, planted.series[0][0]) for label in (Q2, "2012/13", Q1)], MORNING
            )
        found = figures.latest_of_plan(work, one.plan)
        of_none = figures.latest_of_measures(work, [])
    assert list(found) == [one.series[0][0]]
    assert [each.figure.period.label for each in found[one.series[0][0]]] == ["2012/13", Q1, Q2]
    assert of_none == {}


def test_what_waits_is_submitted_and_nothing_newer_is_there(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        first, second = planted.series[0]
        submitted = {"state": State.SUBMITTED}
        figures.add(work, a_figure("2", Q2, first, **submitted), LATER)
        figures.add(work, a_figure("1", Q1, second, **submitted), MORNING, Provenance(embargoed_until=LATER))
        figures.add(work, a_figure("3", Q1, first, **submitted), MORNING)
        figures.add(work, a_figure("4", Q1, first, state=State.SENT_BACK), MORNING)
        found = figures.waiting(work, planted.plan)
    assert [each.figure.as_printed for each in found] == ["1", "2"]


def test_what_was_noted_of_a_move_stays_with_the_next_and_a_reason_goes_with_its_state(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        series = planted.series[0][0]
        figures.add(work, a_figure("5", Q1, series, state=State.SUBMITTED), MORNING)

        def move(at: State, to: State, **noted: object) -> tuple[State, Provenance]:
            assert figures.move(work, a_figure("5", Q1, series, state=at), to, **noted)  # type: ignore[arg-type]  any of them
            (revision,) = figures.history(work, series)
            return revision.figure.state, revision.provenance

        sent_back = move(State.SUBMITTED, State.SENT_BACK, sent_back="Is it a percentage?")
        again = move(State.SENT_BACK, State.SUBMITTED)
        approved = move(State.SUBMITTED, State.APPROVED, approved_by=planted.person, one_person=True)
        published = move(State.APPROVED, State.PUBLISHED)
    assert sent_back == (State.SENT_BACK, Provenance(sent_back="Is it a percentage?"))
    assert again == (State.SUBMITTED, Provenance())
    assert approved == (State.APPROVED, Provenance(approved_by=planted.person, one_person=True))
    assert published == (State.PUBLISHED, approved[1])


def test_what_is_approved_is_published_once_and_what_is_under_embargo_stays(workspace: Workspace) -> None:
    with workspace.begin() as work:
        first, second = plant(work).series[0]
        every = figures.add_all(work, [a_figure("1", Q1, first, state=state) for state in State], MORNING)
        secret = a_figure("2", Q1, second, state=State.APPROVED)
        these = [*every, figures.add(work, secret, MORNING, Provenance(embargoed_until=LATER))]
        assert figures.publish(work, these, LATER - timedelta(seconds=1)) == 1
        assert figures.publish(work, these, LATER - timedelta(seconds=1)) == 0
        states = [[each.figure.state for each in figures.history(work, series)] for series in (first, second)]
        assert figures.publish(work, these, LATER) == 1
    became = [State.PUBLISHED if state is State.APPROVED else state for state in State]
    assert states == [became, [State.APPROVED]]


def test_only_the_revisions_named_are_published(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "_AT_ONCE", 2)
    with workspace.begin() as work:
        first, second = plant(work).series[0]
        given = [(value, label, series) for series in (first, second) for label in (Q1, Q2) for value in "12"]
        every = [figures.add(work, a_figure(*each, state=State.APPROVED), MORNING) for each in given]
        named = [each for each in every if each.revision == 2 and each.period == a_period(Q2)] + every[:1]
        assert figures.publish(work, [], MORNING) == 0
        assert figures.publish(work, named, MORNING) == 3
        published = [
            each.figure
            for series in (first, second)
            for each in figures.history(work, series)
            if each.figure.state is State.PUBLISHED
        ]
    assert {(each.series_id, each.period, each.revision) for each in published} == {
        (each.series_id, each.period, each.revision) for each in named
    }


def test_a_plan_may_let_readers_see_what_is_approved(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        approved = a_figure("1", Q1, planted.series[0][0], state=State.APPROVED)
        figures.add(work, approved, MORNING)
    columns = []
    for allowed in (False, True, False):
        with workspace.begin() as work:
            rules.set_rules(work, planted.plan, Rules(readers_see_approved=allowed))
        with workspace.reading() as work:
            catalogue = workspace.catalogue(work)
            assert catalogue is not None
            assert catalogue.plan.readers_see_approved is allowed
            assert plan.plans(work)[0].readers_see_approved is allowed
            columns.append([period.label for period in catalogue.periods])
            for approves in (False, True):
                seen = figures.of_measures(work, planted.measures, MORNING, approved=approves)
                assert seen == figures.of_plan(work, planted.plan, MORNING, approved=approves)
                assert bool(seen) is approves
    assert columns == [[], [Q1], []]


def test_two_who_submit_the_same_figure_at_once_make_two_revisions(workspace: Workspace) -> None:
    with workspace.begin() as work:
        series = plant(work).series[0][0]
    both_ready = Barrier(2)

    def submit(printed: str) -> int:
        both_ready.wait()
        with workspace.begin() as work:
            return figures.add(work, a_figure(printed, Q1, series, state=State.SUBMITTED), MORNING).revision

    with ThreadPoolExecutor(2) as pool:
        revisions = list(pool.map(submit, ("10", "11")))
    assert sorted(revisions) == [1, 2]


def test_of_two_who_approve_at_once_one_comes_first(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        submitted = a_figure("5", Q1, planted.series[0][0], state=State.SUBMITTED)
        figures.add(work, submitted, MORNING)
    both_ready = Barrier(2)

    def approve(_: int) -> bool:
        both_ready.wait()
        with workspace.begin() as work:
            return figures.move(work, submitted, State.APPROVED, approved_by=planted.person)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(approve, range(2))) == [False, True]


def as_kept(workspace: Workspace) -> dict[str, str]:
    """By period, what the round of a transaction of its own would read: figure and state."""
    with workspace.reading() as work:
        catalogue = workspace.catalogue(work)
        assert catalogue
        found = workspace.latest_figures(work, catalogue)
    return {
        each.figure.period.label: f"{each.figure.as_printed} {each.figure.state}"
        for held in found.values()
        for each in held
    }


def test_what_is_kept_of_a_plans_figures_is_read_once_and_again_after_every_change(
    workspace: Workspace, store: Store
) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        series = planted.series[0][0]
        added = figures.add(work, a_figure("1", Q1, series, state=State.SUBMITTED), MORNING)
    assert as_kept(workspace) == {Q1: "1 submitted"}
    with counted(store.engine) as queries:
        assert as_kept(workspace) == {Q1: "1 submitted"}
    assert len(queries) == 1  # whether anything has changed
    with workspace.begin() as work:
        assert figures.move(work, added, State.SENT_BACK)
    assert as_kept(workspace) == {Q1: "1 sent back"}
    with workspace.begin() as work:
        figures.add(work, a_figure("2", Q1, series), LATER)
        figures.add(work, a_figure("3", Q2, series, state=State.DRAFT), LATER)
    assert as_kept(workspace) == {Q1: "2 published"}


def test_what_a_transaction_wrote_it_reads_itself_and_nobody_else_where_it_is_undone(workspace: Workspace) -> None:
    class UndoneError(Exception):
        pass

    with workspace.begin() as work:
        series = plant(work).series[0][0]
    assert as_kept(workspace) == {}

    def write_and_undo() -> None:
        with workspace.begin() as work:
            before = workspace.catalogue(work)
            assert before
            for printed, label in (("1", Q1), ("2", Q2)):
                figures.add(work, a_figure(printed, label, series), MORNING)
                after = workspace.catalogue(work)
                assert after
                for catalogue in (before, after):
                    held = workspace.latest_figures(work, catalogue)[series]
                    assert held[-1].figure.as_printed == printed
            raise UndoneError

    with pytest.raises(UndoneError):
        write_and_undo()
    with workspace.begin() as work:
        figures.add(work, a_figure("9", Q1, series), MORNING)
    assert as_kept(workspace) == {Q1: "9 published"}


def test_what_others_commit_while_a_transaction_reads_is_not_kept_for_the_stamp_before(workspace: Workspace) -> None:
    """A transaction that writes may see it on PostgreSQL; SQLite lets nobody else write meanwhile."""
    with workspace.begin() as work:
        series = plant(work).series[0][0]
    as_it_was = as_kept(workspace)
    with ThreadPoolExecutor(1) as other, workspace.begin() as work:
        catalogue = workspace.catalogue(work)
        assert catalogue
        if work.connection.dialect.name == "postgresql":
            other.submit(written, workspace, series).result()
        workspace.latest_figures(work, catalogue)
    assert as_it_was == {}
    written(workspace, series)
    assert as_kept(workspace) == {Q1: "5 published"}


def written(workspace: Workspace, series: int) -> None:
    with workspace.begin() as work:
        figures.add(work, a_figure("5", Q1, series), MORNING)
