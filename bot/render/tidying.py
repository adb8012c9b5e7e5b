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
    """The block ready for Slack; None where nothing would be left to read in it.

    Only mrkdwn knows Slack's entities, and `verbatim` keeps it from making links of names; every other kind
    shows them as they stand, so they are taken out again, and `:)` stays what somebody wrote.
    """
    made = _put_right(block)
    return made if isinstance(made, dict) else None


def _put_right(value: Any) -> Any:  # noqa: ANN401  JSON is what it is
    if isinstance(value, str):
        return without_entities(value)
    if isinstance(value, list):
        return [made for item in value if (made := _put_right(item)) is not None]
    return _object(value) if isinstance(value, dict) else value


def _object(held: Object) -> Object | None:
    kind = held.get("type")
    if kind == "mrkdwn":
        return None if blank(held["text"]) else {**held, "verbatim": True}
    made = {name: put for name, item in held.items() if (put := _put_right(item)) is not None}
    if kind == "plain_text":
        return None if blank(made["text"]) else {**made, "emoji": False}
    if kind in {"text", "raw_text"} and not made["text"]:
        return None
    if kind in {"header", "section", "button"} and "text" not in made and "fields" not in made:
        return None
    if kind == "button" and made.get("value") == "":
        return None
    return None if kind in _NEEDS_CONTENT and not made["elements"] else made
