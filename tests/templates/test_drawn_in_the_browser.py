"""All that Steward says and asks is drawn whole by the local workspace's page, for anybody to read and work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from bot import render
from bot.local import forms
from bot.local.page.drawing import Pen
from bot.local.reading import words_of
from tests.local.page.reading_html import WORD, Node, assert_usable, read
from tests.templates.everything import said_of_each_kind, said_of_each_rule
from tests.templates.test_views_of_each_kind import AT_HOME, VIEWS

if TYPE_CHECKING:
    from bot.domain.notices import View
    from bot.render import Said

PEN = Pen({"U1": "Named officer 01"}, {"C1": "board"}, "U1", ZoneInfo("Europe/London"))
_WHOLE = re.compile(r"\.0$")


def assert_whole(tree: Node, blocks: list[dict[str, Any]]) -> None:
    """Every word is there; a number is drawn as short as it can be."""
    assert_usable(tree)
    assert "This page cannot show" not in tree.words
    for words in words_of(blocks):
        assert set(WORD.findall(_WHOLE.sub("", words))) <= tree.told


@pytest.mark.parametrize("said", [*said_of_each_kind()], ids=lambda said: type(said).__name__)
def test_each_message_is_drawn_whole(said: Said) -> None:
    for charts, buttons in ((True, True), (False, False)):
        message = render.message(said, charts=charts, buttons=buttons)
        assert_whole(read(PEN.message(message.text, forms.completed(message.blocks))), message.blocks)


def test_each_variety_of_a_message_is_drawn_whole() -> None:
    """In one test: as tests of their own they would take longer to count than to run."""
    for said in said_of_each_rule():
        message = render.message(said, charts=True)
        assert_whole(read(PEN.message(message.text, forms.completed(message.blocks))), message.blocks)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: type(view).__name__)
def test_each_form_and_home_is_drawn_whole(view: View) -> None:
    blocks = render.view(view, "home" if type(view).__name__ in AT_HOME else "modal")["blocks"]
    made = forms.completed(blocks)
    errors = {block["block_id"]: "What is wrong" for block in made if block["type"] == "input"}
    tree = read(PEN.blocks(made, forms.first_state(made), errors, prefix="view"))
    assert_whole(tree, blocks)
    assert tree.words.count("Error: What is wrong") == len(errors)
