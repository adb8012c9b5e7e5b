"""Several boards in one Steward, as `steward run --http` puts it together, and the browser in which they install it."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from bot.app.office import Reception
from bot.commands.edges import http_edge
from bot.commands.many import many_boards
from bot.commands.running import decide
from bot.commands.wiring import Wired
from bot.config import settings
from bot.workspace import Workspaces
from store.sealing import new_key

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.config import Settings
    from bot.local import LocalSlack
    from store.work import Store

KEY = new_key()
PUBLIC = "http://127.0.0.1:3999"  # what a proxy in front would be called; the browser here knows where that leads
PORT = re.compile(r"port (\d+)")


def settings_for(slack: LocalSlack, *teams: str, key: str = KEY) -> Settings:
    """Those of one who runs Steward for many boards."""
    return settings(
        {
            "STEWARD_DATABASE_URL": "sqlite:///not-asked",
            "SLACK_CLIENT_ID": slack.grants.client_id,
            "SLACK_CLIENT_SECRET": slack.grants.client_secret,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
            "STEWARD_PUBLIC_URL": PUBLIC,
            "STEWARD_TOKEN_KEYS": key,
            "STEWARD_HTTP": "127.0.0.1:0",
            "STEWARD_TEAMS": " ".join(teams),
        }
    )


class Process:
    """One process that serves many boards."""

    def __init__(self, given: Settings, store: Store, clock: Clock) -> None:
        self.store, self.now, self.workspaces = store, clock, Workspaces(store, clock)
        self.seconds = 0.0  # of the process's own clock, by which it looks at tokens again
        self.wired = Wired(given, store, self.workspaces, clock)
        self.offices, pages = many_boards(self.wired, lambda: self.seconds)
        self._edge = http_edge(given, Reception(self.offices), *pages)
        self._edge.open()
        found = PORT.search(self._edge.told)
        assert found
        self.port = int(found[1])
        self.url = f"http://127.0.0.1:{self.port}/slack/events"

    def tick(self) -> None:
        """The timetable's part: decide, and send what is due."""
        self.offices.decide(decide)
        self.offices.drain()

    def stop(self) -> None:
        self._edge.stop(0)
        self.offices.stop(0)


@dataclass
class Seen:
    """A page as it stands in the browser."""

    status: int
    words: str
    address: str
    headers: dict[str, str] = field(default_factory=dict)


class Browser:
    """Somebody's browser: it follows what it is led to, and keeps cookies by host."""

    def __init__(self, slack: LocalSlack, process: Process) -> None:
        self.places = {PUBLIC: f"127.0.0.1:{process.port}", slack.world.address: urlsplit(slack.world.address).netloc}
        self.cookies: dict[str, str] = {}

    def get(self, address: str, form: dict[str, str] | None = None) -> Seen:
        seen = self.step(address, form)
        while 300 <= seen.status < 400:
            seen = self.step(seen.headers["location"])
        return seen

    def step(self, address: str, form: dict[str, str] | None = None) -> Seen:
        """One request, without following."""
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        line = http.client.HTTPConnection(self.places[site], timeout=10)
        own = {"Content-Type": "application/x-www-form-urlencoded"} | ({"Origin": site} if form is not None else {})
        if site in self.cookies:
            own["Cookie"] = self.cookies[site]
        place = parts.path + (f"?{parts.query}" if parts.query else "")
        line.request("GET" if form is None else "POST", place, urlencode(form or {}), own)
        answer = line.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        if "set-cookie" in headers:
            self.cookies[site] = headers["set-cookie"].partition(";")[0]
        seen = Seen(answer.status, answer.read().decode(), address, headers)
        line.close()
        return seen

    def begin(self) -> Seen:
        """Press "Add to Slack": Slack's own page is open."""
        return self.get(f"{PUBLIC}/slack/install")

    def press(self, page: Seen, answer: str, who: str = "") -> Seen:
        """Allow or Cancel on Slack's page; what the browser shows after it."""
        return self.get(page.address, {"answer": answer, "who": who})

    def install(self, who: str) -> Seen:
        return self.press(self.begin(), "allow", who)
