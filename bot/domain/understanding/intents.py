"""What is wanted of one indicator, from the signals of the question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.asking import Filter, Intent

if TYPE_CHECKING:
    from bot.domain.understanding.hearing import Heard

NEEDS_SUBJECT = frozenset({Intent.TARGET, Intent.OWNER, Intent.HISTORY, Intent.MEANING})


def intent_of(heard: Heard) -> Intent:
    """What is asked about one indicator; whatever is not asked for by name is its status."""
    if heard.says("intent:meaning"):
        return Intent.MEANING
    if heard.says("intent:owner"):
        return Intent.OWNER
    if heard.says("target") or heard.of("target:"):
        return Intent.TARGET
    if heard.says("intent:history", "history", "moved") or heard.of("movement:"):
        return Intent.HISTORY
    if heard.says("who"):
        return Intent.OWNER
    return Intent.STATUS


_PROGRESS = re.compile(r"\b(?:update|overview|summary|progress|report|news|how (?:are|is|'s))\b")


def speaks_of_progress(heard: Heard) -> bool:
    """Whether the course of something is asked about as a whole: "update on safeguarding improvements"."""
    return _PROGRESS.search(heard.lower) is not None


def filter_of(heard: Heard) -> Filter:
    """The conditions of a list, where the question has any."""
    rag, movement, target = heard.of("rag:"), heard.of("movement:"), heard.of("target:")
    if target is None and (heard.says("target") or not heard.wanted):
        target = "met" if heard.says("met") else "missed" if heard.says("missed") else None
    if movement is None and heard.says("moved") and not rag and not target:
        movement = _moved(heard)
    if not (rag or movement or target):
        rag = "red" if heard.says("bad") else "green" if heard.says("good") else None
    if rag == "green" and heard.says("not"):
        rag = None
    return Filter(rag=rag, movement=movement, target=target)


def _moved(heard: Heard) -> str | None:
    """A movement without a subject: "what has dropped" is taken for worse, "what has gone up" for better."""
    moved = next((piece for piece in heard.pieces if piece.entry and piece.entry.alias.means == "moved"), None)
    if moved is None:
        return None
    up = any(word.raw.startswith(("up", "ris", "ros", "incr", "clim", "grow", "high")) for word in moved.words)
    return "better" if up else "worse"
