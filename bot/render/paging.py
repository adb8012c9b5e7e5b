"""The last fence: whatever a template makes of 40,000 characters, it leaves within Slack's limits and says so."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from bot.render import limits
from bot.render.formats import size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.render.environment import Object

_HALF_ENTITY = re.compile(r"&[a-z]*$")


def fit_text(text: str, note: str) -> str:
    """The text, or as many whole lines of it as Slack takes, and then the note that says there is more."""
    if size(text) <= limits.TEXT:
        return text
    room = limits.TEXT - size(note) - 1
    kept = text[:room]
    while size(kept) > room:
        kept = kept[: room - size(kept)]
    for end in ("\n", " "):
        if (at := kept.rfind(end)) > room // 2:
            return f"{kept[:at]}\n{note}"
    return f"{_HALF_ENTITY.sub('', kept)}\n{note}"


def fit_blocks(blocks: Sequence[Object], note: Object) -> list[Object]:
    """The blocks, or as many from the top as Slack takes, the buttons, and the note that says there is more."""
    kept = _allowed_once(blocks)
    if _fits(kept):
        return kept
    buttons = [block for block in kept if block["type"] == "actions"][-1:]
    rest = [block for block in kept if block["type"] != "actions"]
    while rest and not _fits([*rest, note, *buttons]):
        rest.pop()
    return [*rest, note, *buttons]


def fit_view(view: Object, kind: str, note: Object) -> list[Object]:
    """The view's blocks, or as many from the top as Slack takes, and the note; what is to be filled in stays."""
    kept = list(view["blocks"])
    least = sum(block["type"] == "input" for block in kept)
    while len(kept) > least and limits.problems({**view, "blocks": [*kept, note]}, kind):
        last = max(at for at, block in enumerate(kept) if block["type"] != "input")
        del kept[last]
    return [*kept, note]


def _fits(blocks: Sequence[Object]) -> bool:
    return len(blocks) <= limits.BLOCKS["message"] and limits.weight(blocks) <= limits.ALL_BLOCKS


def _allowed_once(blocks: Sequence[Object]) -> list[Object]:
    """Without the third chart: its numbers stand in the text as well."""
    seen: Counter[str] = Counter()
    kept = []
    for block in blocks:
        seen[block["type"]] += 1
        if seen[block["type"]] <= limits.PER_MESSAGE.get(block["type"], limits.BLOCKS["message"]):
            kept.append(block)
    return kept
