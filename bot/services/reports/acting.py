"""What every step of a report begins with: the plan as it stands, the report as it was seen, and the audit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import rounds
from bot.domain import freezing
from bot.domain.errors import ChangedMeanwhile, NoPlanHeld, OfficersOnly, OldButton
from bot.domain.report_days import ReportDays, report_days
from bot.domain.report_posts import Corrected
from bot.publishing import Publisher
from store import audit, reports, stamps

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.domain.acts import Act as Doing
    from bot.domain.people import Someone
    from bot.domain.published import Report
    from bot.domain.reporting import ReportFacts
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.work import Work

BY = "steward run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A plan's reports within one transaction."""

    workspace: Workspace
    work: Work
    round: Round
    at: datetime

    @property
    def days(self) -> dict[tuple[str, date], ReportDays]:
        """Of every meeting that is known, by its board and day."""
        held = self.round
        found = (report_days(each, held.rules, held.calendar, self.workspace.zone) for each in held.timetables)
        return {each.key: each for each in found}

    def channel(self, board: str) -> str:
        return next((each.channel for each in self.round.bodies if each.name == board), "")

    def said(self, report: Report) -> ReportFacts | None:
        """What it says as it was last composed, with what officers wrote over it."""
        return said_of(self.work, report)

    def last(self, report: Report) -> ReportFacts | None:
        """What the board was told the last time."""
        found = reports.last_published(self.work, report.plan_id, report.board, report.meeting)
        return self.said(found) if found else None

    def note(
        self, by: Publisher, report: Report, what: Doing, *, old: str = "", new: str = "", reason: str = ""
    ) -> None:
        """Keep who did what with it."""
        named = f"{report.board}, {report.meeting}"
        change = audit.Change(
            at=self.at,
            who=by.who,
            what=what,
            subject="report",
            subject_id=report.id,
            old=old,
            new=new or named,
            reason=reason,
            person_id=by.person_id,
            origin=by.origin,
        )
        audit.add(self.work, change)


def said_of(work: Work, report: Report) -> ReportFacts | None:
    """The same without a round: what a report says does not depend on it."""
    kept = reports.snapshot(work, report.id)
    return with_words(freezing.thawed(kept), report) if kept else None


def with_words(facts: ReportFacts, report: Report) -> ReportFacts:
    """The facts with the headlines and decisions that officers wrote, where they did."""
    return replace(facts, headlines=report.headlines, to_decide=report.decisions)


def corrected_of(work: Work, report: Report, facts: ReportFacts) -> tuple[Corrected, ...]:
    """What was put right in it, with what each is of."""
    lines = {series.id: (each, series) for each in facts.catalogue.indicators for series in each.series}
    return tuple(
        Corrected(
            correction=each, indicator=lines[each.series_id][0], series=lines[each.series_id][1], on=each.at.date()
        )
        for each in reports.corrections(work, report.id)
        if each.series_id in lines
    )


def desk(workspace: Workspace, work: Work) -> Desk:
    """NoPlanHeld."""
    held = rounds.of(workspace, work)
    if held is None:
        raise NoPlanHeld
    return Desk(workspace=workspace, work=work, round=held, at=workspace.now())


def alone_at_desk(workspace: Workspace, work: Work) -> Desk:
    """The same where what is read still holds when it is written. NoPlanHeld."""
    stamps.alone(work)
    return desk(workspace, work)


def seen_by(
    held: Desk, someone: Someone, report_id: int, revision: int | None = None, *, of_any_plan: bool = False
) -> Report:
    """The report as an officer saw it. OfficersOnly; OldButton for none of this plan, ChangedMeanwhile."""
    must_be_officer(someone)
    report = reports.get(held.work, report_id)
    if report is None or not (of_any_plan or report.plan_id == held.round.plan.id):
        raise OldButton
    if revision is not None and report.revision != revision:
        raise ChangedMeanwhile
    return report


def by_of(someone: Someone) -> Publisher:
    return Publisher(someone.slack_user, someone.person.id if someone.person else None)


def must_be_officer(someone: Someone) -> None:
    if not someone.is_officer or someone.person is None or someone.ticked is not None:
        raise OfficersOnly


def moved(held: Desk, report: Report, /, **to: object) -> Report:
    """The report as it is after the change. ChangedMeanwhile where somebody was quicker."""
    if not reports.move(held.work, report, **to):
        raise ChangedMeanwhile
    after = reports.get(held.work, report.id)
    if after is None:
        raise ChangedMeanwhile
    return after
