"""The board's own things as values: plan, objective, measure, series, target, figure, mark."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.kinds import Frequency, State, YearType

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from bot.domain.links import Link
    from bot.domain.periods import Period
    from bot.domain.phrases import Alias


class Polarity(StrEnum):
    """Which way is good. NONE: the plan does not say, so nothing is judged better or worse."""

    HIGHER = "higher"
    LOWER = "lower"
    BAND = "band"  # neither too high nor too low; judged only where limits are known
    NONE = "none"


class Accumulation(StrEnum):
    """How one period's figure relates to the next."""

    POINT = "point"  # stands alone: a percentage, a count on a day
    PER_PERIOD = "per period"  # a count of that quarter alone: the quarters add up to the year
    CUMULATIVE = "cumulative"  # since the start of the plan year
    ANNUALISED = "annualised"  # so far, scaled up to a full year
    ROLLING = "rolling"  # the last twelve months
    AVERAGE = "average"  # over several years


class Missing(StrEnum):
    """Why there is no value. A figure of 0 is a value and never one of these."""

    NOT_DUE = "not due"
    DUE = "due"
    LATE = "late"
    DEFERRED = "deferred"  # "available May 2014"
    NOT_AVAILABLE = "not available"  # printed as ~
    NOT_APPLICABLE = "not applicable"  # printed as n/a
    NEW_MEASURE = "new measure"
    DEFINITION_PENDING = "definition pending"
    EMBARGOED = "embargoed"
    SUPPRESSED = "suppressed"


class Marker(StrEnum):
    """Shorthand beside a figure, in the Government Analysis Function's letters."""

    PROVISIONAL = "p"
    REVISED = "r"
    ESTIMATED = "e"
    CONFIDENTIAL = "c"


class TargetKind(StrEnum):
    VALUE = "value"
    BAND = "band"  # from low to high
    JUDGEMENT = "judgement"  # a word on an ordered scale: "Adequate judgement"
    BETTER = "better than last year"  # strictly
    REDUCE = "reduce"  # strictly below last year
    MONITOR = "monitor"  # followed, not judged
    BASELINE = "baseline"  # this year sets the line
    WORDS = "words"  # said, but no rule reads it


