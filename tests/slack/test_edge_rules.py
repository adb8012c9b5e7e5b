"""Rules of the house for the edge: who reads the environment, and where transactions must not be."""

from __future__ import annotations

import ast
import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot import schedule
from bot.app import build
from bot.app.slack import who_am_i

if TYPE_CHECKING:
    import pytest
    from slack_sdk import WebClient

    from bot.local import LocalSlack
    from bot.workspace import Workspace
    from tests.slack.steward import Steward

ROOT = Path(__file__).parents[2]
EDGE = sorted((ROOT / "bot/app").glob("*.py")) + sorted((ROOT / "handlers").glob("*.py"))


def test_no_transaction_is_open_while_a_request_goes_on() -> None:
    """What follows Bolt's next() runs before the listener, so nothing may be held open around it."""
    for path in EDGE:
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(each, ast.With):
                called = {ast.unparse(call.func) for call in ast.walk(each) if isinstance(call, ast.Call)}
                assert not called & {"next", "next_", "self._dispatch", "self.app.dispatch"}, path


def test_slacks_other_way_of_installing_is_not_switched_on_by_the_environment(
    slack: LocalSlack, client: WebClient, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "secret")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-another")
    app = build(workspace, client, who_am_i(client))
    told = slack.user("U1").mention("C1", "help")
    from slack_bolt import BoltRequest

    assert app.dispatch(BoltRequest(mode="socket_mode", body=told.payload)).status == 200
    assert slack.from_bot("C1")


def test_bolts_own_level_is_not_set_on_the_log_of_steward(steward: Steward) -> None:
    assert steward.app.name == "slack_bolt.steward"
    assert logging.getLogger("steward").level in {logging.NOTSET, logging.DEBUG, logging.INFO}


def test_the_timetable_comes_back_to_what_was_left_and_forgets_what_is_old(idle: Steward) -> None:
    done: list[str] = []
    names = ("sweep", "trim", "decide")
    timetable = schedule.timetable(idle.outbox, **{name: partial(done.append, name) for name in names})
    timetable.start(paused=True)
    jobs = {job.id: job for job in timetable.get_jobs()}
    timetable.shutdown()
    for name in names:
        jobs[name].func()
    assert done == list(names)
    assert all(job.coalesce and job.max_instances == 1 for job in jobs.values())
    assert jobs["sweep"].trigger.interval.total_seconds() <= 30


def test_what_is_in_hand_is_finished_before_the_connection_closes(slack: LocalSlack, steward: Steward) -> None:
    slack.slow("chat.postMessage", 0.5)
    told = slack.user("U1").mention("C1", "help")
    slack.wait_for(lambda: slack.calls_of("users.info"))
    assert steward.socket is not None
    assert steward.socket.stop(5)
    slack.wait_for(lambda: told.acked)
    assert len(slack.from_bot("C1")) == 1
