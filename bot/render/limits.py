"""Slack's limits on what is sent, in one place, each with where it is written down.

"reference" is docs.slack.dev/reference; "sdk" is slack_sdk 3.47, models/. Lengths are counted in UTF-16 units,
the longest way to count, since Slack's pages do not say which unit they mean.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

from bot.render.formats import size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.render.environment import Object

Rule: TypeAlias = tuple[int, int]
Rules: TypeAlias = dict[str, dict[str, Rule]]

TEXT = 4_000  # chat.postMessage advises it, chat.update insists (reference/methods)
ALL_BLOCKS = 12_000  # as JSON; chat.postMessage was seen to refuse from about 13,200 (slackapi/bolt-js issue 2509)
VIEW = 250_000  # bytes of a view (reference/methods/views.publish)
BLOCKS = {"message": 50, "modal": 100, "home": 100}  # reference/block-kit/blocks
PER_MESSAGE = {"data_visualization": 2, "table": 1}  # reference/block-kit/blocks, each block's page
RICH_TEXT = 3_000  # our own bound for one text element: no limit is documented, a section has this one

LENGTHS: Rules = {
    # object: field: least and most characters
    "section": {"text": (1, 3000)},  # sdk blocks/blocks.py
    "field": {"text": (1, 2000)},
    "header": {"text": (1, 150)},
    "image": {"alt_text": (1, 2000), "title": (1, 2000), "image_url": (1, 3000)},
    "input": {"label": (1, 2000), "hint": (1, 2000)},
    "text": {"text": (1, RICH_TEXT)},
    "raw_text": {"text": (1, RICH_TEXT)},  # reference/block-kit/blocks/table-block: at least one
    "mrkdwn": {"text": (1, 3000)},  # sdk blocks/basic_components.py
    "plain_text": {"text": (1, 3000)},
    "button": {"text": (1, 75), "value": (1, 2000), "url": (1, 3000), "accessibility_label": (1, 75)},  # block_elements
    "option": {"text": (1, 75), "value": (1, 150), "description": (1, 75)},
    "option_group": {"label": (1, 75)},
    "plain_text_input": {"placeholder": (1, 150), "initial_value": (1, 3000)},
    "static_select": {"placeholder": (1, 150)},
    "multi_static_select": {"placeholder": (1, 150)},
    "external_select": {"placeholder": (1, 150)},
    "datepicker": {"placeholder": (1, 150)},
    "confirm": {"title": (1, 100), "text": (1, 300), "confirm": (1, 30), "deny": (1, 30)},  # basic_components
    "data_visualization": {"title": (1, 50)},  # reference/block-kit/blocks/data-visualization-block
    "series": {"name": (1, 20)},
    "point": {"label": (1, 20)},
    "segment": {"label": (1, 20)},
    "axis": {"x_label": (1, 50), "y_label": (1, 50)},
    "alert": {"text": (1, 200)},
    "modal": {  # reference/views/modal-views
        "title": (1, 24),
        "submit": (1, 24),
        "close": (1, 24),
        "private_metadata": (0, 3000),
        "callback_id": (1, 255),
        "external_id": (0, 255),
    },
    "home": {"private_metadata": (0, 3000), "callback_id": (1, 255), "external_id": (0, 255)},
}
IDS: dict[str, Rule] = {"block_id": (1, 255), "action_id": (1, 255)}

COUNTS: Rules = {
    # object: field: least and most items
    "section": {"fields": (1, 10)},
    "context": {"elements": (1, 10)},
    "actions": {"elements": (1, 25)},
    "overflow": {"options": (1, 5)},
    "static_select": {"options": (1, 100), "option_groups": (1, 100)},
    "multi_static_select": {"options": (1, 100), "option_groups": (1, 100)},
    "checkboxes": {"options": (1, 10)},
    "radio_buttons": {"options": (1, 10)},
    "option_group": {"options": (1, 100)},
    "rich_text": {"elements": (1, 1000)},  # these four: our own bound, none is documented
    "rich_text_section": {"elements": (1, 1000)},
    "rich_text_list": {"elements": (1, 1000)},
    "rich_text_quote": {"elements": (1, 1000)},
    "table": {"rows": (1, 100)},  # reference/block-kit/blocks/table-block
    "chart": {"series": (1, 12), "segments": (1, 12)},
    "series": {"data": (1, 20)},
    "axis": {"categories": (1, 20)},
}

_WRITE = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
_NONE: dict[str, Rule] = {}

# What an object is called when it has no "type" of its own: by the field that holds it.
_HELD_IN = {
    "fields": "field",
    "options": "option",
    "option_groups": "option_group",
    "confirm": "confirm",
    "chart": "chart",
    "axis_config": "axis",
    "data": "point",
    "segments": "segment",
    "series": "series",
}


def problems(payload: Object, surface: str = "message") -> list[str]:
    """What Slack would refuse, each named with its limit; a payload is {"text", "blocks"} or a view."""
    found: list[str] = []
    for block in payload["blocks"]:
        actions: list[str] = []
        _look(block["type"], block, found, actions)
        found += _repeated("action_id", actions)
    found += _repeated("block_id", [block["block_id"] for block in payload["blocks"] if "block_id" in block])
    return found + list(_of_message(payload) if surface == "message" else _of_view(payload, surface))


def weight(blocks: Sequence[Object]) -> int:
    """The size of the blocks as Slack counts them against the whole message, as near as is known."""
    return size(_WRITE(blocks))


def _of_message(payload: Object) -> Iterator[str]:
    text, blocks = payload["text"], payload["blocks"]
    if not 1 <= size(text) <= TEXT:
        yield f"text of {size(text)} characters, 1 to {TEXT}"
    if len(blocks) > BLOCKS["message"]:
        yield f"{len(blocks)} blocks, at most {BLOCKS['message']}"
    if (weighed := weight(blocks)) > ALL_BLOCKS:
        yield f"blocks of {weighed} characters, at most {ALL_BLOCKS}"
    for kind, most in PER_MESSAGE.items():
        if (times := sum(block["type"] == kind for block in blocks)) > most:
            yield f"{times} {kind} blocks, at most {most}"


def _of_view(payload: Object, surface: str) -> Iterator[str]:
    blocks, weighed = payload["blocks"], len(json.dumps(payload).encode())
    for field, rule in LENGTHS[surface].items():
        if field in payload and not _within(rule, _text(payload[field])):
            yield f"{surface}.{field} of {size(_text(payload[field]))} characters, {rule[0]} to {rule[1]}"
    if len(blocks) > BLOCKS[surface]:
        yield f"{len(blocks)} blocks, at most {BLOCKS[surface]}"
    if weighed > VIEW:
        yield f"view of {weighed} bytes, at most {VIEW}"
    if any(block["type"] == "input" for block in blocks) and "submit" not in payload:
        yield "a view with inputs and no submit"


def _repeated(name: str, ids: list[str]) -> list[str]:
    """Action ids are unique within their block, block ids within the message."""
    return [f"{name} {twice} twice" for twice, times in Counter(ids).items() if times > 1] if len(ids) > 1 else []


def _look(kind: str, held: Object, found: list[str], actions: list[str]) -> None:
    """Notes what is wrong with the object and with all within it, and the ids of its actions: one walk for all."""
    lengths, counts = LENGTHS.get(kind, _NONE), COUNTS.get(kind, _NONE)
    for field, value in held.items():
        if isinstance(value, list):
            if (rule := counts.get(field)) and not rule[0] <= len(value) <= rule[1]:
                found.append(f"{kind}.{field} has {len(value)}, {rule[0]} to {rule[1]}")
            for item in _flat(value):
                _look(_HELD_IN.get(field) or item.get("type", field), item, found, actions)
            continue
        if isinstance(value, dict):
            _look(_HELD_IN.get(field) or value.get("type", field), value, found, actions)
        if (rule := lengths.get(field) or IDS.get(field)) and not _within(rule, _text(value)):
            found.append(f"{kind}.{field} of {size(_text(value))} characters, {rule[0]} to {rule[1]}")
    if "action_id" in held:
        actions.append(held["action_id"])
    if kind in _SHAPES:
        found += _SHAPES[kind](held)


def _within(rule: Rule, text: str) -> bool:
    least, most = rule
    return least <= len(text) <= most // 2 or least <= size(text) <= most


def _text(value: Any) -> str:  # noqa: ANN401  a string or a text object
    return value if isinstance(value, str) else str(value["text"])


def _of_chart(held: Object) -> Iterator[str]:
    """Every series has one point for each category, in their order, and a name of its own."""
    if "axis_config" not in held:
        return
    categories, names = held["axis_config"]["categories"], [series["name"] for series in held["series"]]
    if len(set(categories)) < len(categories) or len(set(names)) < len(names):
        yield "chart with a category or a series twice"
    if any([point["label"] for point in series["data"]] != categories for series in held["series"]):
        yield "chart with a gap"


def _of_table(held: Object) -> Iterator[str]:
    if any(len(row) > 20 for row in held["rows"]):
        yield "table with more than 20 columns"


_SHAPES = {"chart": _of_chart, "table": _of_table}


def _flat(items: list[Any]) -> Iterator[Object]:
    """The objects of a list, those of a table's rows too."""
    for item in items:
        if isinstance(item, dict):
            yield item
        elif isinstance(item, list):
            yield from item
