"""Workspaces: the first one, the Slack team it is bound to, and its time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from bot.domain.errors import NoSuchWorkspace, SeveralWorkspaces, WorkspaceOfAnother
from store import workspaces as stored

if TYPE_CHECKING:
    from bot.workspace import Workspace, Workspaces
    from store.work import Store
    from tests.conftest import StandingClock


def test_there_is_none_before_the_first_is_made(workspaces: Workspaces) -> None:
    with pytest.raises(NoSuchWorkspace):
        workspaces.only()
    with pytest.raises(NoSuchWorkspace):
        workspaces.bind("T1", "Board")


def test_the_first_is_made_once(workspaces: Workspaces) -> None:
    first = workspaces.make_first()
    assert (first.name, first.zone.key, first.nation, first.first_month) == ("default", "Europe/London", "England", 4)
    assert workspaces.make_first().id == workspaces.only().id == workspaces.named("default").id == first.id
    with pytest.raises(NoSuchWorkspace):
        workspaces.named("other")


def test_of_several_who_make_the_first_at_once_all_get_the_same(workspaces: Workspaces) -> None:
    with ThreadPoolExecutor(4) as threads:
        made = {workspace.id for workspace in threads.map(lambda _: workspaces.make_first(), range(8))}
    assert len(made) == 1


def test_several_workspaces_must_be_named(
    workspaces: Workspaces, workspace: Workspace, other_workspace: Workspace
) -> None:
    with pytest.raises(SeveralWorkspaces, match="default, not default"):
        workspaces.only()
    with pytest.raises(SeveralWorkspaces):
        workspaces.bind("T1", "Board")
    assert {each.id for each in workspaces.all()} == {workspace.id, other_workspace.id}


def test_the_first_run_binds_the_workspace_and_later_ones_find_it(workspaces: Workspaces, workspace: Workspace) -> None:
    assert workspaces.bind("T1", "Board").id == workspace.id
    assert workspaces.bind("T1", "Board").slack_team == "T1"
    assert workspaces.for_team("T1").id == workspace.id
    with pytest.raises(NoSuchWorkspace):
        workspaces.for_team("T2")


def test_the_workspace_of_another_team_is_refused(workspaces: Workspaces, workspace: Workspace) -> None:
    workspaces.bind("T1", "Board")
    with pytest.raises(WorkspaceOfAnother, match=r"Board.*Imposters"):
        workspaces.bind("T2", "Imposters")
    assert workspaces.for_team("T1").id == workspace.id


@pytest.mark.usefixtures("workspace")
def test_of_several_teams_that_bind_at_once_one_gets_the_workspace(workspaces: Workspaces) -> None:
    def bind(number: int) -> bool:
        try:
            workspaces.bind(f"T{number}", "Board")
        except WorkspaceOfAnother:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(bind, range(8))) == 1


def test_a_team_has_one_workspace(store: Store, workspace: Workspace, other_workspace: Workspace) -> None:
    with store.all_workspaces(writes=True) as connection:
        assert stored.bind(connection, workspace.id, "T1", "Board")
        assert not stored.bind(connection, other_workspace.id, "T1", "Board")
        assert not stored.bind(connection, workspace.id, "T2", "Board")


def test_its_day_is_its_zone_s_not_utc_s(workspace: Workspace, clock: StandingClock) -> None:
    clock.set(datetime(2014, 7, 2, 23, 30, tzinfo=UTC))
    assert workspace.today() == date(2014, 7, 3)
    assert workspace.now().utcoffset() is not None
    assert workspace.now() == clock()


def test_whether_slack_draws_charts_is_kept(workspaces: Workspaces, workspace: Workspace) -> None:
    assert workspace.charts_work is None
    workspace.note_charts(True)
    assert (workspace.charts_work, workspaces.only().charts_work) == (True, True)
    workspace.note_charts(False)
    assert workspaces.only().charts_work is False


@pytest.mark.usefixtures("workspace")
def test_of_several_processes_that_welcome_a_team_at_once_all_get_the_same(workspaces: Workspaces) -> None:
    workspaces.welcome("T0", "City")
    with ThreadPoolExecutor(4) as threads:
        made = {each.id for each in threads.map(lambda _: workspaces.welcome("T1", "County"), range(8))}
    assert len(made) == 1
    assert sorted(each.slack_team or "" for each in workspaces.all()) == ["T0", "T1"]


@pytest.mark.usefixtures("workspace")
def test_teams_that_are_welcomed_at_once_get_a_workspace_each_and_one_of_them_the_one_that_nobody_had(
    workspaces: Workspaces,
) -> None:
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda number: workspaces.welcome(f"T{number}", "Board"), range(6)))
    assert len({each.id for each in made}) == len(workspaces.all()) == 6
    assert {each.slack_team for each in workspaces.all()} == {f"T{number}" for number in range(6)}
    assert "default" in {each.name for each in workspaces.all()}
