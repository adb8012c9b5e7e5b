"""`/metrics` counts and times what Steward does; nothing in it says who, which board, or anything of the plan."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot import meters
from bot.app.kinds import KINDS
from bot.app.slack import web_client
from bot.commands import watching as watching_module
from bot.commands.edges import Edge
from bot.commands.watching import Watching
from bot.domain.errors import DatabaseAway
from bot.schedule import Beats
from bot.workspace import Workspaces
from store import outbox
from store.outbox import Planned
from tests.slack.sending import Sending
from tests.slack.words import ASKED, FIGURE

if TYPE_CHECKING:
    from bot.local import LocalSlack
    from bot.workspace import Workspace
    from store.work import Store

LABELS = {"kind", "outcome", "method", "job", "le"}


@pytest.fixture
def watching(store: Store, workspace: Workspace) -> Watching:
    seconds = [0.0]
    beats = Beats(lambda: seconds[0])
    beats.expect("drain", 2)
    seconds[0] = 12.0
    watching = Watching(store, Workspaces(store, workspace.clock), beats)
    watching.edge = Edge(lambda: None, lambda _: True, lambda: "", "is")
    return watching


def measured(page: bytes) -> dict[tuple[str, ...], float]:
    """Each number by its name and the values of its labels."""
    families = text_string_to_metric_families(page.decode())
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


def grown(watching: Watching, before: dict[tuple[str, ...], float]) -> dict[tuple[str, ...], float]:
    return {name: value - before.get(name, 0) for name, value in measured(watching.measure()).items()}


@pytest.mark.usefixtures("steward")
def test_requests_and_questions_are_counted_by_what_came_of_them(slack: LocalSlack, watching: Watching) -> None:
    before = measured(watching.measure())
    for who, text in (("U1", ASKED), ("U2", "potholes"), ("U1", "status of pregnancy")):
        slack.user(who).mention("C1", text)
        slack.settle()
    slack.user("U9").mention("C9", ASKED)
    slack.user("U1").command("/steward", ASKED, "C1")
    slack.settle()
    slack.wait_for(lambda: grown(watching, before)[("steward_requests_total", "mention", "refused")] == 1)
    found = grown(watching, before)
    assert found[("steward_requests_total", "mention", "done")] == 3
    assert found[("steward_requests_total", "command", "done")] == 1
    assert found[("steward_request_seconds_count", "mention")] == 4
    assert 0 < found[("steward_request_seconds_sum", "mention")] < 60
    asked = {name[1]: value for name, value in found.items() if name[0] == "steward_questions_total" and value}
    assert sum(asked.values()) == 4
    assert asked["answer"] >= 2
    assert asked["unknown"] == 1


def test_what_waits_to_be_sent_is_measured_with_its_age(watching: Watching, workspace: Workspace) -> None:
    for key, minutes in (("a", 10), ("b", 2), ("c", -60)):
        with workspace.begin() as work:
            due = workspace.now() - timedelta(minutes=minutes)
            outbox.plan(work, workspace.now(), Planned(key=key, kind="notice", channel="C1", not_before=due))
    found = measured(watching.measure())
    assert found[("steward_outbox_due",)] == 2
    assert found[("steward_outbox_oldest_due_seconds",)] == 600


def test_the_timetable_the_edge_and_the_database_are_measured(
    watching: Watching, workspace: Workspace, store: Store
) -> None:
    assert store
    before = measured(watching.measure())
    with workspace.begin(), pytest.raises(ZeroDivisionError), workspace.reading():
        raise ZeroDivisionError
    found = grown(watching, before)
    assert found[("steward_database_transaction_seconds_count", "write")] == 1
    assert found[("steward_database_transaction_seconds_count", "read")] >= 1
    assert measured(watching.measure())[("steward_timetable_lag_seconds", "drain")] == 10
    assert measured(watching.measure())[("steward_slack_connected",)] == 1
    watching.edge = None
    assert measured(watching.measure())[("steward_slack_connected",)] == 0


def test_rate_limits_and_deliveries_are_counted(slack: LocalSlack, watching: Watching, workspace: Workspace) -> None:
    before = measured(watching.measure())
    sending = Sending(slack, workspace)
    slack.rate_limit("chat.postMessage", 1)
    sending.plan("a")
    sending.outbox.drain()
    slack.rate_limit("users.info", 1, times=1)
    web_client(slack.bot_token, slack.api_url).users_info(user="U1")
    found = grown(watching, before)
    assert found[("steward_slack_rate_limited_total", "chat.postMessage")] == 1
    assert found[("steward_slack_rate_limited_total", "users.info")] == 1
    assert found[("steward_deliveries_total", "put off")] == 1


@pytest.mark.usefixtures("steward")
def test_no_label_holds_a_person_a_board_or_a_word_of_the_plan(
    slack: LocalSlack, watching: Watching, workspace: Workspace
) -> None:
    slack.user("U1").mention("C1", ASKED)
    slack.settle()
    page = watching.measure().decode()
    own = [line for line in page.splitlines() if line.startswith("steward_")]
    named = {pair for line in own for pair in re.findall(r'(\w+)="([^"]*)"', line)}
    assert {name for name, _ in named} <= LABELS
    assert {value for name, value in named if name == "kind"} <= KINDS | {"sweep", "read", "write"}
    for secret in (FIGURE, ASKED, "U1", workspace.name, str(workspace.id)):
        assert secret not in "".join(value for _, value in named)


def test_where_the_database_is_away_the_rest_is_told(watching: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise DatabaseAway

    monkeypatch.setattr(watching._workspaces, "backlog", away)
    said = asyncio.run(watching._measured(None))  # type: ignore[arg-type]  # it looks at nothing of the request
    assert said.status_code == 200
    assert b"steward_slack_connected 1.0" in bytes(said.body)
    assert said.headers["content-type"] == meters.CONTENT_TYPE


def test_where_the_database_does_not_answer_the_rest_is_told_in_time(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = Event()
    monkeypatch.setattr(watching_module, "PATIENCE", 0.05)
    monkeypatch.setattr(watching._workspaces, "backlog", lambda: let_go.wait(10) and (0, 0.0))

    async def twice() -> list[int]:
        said = [await watching._measured(None) for _ in range(2)]  # type: ignore[arg-type]  # as above
        let_go.set()
        return [each.status_code for each in said if b"steward_slack_connected 1.0" in bytes(each.body)]

    assert asyncio.run(twice()) == [200, 200]
