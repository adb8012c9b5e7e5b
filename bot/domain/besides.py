"""What stands beside an answer: where the plan speaks of it, what it says of an objective, whose figures they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.actions import Action, ActionState
    from bot.domain.asking import Intent
    from bot.domain.periods import Period
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AsPublished:
    """A report in whose thread something was asked: the figures are those that it rests on."""

    board: str
    period: Period
    on: date
    corrected: date | None = None  # when one of them was last put right


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file that came with a question, which alone was answered."""

    name: str
