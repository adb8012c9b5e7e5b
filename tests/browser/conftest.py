"""One browser for the session, and for each test a fresh page that may speak to the local workspace alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.local import LocalSlack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page

QUIET = [  # a browser that does nothing of its own accord; the sandbox refuses to work for root
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 5_000  # milliseconds that an expectation may take to come true


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


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack() as slack:
        slack.add_user("U1", "amy", real_name="Amy Adams")
        slack.add_channel("C1", "board")
        yield slack


@pytest.fixture
def page(browser: Browser, slack: LocalSlack) -> Iterator[Page]:
    """A visitor's page. What it fetches from elsewhere and what the browser complains of fail the test."""
    context = browser.new_context(base_url=slack.world.address, locale="en-GB", timezone_id="Europe/London")
    page, complaints = context.new_page(), []

    def heard(said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            complaints.append(f"{said.text} ({said.location['url']})")

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: asked.url.startswith(slack.world.address) or complaints.append(asked.url))
    yield page
    context.close()
    assert complaints == []