class Test(StrEnum):
    """The two things that a printed report claims of a line."""

    __test__ = False  # not a test of ours, whatever pytest makes of the name

    BETTER = "better"
    MET = "met"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A partnership's published plan, in the version now in force."""

    id: int
    version_id: int
    name: str
    short_name: str
    board: str
    version: str
    starts: date
    ends: date
    reported_to: date | None = None  # the day up to which the latest report goes
    cadence: str = ""
    meeting: date | None = None
    source: str = ""
    first_month: int = 4
    readers_see_approved: bool = False  # else a figure waits until it is published
    small_board: int = 0  # counts of people from 1 to this are hidden from the board; 0: none
    small_public: int = 5  # and from the public
    questions_kept: int = 90  # days; 0: no question is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """One aim of a plan. `level` is "operational" or "strategic", or "" in plans of one level."""

    id: int
    number: int
    level: str
    title: str
    description: str = ""
    parent_id: int | None = None
    other_titles: tuple[str, ...] = ()  # as other tables of the same plan head it
    delivery_group: str = ""
    lead_printed: str = ""  # the post or body that the plan itself names; who leads it in Slack is kept apart
    sponsor: str = ""
    cadence: str = ""  # how often its lead reports: "quarterly"

    @property
    def key(self) -> tuple[str, int]:
        """How it is known from one version of the plan to the next."""
        return self.level, self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who answers for an indicator: a post, an organisation, or a post within one."""

    post: str = ""
    organisation: str = ""
    slack_user: str = ""

    @property
    def label(self) -> str:
        """As the plan prints it: "Health - Named officer 04"."""
        return " - ".join(part for part in (self.organisation, self.post) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One line of figures of a measure: the number, its rate per 10,000, one category of several."""

    id: int
    measure_id: int
    position: int  # 0 for the first as printed
    name: str = ""  # "" where there is one, else "per 10,000", "Percentage 'Inadequate'"
    headline: bool = True  # the measure is judged by this one
    unit: str = ""  # "%", "per 10,000", "" for a plain number
    polarity: Polarity = Polarity.NONE
    polarity_printed: str = ""  # the Good Performance cell, as it stood
    accumulation: Accumulation = Accumulation.POINT
    accumulation_assumed: bool = False  # worked out from the figures, not said by the plan
    decimals: int = 0  # as most of its figures are printed
    tolerance: Decimal | None = None  # in the series' own unit; None: none, so no amber
    row: int | None = None  # the line of the sheet it stood in
    pi: int | None = None  # the report's own number for the line; two lines may share one


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is counted, whichever plan places it."""

    id: int
    code: str  # "" where the plan gives none
    title: str
    number: int | None = None  # the sheet's own number for it: `measure`, else `row`
    aliases: tuple[str, ...] = ()
    meaning: str = ""  # what it is, in plain words
    method: str = ""  # how it is worked out
    caveat: str = ""  # what to bear in mind whenever it is read
    read_with: str = ""
    counts: str = ""  # people, schools, families, money ...
    sensitivity: str = ""  # "small cohort": its percentages are of few people
    frequency: Frequency = Frequency.QUARTERLY
    frequency_assumed: bool = True
    year_type: YearType = YearType.FINANCIAL
    owner: Owner | None = None
    owner_printed: str | None = None  # as the sheet last printed it, where an officer has named another since
    lag_days: int | None = None  # from a period's end until its figure can be had; None: as the plan's rules say
    release_month: int | None = None  # in which an annual figure comes out


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    series_id: int
    period: Period
    kind: TargetKind
    as_printed: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    text: str = ""  # the judgement aimed at, or the words


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What the printed report itself claimed of a series; never mixed with what we compute."""

    series_id: int
    test: Test
    says: bool
    as_printed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure as it stands now, with what was printed and why it is missing if it is."""

    series_id: int
    period: Period  # the column it stands in
    as_printed: str
    value: Decimal | None = None
    text: str = ""  # a judgement in words: "Inadequate judgement"
    covers: Period | None = None  # the period it really is for, where that differs from `period`
    markers: frozenset[Marker] = frozenset()
    missing: Missing | None = None
    available: str = ""  # when a deferred one is promised: "May 2014"
    note: str = ""  # what stood beside it in the cell
    comment: str = ""  # the owner's
    source: str = ""
    numerator: Decimal | None = None  # where the value was worked out from the two
    denominator: Decimal | None = None
    revision: int = 1
    state: State = State.PUBLISHED

    @property
    def true_period(self) -> Period:
        return self.covers or self.period

    @property
    def has_value(self) -> bool:
        """Whether there is something to read out: a number, 0 too, or a judgement in words."""
        return self.missing is None and (self.value is not None or bool(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A measure as the plan's version places it."""

    measure: Measure
    placement_id: int
    series: tuple[Series, ...]  # as printed; never empty
    primary: tuple[int, ...] = ()  # ids of its objectives
    additional: tuple[int, ...] = ()
    targets: tuple[Target, ...] = ()
    marks: tuple[Mark, ...] = ()
    flags: tuple[str, ...] = ()  # the plan's own letters: N national, C in the children's department's business plan
    starts: date | None = None  # the first day that it counts; None: it is as old as the plan
    ends: date | None = None  # the last day that it counted, where it is of the past

    @property
    def id(self) -> int:
        return self.measure.id

    @property
    def code(self) -> str:
        return self.measure.code

    @property
    def title(self) -> str:
        return self.measure.title

    @property
    def headline(self) -> Series:
        """The series that the measure is judged by."""
        return next((series for series in self.series if series.headline), self.series[0])

    @property
    def objectives(self) -> tuple[int, ...]:
        return self.primary + self.additional

    def counted_from(self, plan: Plan) -> date:
        """The first day that the plan counts it: its own where it came to a plan that had begun."""
        return max(plan.starts, self.starts or plan.starts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything of a plan that can be named: read once, kept until the plan changes."""

    plan: Plan
    objectives: tuple[Objective, ...]
    indicators: tuple[Indicator, ...]
    aliases: tuple[Alias, ...] = ()
    periods: tuple[Period, ...] = ()  # columns of the plan, in order, that hold at least one value
    links: tuple[Link, ...] = ()  # what followed what, the earliest first
    past: tuple[Indicator, ...] = ()  # those that the version in force has no more, as they last stood
    holds: frozenset[str] = frozenset()  # what stands beside the figures: of `Held`, and kinds of statement
