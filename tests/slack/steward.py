"""Steward at work in a local workspace, as `steward run` puts it together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.app import build
from bot.app.inbox import Inbox
from bot.app.slack import posting_client, web_client, who_am_i
from bot.commands.running import decide
from bot.delivery import Outbox
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
        self.seconds = 0.0  # what the outbox takes for the time between two messages
        self.outbox = Outbox(workspace, posting_client(self.client), ticks=lambda: self.seconds)
        self.app = build(workspace, self.client, self.identity, self.outbox)
        self.inbox = Inbox(self.app, workspace, self.client)
        self.socket: Socket | None = None

    def connect(self, ping_seconds: float = PING_SECONDS) -> Steward:
        self.socket = Socket(self.inbox, self.slack.app_token, self.client, ping_seconds=ping_seconds)
        before = self.slack.connections
        self.socket.connect()
        self.slack.wait_for(lambda: self.slack.connections > before)
        return self

    def tick(self) -> None:
        """The timetable's part, at the moment that the clock shows: decide, and send until nothing more may go out."""
        decide(self.workspace)
        self.drain()

    def drain(self) -> int:
        """Send what is due, however close upon each other; how often something was taken in hand."""
        taken = idle = 0
        while idle < 2:
            found = self.outbox.drain()
            self.seconds += 2.0
            taken, idle = taken + found, 0 if found else idle + 1
        return taken

    def stop(self) -> None:
        if self.socket:
            self.socket.stop(0)

    def receive(self, payload: dict[str, Any]) -> int:
        """Hand in a payload as an edge would; the status that it is answered with."""
        return self.inbox.receive(payload).status
