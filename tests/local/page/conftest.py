"""A browser before the local workspace of each test."""

from collections.abc import Callable

import pytest

from bot.local import LocalSlack
from tests.local.page.browsers import Answer, Browser


@pytest.fixture
def browser(slack: LocalSlack) -> Browser:
    return Browser(slack.world.address)


@pytest.fixture
def say(browser: Browser) -> Callable[..., Answer]:
    """Writes in the composer."""

    def write(text: str, place: str = "C1", user: str = "U1", **more: str) -> Answer:
        return browser.post(f"/as/{user}/{place}/say", text=text, **more)

    return write
