"""Home: one person's part in the round, read anew whenever it is shown."""

from __future__ import annotations

from bot.services.home.naming import settle_name
from bot.services.home.settings import meeting_form, rules_form
from bot.services.home.showing import home, looked_at, occasion

__all__ = ["home", "looked_at", "meeting_form", "occasion", "rules_form", "settle_name"]
