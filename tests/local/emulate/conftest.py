"""`emulate` on a port of its own, and the local workspace beside it, with the same people in both."""

import json
import os
import socket
import subprocess
from collections.abc import Iterator

import pytest

from bot.local import LocalSlack
from tests.local.emulate.setting_up import set_up
from tests.local.emulate.sides import Ours, Side, Theirs

SEED = {
    "team": {"name": "local", "domain": "local"},
    "users": [{"name": "amy", "real_name": "Amy Adams"}, {"name": "ben", "real_name": "Ben Brown"}],
    "channels": [{"name": "board"}, {"name": "elsewhere"}],
    "oauth_apps": [
        {
            "app_id": "A0APP", "client_id": "1.2", "client_secret": "none", "name": "Bot", "redirect_uris": [],
            "bot_id": "B0BOT", "bot_user_id": "U0BOT", "bot_name": "bot", "scopes": ["chat:write"],
        }
    ],
    "tokens": [
        {
            "token": "xoxb-local", "type": "bot", "user_id": "U0BOT", "app_id": "A0APP", "client_id": "1.2",
            "bot_id": "B0BOT", "bot_user_id": "U0BOT",
        }
    ],
}  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--emulate", action="store_true", help="compare with emulate; `make emulate-test` installs it")


@pytest.fixture(scope="session")
def theirs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Side]:
    if not request.config.getoption("--emulate", default=False):
        pytest.skip("`make emulate-test` runs these: it installs what the local workspace is compared with")
    folder = tmp_path_factory.mktemp("emulate")
    seed = folder / "seed.json"
    seed.write_text(json.dumps({"slack": SEED}), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*set_up(), "start", "--service", "slack", "--port", str(port), "--seed", str(seed)]
    home = {"HOME": str(folder), "NO_COLOR": "1", "PATH": os.environ.get("PATH", "")}
    with (folder / "said").open("w") as said, subprocess.Popen(command, cwd=folder, env=home, stdout=said) as program:
        try:
            yield Theirs(port, "xoxb-local", program)
        finally:
            program.terminate()


@pytest.fixture(scope="session")
def ours() -> Iterator[Side]:
    with LocalSlack() as slack:
        slack.scopes.update(["mpim:read", "mpim:write", "channels:history", "groups:history", "im:read", "team:read"])
        slack.add_user(Ours.amy, "amy", real_name="Amy Adams")
        slack.add_user(Ours.ben, "ben", real_name="Ben Brown")
        slack.add_channel(Ours.board, "board")
        slack.add_channel(Ours.elsewhere, "elsewhere", bot=False)
        yield Ours(slack)
