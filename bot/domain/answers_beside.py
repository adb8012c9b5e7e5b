"""Answers about what a plan holds beside its figures, as values: each has the template of its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.answers import Answer

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.actions import Action, ActionState
    from bot.domain.agendas import AgendaItem, ForwardItem
    from bot.domain.asking import Sought
    from bot.domain.comparators import Comparator
    from bot.domain.reporting import Beside, Compared
    from bot.domain.risks import Risk
    from bot.domain.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions(Answer):
    """Actions, milestones or decisions as sought, with how far all those looked at are."""

    sought: Sought
    actions: tuple[Action, ...]
    by_state: tuple[tuple[ActionState, int], ...]  # of all that were looked at
    of: int  # how many were looked at
    undated: int = 0  # of those to do, without a day: never overdue
    today: date
    meeting: date | None = None  # the last one whose decisions these are, or the next one
    theirs: frozenset[int] = frozenset()  # of these, the ids of those that whoever asks may change


@dataclass(frozen=True, slots=True, kw_only=True)
class Risks(Answer):
    sought: Sought
    risks: tuple[Risk, ...]  # the highest score first
    of: int  # how many are open
    theirs: frozenset[int] = frozenset()  # as of actions


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda(Answer):
    """The items of one meeting, or those of it that were sought."""

    sought: Sought
    on: date
    items: tuple[AgendaItem, ...]
    of: int
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardPlan(Answer):
    sought: Sought
    items: tuple[ForwardItem, ...]
    of: int
    undated: int = 0  # of those it could be, whether days were asked for or not


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements(Answer):
    """What the plan says of one kind of thing, as printed."""

    sought: Sought
    statements: tuple[Statement, ...]
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparators(Answer):
    """Indicators beside the figures or the claims of others, for the same periods alone."""

    sought: Sought
    beside: tuple[Beside, ...]
    compared: tuple[Compared, ...]  # of all, not only of those shown
    apart: tuple[Comparator, ...] = ()  # that have a figure for another period than ours
    printed: tuple[Statement, ...] = ()  # what the report says of its own counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Governance(Answer):
    """Who leads, sponsors and delivers an objective, as far as the plan and the office say."""

    lead: str = ""
    roles: tuple[Statement, ...] = ()  # that the plan gives every objective
