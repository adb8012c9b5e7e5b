"""The blocks of running text and forms: docs.slack.dev/reference/block-kit/blocks."""

from collections.abc import Callable, Iterator, Mapping

from bot.local.blockkit import elements
from bot.local.blockkit.elements import IDENTIFIER, URL, plain, words
from bot.local.blockkit.shapes import (
    Rule,
    at_least_one,
    choice,
    complaint,
    exactly_one,
    flag,
    items,
    number,
    shape,
    string,
    typed,
    whole,
)
from bot.local.things import JSON


def block(
    required: Mapping[str, Rule],
    optional: Mapping[str, Rule] | None = None,
    also: Callable[[JSON, str], Iterator[str]] | None = None,
) -> Rule:
    return shape(required, {"block_id": string(IDENTIFIER), **(optional or {})}, also)


def _no_dispatch_of_files(value: JSON, at: str) -> Iterator[str]:
    if value.get("dispatch_action") and value["element"].get("type") == "file_input":
        yield complaint("dispatch_action does not go with file_input", at)


_style = shape({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight"), flag))
_styled: dict[str, Rule] = {"style": _style}
_rich_words = typed(
    {
        "text": shape({"text": string()}, _styled),
        "link": shape({"url": string(URL)}, {"text": string(least=0), "unsafe": flag, **_styled}),
        "emoji": shape({"name": string()}, {"unicode": string(), "skin_tone": whole(1, 6), **_styled}),
        "user": shape({"user_id": string()}, _styled),
        "channel": shape({"channel_id": string()}, _styled),
        "usergroup": shape({"usergroup_id": string()}, _styled),
        "team": shape({"team_id": string()}, _styled),
        "broadcast": shape({"range": choice("here", "channel", "everyone")}, _styled),
        "color": shape({"value": string()}, _styled),
        "date": shape({"timestamp": number, "format": string()}, {"url": string(URL), "fallback": string(), **_styled}),
    }
)
_MANY = 10_000  # rich text has no documented length
_rich_line: dict[str, Rule] = {"elements": items(_rich_words, _MANY, 0)}
_border: dict[str, Rule] = {"border": whole(0, 1)}
_rich_section = shape(_rich_line)
_rich_parts = typed(
    {
        "rich_text_section": _rich_section,
        "rich_text_quote": shape(_rich_line, _border),
        "rich_text_preformatted": shape(_rich_line, {"language": string(), **_border}),
        "rich_text_list": shape(
            {
                "elements": items(typed({"rich_text_section": _rich_section}), _MANY),
                "style": choice("bullet", "ordered"),
            },
            {"indent": whole(0, 8), "offset": whole(0, _MANY), **_border},
        ),
    }
)
RICH_TEXT = block({"elements": items(_rich_parts, _MANY)})
IMAGE = block(
    {"alt_text": string(2000)},
    {"title": plain(2000), **elements.image_fields},
    exactly_one("image_url", "slack_file"),
)
BLOCKS: dict[str, Rule] = {
    "section": block(
        {},
        {"text": words(3000), "fields": items(words(2000), 10), "accessory": elements.IN_SECTION, "expand": flag},
        at_least_one("text", "fields"),
    ),
    "header": block({"text": plain(150)}, {"level": whole(1, 4)}),
    "divider": block({}),
    "context": block({"elements": items(elements.IN_CONTEXT, 10)}),
    "actions": block({"elements": items(elements.IN_ACTIONS, 25)}),
    "input": block(
        {"label": plain(2000), "element": elements.IN_INPUT},
        {"hint": plain(2000), "optional": flag, "dispatch_action": flag},
        _no_dispatch_of_files,
    ),
    "image": IMAGE,
    "rich_text": RICH_TEXT,
    "markdown": block({"text": string(12_000)}),
    "context_actions": block({"elements": items(elements.IN_CONTEXT_ACTIONS, 5)}),
    "alert": block({"text": words(200)}, {"level": choice("default", "info", "warning", "error", "success")}),
}
