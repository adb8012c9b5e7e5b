"""The round as values: its rules, its bodies and their timetables, what is owed, and the nudges for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, time

    from bot.domain.model import Indicator, Series
    from bot.domain.people import Person
    from bot.domain.periods import Period
    from bot.domain.tasks import TaskItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A plan's rules for its rounds. Gaps between days are working days of the workspace's nation, unless said."""

    lag_days: int = 28  # calendar days from a period's end until its figure can be had, unless the measure says
    # Back from the meeting. Papers: clear working days, neither end counted (Local Government Act 1972, s. 100B).
    papers: int = 5
    paper_deadline: int = 5  # before the papers are published
    clearance: int = 5  # before the paper deadline
    freeze: int = 5  # before clearance
    figures_due: int = 10  # before the freeze
    # Steps, forward from the due day.
    heads_up: int = 5  # before it
    late: int = 3
    announce: int = 6  # the owner is told that the lead will hear of it
    escalate: int = 8  # a note to the objective's lead is drafted for the officer
    officer: int = 10  # it stands on the officer's own list
    deferrals: int = 2  # that an owner may make alone; the next one goes to the officer
    final_days: int = 60  # calendar days from a provisional figure's due day to its final's
    jump: int = 3  # times the median step of a series' own history: a larger one must be confirmed
    approval: bool = True  # an officer looks at each figure before it counts
    readers_see_approved: bool = False  # before it is published
    nudging: bool = True
    small_board: int = 0  # counts of people from 1 to this are hidden from the board: 0 hides none of them
    small_public: int = 5  # and from the public, as the Department for Education does
    starts_at: time | None = None  # working hours; None: 09:00
    ends_at: time | None = None  # None: 17:00
    report_at: time | None = None  # on the day of the papers, when the report goes out; None: 12:00
    report_unsigned: bool = False  # it goes out then even if nobody signed it off, marked so
    closed: tuple[date, ...] = ()  # further days on which nobody works: between Christmas and New Year
    questions_kept: int = 90  # calendar days for which is kept who asked what; 0: not at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A board or committee that the plan is reported to."""

    id: int | None  # None: the plan's own board, which needs no row
    name: str
    cadence: str = "quarterly"  # quarterly, six-monthly, yearly
    audience: str = ""
    objectives: tuple[tuple[str, int], ...] = ()  # level and number; none: every indicator
    leads: dict[str, int] = field(default_factory=dict)  # its own working days for papers, freeze ...
    meetings: tuple[date, ...] = ()  # in order
    channel: str = ""  # the Slack channel that its reports are posted to


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """One meeting's days, worked back from it."""

    body: Body
    meeting: date
    papers: date  # published
    paper_deadline: date
    clearance: date
    freeze: date
    figures_due: date
    covers_from: date  # figures that can be had after that day, up to the freeze, are for this meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """Something in a timetable that does not fit; `facts` are for its sentence."""

    kind: str
    facts: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A figure promised for later, as it stands."""

    measure_id: int
    period: Period
    until: date
    available: str = ""  # as promised: "May 2014"
    why: str = ""
    times: int = 1
    by: int | None = None  # a person's id


class Wanting(StrEnum):
    """What is still wanted of an indicator for a period."""

    FIGURE = "figure"
    FINAL = "final"  # the provisional one is in


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A figure that is not in: one item however many series it has."""

    indicator: Indicator
    period: Period
    due: date  # moved by a promise; a working day
    wanting: Wanting = Wanting.FIGURE
    series: tuple[Series, ...] = ()  # those without it
    promise: Promise | None = None
    timetable: Timetable | None = None  # of the meeting that it is for; None: no meeting is known
    sent_back: str = ""  # why the officer did not take it

    @property
    def key(self) -> tuple[int, str]:
        return self.indicator.id, self.period.key


class Step(StrEnum):
    """How far the chase for a figure has come, in order."""

    HEADS_UP = "heads-up"
    DUE = "due"
    LATE = "late"
    ANNOUNCE = "announce"  # still to the owner: the lead will hear of it
    ESCALATE = "escalate"  # to the objective's lead, drafted for the officer
    OFFICER = "officer"  # the officer's own list

    @property
    def rank(self) -> int:
        return _RANKS[self]


_RANKS = {step: rank for rank, step in enumerate(Step)}


class NudgeKind(StrEnum):
    REMINDER = "reminder"  # to whoever supplies the figure, or has the task
    ESCALATION = "escalation"  # to an objective's lead, through the officer
    OFFICER_LIST = "officer list"


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeItem:
    owed: Owed
    step: Step
    days_late: int  # calendar days past the due day; 0 until then
    of: Person | None = None  # whose it is, where the message goes to somebody else
    why: str = ""  # it stands on the officer's list before its time: "no active owner", "not let in to it", "no lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """One message to one person, with all that they are to hear of."""

    to: Person | None  # None: nobody is in that role; `label` says whom it would be for
    label: str
    kind: NudgeKind
    step: Step  # the furthest of all in it that made it go out today
    items: tuple[NudgeItem, ...]  # figures
    tasks: tuple[TaskItem, ...] = ()  # what they are to hear of beside figures
    why: str = ""  # in a word, for the preview: "deputy", "organisation"

    @property
    def key(self) -> str:
        """What it is and whom it is for; with its day it is known for good: "nudge:12", "escalation:7"."""
        kind = "nudge" if self.kind is NudgeKind.REMINDER else self.kind.value
        return f"{kind}:{self.to.id if self.to else self.label}"
