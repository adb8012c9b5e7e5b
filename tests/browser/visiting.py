"""What a visitor does at the page, told as they would tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from playwright.sync_api import Locator, LocatorAssertions, Page

TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
TOO_LONG = "document.documentElement.scrollHeight > document.documentElement.clientHeight"
FOCUS = """() => {
    const one = document.activeElement;
    return one.getAttribute("aria-label") || one.labels?.[0]?.innerText || one.innerText || one.nodeName;
}"""


def expect(locator: Locator) -> LocatorAssertions:
    """Playwright's own, imported when it is first asked for: it is not installed everywhere."""
    from playwright.sync_api import expect

    return expect(locator)


@dataclass(frozen=True)
class Visitor:
    """Somebody before one page. By role and by name, as a screen reader finds things."""

    page: Page
    complaints: list[str]  # of the browser, so far; any that is left in the end fails the test

    def go(self, person: str, place: str = "bot", **more: str) -> None:
        self.page.goto(f"/as/{person}/{place}" + (f"?{urlencode(more)}" if more else ""))

    def say(self, text: str) -> None:
        """In the composer, with Enter."""
        self.composer.fill(text)
        self.composer.press("Enter")

    def send(self, text: str) -> None:
        """In the composer, with its button."""
        self.composer.fill(text)
        self.page.locator("#message-form").get_by_role("button", name="Send", exact=True).click()

    @property
    def composer(self) -> Locator:
        return self.page.locator("#message")

    @property
    def messages(self) -> Locator:
        """Those of the conversation in the middle."""
        return self.page.locator("#talk").get_by_role("article")

    @property
    def replies(self) -> Locator:
        """Those of the thread beside it."""
        return self.page.locator("#thread").get_by_role("article")

    @property
    def modal(self) -> Locator:
        return self.page.locator("dialog.modal")

    @property
    def tour(self) -> Locator:
        return self.page.get_by_role("complementary")

    def press(self, name: str, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("button", name=name, exact=True).last.click()

    @property
    def is_too_wide(self) -> bool:
        """Whether the page as a whole must be scrolled sideways."""
        return bool(self.page.evaluate(TOO_WIDE))

    @property
    def is_too_long(self) -> bool:
        """Whether the page as a whole must be scrolled down, and not its panes, each for itself."""
        return bool(self.page.evaluate(TOO_LONG))

    @property
    def focus(self) -> str:
        """What has the focus: its name, words or label."""
        return str(self.page.evaluate(FOCUS)).strip()
