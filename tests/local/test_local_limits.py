"""What Slack takes and what it refuses of whole messages, modals and Home tabs."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.local import LocalSlack
from bot.local.limits import check_message, check_view

JSON = dict[str, Any]


def plain(text: str = "Words") -> JSON:
    return {"type": "plain_text", "text": text}


def section(**more: object) -> JSON:
    return {"type": "section", "text": plain(), **more}


def field(**more: object) -> JSON:
    return {"type": "input", "label": plain(), "element": {"type": "plain_text_input", **more}}


def table(kind: str, cell: str = "NEET") -> JSON:
    rows = [[{"type": "raw_text", "text": "Indicator"}], [{"type": "raw_text", "text": cell}]]
    return {"type": kind, "rows": rows, **({"caption": "Where we are"} if kind == "data_table" else {})}


BUTTON = {"type": "button", "text": plain("Go"), "action_id": "go"}
POINTS = [{"label": "Q1", "value": 4.5}]
LINE = {"type": "line", "series": [{"name": "NEET", "data": POINTS}], "axis_config": {"categories": ["Q1"]}}
CHART = {"type": "data_visualization", "title": "NEET", "chart": LINE}
ALERT = {"type": "alert", "text": plain()}

TOGETHER = {
    "51 blocks": ([section()] * 51, "no more than 50 items allowed"),
    "three charts": ([CHART] * 3, "no more than 2 data_visualization blocks"),
    "two plain tables": ([table("table")] * 2, "only_one_table_allowed"),
    "two blocks of one id": ([section(block_id="b")] * 2, "block_id 'b' already exists"),
    "two actions of one id in a block": (
        [{"type": "actions", "elements": [BUTTON, BUTTON]}],
        "action_id 'go' already exists",
    ),
    "12,001 characters of markdown": ([{"type": "markdown", "text": "x" * 6001}] * 2, "markdown blocks must have less"),
    "10,001 characters in a table": ([table("table", "x" * 10_001)], "table blocks must have less"),
    "20,001 characters in data tables": (
        [table("data_table", "x" * 10_000)] * 2,
        "data_table blocks must have less",
    ),
}


@pytest.mark.parametrize(("blocks", "words"), TOGETHER.values(), ids=TOGETHER.keys())
def test_a_message_may_not_hold_together(blocks: list[JSON], words: str) -> None:
    assert words in " ".join(check_message(blocks, charts=True).reasons)


def test_two_charts_and_fifty_blocks_go_into_one_message() -> None:
    assert not check_message([CHART, CHART, *[section()] * 48], charts=True).error


def test_blocks_of_great_length_are_refused_as_a_whole() -> None:
    assert check_message([section(text=plain("x" * 3000))] * 50 * 2, charts=True).error == "invalid_blocks"
    long = [{"type": "section", "fields": [plain("x" * 2000)] * 10}] * 11
    assert check_message(long, charts=True).error == "msg_blocks_too_long"


MODAL = {"type": "modal", "title": plain("Figure"), "submit": plain("Save"), "blocks": [field()]}
HOME = {"type": "home", "blocks": [section(), CHART, table("data_table")]}


@pytest.mark.parametrize("view", [MODAL, HOME, {**MODAL, "blocks": [ALERT]}])
def test_a_view_is_taken(view: JSON) -> None:
    assert check_view(view, charts=True).reasons == ()


WRONG_VIEWS = {
    "a title of 25 characters": ({**MODAL, "title": plain("x" * 25)}, "less than 25", "/view/title/text"),
    "no title": (
        {name: part for name, part in MODAL.items() if name != "title"},
        "missing required field: title",
        "/view",
    ),
    "fields but nothing to submit": (
        {name: part for name, part in MODAL.items() if name != "submit"},
        "submit is required",
        "/view",
    ),
    "a chart in a modal": ({**MODAL, "blocks": [CHART]}, "unsupported type: data_vis", "/view/blocks/0/type"),
    "an alert on Home": ({"type": "home", "blocks": [ALERT]}, "unsupported type", "/type"),
    "101 blocks": ({**HOME, "blocks": [section()] * 101}, "no more than 100 items allowed", "/view/blocks"),
    "a title on Home": ({**HOME, "title": plain()}, "invalid additional property: title", "/view"),
    "a null block": ({**HOME, "blocks": [None]}, "must provide an object", "/view/blocks/0"),
    "metadata too long": ({**MODAL, "private_metadata": "x" * 3001}, "less than 3001", "/view/private_metadata"),
    "two fields in focus": (
        {
            **MODAL,
            "blocks": [field(action_id=str(n), focus_on_load=True) for n in range(2)],
        },
        "only one element may have focus_on_load",
        "/view/blocks",
    ),
}


@pytest.mark.parametrize(("view", "words", "pointer"), WRONG_VIEWS.values(), ids=WRONG_VIEWS.keys())
def test_a_view_is_refused_for(view: JSON, words: str, pointer: str) -> None:
    verdict = check_view(view, charts=True)
    assert verdict.error == "invalid_arguments"
    assert any(words in reason and pointer in reason for reason in verdict.reasons)


def test_a_workspace_without_charts_refuses_them_alone(slack: LocalSlack, client: WebClient) -> None:
    slack.charts = False
    with pytest.raises(SlackApiError) as refusal:
        client.chat_postMessage(channel="C1", text="Trend", blocks=[section(), CHART])
    assert refusal.value.response["error"] == "invalid_blocks"
    assert refusal.value.response["response_metadata"]["messages"] == [
        "[ERROR] unsupported type: data_visualization [json-pointer:/blocks/1/type]"
    ]
    assert slack.messages("C1") == []
