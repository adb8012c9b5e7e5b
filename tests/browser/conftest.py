"""One browser for the session, and fresh pages in it that may speak to the local workspace alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.local import LocalSlack
from bot.local.page.guide import BOT, Go, Guide, Move, Step
from tests.browser.tea_club import tea_club
from tests.browser.visiting import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Browser, ConsoleMessage, Page

QUIET = [  # a browser that does nothing of its own accord; its sandbox refuses to work for root
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-GB",
]
PATIENCE = 10_000  # milliseconds that something may take to come true
WIDE, PHONE = (1280, 800), (320, 640)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--browser", help="the Chromium to drive; `make browser-test` finds or installs one")


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    path = request.config.getoption("--browser", default=None)
    if path is None:
        pytest.skip("`make browser-test` runs these, in a browser")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@dataclass
class Window:
    """Opens pages of one address, and keeps what they fetched from elsewhere and what the browser complained of."""

    browser: Browser
    address: str
    complaints: list[str] = field(default_factory=list)

    def open(self, size: tuple[int, int] = WIDE, *, scheme: str = "light", script: bool = True) -> Visitor:
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            java_script_enabled=script,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda asked: self._asked(asked.url))
        return Visitor(page, self.complaints)

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:  # what the policy of the page forbids is an error as well
            self.complaints.append(f"{said.text} ({said.location['url']})")

    def _asked(self, url: str) -> None:
        if not url.startswith(f"{self.address}/"):
            self.complaints.append(f"fetched from elsewhere: {url}")


@pytest.fixture(scope="session")
def window(browser: Browser) -> Callable[[str], Iterator[Window]]:
    """A window on an address; closing it tells of every complaint."""

    def opened(address: str) -> Iterator[Window]:
        window = Window(browser, address)
        yield window
        for context in browser.contexts:
            context.close()
        assert window.complaints == []

    return opened


class TeaClock:
    """Moves by whole days, and never back."""

    def __init__(self) -> None:
        self.moment = datetime(2014, 4, 17, 9, 0, tzinfo=ZoneInfo("Europe/London"))

    def now(self) -> datetime:
        return self.moment

    def moves(self) -> Sequence[Move]:
        return (Move("day", "Next day"),)

    def move(self, key: str) -> None:
        assert key == "day"
        self.moment = self.moment.replace(day=self.moment.day + 1)

    def go_to(self, moment: datetime) -> None:
        if moment < self.moment:
            raise ValueError("The clock never goes back.")
        self.moment = moment


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """Amy and Ben of a club that drinks tea, Xena of another one, and the club's app at work."""
    clock, asked = TeaClock(), "tea, please"
    steps = (
        Step("Ask for tea", "Write to the club.", (Go("Ask as Amy", "U1", BOT, asked), "day")),
        Step("Drink it", "While it is hot.", done=lambda: True),
    )
    guide = Guide("Tea in two steps", "A tour of the club.", steps, clock)
    with LocalSlack(guide=guide, clock=lambda: clock.now().timestamp()) as slack:
        slack.add_user("U1", "amy", real_name="Amy Adams", title="Treasurer")
        slack.add_user("U2", "ben", real_name="Ben Brown")
        slack.add_user("U9", "xena", real_name="Xena Extern", team_id="T9OTHER")
        slack.add_channel("C1", "kitchen", members=["U1", "U2"])
        with tea_club(slack):
            yield slack


@pytest.fixture
def visit(slack: LocalSlack, window: Callable[[str], Iterator[Window]]) -> Iterator[Callable[..., Visitor]]:
    """Opens a page of the tea club's workspace: `size=PHONE`, `scheme="dark"`, `script=False`."""
    for each in window(slack.world.address):
        yield each.open


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Visitor:
    return visit()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
