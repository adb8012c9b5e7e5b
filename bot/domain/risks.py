"""What may go wrong: risks with their likelihood and impact, who watches them, and which way they go."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.model import Owner

MOST = 5  # likelihood and impact are from 1 to 5, as Somerset's register has them: 4 x 5 = 20


class Trend(StrEnum):
    UP = "up"  # it has become worse
    DOWN = "down"
    SAME = "same"
    NEW = "new"  # scored once: there is nothing to set it against


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskScore:
    """What a risk was held to be on a day."""

    on: date
    likelihood: int
    impact: int

    @property
    def score(self) -> int:
        return self.likelihood * self.impact


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """One risk as it stands; `scores` are in order of their days, the last one in force, never empty."""

    id: int
    title: str
    reference: str = ""  # "ORG0009"
    description: str = ""
    mitigation: str = ""
    objective: tuple[str, int] | None = None  # its level and number
    owner: Owner | None = None
    owner_printed: str = ""  # "SLT and the Cabinet Member"
    owner_person_id: int | None = None
    owner_organisation_id: int | None = None
    scores: tuple[RiskScore, ...]
    trend_printed: Trend | None = None  # as the register itself says, for as long as we hold one score alone
    closed_on: date | None = None
    revision: int = 1  # goes up with every change

    @property
    def score(self) -> int:
        return self.scores[-1].score

    def trend(self, since: date | None = None) -> Trend:
        """Which way it went since that day, or since it was last scored otherwise; not scored since, it is the same."""
        if since is not None and len(self.scores) > 1 and self.scores[-1].on <= since:
            return Trend.SAME
        earlier = [each for each in self.scores[:-1] if since is None or each.on <= since]
        if not earlier:
            return self.trend_printed or Trend.NEW
        before = earlier[-1].score
        return Trend.SAME if before == self.score else Trend.UP if self.score > before else Trend.DOWN
