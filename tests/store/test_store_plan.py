"""Plans and their catalogues: which plan answers, and everything that can be named in it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from bot.domain.kinds import State
from bot.domain.model import Catalogue, Missing, Owner, Test
from bot.domain.phrases import Alias
from bot.workspace import Workspaces
from store import aliases, figures, plan, tables
from store.fences import KEEP_TO
from store.figures import Provenance
from store.ids import new_id
from tests.builders import a_figure, a_period
from tests.conftest import MORNING, StandingClock
from tests.store.planting import IMPORTED, plant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.workspace import Workspace
    from store.work import Store

LATER = MORNING + timedelta(days=30)


def read(workspace: Workspace, name: str | None = None) -> Catalogue | None:
    with workspace.reading() as work:
        return workspace.catalogue(work, name)


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    statements: list[str] = []

    def note(*told: Any) -> None:  # noqa: ANN401  SQLAlchemy's arguments
        statements.append(told[2])

    event.listen(store.engine, "before_cursor_execute", note)
    yield statements
    event.remove(store.engine, "before_cursor_execute", note)
    statements[:] = [each for each in statements if not each.startswith("BEGIN") and each != KEEP_TO]


def test_before_any_import_no_plan_answers(workspace: Workspace) -> None:
    with workspace.reading() as work:
        assert plan.plans(work) == ()
        assert plan.current(work) is None
        assert plan.catalogue(work, 1) is None
    assert read(workspace) is None


def test_the_last_imported_plan_answers_until_another_is_chosen(workspace: Workspace) -> None:
    with workspace.begin() as work:
        first = plant(work, "First")
        second = plant(work, "Second", imported_at=IMPORTED + timedelta(days=1))
        assert [each.name for each in plan.plans(work)] == ["Second", "First"]
        assert plan.use(work, first.plan)
        assert plan.standing(work).plan_id == first.plan
        plant(work, "Third", imported_at=IMPORTED + timedelta(days=2))
        assert [each.name for each in plan.plans(work)] == ["First", "Third", "Second"]
        assert plan.use(work, second.plan)
        current = plan.current(work)
    assert current is not None
    assert current.name == "Second"


def test_a_plan_that_is_not_there_cannot_be_chosen(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        assert not plan.use(work, 42)
        assert plan.standing(work).plan_id == planted.plan


@pytest.mark.parametrize("name", ["Second", "second", "SECO SHORT"])
def test_a_plan_is_found_by_name_or_short_name_whatever_the_case(workspace: Workspace, name: str) -> None:
    with workspace.begin() as work:
        second = plant(work, "Second")
        plant(work, "Third", imported_at=IMPORTED + timedelta(days=1))
        assert plan.named(work, name).plan_id == second.plan
    found = read(workspace, name)
    assert found is not None
    assert found.plan.id == second.plan
    assert read(workspace, "Fourth") is None


def test_the_latest_version_of_a_plan_is_in_force(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        newer = new_id()
        work.add(tables.PlanVersion, {"id": newer, "plan_id": planted.plan, "number": 2, "label": "refresh"})
        (held,) = plan.plans(work)
        catalogue = plan.catalogue(work, planted.plan)
        assert figures.of_plan(work, planted.plan, MORNING) == {}
    assert (held.version_id, held.version) == (newer, "refresh")
    assert catalogue is not None
    assert catalogue.indicators == ()


def test_a_catalogue_holds_the_plan_as_its_version_places_it(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work, "Plan")
        aliases.add(work, Alias(phrase="LAC", measure_id=planted.measures[1]), MORNING)
        aliases.add(work, Alias(phrase="kids", means="children"), MORNING)
        catalogue = plan.catalogue(work, planted.plan)
    assert catalogue is not None
    assert (catalogue.plan.name, catalogue.plan.starts, catalogue.plan.version) == ("Plan", date(2013, 4, 1), "2013/14")
    assert [(each.id, each.level, each.parent_id) for each in catalogue.objectives] == [
        (planted.strategic, "strategic", None),
        (planted.operational, "operational", planted.strategic),
    ]
    assert catalogue.objectives[1].other_titles == ("Protection",)
    assert [alias.phrase for alias in catalogue.aliases] == ["kids", "LAC"]
    first, second = catalogue.indicators
    assert (first.code, first.title, first.measure.number) == ("CP-0", "Plan 0", 1)
    assert first.measure.owner == Owner(organisation="Plan: Health")
    assert second.measure.owner == Owner(organisation="Plan: Health", post="Plan: officer 01")
    assert (second.primary, second.additional) == ((planted.operational,), (planted.strategic,))
    assert [(each.id, each.headline, each.row, each.pi) for each in second.series] == [
        (planted.series[1][0], True, 3, 2),
        (planted.series[1][1], False, 4, 2),
    ]
    assert [each.series_id for each in second.targets] == list(planted.series[1])
    assert {each.period for each in second.targets} == {a_period("2013/14")}
    assert [(each.series_id, each.test, each.says) for each in second.marks] == [
        (each, Test.MET, True) for each in planted.series[1]
    ]
    assert second.flags == ("N",)


def test_the_columns_are_those_with_a_value_that_readers_may_see(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        series = planted.series[0][0]
        nought = a_figure("0", "Q3 2013/14", series)
        in_words = a_figure("Inadequate judgement", "2011/12", series)
        missing = a_figure("~", "Q1 2013/14", series)
        deferred = a_figure("9", "2010/11", series, missing=Missing.DEFERRED)
        draft = a_figure("1", "Q2 2013/14", series, state=State.DRAFT)
        figures.add_all(work, [nought, in_words, missing, deferred, draft], MORNING)
        figures.add(work, a_figure("1", "Q4 2013/14", series), MORNING, Provenance(embargoed_until=LATER))
        seen = [plan.catalogue(work, planted.plan, at) for at in (MORNING, LATER, None)]
    assert [[period.label for period in each.periods] for each in seen if each] == [
        ["2011/12", "Q3 2013/14"],
        ["2011/12", "Q3 2013/14", "Q4 2013/14"],
        ["2011/12", "Q3 2013/14"],
    ]


def test_a_kept_catalogue_costs_one_query_and_is_the_same_object(workspace: Workspace, store: Store) -> None:
    with workspace.begin() as work:
        plant(work)
    first = read(workspace)
    with counted(store) as statements:
        again = read(workspace)
    assert again is first
    assert len(statements) == 1


def test_the_number_of_queries_does_not_grow_with_the_plan(workspace: Workspace, store: Store) -> None:
    costs = []
    for size in (1, 20):
        with workspace.begin() as work:
            planted = plant(work, f"Plan of {size}", indicators=size)
            every = [a_figure("1", "Q1 2013/14", each) for pair in planted.series for each in pair]
            figures.add_all(work, every, MORNING)
        with counted(store) as statements:
            catalogue = read(workspace, f"Plan of {size}")
        assert catalogue is not None
        assert len(catalogue.indicators) == size
        with counted(store) as of_figures, workspace.reading() as work:
            assert len(figures.of_plan(work, planted.plan, MORNING)) == 2 * size
            assert len(figures.of_measures(work, planted.measures, MORNING)) == 2 * size
        costs.append((len(statements), len(of_figures)))
    assert costs[0] == costs[1]
    assert costs[0][0] <= 13
    assert costs[0][1] == 2


def test_a_change_by_anybody_is_seen_at_the_next_question(workspaces: Workspaces, workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
    before = read(workspace)
    elsewhere = workspaces.only()  # another process would have its own; the store is all they share
    with elsewhere.begin() as work:
        aliases.add(work, Alias(phrase="LAC", measure_id=planted.measures[0]), MORNING)
    after = read(workspace)
    assert before is not None
    assert after is not None
    assert ([each.phrase for each in before.aliases], [each.phrase for each in after.aliases]) == ([], ["LAC"])


def test_what_a_transaction_changed_and_undid_is_kept_for_nobody(workspace: Workspace) -> None:
    class UndoneError(Exception):
        pass

    with workspace.begin() as work:
        planted = plant(work)

    def change_and_undo() -> None:
        with workspace.begin() as work:
            aliases.add(work, Alias(phrase="never", measure_id=planted.measures[0]), MORNING)
            inside = workspace.catalogue(work)
            assert inside is not None
            assert [each.phrase for each in inside.aliases] == ["never"]
            raise UndoneError

    with pytest.raises(UndoneError):
        change_and_undo()
    with workspace.begin() as work:
        aliases.add(work, Alias(phrase="LAC", measure_id=planted.measures[0]), MORNING)
    after = read(workspace)
    assert after is not None
    assert [each.phrase for each in after.aliases] == ["LAC"]


def test_the_end_of_an_embargo_shows_without_any_change(workspace: Workspace, clock: StandingClock) -> None:
    with workspace.begin() as work:
        series = plant(work).series[0][0]
        figures.add(work, a_figure("1", "Q4 2013/14", series), MORNING, Provenance(embargoed_until=LATER))
    seen = []
    for moment in (MORNING, LATER, MORNING):
        clock.set(moment)
        catalogue = read(workspace)
        assert catalogue is not None
        seen.append([period.label for period in catalogue.periods])
    assert seen == [[], ["Q4 2013/14"], []]


def test_what_is_done_to_a_catalogue_is_done_once(store: Store, clock: StandingClock, workspace: Workspace) -> None:
    with workspace.begin() as work:
        plant(work)
    done = []

    def decorate(catalogue: Catalogue) -> Catalogue:
        done.append(catalogue)
        return replace(catalogue, aliases=(Alias(phrase="LAC", means="looked after", general=True),))

    decorated = Workspaces(store, clock, decorate).only()
    found = [read(decorated), read(decorated)]
    assert found[0] is found[1]
    assert found[0] is not None
    assert [each.phrase for each in found[0].aliases] == ["LAC"]
    assert len(done) == 1


def test_threads_that_ask_while_the_plan_changes_see_each_change_whole(workspace: Workspace) -> None:
    with workspace.begin() as work:
        measure = plant(work).measures[0]
    names = [f"name {number:02}" for number in range(20)]

    def change() -> None:
        for name in names:
            with workspace.begin() as work:
                aliases.add(work, Alias(phrase=name, measure_id=measure), MORNING)

    def ask(_: int) -> list[int]:
        return [len(found.aliases) for found in (read(workspace) for _ in range(30)) if found]

    with ThreadPoolExecutor(4) as threads:
        changing = threads.submit(change)
        seen = list(threads.map(ask, range(3)))
        changing.result()
    assert all(counts == sorted(counts) and len(counts) == 30 for counts in seen)
    last = read(workspace)
    assert last is not None
    assert [alias.phrase for alias in last.aliases] == names


def test_no_more_catalogues_are_kept_than_told_and_those_that_were_asked_for_last(
    workspace: Workspace, store: Store
) -> None:
    few = Workspaces(store, lambda: MORNING, plans_kept=2).named(workspace.name)
    with few.begin() as work:
        for name in "ABC":
            plant(work, name, indicators=0)
    for name in "ABAC":
        assert read(few, name)
    asked = {}
    for name in "AB":
        with counted(store) as statements:
            assert read(few, name)
        asked[name] = len(statements)
    assert asked["A"] == 1
    assert asked["B"] > 1
