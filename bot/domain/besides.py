"""What stands beside an answer about indicators: where the plan mentions something, what it says of an objective."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.actions import Action, ActionState
    from bot.domain.asking import Intent
    from bot.domain.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where the plan speaks of something that no indicator is about."""

    intent: Intent
    text: str
    on: date | None = None
    kind: str = ""  # of what the plan says in words: "equality finding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a plan says of an objective beside its figures: its actions, its milestones, its progress."""

    today: date
    actions: tuple[Action, ...] = ()
    by_state: tuple[tuple[ActionState, int], ...] = ()
    overdue: int = 0
    progress: tuple[Statement, ...] = ()
    lead: str = ""
