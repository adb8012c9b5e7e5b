"""Whatever an app sends or a person typed comes out as words: no tag, script, style or address of its own making."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.local import forms
from bot.local.page.drawing import Pen
from tests.local.page.blocks_of_each_kind import BLOCKS
from tests.local.page.reading_html import assert_usable, read

if TYPE_CHECKING:
    from collections.abc import Callable

HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>'",
    "'\" onmouseover=alert(1) x='",
    "</textarea></select></title></style></svg></details><form action=//example.org>",
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://example.org/\"onclick='alert(1)",
    '<javascript:alert(1)|press> <https://example.org"onclick=alert(1)|x> <!date^1^{date}^javascript:alert(1)|x>',
    "[x](javascript:alert(1)) ![y](data:text/html,1) **<b>**",
    "{{ 7 * 7 }} {% include 'x' %} {# #} &lt;i&gt; &#60;i&#62; <!-- --> <![CDATA[",
    "\u202eevil\u202c \u2066x\u2069 \u200f \x00\x1b[31m \ud800 \U000f0000\U000f0001",
    "```<b>``` `<b>` *<b>* _<b>_ ~<b>~ &gt; <b>",
    "url(javascript:alert(1)) expression(alert(1)) #\u2028\u2029",
)
KEPT = {"type", "style", "status", "level", "width", "align", "block_id", "action_id"}
TURNING = re.compile("[\x00\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def a_pen(**given: Any) -> Pen:  # noqa: ANN401  the pen's own fields
    return Pen({"U1": "A", "U2": "B"}, {"C1": "C"}, "U1", ZoneInfo("Europe/London"), **given)


def with_text(part: Any, change: Callable[[str], str], name: str = "") -> Any:  # noqa: ANN401  JSON
    """A copy in which every text, address, value and id is another; what says of which kind a thing is stays."""
    if isinstance(part, list):
        return [with_text(each, change, name) for each in part]
    if isinstance(part, dict):
        return {key: each if key in KEPT else with_text(each, change, key) for key, each in part.items()}
    return change(part) if isinstance(part, str) else part


def assert_harmless(html: str) -> None:
    tree = read(html)  # which allows no other tags, no handlers and no addresses but safe ones
    assert_usable(tree)
    shown = re.sub(r'value="[^"]*"|<textarea.*?</textarea>', "", html, flags=re.DOTALL)
    assert not TURNING.search(shown), "only what goes back to the app may hold such"
    html.encode()  # even that can be sent
    for node in tree.all():
        for name in ("value", "data-press"):
            if node.attributes.get("name") == "press" and name in node.attributes:
                assert all(isinstance(each, str) for each in json.loads(node.attributes[name]))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_every_place_of_every_block_is_only_words(hostile: str) -> None:
    for blocks in BLOCKS.values():
        changed = forms.completed(with_text(blocks, lambda _: hostile))
        assert_harmless(a_pen().blocks(changed, {}, {hostile: hostile}, prefix="p"))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_ids_names_and_errors_are_only_words(hostile: str) -> None:
    pen = Pen({hostile: hostile}, {hostile: hostile}, hostile, ZoneInfo("Europe/London"), pictures={hostile: "/x"})
    for blocks in BLOCKS.values():
        changed = copy.deepcopy(forms.completed(blocks))
        for block in changed:
            block["block_id"] = hostile
            for part in forms.spots([block]):
                part.element["action_id"] = hostile
        assert_harmless(pen.blocks(changed, {}, {hostile: hostile}, prefix="p"))
    assert_harmless(pen.message(f"<@{hostile}> <#{hostile}> {hostile}", []))


def test_the_value_of_a_choice_goes_back_to_the_app_as_it_came() -> None:
    value = "\u202e\"<>&' {{ 1 }}"
    option = {"text": {"type": "plain_text", "text": "A"}, "value": value}
    element = {"type": "static_select", "action_id": "a", "options": [option]}
    tree = read(a_pen().blocks([{"type": "actions", "block_id": "b", "elements": [element]}], prefix="p"))
    assert value in [node.attributes.get("value") for node in tree.all()]


@given(st.text(st.sampled_from("*_~`<>|@#!^&;:.-ab \n\"'/hts\u202e\U000f0000"), max_size=60))
@settings(max_examples=600, deadline=None)
def test_no_mrkdwn_makes_a_tag_that_is_not_allowed(text: str) -> None:
    assert_harmless(a_pen().mrkdwn(text))


@given(st.text(st.sampled_from('*_~`[]()!#|->.1: \nab<&"x'), max_size=80))
@settings(max_examples=400, deadline=None)
def test_no_markdown_makes_a_tag_that_is_not_allowed(text: str) -> None:
    assert_harmless(a_pen().blocks([{"type": "markdown", "text": text}], prefix="p"))


NUMBERS = st.floats(allow_nan=False) | st.integers()


@given(st.lists(NUMBERS, min_size=1, max_size=20), st.sampled_from(["line", "bar", "area"]))
@example([10**400, -(10**400), 0.5], "bar")
@settings(max_examples=200, deadline=None)
def test_any_numbers_make_a_chart(values: list[float], kind: str) -> None:
    data = [{"label": str(number), "value": value} for number, value in enumerate(values)]
    axes = {"categories": [each["label"] for each in data]}
    assert_drawn({"type": kind, "series": [{"name": "a", "data": data}], "axis_config": axes})


@given(st.lists(NUMBERS.filter(lambda each: each > 0), min_size=1, max_size=12))
@settings(max_examples=100, deadline=None)
def test_any_numbers_above_nought_make_a_pie(values: list[float]) -> None:
    assert_drawn({"type": "pie", "segments": [{"label": str(at), "value": each} for at, each in enumerate(values)]})


def assert_drawn(chart: dict[str, Any]) -> None:
    """Every mark has a place."""
    html = a_pen().blocks([{"type": "data_visualization", "title": "t", "chart": chart}], prefix="p")
    assert_harmless(html)
    drawing = html[: html.index("<details")]
    assert not re.search(r'="[^"]*\b(?:nan|inf)\b[^"]*"', drawing)


@pytest.mark.parametrize(
    "row", ["a|b\n" + "-" * 11_000 + "x", "- " * 5_900 + "x", "# " + " #" * 5_900 + "x", "|" * 12_000]
)
def test_no_row_of_signs_takes_longer_the_more_often_it_could_be_read_another_way(row: str) -> None:
    """Each would take hours by trying every way; pytest's own patience is the measure."""
    read(a_pen().blocks([{"type": "markdown", "text": row}], prefix="p"))
    read(a_pen().mrkdwn(row))
