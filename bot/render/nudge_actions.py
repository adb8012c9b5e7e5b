"""What the menus of a nudge carry: what to do about one item, or about all of them; ids and words, never figures."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from bot.render.round_actions import item_value, read_item

ALL: Final = "all"  # a button's or an option's value: everything that the person owes
_PARTS = "|"


class Chosen(StrEnum):
    """The lines of the menu beside an item, and of the menu for all of them."""

    DEFER = "defer"
    NOT_MINE = "not mine"
    TOMORROW = "tomorrow"
    THREE_DAYS = "three days"
    NEXT_WEEK = "next week"


SNOOZES = (Chosen.TOMORROW, Chosen.THREE_DAYS, Chosen.NEXT_WEEK)


def more_value(chosen: str, measure_id: int, period_key: str) -> str:
    """An option's value: what to do, and with which item."""
    return f"{Chosen(chosen)}{_PARTS}{item_value(measure_id, period_key)}"


def all_value(chosen: str) -> str:
    """An option's value: what to do with all of them."""
    return f"{Chosen(chosen)}{_PARTS}{ALL}"


def read_more(value: str) -> tuple[Chosen, tuple[int, str] | None]:
    """What the two above wrote; None stands for all. ValueError, without a word of it, for anything else."""
    word, _, rest = value.partition(_PARTS)
    try:
        chosen = Chosen(word)
    except ValueError:
        raise ValueError("no line of a nudge's menu") from None
    if rest == ALL and chosen in SNOOZES:
        return chosen, None
    return chosen, read_item(rest)
