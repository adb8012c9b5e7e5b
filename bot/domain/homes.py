"""Home as a value: the parts that somebody sees by what they are in the plan, all in brief or one of them by pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from bot.domain.home_places import Place, Section
from bot.domain.notices import View

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.domain.figure_forms import QueueLine
    from bot.domain.judgement import Reading
    from bot.domain.model import Indicator, Plan
    from bot.domain.nudges import NudgeRequest
    from bot.domain.people import Person
    from bot.domain.published import Report
    from bot.domain.rounds import Misfit, Owed, Rules
    from bot.domain.standing import Counts, Standing
    from bot.domain.tasks import Task

Line = TypeVar("Line")

# Lines of each part: beside the others, and on a page of its own. Home has 100 blocks, and an item with its buttons
# takes two; a plain line takes none of its own, but the words of a view are 250,000 bytes.
_IN_BRIEF = {
    Section.OWED: 7,
    Section.MINE: 8,
    Section.STANDING: 12,
    Section.QUEUE: 4,
    Section.REQUESTS: 3,
    Section.LATE: 3,
    Section.NAMES: 2,
    Section.TASKS: 3,
    Section.UNDONE: 5,
}
_ON_PAGE = {
    Section.OWED: 20,
    Section.MINE: 40,
    Section.STANDING: 40,
    Section.QUEUE: 20,
    Section.REQUESTS: 15,
    Section.LATE: 20,
    Section.NAMES: 20,
    Section.TASKS: 20,
    Section.UNDONE: 20,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Line]):
    """Some lines of a part, of all that there are."""

    section: Section
    lines: tuple[Line, ...]
    of: int
    start: int = 0

    @property
    def after(self) -> int:
        """How many lines come after these."""
        return self.of - self.start - len(self.lines)

    @property
    def size(self) -> int:
        return _ON_PAGE[self.section]


def page(section: Section, lines: Sequence[Line], place: Place | None) -> Page[Line] | None:
    """What is shown of a part: its first lines, or the page that was asked for; None: another part is looked at.

    A page that is past the end, because the list has grown shorter, is the last one.
    """
    if place is None:
        return Page(section=section, lines=tuple(lines[: _IN_BRIEF[section]]), of=len(lines))
    if place.section is not section:
        return None
    size = _ON_PAGE[section]
    start = min(place.start, max(len(lines) - 1, 0)) // size * size
    return Page(section=section, lines=tuple(lines[start : start + size]), of=len(lines), start=start)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedLine:
    """A figure that somebody owes."""

    owed: Owed
    days_late: int  # calendar days past its due day; 0 until then
    reminded_on: date | None = None  # they asked not to be reminded before that day
    of: Person | None = None  # for whom they stand in


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPart:
    """What is wanted of somebody, by the day it is due."""

    page: Page[OwedLine]
    late: int
    due_now: int
    soon: int
    organisation_id: int | None = None  # whose return sheet they can have


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePart:
    """What others owe and is late, for an officer to settle or for a lead to know."""

    page: Page[OwedLine]
    unasked: int = 0  # not late yet, but nobody is asked for as many
    to_settle: bool = False  # an officer may enter them, or put them off


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """An action, a risk or a highlight."""

    task: Task
    days_late: int
    has_day: bool = True  # an action without one is there until the plan ends
    reminded_on: date | None = None
    of: Person | None = None  # for whom they stand in
    is_in: bool = False  # a highlight that was submitted
    is_begun: bool = False  # one of which a draft is kept
    unasked: bool = False  # nobody in Slack is asked for it


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksPart:
    """What somebody has to do beside figures, or what others have not done."""

    page: Page[TaskLine]
    late: int = 0
    unasked: int = 0  # of all, as many are asked of nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class MineLine:
    """An indicator that somebody supplies: its latest figure, judged, whether readers see it yet or not."""

    reading: Reading
    waiting: bool = False  # for an officer to approve it
    embargoed_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MinePart:
    """The indicators that somebody supplies or answers for."""

    page: Page[MineLine]
    led: int = 0  # of all of them, as many are others' to supply, under an objective that they lead


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreminded:
    """How many indicators have nobody who is reminded in Slack, by why that is."""

    no_account: int = 0  # their owner has none
    nobody: int = 0  # nobody of the organisation that owns them has one
    away: int = 0  # their owner is, and nobody stands in
    gone: int = 0  # their owner's account is closed, and nobody stands in
    unseen: int = 0  # their owner is a guest or an outsider who may not see them
    no_owner: int = 0

    @property
    def passed_on(self) -> int:
        """Of these an officer gets emails to pass on."""
        return self.no_account + self.nobody

    @property
    def all(self) -> int:
        return self.passed_on + self.away + self.gone + self.unseen + self.no_owner


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingLine:
    """One organisation's part of one round; `first` where the round is to be told of before it."""

    round: Standing
    organisation: str
    counts: Counts
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePart:
    """What waits for an officer to approve it, and what is approved and waits to be published."""

    page: Page[QueueLine]
    clean: int  # without a warning, of all of them
    seen: int  # the moment of the latest: what came in since was not looked at
    approved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLine:
    """A phrase that readers used for an indicator, proposed as another name for it."""

    id: int
    phrase: str
    indicator: Indicator
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report on its way, or the last that went out, with the channel it goes to."""

    report: Report
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an admin may change from Home."""

    rules: Rules
    meetings: tuple[tuple[str, date], ...]  # a body and the day it meets next
    misfits: tuple[Misfit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What the plan holds and how to ask, for those who read it."""

    indicators: int
    objectives: int
    examples: tuple[str, ...] = ()
    ticked: bool = False  # they see only the indicators that an officer ticked for them
    by_command: bool = True  # slash commands do not work for people of other organisations


@dataclass(frozen=True, slots=True, kw_only=True)
class Home(View):
    """One person's Home at a moment; a part that is not theirs, or not looked at, is None."""

    at: datetime  # in the workspace's zone
    plan: Plan | None
    person: Person | None
    officers: tuple[str, ...] = ()  # their posts: whom to turn to
    place: Place | None = None
    owed: OwedPart | None = None
    mine: MinePart | None = None
    standing: Page[StandingLine] | None = None
    queue: QueuePart | None = None
    requests: Page[NudgeRequest] | None = None
    late: LatePart | None = None
    tasks: TasksPart | None = None
    undone: TasksPart | None = None  # by others, for officers
    names: Page[NameLine] | None = None
    reports: tuple[ReportLine, ...] | None = None
    settings: Settings | None = None
    guide: Guide | None = None
    unreminded: Unreminded | None = None
    indicators: int = 0  # that the plan has
    lines: int = 0  # that its report counts, where these are more
    published: tuple[ReportLine, ...] = ()  # for those who only read them

    @property
    def today(self) -> date:
        return self.at.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeTrouble(View):
    """Home could not be made: the reference stands in the log beside the details."""

    reference: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesForm(View):
    """The days of the timetable, the steps of the chase and the other rules of a plan's rounds."""

    rules: Rules
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingForm(View):
    """A meeting to be added."""

    bodies: tuple[str, ...]
    today: date
