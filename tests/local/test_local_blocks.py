"""What Slack takes and what it refuses, block by block."""

from typing import Any

import pytest

from bot.local.limits import check_message

JSON = dict[str, Any]


def plain(text: str = "Words") -> JSON:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "Words") -> JSON:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def button(**more: object) -> JSON:
    return {"type": "button", "text": plain("Go"), "action_id": "go", **more}


def option(text: str = "One", value: str = "1") -> JSON:
    return {"text": plain(text), "value": value}


def raw(text: str) -> JSON:
    return {"type": "raw_text", "text": text}


def points(*labels: str) -> list[JSON]:
    return [{"label": label, "value": -1.5} for label in labels]


def chart(**more: object) -> JSON:
    drawn: JSON = {"type": "line", "series": [{"name": "NEET", "data": points("Q1", "Q2")}]}
    drawn["axis_config"] = {"categories": ["Q1", "Q2"], "y_label": "per cent"}
    return {"type": "data_visualization", "title": "NEET", "chart": drawn | more}


def table(kind: str = "data_table", **more: object) -> JSON:
    rows = [[raw("Indicator"), raw("Now")], [raw("NEET"), {"type": "raw_number", "value": 4.5, "text": "4.5%"}]]
    return {"type": kind, "rows": rows, **({"caption": "Where we are"} if kind == "data_table" else {}), **more}


def field(**more: object) -> JSON:
    return {"type": "input", "label": plain(), "element": {"type": "plain_text_input", "action_id": "a"}, **more}


def section(**more: object) -> JSON:
    return {"type": "section", "text": mrkdwn(), **more}


def actions(*elements: JSON) -> JSON:
    return {"type": "actions", "elements": list(elements)}


def select(**more: object) -> JSON:
    return {"type": "static_select", "action_id": "s", "options": [option()], **more}


CONFIRM = {"title": plain("Sure?"), "text": plain("It goes out"), "confirm": plain("Yes"), "deny": plain("No")}
RICH = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}]}
IMAGE = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A chart"}

TAKEN = {
    "section": section(),
    "section with fields": {"type": "section", "fields": [mrkdwn()] * 10},
    "section with a button": section(accessory=button(style="primary", value="1", confirm=CONFIRM)),
    "header": {"type": "header", "text": plain("H" * 150), "level": 2},
    "divider": {"type": "divider", "block_id": "d"},
    "context": {"type": "context", "elements": [mrkdwn(), IMAGE, plain()]},
    "actions": actions(button(), select(), {"type": "datepicker", "initial_date": "2026-01-31"}),
    "overflow": actions({"type": "overflow", "action_id": "o", "options": [option()] * 5}),
    "checkboxes": actions({"type": "checkboxes", "options": [{"text": mrkdwn(), "value": "1"}]}),
    "input": field(optional=True, hint=plain()),
    "image": {**IMAGE, "title": plain()},
    "rich text": RICH,
    "markdown": {"type": "markdown", "text": "# Plan"},
    "chart": chart(),
    "pie": chart() | {"chart": {"type": "pie", "segments": [{"label": "met", "value": 3}]}},
    "data table": table(page_size=100, row_header_column_index=1),
    "table": table("table", column_settings=[None, {"align": "right", "is_wrapped": True}]),
    "card": {"type": "card", "title": mrkdwn("T"), "body": mrkdwn("B"), "actions": [button()]},
    "carousel": {"type": "carousel", "elements": [{"type": "card", "title": mrkdwn("T")}]},
    "container": {"type": "container", "title": plain(), "child_blocks": [section(), table("table")]},
    "feedback": {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "positive_button": {"text": plain(), "value": "1"},
                "negative_button": {"text": plain(), "value": "0"},
            }
        ],
    },
    "plan": {
        "type": "plan",
        "title": "Plan",
        "tasks": [{"type": "task_card", "task_id": "1", "title": "T", "status": "pending"}],
    },
}


