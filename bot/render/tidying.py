"""What no template need think of: each decoded object is put right for the kind of text it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.render.escaping import without_entities
from bot.render.formats import blank

if TYPE_CHECKING:
    from bot.render.environment import Object

_NEEDS_CONTENT = frozenset(
    {"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text", "context", "actions"}
)


def tidy(block: Object) -> Object | None:
    """The block, put right in its place and ready for Slack; None where nothing would be left to read in it.

    Only mrkdwn knows Slack's entities, and `verbatim` keeps it from making links of names; every other kind
    shows them as they stand, so they are taken out again, and `:)` stays what somebody wrote.
    """
    kind = block.get("type")
    if kind == "mrkdwn":
        block["verbatim"] = True
        return None if blank(block["text"]) else block
    for field, value in [*block.items()]:
        if isinstance(value, str):
            if "&" in value:
                block[field] = without_entities(value)
        elif isinstance(value, list):
            block[field] = _each(value)
        elif isinstance(value, dict) and tidy(value) is None:
            del block[field]
    if kind == "plain_text":
        block["emoji"] = False
    return None if _empty(kind, block) else block


def _each(items: list[Any]) -> list[Any]:
    """The items of a list: objects, texts, numbers, or the rows of a table."""
    return [put for item in items if (put := _item(item)) is not None]


def _item(item: Any) -> Any:  # noqa: ANN401  JSON is what it is
    if isinstance(item, dict):
        return tidy(item)
    if isinstance(item, str):
        return without_entities(item)
    return _each(item) if isinstance(item, list) else item


def _empty(kind: str | None, held: Object) -> bool:
    """Whether nothing is left to read, or for a button nothing to carry."""
    match kind:
        case "plain_text":
            return blank(held["text"])
        case "text" | "raw_text":
            return not held["text"]
        case "header" | "section":
            return "text" not in held and "fields" not in held
        case "button":
            return "text" not in held or held.get("value") == ""
        case _:
            return kind in _NEEDS_CONTENT and not held["elements"]
