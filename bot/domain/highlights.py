"""What the lead of an objective says of a quarter, in their own words, beside what the figures say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.periods import Period

LONGEST = 2_000  # characters of each part: what a phone and a form of Slack bear


class Rating(StrEnum):
    """A lead's own; never mixed with what we compute."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NONE = ""  # not rated


class HighlightState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """One objective's account of one quarter, known by the objective's level and number."""

    objective: tuple[str, int]
    period: Period
    achievements: str = ""
    barriers: str = ""
    overcome: str = ""  # how the barriers were, or will be
    next_steps: str = ""
    rating: Rating = Rating.NONE
    rating_why: str = ""
    help_wanted: str = ""  # from the board
    state: HighlightState = HighlightState.DRAFT
    written_by: int | None = None  # a person's id
    at: datetime | None = None
    revision: int = 1
