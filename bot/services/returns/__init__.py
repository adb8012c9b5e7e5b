"""Figures by sheet: a return of what is owed goes out, comes back and is confirmed; other workbooks are mapped once."""

from __future__ import annotations

from bot.services.returns.maps import Known, every, proposed, remember
from bot.services.returns.sending import may_hand_in, owed_by, owed_by_someone
from bot.services.returns.taking import confirm, difference, drop, hand_in, receive

__all__ = [
    "Known",
    "confirm",
    "difference",
    "drop",
    "every",
    "hand_in",
    "may_hand_in",
    "owed_by",
    "owed_by_someone",
    "proposed",
    "receive",
    "remember",
]
