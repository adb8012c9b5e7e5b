"""Numbers for new rows: random, so that one workspace's ids say nothing of another's and none can be guessed."""

from __future__ import annotations

import secrets


def new_id() -> int:
    """A positive number of at most 63 bits: what a BIGINT holds on every database."""
    return secrets.randbits(63) or 1
