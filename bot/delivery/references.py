"""References: what people read out when something went wrong, and what stands beside the details in the log."""

from __future__ import annotations

import secrets

LETTERS = "BCDFGHJKLMNPQRSTVWXYZ23456789"  # none that is read as another, no vowels to make words


def new_reference() -> str:
    """Short enough to read out over the telephone: K7Q-4MW."""
    drawn = [secrets.choice(LETTERS) for _ in range(6)]
    return f"{''.join(drawn[:3])}-{''.join(drawn[3:])}"
