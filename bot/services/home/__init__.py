"""Home: one person's part in the round, read anew whenever it is shown."""

from __future__ import annotations

from bot.services.home.naming import settle_name
from bot.services.home.showing import home, looked_at, occasion

__all__ = ["home", "looked_at", "occasion", "settle_name"]
