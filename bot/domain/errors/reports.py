"""Refusals of the report: periods that a plan does not have."""

from __future__ import annotations

from bot.domain.errors.base import Refused


class NoSuchPeriod(Refused):
    """The plan cannot be reported on for {period}. It can be for {held}."""


class NothingCameAfter(Refused):
    """No figure has come since this report was frozen that is not in a supplement already."""


class NothingToCorrect(Refused):
    """Nothing in this report differs from what is approved now. Enter the right figure first and have it approved."""
