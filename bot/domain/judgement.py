"""What the rules say of one series at one moment, as values; `judging` holds the rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from bot.domain.model import Figure, Indicator, Series, Target


class Verdict(StrEnum):
    """A figure against its target. Only MET, NEAR and MISSED are judgements; the rest are never red."""

    MET = "met"  # green
    NEAR = "near"  # amber: missed, within the tolerance
    MISSED = "missed"  # red
    NOT_JUDGED = "not judged"  # there is a target, but it cannot be judged now; `why` says why
    NO_TARGET = "no target"
    NO_DATA = "no data"


class Rag(StrEnum):
    """The colour word of a verdict; NONE wherever nothing is judged."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NONE = "none"


class Why(StrEnum):
    """Why something is not judged or not compared; a template has the sentence for each."""

    UNTIL_YEAR_END = "until year end"  # cumulative, before Q4, no profile for the quarter
    PART_OF_YEAR = "part of year"  # a count of one quarter alone, beside a target for the whole year
    MONITOR = "monitor"  # the plan only monitors it
    BASELINE = "baseline"  # this year sets the line
    NO_POLARITY = "no polarity"  # the plan does not say which way is good
    NO_BAND = "no band"  # neither too high nor too low, but without limits
    NO_NEARER = "no nearer"  # moved, but is neither nearer to its limits nor further off than before
    WORDS = "words"  # the target is in words that no rule reads
    NO_EARLIER = "no earlier"  # nothing comparable to set it against
    NOT_COMPARABLE = "not comparable"  # the periods are not alike: half a year, another set of terms
    NO_FIGURE = "no figure"
    NOT_A_NUMBER = "not a number"


class Movement(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    HIGHER = "higher"  # moved, but the plan does not say which way is good
    LOWER = "lower"
    NONE = "none"  # nothing to compare with


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """How a figure moved against another: `change` is now minus then."""

    movement: Movement
    against: Figure | None = None
    change: Decimal | None = None
    why: Why | None = None  # only where the movement is NONE, HIGHER or LOWER


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One series at one moment: the figure spoken of, its verdict and which way it goes."""

    figure: Figure | None  # the latest with a value, or the one of the period asked for
    verdict: Verdict
    target: Target | None = None
    gap: Decimal | None = None  # positive or 0 when met, in the series' unit
    aim: Decimal | None = None  # the number a relative target came to: last year's outturn
    why: Why | None = None
    direction: Direction = Direction(movement=Movement.NONE, why=Why.NO_EARLIER)
    since_last: Direction | None = None  # against the period just before, where that is fair

    @property
    def is_early(self) -> bool:
        """Whether the target is for a later year than the figure: last year's figure beside this year's target."""
        if self.figure is None or self.target is None:
            return False
        return self.target.period.plan_year > self.figure.period.plan_year

    @property
    def rag(self) -> Rag:
        return {Verdict.MET: Rag.GREEN, Verdict.NEAR: Rag.AMBER, Verdict.MISSED: Rag.RED}.get(self.verdict, Rag.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One series of one indicator, judged: what every card, line and count is made from."""

    indicator: Indicator
    series: Series
    judgement: Judgement
