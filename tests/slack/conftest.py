"""A local workspace with the people and channels of the tests, and the client that Steward would use in it."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.app.slack import web_client
from bot.local import LocalSlack


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
        yield slack


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return web_client(slack.bot_token, slack.api_url)
