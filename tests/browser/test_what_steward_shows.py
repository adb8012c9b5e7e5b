"""All that Steward says, drawn by the page's pen: whoever reads it by ear, by keyboard or on a phone can."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot import render
from bot.local.forms import completed
from bot.local.page import drawing
from tests.browser.axe import violations
from tests.templates.everything import said_of_each_kind
from tests.templates.test_views_of_each_kind import AT_HOME, views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

STYLE = "".join(path.read_text(encoding="utf-8") for path in Path(drawing.__file__).parents[1].glob("static/*.css"))
AT_ONCE = 25  # more on one sheet takes axe-core longer than as many sheets
TOO_WIDE = "each => each.filter(one => one.scrollWidth > one.clientWidth).map(one => one.firstChild.textContent)"


def surfaces() -> Iterator[str]:
    """One of each kind of message, form and Home, each with its kind as its heading."""
    pen = drawing.Pen({"U1": "Amy Adams"}, {"C1": "board"}, "U1", ZoneInfo("Europe/London"))
    for kind, said in {type(said).__name__: said for said in said_of_each_kind()}.items():
        message = render.message(said)
        yield _surface(kind, pen.message(message.text, completed(message.blocks)))
    for kind, shown in {type(shown).__name__: shown for shown in views()}.items():
        made = render.view(shown, "home" if kind in AT_HOME else "modal")
        yield _surface(kind, pen.blocks(completed(made["blocks"]), prefix=kind))


def _surface(kind: str, drawn: str) -> str:
    return f"<article><h2>{kind}</h2><form method='post'>{drawn}</form></article>"


def sheets() -> Iterator[str]:
    drawn = list(surfaces())
    for first in range(0, len(drawn), AT_ONCE):
        body = f"<main><h1>All</h1>{''.join(drawn[first : first + AT_ONCE])}</main>"
        head = "<title>All</title><meta name='viewport' content='width=device-width'>"
        yield f"<!DOCTYPE html><html lang='en-GB'><head>{head}<style>{STYLE}</style></head><body>{body}</body></html>"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_kind_is_drawn_without_a_fault_that_axe_core_knows_and_fits_a_phone(browser: Browser, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 320, "height": 640})
    page, wrong = context.new_page(), []
    for sheet in sheets():
        page.set_content(sheet)
        wrong += violations(page)
        wrong += [f"too wide: {kind}" for kind in page.locator("article").evaluate_all(TOO_WIDE)]
    context.close()
    assert not wrong, "\n".join(wrong)
