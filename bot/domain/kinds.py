"""How often, for which kind of year, and how far on its way a figure is: words that a board chooses among."""

from __future__ import annotations

from enum import StrEnum


class Frequency(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    TERMLY = "termly"
    HALF_YEARLY = "half-yearly"
    ANNUAL = "annual"


class YearType(StrEnum):
    FINANCIAL = "financial"
    ACADEMIC = "academic"
    CALENDAR = "calendar"
    ROLLING = "rolling"


class State(StrEnum):
    """Where a figure stands between its owner and the board."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"
    SENT_BACK = "sent back"
