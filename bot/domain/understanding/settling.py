"""Last looks at what was understood: figures that are missing, the owners of several at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.asking import Filter, Intent, Understood
from bot.domain.understanding.intents import intent_of

if TYPE_CHECKING:
    from bot.domain.understanding.hearing import Heard

_WITHOUT_RATING = Filter(rag="none")
_OF_RATING = ("rag", "rat", "judg", "colour", "grey", "scor")  # how words for a rating begin


def settled(understood: Understood, heard: Heard) -> Understood:
    """What was understood, or what it comes to."""
    if understood.filter == _WITHOUT_RATING and understood.intent is Intent.LIST and not understood.members:
        return replace(understood, intent=Intent.OVERDUE, filter=Filter()) if _of_figures(heard) else understood
    if len(understood.found) > 1 and understood.gap is None and intent_of(heard) is Intent.OWNER:
        return replace(understood, intent=Intent.OWNER, choices=understood.found, found=())
    return understood


def _of_figures(heard: Heard) -> bool:
    """Whether it is a figure that is missing, "no data", rather than a rating, "unrated"."""
    said = [piece for piece in heard.pieces if piece.entry and piece.entry.alias.means == "rag:none"]
    words = [word.raw.removeprefix("un") for piece in said for word in piece.words]
    return bool(words) and not any(word.startswith(_OF_RATING) for word in words)
