"""A local workspace for each test, and a real Bolt app that can be connected to it."""

import ssl
from collections.abc import Callable, Iterator

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.local import LocalSlack

SSL = ssl.create_default_context()  # slack_sdk makes one for every call unless it is given one


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """Amy and Ben of the workspace, Xena of another, and a channel where all of them sit with the bot."""
    with LocalSlack() as slack:
        slack.add_user("U1", "amy", real_name="Amy Adams")
        slack.add_user("U2", "ben", real_name="Ben Brown")
        slack.add_user("U9", "xena", real_name="Xena Extern", team_id="T9OTHER")
        slack.add_channel("C1", "board", members=["U1", "U2"])
        slack.add_channel("C9", "partners", is_ext_shared=True)
        yield slack


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, ssl=SSL, retry_handlers=[])


@pytest.fixture
def app(client: WebClient) -> App:
    """A Bolt app with no listeners yet, which acknowledges once the listener has done its work."""
    return App(client=client, process_before_response=True, token_verification_enabled=False)


@pytest.fixture
def connect(slack: LocalSlack, app: App) -> Iterator[Callable[[], SocketModeHandler]]:
    """Connects the app once its listeners are in place."""
    handlers: list[SocketModeHandler] = []

    def start() -> SocketModeHandler:
        handler = SocketModeHandler(app, slack.app_token)
        handlers.append(handler)
        handler.connect()
        slack.wait_for(lambda: slack.connections >= len(handlers))
        return handler

    yield start
    for handler in handlers:
        handler.client.auto_reconnect_enabled = False
        handler.client.closed = True
        handler.client.enqueue_message("")  # its reader would sit a second longer over an empty queue
    slack.close_connections()
    for handler in handlers:
        handler.client.current_session_runner.shutdown()  # it hangs up by itself, and twice at once is an error
        handler.close()
