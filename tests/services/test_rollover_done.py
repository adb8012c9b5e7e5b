"""A plan that moved on: what is carried goes on, what ended is linked with what follows it, and nothing is joined."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot import rounds
from bot.domain.actions import ActionState
from bot.domain.links import LinkKind, after
from store import actions, audit, figures, risks
from tests.conftest import LONDON
from tests.rolled import PATHWAY, WHY, catalogue, gone, indicator, made_database, moved_on

if TYPE_CHECKING:
    from pathlib import Path

    from bot.workspace import Workspace, Workspaces
    from tests.conftest import StandingClock

SPRING = date(2014, 4, 1)


@pytest.fixture(scope="module")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_database(tmp_path_factory.mktemp("rollover") / "moved on.sqlite3", moved_on)


@pytest.fixture
def city(workspaces: Workspaces) -> Workspace:
    return moved_on(workspaces.make_first())


def test_the_next_version_is_in_force_with_the_plans_years_grown_longer(city: Workspace) -> None:
    plan = catalogue(city).plan
    assert (plan.version, plan.starts, plan.ends) == ("2014/15", date(2013, 4, 1), date(2015, 3, 31))
    assert len(catalogue(city).indicators) == 100


def test_what_is_carried_is_the_same_measure_with_its_figures_and_both_years_targets(city: Workspace) -> None:
    now = indicator(city, "CIN-8")
    with city.reading() as work:
        assert len(figures.of_measures(work, [now.id])[now.headline.id]) == 6  # two outturns and four quarters
    assert now.title == "Single assessments within 45 working days"
    assert now.measure.owner is not None
    assert now.measure.owner.post == "Named officer 02"
    assert [(each.period.label, each.value) for each in now.targets] == [
        ("2013/14", Decimal("80.0")), ("2014/15", Decimal("82.0")),
    ]  # fmt: skip
    enquiries = indicator(city, "CIN-13")
    profiled = [each.period.label for each in enquiries.targets if each.series_id == enquiries.series[0].id]
    assert sorted(profiled) == ["2013/14", "2014/15", "Q2 2014/15"]


@pytest.mark.parametrize(
    ("code", "kind", "follow"),
    [
        ("NI 089", LinkKind.RETIRED, {""}),
        ("NI 117", LinkKind.SPLIT, {"NEET16", "NEET17"}),
        ("CC-12", LinkKind.MERGED, {"CC-30"}),
        ("CC-13", LinkKind.MERGED, {"CC-30"}),
        ("CP-8", LinkKind.REDEFINED, {"CP-8"}),
    ],
)
def test_what_ended_is_linked_with_what_follows_it_and_shares_no_figure_with_it(
    city: Workspace, code: str, kind: LinkKind, follow: set[str]
) -> None:
    ended = gone(city, code)
    links = after(catalogue(city).links, ended.id)
    assert ended.ends == date(2014, 3, 31)
    assert {each.kind for each in links} == {kind}
    assert {each.to_code for each in links} == follow
    assert {each.since for each in links} == {SPRING}
    with city.reading() as work:
        figures_of = figures.of_measures(work, [ended.id])
        following = [each.to_id for each in links if each.to_id]
        assert sum(map(len, figures_of.values())) > 0
        assert figures.of_measures(work, following) == {}


def test_what_is_split_has_the_same_lines_as_before_and_begins_with_the_year(city: Workspace) -> None:
    was = gone(city, "NI 117")
    part = indicator(city, "NEET16")
    assert [(each.unit, each.polarity) for each in part.series] == [(each.unit, each.polarity) for each in was.series]
    assert part.starts == SPRING
    assert part.measure.owner == was.measure.owner
    assert part.measure.number is None


def test_objectives_actions_and_risks_go_over_or_end(city: Workspace) -> None:
    found = catalogue(city)
    keys = {each.key: each for each in found.objectives}
    assert ("operational", 4) not in keys
    new = keys["operational", 16]
    assert (new.title, new.lead_printed) == ("Children who are heard", "Named officer 03")
    assert new.parent_id == keys["strategic", 1].id
    assert indicator(city, "NI 126").primary == (new.id,)
    with city.reading() as work:
        held = {each.title: each for each in actions.actions(work, found.plan.id)}
        (risk,) = risks.risks(work, found.plan.id)
    assert held[PATHWAY].state is ActionState.CLOSED
    assert [each.title for each in held.values() if each.state is ActionState.CLOSED] == [PATHWAY]
    assert risk.closed_on is None


def test_each_change_stands_in_the_audit_with_its_reason_and_file(city: Workspace) -> None:
    was = gone(city, "NI 117")
    with city.reading() as work:
        told = audit.of_measure(work, was.id)
        of_plan = [each for each in audit.of(work, "plan") if each.what == "plan rolled over"]
    split = [each for each in told if each.what == "indicator split"]
    assert {each.new for each in split} == {"NEET16 16 year olds who are NEET", "NEET17 17 year olds who are NEET"}
    assert {(each.reason, each.origin, each.who) for each in split} == {(WHY, "rollover.xlsx", "steward rollover")}
    assert [(each.old, each.new.split()[0]) for each in of_plan] == [("2013/14", "2014/15")]


def test_the_round_after_it_asks_for_the_next_years_figures_of_old_and_new_alike(
    city: Workspace, clock: StandingClock
) -> None:
    clock.set(datetime(2014, 8, 5, 10, 0, tzinfo=LONDON))
    with city.reading() as work:
        round_ = rounds.of(city, work)
    assert round_ is not None
    wanted = {(each.indicator.code, each.period.label) for each in round_.owed}
    assert {("CIN-8", "Q1 2014/15"), ("NEET16", "Q1 2014/15"), ("CC-30", "Q1 2014/15")} <= wanted
    assert not {code for code, _ in wanted} & {"NI 117", "NI 089"}
    assert not [each for each in wanted if each[0] in {"NEET16", "CC-30"} and not each[1].endswith("2014/15")]
