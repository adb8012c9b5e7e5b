"""The two that are compared: each can be called, and knows what its people and places are named."""

import socket
import subprocess
import time
import urllib.request
from contextlib import suppress
from typing import Any, Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.local import LocalSlack

JSON = dict[str, Any]
PATIENCE = 20  # seconds for Node to come up


class Side(Protocol):
    amy: str
    ben: str
    board: str
    elsewhere: str  # a channel without the bot
    bot: str
    token: str

    def call(self, method: str, **args: object) -> JSON: ...

    def trigger(self, view_id: str = "") -> str: ...

    def put(self, url: str, content: bytes) -> int: ...


class _Called:
    """What can be called over HTTP with a token."""

    def __init__(self, api_url: str, token: str) -> None:
        self.token, self.bot = token, "U0BOT"
        self._client = WebClient(token, base_url=api_url, retry_handlers=[])

    def call(self, method: str, **args: object) -> JSON:
        """The answer, whether it is an error or not."""
        given = {name: value for name, value in args.items() if value is not None}
        try:
            answer = self._client.api_call(method, json=given)
        except SlackApiError as refused:
            return dict(refused.response.data) if isinstance(refused.response.data, dict) else {"ok": None}
        return dict(answer.data) if isinstance(answer.data, dict) else {"ok": None}

    def put(self, url: str, content: bytes) -> int:
        request = urllib.request.Request(url, content)  # noqa: S310 - on loopback
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - the same
            return int(answer.status)


class Ours(_Called):
    amy, ben, board, elsewhere = "U0AMY", "U0BEN", "C0BOARD", "C0ELSEWHERE"

    def __init__(self, slack: LocalSlack) -> None:
        super().__init__(slack.api_url, slack.bot_token)
        self._slack = slack

    def trigger(self, view_id: str = "") -> str:  # noqa: ARG002 - whose view it is from does not matter here
        return self._slack.world.new_trigger(self.amy)


class Theirs(_Called):
    """`emulate` gives its own ids to what it is seeded with, and a channel has no bot in it until it joins."""

    def __init__(self, port: int, token: str, program: subprocess.Popen[bytes]) -> None:
        super().__init__(f"http://127.0.0.1:{port}/api/", token)
        _wait(port, program)
        people = {one["name"]: one["id"] for one in self.call("users.list")["members"]}
        places = {one["name"]: one["id"] for one in self.call("conversations.list")["channels"]}
        self.amy, self.ben = people["amy"], people["ben"]
        self.board, self.elsewhere = places["board"], places["elsewhere"]
        self.call("conversations.join", channel=self.board)

    def trigger(self, view_id: str = "") -> str:
        args = {"user_id": self.amy, "view_id": view_id or None}
        return str(self.call("views.generateTriggerId", **args)["trigger_id"])


def _wait(port: int, program: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while program.poll() is None and time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError("emulate did not come up")
