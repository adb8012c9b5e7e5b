"""From what number on a figure may be seen, by whom, and what else is known of lines that add up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from bot.domain.model import Plan

FEWEST = 2  # a threshold of 1 hides only ones, so that every hidden figure is known to be 1


class Audience(StrEnum):
    """Who reads. Members of the board are entitled to more than the public is."""

    BOARD = "board"
    PUBLIC = "public"

    @property
    def other(self) -> Audience:
        return Audience.PUBLIC if self is Audience.BOARD else Audience.BOARD


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Lines that are known to add up: the parts to another line, or to 100% where `total` is None."""

    parts: tuple[int, ...]  # ids of series
    total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is hidden from one audience.

    Counts of people from 1 to the last of `thresholds` are hidden, as the Department for Education does from 1 to 5.
    The thresholds before it are those of audiences that see more: what is hidden from them is hidden here as well, so
    that nobody who reads both learns more than the freer of the two tells.
    """

    audience: Audience = Audience.BOARD
    thresholds: tuple[int, ...] = ()  # ascending; none: nothing is hidden
    sums: tuple[Sum, ...] = ()  # named by the plan, beside those that its lines show by themselves
    withholds_cohorts: bool = False  # percentages of small cohorts that cannot be checked are hidden

    @property
    def hides(self) -> bool:
        return bool(self.thresholds) or self.withholds_cohorts

    @property
    def threshold(self) -> int:
        return self.thresholds[-1] if self.thresholds else 0


def is_threshold(value: object) -> TypeGuard[int]:
    """Whether it can be a threshold: 0, or 2 and more."""
    return isinstance(value, int) and not isinstance(value, bool) and (value == 0 or value >= FEWEST)


def rule_for(audience: Audience, *, board: int, public: int, sums: tuple[Sum, ...] = ()) -> Rule:
    """The rule for an audience by two thresholds; 0 hides nothing from it. The public never sees more than the board.

    >>> rule_for(Audience.PUBLIC, board=3, public=5).thresholds
    (3, 5)
    """
    if audience is Audience.BOARD:
        return Rule(audience=audience, thresholds=(board,) if board else (), sums=sums)
    wanted = tuple(sorted({board, max(board, public)} - {0}))
    return Rule(audience=audience, thresholds=wanted, sums=sums, withholds_cohorts=bool(wanted))


def rule_of(plan: Plan, audience: Audience | str) -> Rule:
    """The rule of a plan for an audience; one that is named otherwise than the board is taken for the public.

    Boards are entitled to the figures that they are responsible for, so that nothing is hidden from them unless their
    plan says so; papers for the public hide what the Department for Education hides.
    """
    known = Audience.BOARD if str(audience) in {"", Audience.BOARD.value} else Audience.PUBLIC
    return rule_for(known, board=plan.small_board, public=plan.small_public)
