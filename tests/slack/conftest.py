"""A local workspace with the people and channels of the tests, and Steward at work in it."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.app import build
from bot.app.inbox import Inbox
from bot.app.slack import web_client, who_am_i
from bot.local import LocalSlack
from bot.socket import Socket
from bot.workspace import Workspace, Workspaces
from store.work import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from slack_sdk import WebClient


class Clock:
    """The time, as the test sets it."""

    def __init__(self) -> None:
        self.now = datetime(2014, 3, 3, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


class Steward:
    """One process of Steward: the app, its inbox, and its connection once it has one."""

    def __init__(self, slack: LocalSlack, workspace: Workspace) -> None:
        self.slack, self.workspace = slack, workspace
        self.client = web_client(slack.bot_token, slack.api_url)
        self.identity = who_am_i(self.client)
        self.app = build(workspace, self.client, self.identity)
        self.inbox = Inbox(self.app, workspace, self.client)
        self.socket: Socket | None = None

    def connect(self) -> Steward:
        self.socket = Socket(self.inbox, self.slack.app_token, self.client)
        before = self.slack.connections
        self.socket.connect()
        self.slack.wait_for(lambda: self.slack.connections > before)
        return self

    def stop(self) -> None:
        if self.socket:
            self.socket.stop(0)


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """Amy and Ben of the workspace, Gus who is its guest, Xena of another organisation; two channels, one shared."""
    with LocalSlack(bot_name="steward") as slack:
        slack.add_user("U1", "amy", real_name="Amy Adams")
        slack.add_user("U2", "ben", real_name="Ben Brown")
        slack.add_user("U3", "gus", real_name="Gus Guest", is_restricted=True)
        slack.add_user("U9", "xena", real_name="Xena Extern", team_id="T9OTHER")
        slack.add_channel("C1", "board", members=["U1", "U2", "U3"])
        slack.add_channel("C9", "partners", is_ext_shared=True, members=["U1", "U9"])
        slack.timing.redelivery = (0.2, 0.2, 0.2)
        yield slack


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return web_client(slack.bot_token, slack.api_url)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    store = Store(f"sqlite:///{tmp_path / 'steward.sqlite3'}")
    store.migrate()
    workspaces = Workspaces(store, clock)
    workspaces.make_first()
    yield workspaces.bind("T0LOCAL", "local")
    store.close()


@pytest.fixture
def start(slack: LocalSlack, workspace: Workspace) -> Iterator[Callable[[], Steward]]:
    """Starts a process of Steward and connects it; all on the same database."""
    with ExitStack() as running:

        def started() -> Steward:
            steward = Steward(slack, workspace)
            running.callback(steward.stop)
            return steward.connect()

        yield started
        slack.close_connections()


@pytest.fixture
def steward(start: Callable[[], Steward]) -> Steward:
    return start()
