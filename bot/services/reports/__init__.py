"""The highlight report: composed from what a plan holds, as its board may see it."""

from __future__ import annotations

from bot.services.reports.composing import compose, facts

__all__ = ["compose", "facts"]
