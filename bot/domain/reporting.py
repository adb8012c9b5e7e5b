"""The highlight report as values: what a board is told of a quarter, frozen when it goes out.

Everything here is a fact that a template or a paper says in words. A report that is published is kept whole, so that
what it said stands whatever becomes of the figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.actions import Action, ActionState
    from bot.domain.agendas import AgendaItem, ForwardItem
    from bot.domain.checking.findings import Finding
    from bot.domain.comparators import Against, Comparator
    from bot.domain.highlights import Highlight
    from bot.domain.judgement import Reading
    from bot.domain.model import Catalogue, Figure, Indicator, Objective, Series
    from bot.domain.periods import Period
    from bot.domain.risks import Risk
    from bot.domain.statements import Statement


class ReportState(StrEnum):
    """Where a report stands between being composed and being withdrawn."""

    DRAFT = "draft"
    SIGNED_OFF = "signed off"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # its meeting went by without it


class ThingKind(StrEnum):
    """What a board should know first; the template has a sentence for each."""

    COUNTS = "counts"  # the plan as a whole
    NEWLY_MISSED = "newly missed"  # met its target in the last report
    WORSENED = "worsened"
    NEWLY_MET = "newly met"
    IMPROVED = "improved"
    COMPARED = "compared"  # with the nation: `count` do better, of so many
    LATE_ACTIONS = "late actions"
    RISK_UP = "risk up"
    UNACTED = "unacted"  # so many are red with nothing open behind them
    ACTIONS = "actions"  # `count` are completed, of so many
    RISK = "risk"  # the highest
    PROGRESS = "progress"  # lines of progress, by the plan's own word for each
    STATED = "stated"  # in the plan's own words


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """One line of the table of counts, as the City's review prints it: the percentages are worked out from these.

    Counted are the plan's own numbered lines where it numbers them, else each indicator once. `with_target` are those
    whose target was judged as met or not: what the City's review counts as "with targets".
    """

    objective: Objective | None  # None: overall
    indicators: int
    better_or_equal: int
    with_target: int
    target_met: int
    compared: int = 0  # of the indicators: with an earlier figure, and a good way to go
    uncounted: int = 0  # lines beside those, as the public may not see what they are judged by


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A figure that is not in, whose it is, and when it can be expected."""

    indicator: Indicator
    period: Period
    organisation: str  # "" where none is named
    owner: str = ""  # as the plan prints it
    expected: date | None = None
    promised: str = ""  # in words: "May 2014"
    late: bool = False
    handed_in: bool = False  # it waits for an officer's approval

    @property
    def whose(self) -> str:
        """Who answers for it: an organisation, else the post that the plan names; "" where it names neither."""
        return self.organisation or self.owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """An indicator that met its target in the last report and misses it now, or the other way about."""

    reading: Reading
    met_before: bool
    met_now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A figure that the last report gave otherwise."""

    indicator: Indicator
    series: Series
    was: Figure
    now: Figure
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A reading beside the figure, or the claim, of others for the same period. `better` None: it cannot be said.

    A claim of a report on what the plan has no indicator of has no reading.
    """

    reading: Reading | None
    comparator: Comparator
    better: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How many stand above and below others, as the Nottinghamshire report counts."""

    against: Against
    indicators: int
    above: int
    below: int

    @property
    def unsaid(self) -> int:
        return self.indicators - self.above - self.below


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One of the five things to know: its kind and what it is about; a kind has no use for the rest."""

    kind: ThingKind
    reading: Reading | None = None
    counts: Counts | None = None
    risk: Risk | None = None
    statement: Statement | None = None
    against: Against | None = None
    sorts: tuple[tuple[str, int], ...] = ()
    count: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectivePart:
    """One objective in the report's thread: its lead's words, its indicators, its promises."""

    objective: Objective
    counts: Counts
    readings: tuple[Reading, ...]  # the lines that are counted, in the plan's order
    highlight: Highlight | None = None
    lead: str = ""  # the post of whoever leads it
    actions: tuple[Action, ...] = ()
    by_state: tuple[tuple[ActionState, int], ...] = ()
    statements: tuple[Statement, ...] = ()  # progress and concerns that the plan itself prints


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """All that one report says; `figures` are those that it rests on, by series."""

    catalogue: Catalogue
    board: str
    audience: str = "board"  # small numbers are hidden from others than it may see
    period: Period
    as_at: date  # figures and words as they stood on that day
    meeting: date | None = None
    counts: tuple[Counts, ...]  # overall first, then each objective in the plan's order
    as_printed: bool = False  # counted from a printed report's own marks
    parts: tuple[ObjectivePart, ...]  # of the objectives that have indicators of their own, or none under them
    readings: tuple[Reading, ...]  # every indicator, by its headline series
    figures: dict[int, tuple[Figure, ...]]
    things: tuple[Thing, ...] = ()  # at most five, for the headlines where no officer has written them
    improved: tuple[Reading, ...] = ()  # at most five, the furthest first
    worsened: tuple[Reading, ...] = ()
    crossed: tuple[Crossed, ...] = ()  # since the last report
    revised: tuple[Revised, ...] = ()
    unacted: tuple[Reading, ...] = ()  # red, with no action that is still open behind it
    missing: tuple[Missing, ...] = ()
    contradictions: tuple[Finding, ...] = ()  # what a careful officer would question
    late_actions: tuple[Action, ...] = ()
    risks: tuple[Risk, ...] = ()
    risks_up: tuple[Risk, ...] = ()
    beside: tuple[Beside, ...] = ()
    compared: tuple[Compared, ...] = ()
    decisions: tuple[Action, ...] = ()  # report-backs that are due at this meeting
    undated: tuple[Action, ...] = ()  # report-backs still open that nobody gave a day
    agenda: tuple[AgendaItem, ...] = ()
    forward: tuple[ForwardItem, ...] = ()
    next_meetings: tuple[date, ...] = ()
    unplaced: tuple[Action, ...] = ()  # to do, and of no objective that the report speaks of
    statements: tuple[Statement, ...] = ()  # headlines, challenges, initiatives, findings, narratives
    headlines: tuple[str, ...] = ()  # at most five, as the officer edited them; none: worded from the facts above
    to_decide: tuple[str, ...] = ()  # what the board must decide, likewise
    last: date | None = None  # the meeting that the last report went to; None: this is the first
    uncounted: frozenset[int] = frozenset()  # series that are in no count; see `composing.uncounted`
    checked: frozenset[str] = frozenset()  # words that an officer has looked at, by `written.Telling.key`
    left_out: int = 0  # texts that are in no paper, as nobody had

    @property
    def unacted_counted(self) -> tuple[Reading, ...]:
        """Of those that are red without an open action, the ones that may be counted before everybody."""
        return tuple(each for each in self.unacted if each.series.id not in self.uncounted)
