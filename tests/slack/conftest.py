"""A local workspace with the people and channels of the tests, and Steward at work in it."""

from __future__ import annotations

import io
import json
import logging
from contextlib import ExitStack
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from bot import redaction
from bot.app.slack import web_client
from bot.local import LocalSlack
from bot.local.things import TEAM, TEAM_DOMAIN
from bot.services import choosing
from bot.services import plan as plans
from bot.workspace import Workspace, Workspaces
from store.work import Store
from tests.builders import city_planfile
from tests.conftest import MORNING
from tests.slack import a_board, by_hand
from tests.slack.deeds import Hall
from tests.slack.processes import Process
from tests.slack.steward import Steward

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from slack_sdk import WebClient

    from bot.domain.planfile import PlanFile
    from tests.slack.by_hand import Spy


MANIFEST: dict[str, Any] = json.loads(files("handlers").joinpath("manifest.json").read_text(encoding="utf-8"))


def a_local_slack() -> LocalSlack:
    """One that takes the app as its manifest describes it, with nobody in it yet."""
    scopes = " ".join(MANIFEST["oauth_config"]["scopes"]["bot"])
    events = " ".join(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
    slack = LocalSlack(bot_name="steward", scopes=scopes, events=events)
    slack.commands.update(each["command"] for each in MANIFEST["features"]["slash_commands"])
    return slack


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """Amy and Ben of the workspace, Gus who is its guest, Xena of another organisation; two channels, one shared."""
    with a_local_slack() as slack:
        slack.add_user("U1", "amy", real_name="Amy Adams")
        slack.add_user("U2", "ben", real_name="Ben Brown")
        slack.add_user("U3", "gus", real_name="Gus Guest", is_restricted=True)
        slack.add_user("U9", "xena", real_name="Xena Extern", team_id="T9OTHER")
        slack.add_channel("C1", "board", members=["U1", "U2", "U3"])
        slack.add_channel("C9", "partners", is_ext_shared=True, members=["U1", "U9"])
        slack.timing.redelivery = (2.0, 2.0, 2.0)  # a copy that overtakes a slow first one is a test of its own
        slack.timing.last_chance = 15.0  # a busy machine may take its time; nothing waits for it otherwise
        yield slack


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return web_client(slack.bot_token, slack.api_url)


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the City's plan in it, to be copied."""
    return made_database(tmp_path_factory.mktemp("sqlite") / "city.sqlite3", city_planfile())


@pytest.fixture
def workspace(workspaces: Workspaces) -> Workspace:
    """The first workspace, bound to the local Slack's team, with the City's plan in it."""
    return with_plan(workspaces, city_planfile())


def made_database(path: Path, planfile: PlanFile) -> Path:
    store = Store(f"sqlite:///{path}")
    store.migrate()
    with_plan(Workspaces(store, lambda: MORNING), planfile)
    store.close()
    return path


def with_plan(workspaces: Workspaces, planfile: PlanFile) -> Workspace:
    workspaces.make_first()
    workspace = workspaces.bind(TEAM, TEAM_DOMAIN)
    if choosing.plans(workspace).current_id is None:
        plans.import_plan(workspace, planfile)
    return workspace


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
def run(tmp_path: Path) -> Iterator[Callable[..., Process]]:
    """Starts `steward run` in a process of its own, which does not outlive the test."""
    started: list[Process] = []

    def begin(*words: str, **given: str) -> Process:
        started.append(Process(tmp_path, *words, **given))
        return started[-1]

    yield begin
    for each in started:
        if each.process.poll() is None:
            each.process.kill()
            each.process.communicate()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What stands in the log at its most talkative, cleaned as it is in earnest."""
    page = io.StringIO()
    handler = logging.StreamHandler(page)
    handler.addFilter(redaction.Redacting())
    loggers = [logging.getLogger(name) for name in ("steward", "slack_bolt", "slack_sdk", "apscheduler", "sqlalchemy")]
    for logger in loggers:
        logger.addHandler(handler)
    loggers[0].setLevel(logging.DEBUG)
    yield page
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.fixture
def steward(start: Callable[[], Steward]) -> Steward:
    return start()


@pytest.fixture
def idle(slack: LocalSlack, workspace: Workspace) -> Steward:
    """Steward without a connection: what Slack sends waits, and the test hands it in."""
    return Steward(slack, workspace)


@pytest.fixture(scope="session")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A board with everybody in it, whose rows stay as they are where `spy` is asked for too."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('roles')}/board.sqlite3")
    store.migrate()
    boards = Workspaces(store, lambda: a_board.NOW)
    boards.make_first()
    workspace = boards.bind(TEAM, TEAM_DOMAIN)
    with a_local_slack() as slack:
        a_board.people_of(slack)
        yield Hall(Steward(slack, workspace), slack, a_board.settled(workspace))
    store.close()


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Spy]:
    with by_hand.spying(monkeypatch) as spy:
        yield spy
