"""Whoever speaks to their phone presses a button by the words on it: what a screen reader hears begins with them.

WCAG 2.2, success criterion 2.5.3, Label in Name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot import render
from bot.local.forms import spots
from tests.templates.everything import said_of_each_kind, said_of_each_rule
from tests.templates.test_views_of_each_kind import AT_HOME, VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.notices import View
    from bot.render import Said


def misnamed(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for spot in spots(blocks):
        label = spot.element.get("accessibility_label")
        if label and not label.lower().startswith(spot.element["text"]["text"].lower()):
            yield f"{spot.element['text']['text']!r} is called {label!r}"


@pytest.mark.parametrize("said", [*said_of_each_kind()], ids=lambda said: type(said).__name__)
def test_in_each_message(said: Said) -> None:
    assert [*misnamed(render.message(said, charts=True).blocks)] == []


def test_in_each_variety_of_a_message() -> None:
    found = {name for said in said_of_each_rule() for name in misnamed(render.message(said, charts=True).blocks)}
    assert found == set()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: type(view).__name__)
def test_in_each_form_and_home(view: View) -> None:
    blocks = render.view(view, "home" if type(view).__name__ in AT_HOME else "modal")["blocks"]
    assert [*misnamed(blocks)] == []
