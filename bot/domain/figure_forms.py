"""The form for figures, what it becomes, and what is said once figures are taken, sent back or wait for an officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.notices import Notice, View

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.entering import Typed
    from bot.domain.field_problems import FieldProblem
    from bot.domain.judgement import Reading
    from bot.domain.kinds import State
    from bot.domain.model import Figure, Indicator, Series, Target
    from bot.domain.people import Person
    from bot.domain.periods import Period
    from bot.domain.rounds import Owed

PERIOD, STATUS, COMMENT, SOURCE, REASON = "period", "status", "comment", "source", "reason"
EMBARGO, SUPPLIER, CONFIRM = "embargo", "supplier", "confirm"
ENTRY = "entry"  # the one element in each of these blocks
PROVISIONAL, FINAL = "provisional", "final"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def confirming(warning: FieldProblem, checks: int) -> str:
    """The field with the tick of one warning, in one look: "confirm:jumps:value:17:2"."""
    return f"{CONFIRM}:{warning.fault}:{warning.field}:{checks}"


def moment_of(when: datetime) -> int:
    """A moment as a whole number, exactly: microseconds since 1970."""
    return (when - _EPOCH) // timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneMoment(View):
    """What stands there at once, until the form itself is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodChoice:
    """A period that a figure may be given for."""

    period: Period
    due: date | None = None  # None: nothing is owed for it, as a figure is in


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """One series of the form, with what helps to get its figure right, and what stands in its fields."""

    series: Series
    typed: Typed
    recent: tuple[Figure, ...] = ()
    target: Target | None = None
    per: int | None = None  # of a rate: 100, 10,000; None: it is typed as it is
    in_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureForm(View):
    """The form for one indicator and period, all its series together; with a preview it is ready to be submitted."""

    indicator: Indicator
    period: Period
    choices: tuple[PeriodChoice, ...]
    lines: tuple[FormLine, ...]
    today: date
    provisional: bool = False
    comment: str = ""
    source: str = ""
    reason: str = ""
    asks_reason: bool = False  # a figure is approved already, so that a new one is a revision
    embargo: int | None = None  # seconds since 1970
    embargoed_until: datetime | None = None  # of a preview: the same, where those who read it are
    asks_embargo: bool = False
    suppliers: tuple[Person, ...] = ()  # of whom an officer says whose figure it is
    supplier: int | None = None
    for_others: bool = False  # an officer enters it in somebody's place
    sent_back: str = ""  # why the officer did not take the last one
    restored: bool = False  # what was typed before stands in it again
    preview: tuple[Reading, ...] = ()  # what would come of it; none: it is still to be checked
    gaps: tuple[Series, ...] = ()  # series that would be marked as not applicable
    warnings: tuple[FieldProblem, ...] = ()
    problems: tuple[FieldProblem, ...] = ()  # with fields that the form that was sent did not have
    checks: int = 0

    @property
    def confirmations(self) -> tuple[tuple[str, FieldProblem], ...]:
        """Each warning, with the field for its tick."""
        return tuple((confirming(warning, self.checks), warning) for warning in self.warnings)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSaved(View):
    """What stands there after a form was taken."""

    indicator: Indicator
    period: Period
    readings: tuple[Reading, ...]
    approval: bool  # whether an officer looks at it first
    next: Owed | None = None
    left: int = 0  # owed by the same person, after this one
    for_others: bool = False  # it was somebody else's


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTaken(Notice):
    """A figure was taken: which, how it is judged, and who looks at it."""

    indicator: Indicator
    period: Period
    readings: tuple[Reading, ...]
    state: State
    officers: tuple[Person, ...] = ()
    embargoed_until: datetime | None = None
    next: Owed | None = None
    on: date | None = None  # since when it stands so, where the message is changed for that


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSentBack(Notice):
    """An officer did not take a figure: why, with the form one click away."""

    indicator: Indicator
    period: Period
    figures: tuple[tuple[Series, Figure], ...]
    reason: str


class Hindrance(StrEnum):
    """Why an officer may not approve a figure, or only in a way that is marked."""

    OWN = "own"  # they supplied it
    ONE_PERSON = "one person"  # they entered it for somebody else: a one-person check
    NO_SOURCE = "no source"  # the same, but nothing names where the figure comes from


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """One indicator's figures for a period that wait for an officer."""

    indicator: Indicator
    period: Period
    readings: tuple[Reading, ...]
    seen: int  # stands for just these revisions: who approves, approves what they saw
    since: datetime
    supplied_by: str = ""  # as the plan prints them
    entered_by: str = ""  # where that is somebody else
    comment: str = ""
    source: str = ""
    reason: str = ""
    embargoed_until: datetime | None = None
    warnings: tuple[FieldProblem, ...] = ()
    hindrance: Hindrance | None = None

    @property
    def is_clean(self) -> bool:
        return not self.warnings and self.hindrance is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """What became of the figures that an officer chose."""

    approved: int = 0
    sent_back: int = 0
    published: int = 0
    overtaken: int = 0  # by another officer, or by a new figure
    own: int = 0
    without_source: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureQueue(Notice):
    """The figures that wait for an officer."""

    lines: tuple[QueueLine, ...]
    approved: int = 0  # that wait to be published
    is_over: bool = False  # an embargo on one of those, just now

    @property
    def clean(self) -> int:
        return sum(line.is_clean for line in self.lines)

    @property
    def seen(self) -> int:
        """The latest moment of these lines: what comes later was not looked at."""
        return max((moment_of(line.since) for line in self.lines), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureQueueDone(Notice):
    """None waits any more: what the message is changed to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureQueueForm(View):
    """A page of the queue, with a tick and buttons for each figure."""

    lines: tuple[QueueLine, ...]  # of this page
    start: int = 0  # the first one's place, counted from 0
    earlier: int = 0  # the place, counted from 1, at which the page before begins; 0: there is none
    later: int = 0
    total: int = 0
    clean: int = 0  # without warnings, in the whole queue
    approved: int = 0
    seen: int = 0  # the latest moment of the queue: what comes later was not looked at
    handled: Handled | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBackForm(View):
    """Why an officer does not take a figure."""

    line: QueueLine
    reason: str = ""
