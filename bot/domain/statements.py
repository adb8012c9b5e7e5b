"""What a plan says beside its figures, actions and risks: held as printed, answered when asked, counted nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class StatementKind(StrEnum):
    INITIATIVE = "initiative"  # that the board supports but does not monitor: never nudged, counted or rated
    FINDING = "equality finding"  # of people with a characteristic, which `about` names
    RECOMMENDATION = "recommendation"  # put to the board, with its `answer`
    NARRATIVE = "narrative"  # of a locality, which `about` names
    PROGRESS = "progress"
    HEADLINE = "headline"
    CHALLENGE = "challenge"
    GOVERNANCE = "governance"  # a body or post, what it does, to whom it reports
    OVERARCHING = "overarching measure"  # how many are red, as far as the plan says
    THEME = "theme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One of them. What a kind has no use for is empty."""

    id: int
    kind: StatementKind
    text: str
    number: int = 0
    title: str = ""  # of an initiative; the role, of governance
    objective: tuple[str, int] | None = None  # its level and number
    about: str = ""  # the characteristic, the locality, the subject
    sort: str = ""  # the plan's own word for it: "concern", "planned", "done"
    accountable: str = ""  # of an initiative: the board; of governance: to whom it reports
    lead: str = ""
    cadence: str = ""
    figure: str = ""  # as printed: "approximately 4,000"
    answer: str = ""  # the board's, to a recommendation
    on: date | None = None
    when: str = ""  # as printed: "by January 2017"
