"""The round as the visitor finds it: the year is over, and all its last figures are in but those of two owners.

The sample plan was printed with these figures in it. Here they come in as they would have: the plan is loaded without
them, each owner supplies theirs, and the performance officer approves them. Nothing of it is published yet.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from bot import queueing, rounds, sheets, submitting
from bot.demo.clock import LONDON, STARTS
from bot.demo.folder import CITY
from bot.demo.people import BOARD, CARE, CHAIR, COUNCILLOR, LEAD, NEET, OFFICER, Part
from bot.domain.entering import Entered
from bot.domain.people import Role
from bot.services import figures, people, timetables
from bot.services import plan as plans
from bot.submitting import Submission
from bot.workspace import Workspaces
from store import samples, stamps
from store.work import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.clock import Clock
    from bot.demo.folder import Folder
    from bot.domain.model import Indicator
    from bot.domain.periods import Period
    from bot.domain.planfile import FileIndicator, PlanFile
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.work import Work

LAST = "Q4 2013/14"
NEET_CODE = "NI 117"
STILL_OUT = (NEET_CODE, "Percentage/Number of NEET - Not Knowns", "CP-8", "CP-10", "CC-13")
LED = (("operational", 1), ("operational", 11))
BY = "steward receive"  # the figures came by sheet


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample plan as it was printed."""

    name: str
    printed: PlanFile

    @property
    def has_a_round(self) -> bool:
        """Whether there is more to it than questions."""
        return self.name == CITY

    @property
    def starts(self) -> datetime:
        """The moment at which the visitor comes in."""
        head = self.printed.plan
        return STARTS if self.has_a_round else datetime.combine(head.meeting or head.ends, time(9), LONDON)


def read(name: str) -> Sample:
    """NoSuchSample."""
    return Sample(name, sheets.read_plan(samples.path(name)))


@contextmanager
def opened(folder: Folder, sample: Sample, clock: Clock) -> Iterator[Workspace]:
    """The workspace in the folder's database, with the round in it; the bot may be starting on it meanwhile.

    On the day on which the demo begins nothing is due, so that it makes no odds how much of it the bot finds.
    """
    with closing(Store(folder.address)) as store:
        workspaces = Workspaces(store, clock)
        if not folder.is_made:
            store.migrate()
            load(workspaces.make_first(), sample)
            folder.made()
        yield workspaces.only()


def load(workspace: Workspace, sample: Sample) -> None:
    """All of it, at the moment that the workspace's clock shows."""
    if not sample.has_a_round:
        plans.import_plan(workspace, sample.printed)
        _appoint(workspace, OFFICER, Role.ADMIN)
        return
    printed = sample.printed
    plans.import_plan(workspace, without(printed, LAST))
    supply(workspace, printed)
    _people(workspace)
    approve(workspace)


def without(printed: PlanFile, period: str) -> PlanFile:
    """The plan as it would have been printed before anything of that period had come in."""

    def earlier(indicator: FileIndicator) -> FileIndicator:
        series = (
            replace(line, figures=tuple(each for each in line.figures if each.period.label != period))
            for line in indicator.series
        )
        return replace(indicator, series=tuple(series))

    return replace(printed, indicators=tuple(map(earlier, printed.indicators)))


def supply(workspace: Workspace, printed: PlanFile) -> None:
    """Every figure of the last quarter is handed in as it was printed, but for those that the visitor is to enter."""
    with workspace.begin() as work:
        stamps.alone(work)
        round_ = rounds.of(workspace, work)
        if round_ is None:
            raise LookupError("the plan was not taken in")
        for indicator, period, entered in _handed_in(round_, printed):
            _write(work, round_, indicator, period, entered, workspace.now())


def approve(workspace: Workspace) -> None:
    """The performance officer approves all that is in."""
    officer = people.who(workspace, OFFICER.id)
    with workspace.reading() as work:
        round_ = rounds.of(workspace, work)
    lines = queueing.lines(round_, officer, workspace.zone) if round_ else ()
    figures.approve(workspace, officer, [(line.indicator.id, line.period.key, line.seen) for line in lines])


def _write(
    work: Work, round_: Round, indicator: Indicator, period: Period, entered: tuple[Entered, ...], at: datetime
) -> None:
    holder = round_.holders.get(indicator.id)
    owner = holder.person_id if holder else None
    given = Submission(
        indicator=indicator, period=period, entered=entered, who=BY, supplied_by=owner, entered_by=owner, origin="sheet"
    )
    submitting.write(work, round_, given, at)


def _handed_in(round_: Round, printed: PlanFile) -> Iterator[tuple[Indicator, Period, tuple[Entered, ...]]]:
    """What was printed, by the indicators and lines that the plan holds: both stand in the order of the sheet."""
    for read, held in zip(printed.indicators, round_.catalogue.indicators, strict=True):
        if {read.code, read.title} & {*STILL_OUT}:
            continue
        found = [
            (each.period, Entered(series_id=line.id, as_printed=each.as_printed, value=each.value, text=each.text))
            for said, line in zip(read.series, held.series, strict=True)
            for each in said.figures
            if each.period.label == LAST and each.missing is None
        ]
        if found:
            yield held, found[0][0], tuple(entered for _, entered in found)


def _people(workspace: Workspace) -> None:
    """The officer is appointed at the command line, as in earnest; then whose account is whose, and who does what."""
    _appoint(workspace, OFFICER, Role.ADMIN)
    _appoint(workspace, CHAIR, Role.CHAIR)
    _appoint(workspace, COUNCILLOR, Role.READER)
    officer = people.who(workspace, OFFICER.id)
    for part in (NEET, CARE):
        person = people.holder(workspace, part.post, posts_only=True).person_id
        people.match(workspace, officer, person or 0, part.id)
    lead = people.add(workspace, officer, LEAD.post, slack_user=LEAD.id)
    for level, number in LED:
        people.lead(workspace, officer, level, number, lead.id)
    board = timetables.show(workspace).bodies[0].name
    timetables.put_body(workspace, board, timetables.Change(channel=BOARD), who=OFFICER.id)


def _appoint(workspace: Workspace, part: Part, role: Role) -> None:
    people.appoint_account(workspace, people.BY_COMMAND, part.id, role, part.post)
