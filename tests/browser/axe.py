"""What axe-core finds wrong with what stands on a page: rules of WCAG 2.2, A and AA, and of good practice."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": RULES},
    "rules": {"label-content-name-mismatch": {"enabled": True}},  # of WCAG 2.2 as well, and off unless asked for
}


@cache
def _axe() -> Axe:
    from axe_playwright_python.sync_playwright import Axe

    return Axe()


def violations(page: Page) -> list[str]:
    """Each in a line: the rule, what is wrong, and where."""
    found = _axe().run(page, options=OPTIONS).response["violations"]
    return [f"{each['id']}: {each['help']}: {node['html'][:200]}" for each in found for node in each["nodes"]]