@pytest.mark.parametrize("block", TAKEN.values(), ids=TAKEN.keys())
def test_a_message_may_hold(block: JSON) -> None:
    assert check_message([block], charts=True).reasons == ()


REFUSED = {
    "nothing at all": (None, "must provide an object", ""),
    "a made-up block": ({"type": "banner"}, "unsupported type: banner", "/type"),
    "an alert, which is for modals": ({"type": "alert", "text": plain()}, "unsupported type: alert", "/type"),
    "a section of neither text nor fields": ({"type": "section"}, "must have one of text, fields", ""),
    "an empty text": (section(text=mrkdwn("")), "must be more than 0 characters", "/text/text"),
    "a section too long": (section(text=mrkdwn("x" * 3001)), "must be less than 3001 characters", "/text/text"),
    "a null text": (section(text=None), "must provide an object", "/text"),
    "a field too long": (
        {"type": "section", "fields": [mrkdwn("x" * 2001)]},
        "must be less than 2001 characters",
        "/fields/0/text",
    ),
    "eleven fields": ({"type": "section", "fields": [mrkdwn()] * 11}, "no more than 10 items allowed", "/fields"),
    "emoji on mrkdwn": (
        section(text={**mrkdwn(), "emoji": True}),
        "invalid additional property: emoji",
        "/text",
    ),
    "verbatim on plain text": (
        {"type": "header", "text": {**plain(), "verbatim": True}},
        "invalid additional property: verbatim",
        "/text",
    ),
    "mrkdwn in a header": ({"type": "header", "text": mrkdwn()}, "unsupported type: mrkdwn", "/text/type"),
    "a header too long": (
        {"type": "header", "text": plain("x" * 151)},
        "must be less than 151 characters",
        "/text/text",
    ),
    "a made-up field": (section(colour="red"), "invalid additional property: colour", ""),
    "eleven things of context": ({"type": "context", "elements": [mrkdwn()] * 11}, "no more than 10", "/elements"),
    "26 actions": (actions(*[button(action_id=str(n)) for n in range(26)]), "no more than 25", "/elements"),
    "a button label too long": (
        actions(button(text=plain("x" * 76))),
        "must be less than 76 characters",
        "/elements/0/text/text",
    ),
    "a button value too long": (actions(button(value="x" * 2001)), "less than 2001", "/elements/0/value"),
    "a made-up style": (actions(button(style="green")), "must be one of primary, danger", "/elements/0/style"),
    "a text field among actions": (
        actions({"type": "plain_text_input"}),
        "unsupported type: plain_text_input",
        "/elements/0/type",
    ),
    "a confirmation too long": (
        actions(button(confirm={**CONFIRM, "title": plain("x" * 101)})),
        "less than 101",
        "/elements/0/confirm/title/text",
    ),
    "101 options": (
        actions(select(options=[option(value=str(n)) for n in range(101)])),
        "no more than 100 items allowed",
        "/elements/0/options",
    ),
    "an option label too long": (
        actions(select(options=[option("x" * 76)])),
        "less than 76",
        "/elements/0/options/0/text/text",
    ),
    "an option value too long": (
        actions(select(options=[option(value="x" * 151)])),
        "less than 151",
        "/elements/0/options/0/value",
    ),
    "options and groups at once": (
        actions(select(option_groups=[{"label": plain(), "options": [option()]}])),
        "exactly one of options, option_groups",
        "/elements/0",
    ),
    "a first option that is none of them": (
        actions(select(initial_option=option("Two", "2"))),
        "initial option must be among the options",
        "/elements/0",
    ),
    "six things of overflow": (
        actions({"type": "overflow", "options": [option()] * 6}),
        "no more than 5 items allowed",
        "/elements/0/options",
    ),
    "eleven boxes": (
        actions({"type": "checkboxes", "options": [option()] * 11}),
        "no more than 10 items allowed",
        "/elements/0/options",
    ),
    "a number field that does not say what numbers": (
        field(element={"type": "number_input"}),
        "missing required field: is_decimal_allowed",
        "/element",
    ),
    "a field with no label": (
        {"type": "input", "element": {"type": "plain_text_input"}},
        "missing required field: label",
        "",
    ),
    "an image with no words for it": ({"type": "image", "image_url": "https://x.org"}, "required field: alt_text", ""),
    "an image from two places": ({**IMAGE, "slack_file": {"id": "F1"}}, "exactly one of image_url, slack_file", ""),
    "an empty rich text": (
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]}],
        },
        "must be more than 0 characters",
        "/elements/0/elements/0/text",
    ),
    "a block_id too long": (section(block_id="x" * 256), "less than 256", "/block_id"),
    "a chart title too long": (chart() | {"title": "x" * 51}, "less than 51", "/title"),
    "13 series": (
        chart(series=[{"name": str(n), "data": points("Q1", "Q2")} for n in range(13)]),
        "no more than 12 items allowed",
        "/chart/series",
    ),
    "a chart with a gap": (
        chart(series=[{"name": "NEET", "data": points("Q1")}]),
        "data labels must match the categories",
        "/chart/series/0/data",
    ),
    "a missing value in a chart": (
        chart(series=[{"name": "NEET", "data": [{"label": "Q1", "value": None}, *points("Q2")]}]),
        "must provide a number",
        "/chart/series/0/data/0/value",
    ),
    "two series of one name": (
        chart(series=[{"name": "NEET", "data": points("Q1", "Q2")}] * 2),
        "series names must be unique",
        "/chart/series",
    ),
    "a category too long": (
        chart(axis_config={"categories": ["x" * 21]}),
        "less than 21",
        "/chart/axis_config/categories/0",
    ),
    "21 points": (
        chart(axis_config={"categories": [str(n) for n in range(21)]}),
        "no more than 20",
        "/chart/axis_config/categories",
    ),
    "an empty slice": (
        chart() | {"chart": {"type": "pie", "segments": [{"label": "met", "value": 0}]}},
        "must be greater than 0",
        "/chart/segments/0/value",
    ),
    "a table with no caption": ({"type": "data_table", "rows": table()["rows"]}, "missing required field: caption", ""),
    "a table of a header only": (table(rows=[[raw("A")]]), "no fewer than 2 items allowed", "/rows"),
    "uneven rows": (table(rows=[[raw("A"), raw("B")], [raw("1")]]), "the same number of cells", "/rows"),
    "an empty cell": (table(rows=[[raw("A")], [raw("")]]), "must be more than 0 characters", "/rows/1/0/text"),
    "a rich header cell": (table(rows=[[RICH], [raw("1")]]), "unsupported type: rich_text", "/rows/0/0/type"),
    "101 rows in a plain table": (table("table", rows=[[raw("A")]] * 101), "no more than 100 items", "/rows"),
    "an empty card": ({"type": "card"}, "must have one of hero_image, title, actions, body", ""),
    "a card of bare strings": ({"type": "card", "title": "T"}, "must provide an object", "/title"),
    "four buttons on a card": (
        {"type": "card", "title": plain(), "actions": [button(action_id=str(n)) for n in range(4)]},
        "no more than 3 items allowed",
        "/actions",
    ),
    "a chart in a container": (
        {"type": "container", "title": plain(), "child_blocks": [chart()]},
        "unsupported type: data_visualization",
        "/child_blocks/0/type",
    ),
}


@pytest.mark.parametrize(("block", "words", "pointer"), REFUSED.values(), ids=REFUSED.keys())
def test_a_message_may_not_hold(block: JSON, words: str, pointer: str) -> None:
    verdict = check_message([block], charts=True)
    assert verdict.error == "invalid_blocks"
    assert any(words in reason and f"[json-pointer:/blocks/0{pointer}]" in reason for reason in verdict.reasons)
