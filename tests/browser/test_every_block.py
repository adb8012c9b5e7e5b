"""Every block and element of Block Kit, drawn by the page's pen: whoever reads it by ear or on a phone can."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.local.forms import completed
from bot.local.page.drawing import Pen
from tests.browser.axe import violations
from tests.browser.test_what_steward_shows import STYLE, TOO_WIDE
from tests.local.page.blocks_of_each_kind import BLOCKS

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def sheet() -> str:
    """All of them, every field with an error beside it."""
    pen = Pen({"U1": "Amy Adams", "U2": "Bo Brown"}, {"C1": "board"}, "U1", ZoneInfo("Europe/London"))
    drawn = []
    for kind, given in BLOCKS.items():
        blocks = completed(given)
        errors = {block["block_id"]: "Not so" for block in blocks if block["type"] == "input"}
        html = pen.blocks(blocks, {}, errors, prefix=kind)
        drawn.append(f"<article><h2>{kind}</h2><form method='post'>{html}</form></article>")
    head = "<title>All</title><meta name='viewport' content='width=device-width'>"
    body = f"<main><h1>All</h1>{''.join(drawn)}</main>"
    return f"<!DOCTYPE html><html lang='en-GB'><head>{head}<style>{STYLE}</style></head><body>{body}</body></html>"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_is_drawn_without_a_fault_that_axe_core_knows_and_fits_a_phone(browser: Browser, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.set_content(sheet())
    wrong = violations(page)
    wrong += [f"too wide: {kind}" for kind in page.locator("article").evaluate_all(TOO_WIDE)]
    context.close()
    assert not wrong, "\n".join(wrong)
