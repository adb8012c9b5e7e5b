"""The pen draws what an app says in Block Kit, so that everybody can read and work it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.local import forms
from bot.local.blockkit.blocks import BLOCKS as RUNNING
from bot.local.blockkit.displays import DISPLAYS
from bot.local.limits import check_message, check_view
from bot.local.page.drawing import Pen
from bot.local.reading import words_of
from tests.local.page.blocks_of_each_kind import (
    BLOCKS,
    CONFIRM,
    asked,
    button,
    chart,
    listed,
    option,
    picture,
    plain,
    rich,
)
from tests.local.page.reading_html import WORD, Node, assert_usable, name_of, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

JSON = dict[str, Any]
SIGNS = {
    "gt",
    "x",
    "3",
    "4",
    "text",
}  # of mrkdwn and Markdown, which are not words: an entity, a tick, numbers of lines
LONDON = ZoneInfo("Europe/London")


def a_pen(viewer: str = "U1", **given: Any) -> Pen:  # noqa: ANN401  the pen's own fields
    return Pen({"U1": "Named officer 01", "U2": "Named officer 02"}, {"C1": "board"}, viewer, LONDON, **given)


def drawn(
    *blocks: JSON, values: JSON | None = None, errors: Mapping[str, str] | None = None, pen: Pen | None = None
) -> Node:
    tree = read((pen or a_pen()).blocks(forms.completed(blocks), values, errors, prefix="p"))
    assert_usable(tree)
    return tree


def press(tree: Node, words: str) -> list[str]:
    """What the button with these words on it carries."""
    button = next(node for node in tree.all() if node.tag == "button" and node.words == words)
    assert button.attributes["name"] == "press"
    assert "formnovalidate" in button.attributes
    carried: list[str] = json.loads(button.attributes["value"])
    return carried


def test_the_samples_are_what_slack_takes_and_leave_no_kind_of_block_out() -> None:
    assert {block["type"] for blocks in BLOCKS.values() for block in blocks} == RUNNING.keys() | DISPLAYS.keys()
    for blocks in BLOCKS.values():
        for block in blocks:
            if block["type"] == "alert":
                assert check_view({"type": "modal", "title": plain("T"), "blocks": [block]}, charts=True).reasons == ()
            else:
                assert check_message([block], charts=True).reasons == ()


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_is_drawn_with_all_its_words_and_is_usable(name: str) -> None:
    tree = drawn(*BLOCKS[name], values={})
    assert "cannot show" not in tree.words
    for words in words_of(BLOCKS[name]):
        assert set(WORD.findall(words)) - SIGNS <= tree.told


@pytest.mark.parametrize("name", BLOCKS)
def test_it_is_usable_in_a_message_too_and_twice_on_one_page(name: str) -> None:
    pen = a_pen()
    blocks = forms.completed(BLOCKS[name])
    assert_usable(read(pen.message("", blocks) + pen.message("", blocks)))


def test_a_message_without_blocks_shows_its_text_and_what_hangs_below_it() -> None:
    tree = read(a_pen().message("*Hello* <@U1>", [], [{"text": "a _note_", "fallback": "not seen"}]))
    assert tree.find("strong").words == "Hello"
    assert tree.find("div", class_="attachment").words == "a note"
    assert tree.words == "Hello @Named officer 01 a note"


def test_a_button_carries_its_block_and_itself() -> None:
    tree = drawn({"type": "actions", "block_id": 'a "b"', "elements": [button("Go", "do:it/1")]})
    assert press(tree, "Go") == ['a "b"', "do:it/1"]


def test_a_button_says_what_it_asks_first() -> None:
    tree = drawn({"type": "actions", "elements": [button("Go", confirm=CONFIRM)]})
    asks = json.loads(tree.find("button").attributes["data-confirm"])
    said = {"title": "Sure?", "text": "It goes to everyone", "confirm": "Send it", "deny": "Not yet"}
    assert asks == said | {"style": "danger"}


def test_what_is_asked_first_is_plain_words_a_line_apart() -> None:
    asks = CONFIRM | {"text": {"type": "mrkdwn", "text": "It is &lt;b&gt;\n&gt; for _all_\n```now```:wave:"}}
    tree = drawn({"type": "actions", "elements": [button("Go", confirm=asks)]})
    assert json.loads(tree.find("button").attributes["data-confirm"])["text"] == "It is <b> for all now 👋"


def test_labels_below_an_axis_keep_clear_of_each_other() -> None:
    labels = [f"Q{number} 2000/01" for number in range(6)]
    tree = drawn(chart("line", {"NEET": [1, 2, 3, 4, 5, 6]}, *labels))
    below = [node.words for node in tree.all() if node.tag == "text" and node.words in {"Q1", "2000/01", *labels}]
    assert below == ["2000/01", "Q1", *["2000/01"] * 5], "over two lines"


def test_a_button_to_a_page_is_a_link_that_tells_the_app_as_well() -> None:
    tree = drawn({"type": "actions", "block_id": "b", "elements": [button("Open", url="https://example.org/?a=1&b=2")]})
    link = tree.find("a")
    assert link.attributes["href"] == "https://example.org/?a=1&b=2"
    assert link.attributes["rel"] == "noopener noreferrer"
    assert json.loads(link.attributes["data-press"]) == ["b", "go"]


def test_a_spoken_label_is_the_name_of_a_button_with_what_is_written_on_it() -> None:
    tree = drawn({"type": "actions", "elements": [button("More", accessibility_label="More about NEET")]})
    assert name_of(tree.find("button"), tree) == "More about NEET"
    tree = drawn({"type": "actions", "elements": [button("More", accessibility_label="Show the next lines")]})
    assert name_of(tree.find("button"), tree) == "More: Show the next lines"


def test_a_button_for_some_is_not_there_for_others() -> None:
    block = {"type": "actions", "elements": [button("Mine", visible_to_user_ids=["U1"]), button("Ours", "ours")]}
    assert drawn(block).words == "Mine Ours"
    assert drawn(block, pen=a_pen("U2")).words == "Ours"


def test_each_choice_of_an_overflow_menu_is_a_press_of_its_own() -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [option("Later"), option("Never", "no")]}
    tree = drawn({"type": "section", "block_id": "b", "text": plain("NEET"), "accessory": menu})
    assert press(tree, "Later") == ["b", "more", "later"]
    assert press(tree, "Never") == ["b", "more", "no"]


def test_both_sides_of_feedback_carry_their_value() -> None:
    tree = drawn(*BLOCKS["context actions"])
    assert press(tree, "Good")[1:] == ["thumbs", "good"]
    assert press(tree, "Bad")[1:] == ["thumbs", "bad"]


def test_a_menu_outside_a_form_is_followed_by_its_press() -> None:
    menu = {"type": "users_select", "action_id": "who"}
    tree = drawn({"type": "section", "block_id": "b", "text": plain("Owner of NEET"), "accessory": menu})
    select = tree.find("select")
    assert name_of(select, tree) == "Owner of NEET"
    assert select.attributes["name"] == "entry:b:who"
    assert [each.words for each in select.all()] == ["Choose a person", "Named officer 01", "Named officer 02"]
    go = tree.find("button", data_press_on_change=select.attributes["id"])
    assert json.loads(go.attributes["value"]) == ["b", "who"]
    assert name_of(go, tree) == "Go Owner of NEET"


def test_a_field_is_named_by_its_block_and_itself_however_odd_they_are() -> None:
    tree = drawn(asked({"type": "plain_text_input", "action_id": "a:b c"}, block_id="x/é:"))
    assert tree.find("input").attributes["name"] == "entry:x%2F%C3%A9%3A:a%3Ab%20c"


@pytest.mark.parametrize(
    ("element", "shape"),
    [
        ({"type": "datepicker"}, "date"),
        ({"type": "timepicker"}, "time"),
        ({"type": "datetimepicker"}, "datetime-local"),
        ({"type": "email_text_input"}, "email"),
        ({"type": "url_text_input"}, "url"),
        ({"type": "number_input", "is_decimal_allowed": False}, "number"),
        ({"type": "file_input"}, "file"),
        ({"type": "plain_text_input"}, "text"),
    ],
)
def test_a_field_is_the_browsers_own_of_its_kind(element: JSON, shape: str) -> None:
    assert drawn(asked(element)).find("input").attributes["type"] == shape


def test_what_was_put_in_stands_in_the_fields_again() -> None:
    when = int(datetime(2014, 6, 2, 9, 30, tzinfo=LONDON).timestamp())
    made: dict[str, tuple[JSON, JSON]] = {
        "text": ({"type": "plain_text_input", "initial_value": "old"}, {"value": "new"}),
        "emptied": ({"type": "plain_text_input", "multiline": True, "initial_value": "old"}, {"value": None}),
        "when": ({"type": "datetimepicker"}, {"selected_date_time": when}),
        "pick": ({"type": "static_select", "options": [option("A"), option("B")]}, {"selected_option": option("B")}),
        "who": ({"type": "users_select", "initial_user": "U1"}, {"selected_user": "U2"}),
        "ticks": ({"type": "checkboxes", "options": [option("C"), option("D")]}, {"selected_options": [option("D")]}),
        "several": ({"type": "multi_users_select"}, {"selected_users": ["U2"]}),
    }
    blocks = [asked(element | {"action_id": "a"}, block_id=name) for name, (element, _) in made.items()]
    tree = drawn(*blocks, values={name: {"a": state} for name, (_, state) in made.items()})
    assert tree.find("input", name="entry:text:a").attributes["value"] == "new"
    assert tree.find("textarea").words == ""
    assert tree.find("input", name="entry:when:a").attributes["value"] == "2014-06-02T09:30"
    chosen = [node.words for node in tree.all() if "selected" in node.attributes]
    ticked = [node.attributes["value"] for node in tree.all() if "checked" in node.attributes]
    assert (chosen, ticked) == (["B", "Named officer 02"], ["d", "U2"])


def test_a_field_that_may_be_empty_says_so_and_another_must_be_filled_in() -> None:
    need, may = asked({"type": "plain_text_input"}, block_id="n"), asked({"type": "email_text_input"}, optional=True)
    tree = drawn(need, may)
    assert "required" in tree.find("input", type="text").attributes
    assert "required" not in tree.find("input", type="email").attributes
    assert name_of(tree.find("input", type="email"), tree).endswith("(optional)")


def test_what_helps_and_what_is_wrong_is_said_beside_the_field_and_tied_to_it() -> None:
    tree = drawn(
        asked({"type": "plain_text_input"}, block_id="b", hint=plain("Such as 6.5%")),
        values={},
        errors={"b": "Not a number", "gone": "Of a field that is no longer there"},
    )
    field = tree.find("input")
    assert field.attributes["aria-invalid"] == "true"
    told = [tree.find_id(each).words for each in field.attributes["aria-describedby"].split()]
    assert told == ["Error: Not a number", "Such as 6.5%"]
    assert "Error: Of a field that is no longer there" in tree.words


def test_what_is_wrong_with_a_group_of_ticks_is_tied_to_the_group() -> None:
    for kind in ("checkboxes", "radio_buttons"):
        tree = drawn(asked({"type": kind, "options": [option("A")]}, block_id="b"), values={}, errors={"b": "Choose"})
        group = tree.find("fieldset")
        assert tree.find_id(group.attributes["aria-describedby"]).words == "Error: Choose"
        assert tree.find("legend").words.startswith("A label")
        wrong = tree.find("fieldset" if kind == "radio_buttons" else "input")
        assert wrong.attributes["aria-invalid"] == "true"
        assert tree.find_id(tree.find("input").attributes["aria-describedby"]).words == "Error: Choose"


def test_a_placeholder_that_a_control_cannot_hold_stands_beside_it() -> None:
    tree = drawn(asked({"type": "timepicker", "placeholder": plain("12:00 unless you say")}))
    told = tree.find_id(tree.find("input").attributes["aria-describedby"])
    assert told.words == "12:00 unless you say"


def test_options_from_the_app_are_searched_for_and_chosen() -> None:
    menu = asked({"type": "external_select", "action_id": "a", "initial_option": option("Held")}, block_id="b")
    pen = a_pen(found={("b", "a"): [option("Held"), option("Found")]})
    tree = drawn(menu, pen=pen)
    assert tree.find("input", type="search").attributes["name"] == "search:b:a"
    assert json.loads(tree.find("button", name="search").attributes["value"]) == ["b", "a"]
    assert [each.words for each in tree.find("select").all()] == ["Choose", "Held", "Found"]


def test_what_belongs_to_a_field_is_called_by_its_label_too() -> None:
    menu = {"type": "external_select", "action_id": "a", "initial_option": option("Held")}
    tree = drawn(asked(menu, label=plain("Owner"), dispatch_action=True))
    assert name_of(tree.find("input", type="search"), tree) == "Search Owner"
    assert name_of(tree.find("button", name="search"), tree) == "Search Owner"
    assert name_of(tree.find("button", name="press"), tree) == "Apply Owner"
    assert name_of(tree.find("select"), tree) == "Owner"


def test_a_menu_beside_nothing_is_called_by_what_it_asks() -> None:
    tree = drawn({"type": "actions", "elements": [{"type": "users_select", "placeholder": plain("New owner")}]})
    assert name_of(tree.find("select"), tree) == "New owner"
    assert name_of(tree.find("button"), tree) == "Go: New owner"


def test_a_menu_of_more_is_called_by_what_it_stands_beside() -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [option("Later")]}
    tree = drawn({"type": "section", "text": plain("NEET"), "accessory": menu})
    assert name_of(tree.find("summary"), tree) == "More actions NEET"


def test_the_field_to_begin_with_is_stood_in_only_where_a_view_opens() -> None:
    block = asked({"type": "plain_text_input", "focus_on_load": True})
    assert "autofocus" in drawn(block, values={}).find("input").attributes
    assert "autofocus" not in drawn(block).find("input").attributes


def test_headers_are_headings_below_the_pages_own() -> None:
    tree = drawn(*BLOCKS["header"])
    assert [node.tag for node in tree.all()] == ["h3", "h3", "h4", "h5", "h6"]


def test_lists_within_lists_are_one_tree() -> None:
    tree = drawn(BLOCKS["rich text"][1])
    two = next(node for node in tree.all() if node.tag == "li" and node.words.startswith("two"))
    assert [each.words for each in two.find("ol").all() if each.tag == "li"][:2] == [
        "two point one",
        "two point two deeper",
    ]
    assert tree.find("ol", start="10").words == "tenth eleventh"


LISTS = st.tuples(st.sampled_from(["bullet", "ordered"]), st.integers(0, 3), st.integers(0, 4), st.integers(1, 3))


@given(st.lists(LISTS, min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_lists_keep_their_order_and_each_line_its_number(lists: list[tuple[str, int, int, int]]) -> None:
    given_lines = [
        (f"{at}.{line}", offset + line + 1 if style == "ordered" else 0)
        for at, (style, _, offset, count) in enumerate(lists)
        for line in range(count)
    ]
    parts = [
        listed(style, *(f"{at}.{line}" for line in range(count)), indent=indent, offset=offset)
        for at, (style, indent, offset, count) in enumerate(lists)
    ]
    assert list(numbered(drawn(rich(*parts)))) == given_lines


def numbered(tree: Node) -> Iterator[tuple[str, int]]:
    """Each line of every list, with its number; a dot has none."""
    for node in tree.all():
        if node.tag != "li" or not node.above:
            continue
        lines = [each for each in node.above.inside if isinstance(each, Node)]
        number = int(node.above.attributes.get("start", "1")) + lines.index(node)
        yield str(node.inside[0]).strip(), number if node.above.tag == "ol" else 0


def test_a_table_has_its_heads_and_numbers_keep_to_the_right() -> None:
    tree = drawn(BLOCKS["data table"][0])
    assert tree.find("caption").words == "Where we are"
    assert [node.words for node in tree.all() if node.attributes.get("scope") == "col"] == [
        "Indicator",
        "Now",
        "Target",
    ]
    assert tree.find("th", scope="row").words.startswith("Young people")
    sides = [node.attributes["class"] for node in tree.all() if node.tag == "td"]
    assert sides == ["side-right"] * 4
    assert tree.find("div", role="group").attributes["tabindex"] == "0"


@pytest.mark.parametrize("name", [name for name in BLOCKS if name.startswith("chart")])
def test_a_chart_has_its_numbers_as_a_table_and_says_what_it_is(name: str) -> None:
    for block in BLOCKS[name]:
        tree, kind = drawn(block), block["chart"]["type"]
        assert tree.find("svg", role="img").attributes["aria-label"].startswith(f"{block['title']}: {kind} chart")
        held = words_of(block["chart"].get("series") or block["chart"]["segments"])
        cells = {node.words.replace(",", "") for node in tree.find("table").all() if node.tag in {"th", "td"}}
        assert {words.removesuffix(".0") for words in held} <= cells


def test_no_two_series_look_alike_without_colour() -> None:
    lines = drawn(*BLOCKS["chart of lines"])
    dashes = [node.attributes.get("stroke-dasharray") for node in lines.all() if node.tag == "polyline"]
    drawn_marks = [node for node in lines.all() if node.attributes.get("class", "").startswith("chart-mark")]
    marks = [node.attributes["d"] for node in drawn_marks][::4]
    assert len(set(zip(dashes, marks, strict=True))) == len(dashes) == 12
    bars = drawn(BLOCKS["chart of bars"][1])
    patterns = {node.attributes["fill"] for node in bars.all() if node.attributes.get("fill", "").startswith("url(#")}
    ids = {f"url(#{node.attributes['id']})" for node in bars.all() if node.tag == "pattern"}
    assert patterns <= ids
    assert len(patterns) == 5, "and one is plain"


def test_only_pictures_of_this_machine_are_shown_and_of_others_the_words() -> None:
    here, there = {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "Of ours"}, picture("Of theirs")
    tree = drawn(here, there, pen=a_pen(pictures={"F1": "/files/F1"}))
    assert tree.find("img").attributes == {"src": "/files/F1", "alt": "Of ours"}
    assert "Picture: Of theirs Open the picture" in tree.words


def test_a_container_that_folds_is_folded_as_the_app_asks() -> None:
    block = {"type": "container", "title": plain("T"), "is_collapsible": True, "child_blocks": [{"type": "divider"}]}
    assert "open" in drawn(block).find("details").attributes
    assert "open" not in drawn(block | {"default_collapsed": True}).find("details").attributes


def test_a_block_that_nobody_knows_yet_says_so() -> None:
    assert drawn({"type": "hologram"}).words == "This page cannot show a block of this kind: hologram"


def test_dates_in_rich_text_are_in_the_zone_of_who_reads() -> None:
    date = {"type": "date", "timestamp": 1_397_728_800, "format": "{date_long} at {time}"}
    block = rich({"type": "rich_text_section", "elements": [date]})
    assert drawn(block).words == "Thursday, 17 April 2014 at 11:00"
    tokyo = Pen({}, {}, "U1", ZoneInfo("Asia/Tokyo"))
    assert drawn(block, pen=tokyo).words == "Thursday, 17 April 2014 at 19:00"
