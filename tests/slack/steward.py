"""Steward at work in a local workspace, as `steward run` puts it together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.app import build
from bot.app.inbox import Inbox
from bot.app.slack import web_client, who_am_i
from bot.socket import PING_SECONDS, Socket

if TYPE_CHECKING:
    from bot.local import LocalSlack
    from bot.workspace import Workspace


class Steward:
    """One process of Steward: the app, its inbox, and its connection once it has one."""

    def __init__(self, slack: LocalSlack, workspace: Workspace) -> None:
        self.slack, self.workspace = slack, workspace
        self.client = web_client(slack.bot_token, slack.api_url)
        self.identity = who_am_i(self.client)
        self.app = build(workspace, self.client, self.identity)
        self.inbox = Inbox(self.app, workspace, self.client)
        self.socket: Socket | None = None

    def connect(self, ping_seconds: float = PING_SECONDS) -> Steward:
        self.socket = Socket(self.inbox, self.slack.app_token, self.client, ping_seconds=ping_seconds)
        before = self.slack.connections
        self.socket.connect()
        self.slack.wait_for(lambda: self.slack.connections > before)
        return self

    def stop(self) -> None:
        if self.socket:
            self.socket.stop(0)

    def receive(self, payload: dict[str, Any]) -> int:
        """Hand in a payload as an edge would; the status that it is answered with."""
        return self.inbox.receive(payload).status
