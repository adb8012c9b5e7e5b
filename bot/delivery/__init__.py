"""How words get to Slack: posted once, changed in place, handed to one person, or sent later from the outbox."""

from __future__ import annotations

from bot.delivery.outbox import Outbox
from bot.delivery.posting import (
    UNCLEAR_CODES,
    UNREACHED,
    Charts,
    ResponseRefusedError,
    Spot,
    Turn,
    afterwards,
    is_posted,
    is_refusal,
    metadata,
    post,
    posted_before,
    replace,
    respond,
    spot_of,
)

__all__ = [
    "UNCLEAR_CODES",
    "UNREACHED",
    "Charts",
    "Outbox",
    "ResponseRefusedError",
    "Spot",
    "Turn",
    "afterwards",
    "is_posted",
    "is_refusal",
    "metadata",
    "post",
    "posted_before",
    "replace",
    "respond",
    "spot_of",
]
