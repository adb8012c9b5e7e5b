"""A board is left alone while neither its rows nor the clock move on, and nothing is decided later for it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.app.lookout import AT_LEAST, Lookout
from bot.commands.running import decide
from bot.services import reminders, reports
from store.news import QUIET
from store.tables import metadata
from tests.conftest import LONDON, MORNING
from tests.queries import counted
from tests.slack import office
from tests.slack.conftest import made_database
from tests.slack.test_the_report import AFTER_THE_FREEZE, a_few

if TYPE_CHECKING:
    from pathlib import Path

    from bot.workspace import Workspace
    from store.work import Store
    from tests.conftest import StandingClock

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Told:
    """What is heard of who was written to."""

    def __init__(self) -> None:
        self.next: frozenset[int] | None = frozenset()

    def __call__(self) -> frozenset[int] | None:
        return self.next


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def lookout(told: Told) -> Lookout:
    return Lookout(told)


@pytest.fixture(scope="module")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_database(tmp_path_factory.mktemp("sqlite") / "a few.sqlite3", a_few())


def test_a_board_that_nobody_has_looked_at_is_looked_at_until_a_look_is_over(
    lookout: Lookout, workspace: Workspace
) -> None:
    assert lookout.among([workspace]) == [workspace]
    assert lookout.among([workspace]) == [workspace]  # the look failed
    lookout.rest(workspace, MORNING, MORNING + DAY)
    assert lookout.among([workspace]) == []


def test_it_is_looked_at_again_where_it_was_written_to_and_no_other_is(
    lookout: Lookout, told: Told, workspace: Workspace, other_workspace: Workspace
) -> None:
    both = [workspace, other_workspace]
    for each in both:
        lookout.rest(each, MORNING, MORNING + DAY)
    told.next = frozenset({workspace.id, 7})
    assert lookout.among(both) == [workspace]


def test_all_are_where_nobody_can_say(
    lookout: Lookout, told: Told, workspace: Workspace, other_workspace: Workspace
) -> None:
    both = [workspace, other_workspace]
    for each in both:
        lookout.rest(each, MORNING, MORNING + DAY)
    told.next = None
    assert lookout.among(both) == both


@pytest.mark.parametrize("by", [timedelta(minutes=10), -HOUR])
def test_its_hour_is_kept_and_a_clock_that_is_set_back_is_noticed(
    lookout: Lookout, workspace: Workspace, clock: StandingClock, by: timedelta
) -> None:
    lookout.rest(workspace, MORNING, MORNING + timedelta(minutes=10))
    clock.set(MORNING + timedelta(minutes=9, seconds=59))
    assert lookout.among([workspace]) == []
    clock.set(MORNING + by)
    assert lookout.among([workspace]) == [workspace]


def test_after_half_an_hour_it_is_looked_at_whatever_was_heard(
    lookout: Lookout, workspace: Workspace, clock: StandingClock
) -> None:
    lookout.rest(workspace, MORNING, MORNING + DAY)
    clock.set(MORNING + AT_LEAST - timedelta(seconds=1))
    assert lookout.among([workspace]) == []
    clock.set(MORNING + timedelta(minutes=30))
    assert lookout.among([workspace]) == [workspace]


@pytest.mark.parametrize(
    ("begins", "ends", "at_least"),
    [
        (datetime(2014, 6, 3, 8, 30, tzinfo=LONDON), datetime(2014, 6, 5, 10, 0, tzinfo=LONDON), {"2014-06-04T09:00"}),
        (datetime(2014, 6, 23, 8, 30, tzinfo=LONDON), datetime(2014, 6, 25, tzinfo=LONDON), {"2014-06-24T12:00"}),
        (datetime(2014, 7, 1, 8, 30, tzinfo=LONDON), datetime(2014, 7, 4, tzinfo=LONDON), {"2014-07-03T00:00"}),
    ],
    ids=["the draft", "the papers", "the meeting"],
)
def test_until_the_hour_that_a_look_names_nothing_falls_due(
    workspace: Workspace, clock: StandingClock, begins: datetime, ends: datetime, at_least: set[str]
) -> None:
    """Walked from hour to hour: a second before each nothing is left to do."""
    office.matched(workspace, "Performance officer", "U1", "officer")
    office.owned(workspace, "NI 117", office.matched(workspace, "Named officer 07", "U2"))
    clock.set(begins - DAY)
    decide(workspace)
    clock.set(begins)
    due = set()
    while clock() < ends:
        if acts(workspace):
            due.add(f"{clock().astimezone(LONDON):%Y-%m-%dT%H:%M}")
        while acts(workspace):
            pass
        hour = decide(workspace)
        assert clock() < hour <= clock() + DAY
        clock.set(hour - timedelta(seconds=1))
        assert acts(workspace) == 0, hour
        clock.set(hour)
    assert due >= at_least


def acts(workspace: Workspace) -> int:
    return reports.plan_for_today(workspace) + reminders.plan_for_today(workspace)


def test_what_is_decided_is_read_from_no_table_whose_writers_keep_quiet(
    workspace: Workspace, store: Store, clock: StandingClock
) -> None:
    office.matched(workspace, "Performance officer", "U1", "officer")
    clock.set(AFTER_THE_FREEZE)
    with counted(store.engine) as seen:
        decide(workspace)
        decide(workspace)
    said = " ".join(statement for statement, _ in seen)
    read = {name for name in metadata.tables if re.search(rf"\b{name}\b", said)}
    assert read > {"delivery", "report", "person", "meeting"}
    assert read & QUIET == set()
