"""`/readyz` says whether a process does its work, and which part of it is not well, without anything secret."""

from __future__ import annotations

import asyncio
import json
import os
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from bot.commands.edges import Edge
from bot.commands.watching import ASKED_SECONDS, Watching
from bot.domain.errors import BadSetting, DatabaseAway, DatabaseNotReady, NewerDatabase
from bot.schedule import LATE_SECONDS, LONGEST_SECONDS, Beats
from bot.watchdog import SILENT_SECONDS, Watchdog
from bot.web.readiness import SILENT, Readiness
from bot.workspace import Workspaces
from store import looks
from tests.conftest import MORNING

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.local import LocalSlack
    from bot.workspace import Workspace
    from store.work import Store


class Ticks:
    """Seconds that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def watching(store: Store, workspace: Workspace, client: WebClient, ticks: Ticks) -> Watching:
    assert workspace.id
    beats = Beats(ticks)
    beats.expect("drain", 2)
    watching = Watching(store, Workspaces(store, workspace.clock), beats, client, ticks=ticks)
    watching.edge = Edge(lambda: None, lambda _: True, lambda: "", "is")
    return watching


def asked(watching: Watching) -> tuple[int, dict[str, Any]]:
    return answer(Readiness(watching.looks))


def answer(readiness: Readiness) -> tuple[int, dict[str, Any]]:
    async def once() -> tuple[int, dict[str, Any]]:
        said = await readiness.answer(None)  # type: ignore[arg-type]  # it looks at nothing of the request
        return said.status_code, json.loads(bytes(said.body))

    return asyncio.run(once())


def reasons(watching: Watching) -> dict[str, str]:
    status, said = asked(watching)
    assert status == (503 if said["reasons"] else 200)
    assert said["ready"] is not bool(said["reasons"])
    found: dict[str, str] = said["reasons"]
    return found


def test_where_all_is_well_it_says_so(watching: Watching) -> None:
    assert asked(watching) == (200, {"ready": True, "reasons": {}})


def test_a_database_that_takes_no_changes_is_not_ready(watching: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "takes_changes", lambda _: False)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert reasons(watching) == {"database": "it takes no changes"}


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (DatabaseNotReady(), "it is not brought up to date; steward migrate does it"),
        (NewerDatabase(found="9999"), "it is of a newer Steward than this one"),
        (DatabaseAway(), "it cannot be reached"),
        (BadSetting(setting="STEWARD_DATABASE_URL", problem="host db.secret.example"), "it cannot be reached"),
        (ValueError("db.secret.example"), "it cannot be looked at"),
    ],
)
def test_a_database_that_is_not_well_is_told_without_its_address(
    watching: Watching, store: Store, trouble: Exception, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check() -> None:
        raise trouble

    monkeypatch.setattr(store, "check", check)
    assert reasons(watching) == {"database": told}


def test_before_and_after_the_edge_is_open_nothing_comes_in(watching: Watching) -> None:
    watching.edge = None
    assert reasons(watching) == {"slack": "it is not open yet"}
    watching.edge = Edge(lambda: None, lambda _: True, lambda: "Steward is stopping", "is")
    assert reasons(watching) == {"slack": "Steward is stopping"}


def test_a_websocket_that_the_watchdog_takes_for_deaf_is_told_though_it_is_open(watching: Watching) -> None:
    watching.watchdog = Watchdog(Deaf(), lambda: None, lambda: MORNING, lambda: None, ticks=watching._ticks)
    watching.watchdog.look()
    assert reasons(watching) == {}
    watching._ticks.now = SILENT_SECONDS  # type: ignore[attr-defined]  # they are the test's
    watching.watchdog.look()
    with watching.beats.tick("drain"):
        assert reasons(watching) == {"slack": "Slack's WebSocket is silent"}


class Deaf:
    """A connection from which nothing is heard."""

    requests, alone = 0, True

    def life(self) -> int:
        return 0

    def reconnect(self) -> None:
        """To no avail."""


def test_a_timetable_that_stands_still_is_told_and_one_at_a_long_drain_is_not(watching: Watching, ticks: Ticks) -> None:
    ticks.now = 3 * 2 + LATE_SECONDS
    assert reasons(watching) == {}
    ticks.now += 1
    assert reasons(watching) == {"timetable": "not at work: drain"}
    with watching.beats.tick("drain"):
        ticks.now += LONGEST_SECONDS
        assert reasons(watching) == {}
        ticks.now += 1
        assert reasons(watching) == {"timetable": "not at work: drain"}
    assert reasons(watching) == {}
    assert "it has not begun yet" in Beats(ticks).late()


def test_slack_is_asked_for_the_token_once_in_a_while(watching: Watching, slack: LocalSlack, ticks: Ticks) -> None:
    asked_before = len(slack.calls_of("auth.test"))
    assert reasons(watching) == {}
    slack.fail("auth.test", "token_revoked")
    assert reasons(watching) == {}
    ticks.now += ASKED_SECONDS
    with watching.beats.tick("drain"):
        assert reasons(watching) == {"token": "Slack does not take it (token_revoked)"}
    assert len(slack.calls_of("auth.test")) == asked_before + 2


def test_that_slack_cannot_be_reached_says_nothing_of_the_token(watching: Watching, slack: LocalSlack) -> None:
    slack.server_error("auth.test", 503, times=9)
    assert reasons(watching) == {}


def test_a_database_that_does_not_answer_is_told_in_time_and_asked_once() -> None:
    let_go, begun = Event(), []

    def look() -> str:
        begun.append(1)
        let_go.wait(10)
        return ""

    async def three() -> list[int]:
        readiness = Readiness({"token": lambda: "", "database": look}, patience=0.05)
        said = [await readiness.answer(None) for _ in range(3)]  # type: ignore[arg-type]  # as above
        assert json.loads(bytes(said[-1].body))["reasons"] == {"database": SILENT}
        let_go.set()
        return [each.status_code for each in said]

    assert asyncio.run(three()) == [503, 503, 503]
    assert begun == [1]
