"""The stage for what grows with the boards: any number of them on one PostgreSQL, each with a copy of one board's rows.

Slack is one that says yes to everything, at once: what is measured is ours.
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import create_engine, text

from bot.app.installations import Installations, Renewal
from bot.app.offices import InstalledOffices
from bot.app.slack import web_client
from bot.services import plan as plans
from bot.services import timetables
from bot.workspace import Workspaces
from store import bodies, people
from store.sealing import Seal
from store.tables import metadata
from store.work import Store
from tests import postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.clock import Clock
    from bot.domain.planfile import PlanFile
    from bot.workspace import Workspace

KEY = urlsafe_b64encode(bytes(32)).decode()  # the same in every process: it guards nothing
CHANNEL = "C1"
COPIED = (  # of each board the same: whatever has a workspace
    'INSERT INTO "{name}" (workspace_id, {rest}) SELECT further.workspace, {rest} FROM "{name}",'
    " unnest(CAST(:new AS bigint[])) AS further(workspace) WHERE workspace_id = :first"
)


class Boards:
    """One database of boards; to be filled by `first`, and then to `grow`."""

    def __init__(self, address: str, clock: Clock, api_url: str) -> None:
        self._address, self._clock, self._api_url = address, clock, api_url
        self.store = Store(address)
        self.store.migrate()
        self.workspaces = Workspaces(self.store, clock)
        self._installations = Installations(self.store, "1.2", Seal((KEY,)))

    def first(self, planfile: PlanFile) -> Workspace:
        """A board with that plan, all of whose people are in Slack, an officer and a channel for its reports."""
        self._install(0)
        board = self.workspaces.for_team(team(0))
        plans.import_plan(board, planfile)
        timetables.set_rule(board, "report_unsigned", "on")
        with board.begin() as work:
            catalogue = board.catalogue(work)
            if catalogue is None:
                raise RuntimeError("no plan was imported")
            for number, each in enumerate(people.everyone(work)):
                people.link(work, each.id, f"U{number}")
            officer = people.person(work, "Performance officer")
            people.link(work, officer, "UOFFICER")
            people.join(work, officer, catalogue.plan.id, "officer")
            for each in bodies.bodies(work, catalogue.plan):
                bodies.put(work, catalogue.plan.id, replace(each, channel=CHANNEL))
        return board

    def grow(self, many: int) -> None:
        """To so many boards, with copies of the first one's rows."""
        for number in range(1, many):
            self._install(number)
        first, *new = (self.workspaces.for_team(team(number)).id for number in range(many))
        engine = create_engine(postgres.for_admin(self._address))
        with engine.begin() as connection:
            for table in metadata.sorted_tables:
                rest = ", ".join(f'"{each.name}"' for each in table.c if each.name != "workspace_id")
                if "workspace_id" in table.c:
                    connection.execute(text(COPIED.format(name=table.name, rest=rest)), {"new": new, "first": first})
            connection.exec_driver_sql("ANALYZE")
        engine.dispose()

    def offices(self) -> InstalledOffices:
        """As a process has them that has just begun."""
        renewal = Renewal(self._installations, web_client("", self._api_url), "1.2", "secret")
        return InstalledOffices(self.workspaces, self._installations, renewal, self._api_url)

    def _install(self, number: int) -> None:
        self.workspaces.welcome(team(number), f"Board {number}")
        self._installations.save(
            Installation(
                app_id="A0APP", team_id=team(number), team_name=f"Board {number}", user_id="U1",
                bot_token=f"xoxb-{team(number)}", bot_id="B0BOT", bot_user_id="U0BOT",
            )
        )  # fmt: skip


def team(number: int) -> str:
    return f"T{number:04}"


@contextmanager
def nodding_slack() -> Iterator[str]:
    """The address of a Slack in which everybody exists and everything is taken."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Nods)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Nods(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one piece
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        held = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        given = json.loads(held) if held.startswith("{") else {name: each[0] for name, each in parse_qs(held).items()}
        body = json.dumps(self._said(self.path.rpartition("/")[2], given)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _said(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        where = str(given.get("channel") or f"D{given.get('users', '')}")
        whose = re.search(r"xoxb-(\w+)", self.headers.get("Authorization", ""))
        user = {"id": given.get("user"), "team_id": whose[1] if whose else "", "tz": "Europe/London"}
        if method in {"conversations.open", "conversations.info"}:
            return {"ok": True, "channel": {"id": where, "is_member": True}}
        return {"ok": True, "user": user, "dnd_enabled": False, "channel": where, "ts": "1400000000.000100"}

    def log_message(self, *_told: object) -> None:
        """Nothing is said of it."""
