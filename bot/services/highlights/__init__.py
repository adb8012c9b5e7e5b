"""What the leads of objectives write each quarter: the form with the facts beside it, drafts, and what is submitted."""

from __future__ import annotations

from bot.services.highlights.forming import form
from bot.services.highlights.taking import keep, submit

__all__ = ["form", "keep", "submit"]
