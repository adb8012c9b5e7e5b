"""What a plan's next version is made of: each indicator, objective, action and risk with what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.rolling.columns import Becomes

if TYPE_CHECKING:
    from bot.domain.actions import Action
    from bot.domain.differing import FieldChange
    from bot.domain.model import Indicator, Objective, Owner, Plan, Polarity, Series, Target
    from bot.domain.periods import Period
    from bot.domain.risks import Risk

Key = tuple[str, int]  # an objective's level and number


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLine:
    """A line of the next version: the one held, or for what is counted anew one made after it."""

    like: Series
    polarity: Polarity
    targets: tuple[Target, ...] = ()  # of the next year; their series is the one it is like


@dataclass(frozen=True, slots=True, kw_only=True)
class NextIndicator:
    """An indicator of the next version, and what it comes of."""

    becomes: Becomes
    of: tuple[Indicator, ...]  # several for a merge; each part of a split names the same one
    code: str
    title: str
    meaning: str
    owner: Owner | None
    primary: tuple[Key, ...]
    additional: tuple[Key, ...]
    lines: tuple[NextLine, ...]
    note: str = ""
    changes: tuple[FieldChange, ...] = ()  # of one that is carried

    @property
    def is_carried(self) -> bool:
        return self.becomes is Becomes.CARRY

    @property
    def origin(self) -> Indicator:
        """What it comes of, or the first of several."""
        return self.of[0]

    @property
    def label(self) -> str:
        return f"{self.code} {self.title}".strip()

    @property
    def targets(self) -> tuple[Target, ...]:
        return tuple(target for line in self.lines for target in line.targets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """An indicator that nothing follows."""

    indicator: Indicator
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextObjective:
    """An objective of the next version."""

    held: Objective | None  # None: it is new
    key: Key
    title: str
    parent: Key | None
    lead_printed: str
    sponsor: str
    delivery_group: str
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStep:
    """An open action or risk that is closed, or goes over to another objective."""

    of: Action | Risk
    closes: bool
    objective: Key | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The whole difference between the version in force and the next one."""

    plan: Plan
    year: Period
    indicators: tuple[NextIndicator, ...]
    retired: tuple[Retired, ...]
    objectives: tuple[NextObjective, ...]
    objectives_retired: tuple[Objective, ...]
    open: tuple[OpenStep, ...]  # those that change
    carried_open: int  # actions and risks that go on as they are

    @property
    def label(self) -> str:
        """How the version is called: by its year."""
        return self.year.label

    @property
    def made(self) -> tuple[NextIndicator, ...]:
        """Those that are counted anew."""
        return tuple(each for each in self.indicators if not each.is_carried)

    @property
    def ended(self) -> tuple[Indicator, ...]:
        """Those that the next version has no more, in the order of the plan."""
        gone = {each.indicator.id: each.indicator for each in self.retired}
        gone |= {each.id: each for step in self.made for each in step.of}
        return tuple(gone.values())

    @property
    def lines_dropped(self) -> tuple[tuple[Indicator, Series], ...]:
        """Lines that end although their indicator is carried."""
        return tuple(
            (step.origin, series)
            for step in self.indicators
            if step.is_carried
            for series in step.origin.series
            if series.id not in {line.like.id for line in step.lines}
        )

    @property
    def emptied(self) -> tuple[NextObjective, ...]:
        """Objectives that are new, or had indicators, and have none in the next version, nor objectives under them."""
        used = {key for step in self.indicators for key in (*step.primary, *step.additional)}
        used |= {each.parent for each in self.objectives if each.parent}
        had = {number for step in self.indicators for each in step.of for number in each.objectives}
        had |= {number for gone in self.retired for number in gone.indicator.objectives}
        return tuple(
            each for each in self.objectives if each.key not in used and (each.held is None or each.held.id in had)
        )

    @property
    def without_target(self) -> tuple[NextIndicator, ...]:
        """Those that had a target and have none for the next year."""
        return tuple(
            each for each in self.indicators if not each.targets and any(indicator.targets for indicator in each.of)
        )
