"""Markdown, as the markdown block takes it: docs.slack.dev/reference/block-kit/blocks/markdown-block."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.local.page.drawing import Pen
from tests.local.page.reading_html import Node, read

LINK = '<a href="https://example.org" target="_blank" rel="noopener noreferrer">{}</a>'


def html(text: str) -> str:
    pen = Pen({}, {}, "U1", ZoneInfo("Europe/London"))
    drawn = str(pen.blocks([{"type": "markdown", "text": text}], prefix="p")).strip()
    return drawn.removeprefix('<div class="block markdown">').removesuffix("</div>")


def tree(text: str) -> Node:
    return read(html(text))


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("**bold** and __bold__", "<strong>bold</strong> and <strong>bold</strong>"),
        ("*lean* and _lean_", "<em>lean</em> and <em>lean</em>"),
        ("**bold _and lean_**", "<strong>bold <em>and lean</em></strong>"),
        ("~~gone~~", "<s>gone</s>"),
        ("`a **b**`", "<code>a **b**</code>"),
        ("[words](https://example.org)", LINK.format("words")),
        ("https://example.org.", LINK.format("https://example.org") + "."),
        ("[words](javascript:alert(1))", "[words](javascript:alert(1))"),
        ("[words](data:x)", "words"),
        ("snake_case_name 2 * 3 * 4", "snake_case_name 2 * 3 * 4"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("one\ntwo", "one<br>two"),
    ],
)
def test_a_line_is_drawn(typed: str, drawn: str) -> None:
    assert html(typed) == f'<p class="text">{drawn}</p>'


def test_each_part_is_what_it_is() -> None:
    whole = tree(
        "# Large\n## Less\nwords\n\n- one\n- [x] two\n\n3. three\n\n> quoted\n> on\n\n---\n```py\na  <b>\n```\nend"
    )
    assert (whole.find("h3").words, whole.find("h4").words) == ("Large", "Less")
    assert [node.words for node in whole.find("ul").all() if node.tag == "li"] == ["one", "Done: two"]
    assert whole.find("ol", start="3").words == "three"
    assert whole.find("blockquote").words == "quoted on"
    assert whole.find("hr")
    assert whole.find("pre").find("code").inside == ["a  <b>"]
    assert [node.words for node in whole.all() if node.tag == "p"] == ["words", "end"]


def test_a_table_has_a_head_where_a_line_below_says_so() -> None:
    table = tree("| A | B |\n|---|:-:|\n| 1 | *2* |").find("table")
    assert [node.words for node in table.all() if node.tag == "th"] == ["A", "B"]
    assert [node.words for node in table.all() if node.tag == "td"] == ["1", "2"]
    assert tree("a | b\nc | d").words == "a | b c | d"
