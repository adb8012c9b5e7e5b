"""What Steward answers, as values: each class has the template of its name, and only templates have words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.asking import Filter, Gap, Intent

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.domain.asking import Match
    from bot.domain.besides import AsPublished, Mention, Unread, Words
    from bot.domain.judgement import Reading
    from bot.domain.links import Link
    from bot.domain.model import Figure, Indicator, Objective, Owner, Plan, Series, Target
    from bot.domain.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What every answer carries, whatever it says."""

    question: str
    plan: Plan | None
    intent: Intent
    outcome: str = "answer"  # answer, choices, unknown
    indicators: tuple[Indicator, ...] = ()  # the subject first; offered ones for choices; every member for lists
    filter: Filter = field(default_factory=Filter)
    objective: Objective | None = None
    period: Period | None = None  # the one answered for
    follows: tuple[Link, ...] = ()  # where it is about one indicator: what that follows, with a break
    became: tuple[Link, ...] = ()  # and where it ended: what became of it
    ended: Period | None = None  # the year that it ended with
    as_published: AsPublished | None = None  # its figures are a published report's
    unread: Unread | None = None  # what came with the question


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A figure that is not in: for which period, and when it is promised if anyone said."""

    period: Period
    due: date | None = None
    available: str = ""
    broken: bool = False  # the day it was promised for has passed


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A figure that readers do not see yet, told to those who supply it and to officers, in private."""

    series: Series
    figure: Figure
    supplied_by: str = ""
    embargoed_until: datetime | None = None
    sent_back: str = ""  # why the officer did not take it


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A figure that once read otherwise: the revision that readers had before."""

    series: Series
    before: Figure
    now: Figure
    on: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameLate:
    """A figure that was supplied after its due day."""

    series: Series
    figure: Figure
    due: date
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Status(Answer):
    """One indicator now, or in the period asked for."""

    reading: Reading  # of the headline series, or of the one asked for
    others: tuple[Reading, ...] = ()  # its other series
    recent: tuple[Figure, ...] = ()  # the last periods of the same series, oldest first, gaps included
    objectives: tuple[Objective, ...] = ()
    match: Match | None = None
    awaited: Awaited | None = None
    related: tuple[Indicator, ...] = ()
    no_figure: bool = False  # the period asked for exists but holds no value
    last: Figure | None = None  # of an indicator that ended: its last with a value, whatever was asked for
    pending: tuple[Pending, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(Answer):
    """Two or more questions in one, each answered; no comparison."""

    answers: tuple[Status, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One series over time: every printed period, oldest first."""

    series: Series
    figures: tuple[Figure, ...]
    target: Target | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class History(Answer):
    reading: Reading
    lines: tuple[Line, ...]  # headline first
    match: Match | None = None
    pending: tuple[Pending, ...] = ()
    revised: tuple[Revised, ...] = ()  # the latest first
    late: tuple[CameLate, ...] = ()
    last: Figure | None = None  # of an indicator that ended: its last of the first line


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetAnswer(Answer):
    reading: Reading
    match: Match | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerAnswer(Answer):
    owner: Owner | None
    match: Match | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning(Answer):
    """What an indicator is; or, with no indicator, what a term of the vocabulary means."""

    reading: Reading | None
    term: str = ""
    means: str = ""
    match: Match | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason(Answer):
    """To "why?": the owner's comment, or that there is none."""

    reading: Reading
    comment: str = ""
    comment_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Answer):
    """Two indicators side by side; `alike` says whether their figures may be set against each other."""

    readings: tuple[Reading, ...]
    alike: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts over one set of indicators, each taken once. `judged` is met + near + missed."""

    indicators: int
    met: int
    near: int
    missed: int
    better: int
    same: int
    worse: int
    no_figure: int  # nothing at all in the plan's year
    with_target: int
    as_printed: bool = False  # counted from the report's own marks and numbering
    of_report: bool = False  # counted as a published report counts, of whose thread it is
    numbered: bool = False  # by the plan's own numbered lines
    uncounted: int = 0  # lines beside those, as the public may not see what they are judged by
    lines: int = 0  # that a report counts of the same indicators, where the plan numbers lines and they are more

    @property
    def judged(self) -> int:
        return self.met + self.near + self.missed

    @property
    def compared(self) -> int:
        return self.better + self.same + self.worse


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Answer):
    """The indicators that meet some conditions, with the base they are counted on."""

    readings: tuple[Reading, ...]
    base: Tally  # of the whole plan or of the objective asked about
    count_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue(Answer):
    """Series without a figure for the plan's latest period."""

    awaited: tuple[tuple[Reading, Awaited], ...]
    of: int  # how many were looked at
    today: date | None = None

    @property
    def late(self) -> int:
        """Those whose day has passed, promises apart."""
        return sum(bool(self.today and each.due and each.due < self.today) for _, each in self.awaited)

    @property
    def to_come(self) -> int:
        """Those whose day, or the day they were promised for, is still to come."""
        return sum(bool(self.today and each.due and each.due >= self.today) for _, each in self.awaited)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveSummary(Answer):
    tally: Tally
    readings: tuple[Reading, ...]
    children: tuple[tuple[Objective, Tally], ...] = ()
    parent: Objective | None = None
    other_levels: tuple[Objective, ...] = ()
    words: Words | None = None  # what the plan says of it beside its figures; None: nothing, or not to this reader


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSummary(Answer):
    tally: Tally
    objectives: tuple[tuple[Objective, Tally], ...]
    best: tuple[Reading, ...] = ()
    worst: tuple[Reading, ...] = ()
    headlines: tuple[str, ...] = ()  # as the last review prints them, where these were asked for
    words: tuple[tuple[Objective, Words], ...] = ()  # in a plan without indicators


class Before(StrEnum):
    """What is to be done by a day before a meeting."""

    FIGURES = "figures"
    DEADLINE = "deadline"
    PAPERS = "papers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Answer):
    """When the board meets, as far as the plan says."""

    on: date | None
    past: bool = False
    items: int = 0  # on its agenda
    others: tuple[tuple[str, date], ...] = ()  # the next meetings of other bodies
    days: tuple[tuple[Before, date], ...] = ()  # still to come before it
    next: date | None = None  # where the last one was asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Answer):
    """Several indicators fit: they are offered, none is picked."""

    matches: tuple[Match, ...]
    more: int = 0
    wanted: Intent = Intent.STATUS  # what a pick is answered with


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Answer):
    gap: Gap
    about: str = ""
    examples: tuple[str, ...] = ()  # short titles and codes of the plan, to be asked about instead
    near: tuple[Indicator, ...] = ()  # codes close to one that does not exist
    periods: tuple[Period, ...] = ()  # those the plan has, for one that it has not
    latest: Figure | None = None
    mentions: tuple[Mention, ...] = ()  # where the plan speaks of it beside its indicators


@dataclass(frozen=True, slots=True, kw_only=True)
class Help(Answer):
    examples: tuple[str, ...] = ()  # short titles and codes of the plan, to be asked about
    owned: str = ""  # one more, of an indicator that has an owner
    greeting: bool = False  # somebody only said hello, or thanks
    correcting: bool = False  # it was asked how a figure is changed


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPlan(Answer):
    """Nothing has been imported yet."""
