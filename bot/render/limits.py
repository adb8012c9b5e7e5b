"""Slack's limits on what is sent, in one place, each with where it is written down.

"reference" is docs.slack.dev/reference; "sdk" is slack_sdk 3.47, models/. Lengths are counted in UTF-16 units,
the longest way to count, since Slack's pages do not say which unit they mean.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from bot.render.formats import size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.render.environment import Object

TEXT = 4_000  # chat.postMessage advises it, chat.update insists (reference/methods)
ALL_BLOCKS = 12_000  # as JSON; chat.postMessage was seen to refuse from about 13,200 (slackapi/bolt-js issue 2509)
VIEW = 250_000  # bytes of a view (reference/methods/views.publish)
BLOCKS = {"message": 50, "modal": 100, "home": 100}  # reference/block-kit/blocks
PER_MESSAGE = {"data_visualization": 2, "table": 1}  # reference/block-kit/blocks, each block's page
RICH_TEXT = 3_000  # our own bound for one text element: no limit is documented, a section has this one

LENGTHS: dict[tuple[str, str], tuple[int, int]] = {
    # (object, field): least and most characters
    ("section", "text"): (1, 3000),  # sdk blocks/blocks.py
    ("field", "text"): (1, 2000),
    ("header", "text"): (1, 150),
    ("image", "alt_text"): (1, 2000),
    ("image", "title"): (1, 2000),
    ("image", "image_url"): (1, 3000),
    ("input", "label"): (1, 2000),
    ("input", "hint"): (1, 2000),
    ("text", "text"): (1, RICH_TEXT),
    ("raw_text", "text"): (1, RICH_TEXT),  # reference/block-kit/blocks/table-block: at least one
    ("mrkdwn", "text"): (1, 3000),  # sdk blocks/basic_components.py
    ("plain_text", "text"): (1, 3000),
    ("button", "text"): (1, 75),  # sdk blocks/block_elements.py
    ("button", "value"): (1, 2000),
    ("button", "url"): (1, 3000),
    ("button", "accessibility_label"): (1, 75),
    ("option", "text"): (1, 75),
    ("option", "value"): (1, 150),
    ("option", "description"): (1, 75),
    ("option_group", "label"): (1, 75),
    ("plain_text_input", "placeholder"): (1, 150),
    ("plain_text_input", "initial_value"): (1, 3000),
    ("static_select", "placeholder"): (1, 150),
    ("multi_static_select", "placeholder"): (1, 150),
    ("external_select", "placeholder"): (1, 150),
    ("datepicker", "placeholder"): (1, 150),
    ("confirm", "title"): (1, 100),  # sdk blocks/basic_components.py
    ("confirm", "text"): (1, 300),
    ("confirm", "confirm"): (1, 30),
    ("confirm", "deny"): (1, 30),
    ("data_visualization", "title"): (1, 50),  # reference/block-kit/blocks/data-visualization-block
    ("series", "name"): (1, 20),
    ("point", "label"): (1, 20),
    ("segment", "label"): (1, 20),
    ("axis", "x_label"): (1, 50),
    ("axis", "y_label"): (1, 50),
    ("alert", "text"): (1, 200),
    ("modal", "title"): (1, 24),  # reference/views/modal-views
    ("modal", "submit"): (1, 24),
    ("modal", "close"): (1, 24),
    ("modal", "private_metadata"): (0, 3000),
    ("home", "private_metadata"): (0, 3000),
    ("modal", "callback_id"): (1, 255),
    ("modal", "external_id"): (0, 255),
    ("*", "block_id"): (1, 255),
    ("*", "action_id"): (1, 255),
}

COUNTS: dict[tuple[str, str], tuple[int, int]] = {
    ("section", "fields"): (1, 10),
    ("context", "elements"): (1, 10),
    ("actions", "elements"): (1, 25),
    ("overflow", "options"): (1, 5),
    ("static_select", "options"): (1, 100),
    ("static_select", "option_groups"): (1, 100),
    ("multi_static_select", "options"): (1, 100),
    ("checkboxes", "options"): (1, 10),
    ("radio_buttons", "options"): (1, 10),
    ("option_group", "options"): (1, 100),
    ("rich_text", "elements"): (1, 1000),
    ("rich_text_section", "elements"): (1, 1000),
    ("rich_text_list", "elements"): (1, 1000),
    ("rich_text_quote", "elements"): (1, 1000),
    ("table", "rows"): (1, 100),  # reference/block-kit/blocks/table-block
    ("chart", "series"): (1, 12),
    ("chart", "segments"): (1, 12),
    ("series", "data"): (1, 20),
    ("axis", "categories"): (1, 20),
}

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
    blocks: Sequence[Object] = payload.get("blocks", ())
    found = [said for kind, held in _walk(payload, surface) for said in _of_object(kind, held)]
    if len(blocks) > BLOCKS[surface]:
        found.append(f"{len(blocks)} blocks, at most {BLOCKS[surface]}")
    found += _of_message(payload) if surface == "message" else _of_view(payload)
    return found + _repeated_ids(blocks)


def weight(blocks: Sequence[Object]) -> int:
    """The size of the blocks as Slack counts them against the whole message, as near as is known."""
    return size(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))


def _of_message(payload: Object) -> Iterator[str]:
    blocks = payload.get("blocks", ())
    if not 1 <= size(payload["text"]) <= TEXT:
        yield f"text of {size(payload['text'])} characters, 1 to {TEXT}"
    if weight(blocks) > ALL_BLOCKS:
        yield f"blocks of {weight(blocks)} characters, at most {ALL_BLOCKS}"
    kinds = Counter(block["type"] for block in blocks)
    yield from (
        f"{kinds[kind]} {kind} blocks, at most {most}" for kind, most in PER_MESSAGE.items() if kinds[kind] > most
    )


def _of_view(payload: Object) -> Iterator[str]:
    weighed = len(json.dumps(payload).encode())
    if weighed > VIEW:
        yield f"view of {weighed} bytes, at most {VIEW}"
    if any(block["type"] == "input" for block in payload["blocks"]) and "submit" not in payload:
        yield "a view with inputs and no submit"


def _repeated_ids(blocks: Sequence[Object]) -> list[str]:
    """Action ids are unique within their block, block ids within the message."""
    found = [
        f"block_id {name} twice"
        for name, times in Counter(b["block_id"] for b in blocks if "block_id" in b).items()
        if times > 1
    ]
    for block in blocks:
        ids = Counter(held["action_id"] for _, held in _walk(block, "") if "action_id" in held)
        found += [f"action_id {name} twice" for name, times in ids.items() if times > 1]
    return found


def _of_object(kind: str, held: Object) -> Iterator[str]:
    for field, value in held.items():
        length = LENGTHS.get((kind, field)) or LENGTHS.get(("*", field))
        if length and not length[0] <= size(_text(value)) <= length[1]:
            yield f"{kind}.{field} of {size(_text(value))} characters, {length[0]} to {length[1]}"
        count = COUNTS.get((kind, field))
        if count and not count[0] <= len(value) <= count[1]:
            yield f"{kind}.{field} has {len(value)}, {count[0]} to {count[1]}"
    if kind == "chart" and "axis_config" in held:
        yield from _of_chart(held)
    if kind == "table" and any(len(row) > 20 for row in held["rows"]):
        yield "table with more than 20 columns"


def _of_chart(held: Object) -> Iterator[str]:
    """Every series has one point for each category, in their order, and a name of its own."""
    categories, names = held["axis_config"]["categories"], [series["name"] for series in held["series"]]
    if len(set(categories)) < len(categories) or len(set(names)) < len(names):
        yield "chart with a category or a series twice"
    if any([point["label"] for point in series["data"]] != categories for series in held["series"]):
        yield "chart with a gap"


def _text(value: Any) -> str:  # noqa: ANN401  a string or a text object
    return value if isinstance(value, str) else str(value["text"])


def _walk(held: Object, called: str) -> Iterator[tuple[str, Object]]:
    """Every object within, with the name its rules go by."""
    yield called, held
    for field, value in held.items():
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, dict):
                yield from _walk(item, _HELD_IN.get(field) or item.get("type", field))
            elif isinstance(item, list):
                for cell in item:
                    yield from _walk(cell, cell.get("type", field))
