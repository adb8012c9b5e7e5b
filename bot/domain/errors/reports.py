"""Refusals of the report: periods that a plan does not have."""

from __future__ import annotations

from bot.domain.errors.base import Refused


class NoSuchPeriod(Refused):
    """The plan cannot be reported on for {period}. It can be for {held}."""
