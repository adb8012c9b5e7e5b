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
from tests.slack.steward import Steward

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from slack_sdk import WebClient

    from bot.workspace import Workspace, Workspaces


MANIFEST: dict[str, Any] = json.loads(files("handlers").joinpath("manifest.json").read_text(encoding="utf-8"))


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """Amy and Ben of the workspace, Gus who is its guest, Xena of another organisation; two channels, one shared."""
    scopes = " ".join(MANIFEST["oauth_config"]["scopes"]["bot"])
    events = " ".join(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
    with LocalSlack(bot_name="steward", scopes=scopes, events=events) as slack:
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
def workspace(workspaces: Workspaces) -> Workspace:
    """The first workspace, bound to the local Slack's team."""
    workspaces.make_first()
    return workspaces.bind("T0LOCAL", "local")


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
