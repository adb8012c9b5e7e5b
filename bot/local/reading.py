"""Reads blocks as a person does: every word that is to be seen in them."""

from collections.abc import Iterator

_WORDS = ("text", "label", "hint", "title", "subtitle", "body", "subtext", "alt_text", "caption", "name", "value")
_UNSEEN = ("type", "block_id", "action_id", "options", "option_groups", "confirm", "style", "slack_icon", "categories")


def words_of(part: object) -> Iterator[str]:
    """Every word to be seen in a block, in reading order; what opens only on a press is left out."""
    if isinstance(part, list):
        for each in part:
            yield from words_of(each)
    elif isinstance(part, dict):
        for name, each in part.items():
            # The value of a point in a chart is drawn; that of a button, an option or a cell with a text is not.
            if name in _UNSEEN or (name == "value" and "label" not in part):
                continue
            if name in _WORDS and isinstance(each, str | int | float) and not isinstance(each, bool):
                yield str(each)
            else:
                yield from words_of(each)
