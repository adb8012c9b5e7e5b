"""A wrong number in a published report put right in place, and a report taken away: those who had it are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import publishing, queueing
from bot.domain import freezing, personal_details
from bot.domain.acts import Act
from bot.domain.composing.correcting import put_right
from bot.domain.errors import ChangedMeanwhile, NothingToCorrect, OldButton
from bot.domain.model import Missing
from bot.domain.published import Correction
from bot.domain.report_posts import (
    NO_REASON,
    PERSONAL,
    TELLS_HIDDEN,
    Correctable,
    CorrectForm,
    ReportCorrected,
    ReportProblem,
    ReportWithdrawn,
    WithdrawForm,
)
from bot.domain.reporting import ReportState
from bot.services.reports import composing, issuing, posts, wording
from bot.services.reports.acting import alone_at_desk, by_of, corrected_of, desk, moved, seen_by
from bot.services.reports.supplementing import key_of
from store import reports

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.model import Figure
    from bot.domain.people import Someone
    from bot.domain.periods import Period
    from bot.domain.published import Paper, Report
    from bot.domain.reporting import ReportFacts
    from bot.services.reports.acting import Desk
    from bot.workspace import Workspace
    from store.outbox import Delivery
    from store.work import Work

REASON = "reason"
MOST_OFFERED = 100  # options of a menu: docs.slack.dev/reference/block-kit/block-elements/select-menu-element


def correct_form(workspace: Workspace, someone: Someone, report_id: int) -> CorrectForm:
    """What can be put right: what the report gives otherwise than it is approved now. NothingToCorrect."""
    with workspace.reading() as work:
        held = desk(workspace, work)
        report, facts = _published(held, someone, report_id)
        offers = tuple(_offers(facts, _now(held, report)))
    if not offers:
        raise NothingToCorrect
    return CorrectForm(report=report, offers=offers[:MOST_OFFERED], more=len(offers[MOST_OFFERED:]))


def correct(
    workspace: Workspace, someone: Someone, report_id: int, figure: tuple[int, str, int], reason: str
) -> tuple[ReportProblem, ...]:
    """Put that figure right in every message, as it is approved now; what is wrong with the reason, if anything.

    `figure` is its series, Period.key and the revision that was chosen. ChangedMeanwhile where it is another by now.
    """
    if problems := _problems(workspace, reason):
        return problems
    with workspace.begin() as work:
        held = alone_at_desk(workspace, work)
        report, facts = _published(held, someone, report_id)
        now = _now(held, report)
        offers = _offers(facts, now)
        offer = next((each for each in offers if (*key_of(each.now), each.now.revision) == figure), None)
        if offer is None:
            raise ChangedMeanwhile
        if wording.says(held, reason, offer.indicator):
            return (ReportProblem(field=REASON, fault=TELLS_HIDDEN),)
        right = issuing.counted_as_papers(held, put_right(facts, offer.now, held.last(report), _hidden(now)))
        _put_right(held, someone, report, offer, right, reason)
    return ()


def withdraw_form(workspace: Workspace, someone: Someone, report_id: int) -> WithdrawForm:
    with workspace.reading() as work:
        held = desk(workspace, work)
        report, _ = _published(held, someone, report_id, of_any_plan=True)
        return WithdrawForm(report=report, papers=_issued(work, report))


def withdraw(workspace: Workspace, someone: Someone, report_id: int, reason: str) -> tuple[ReportProblem, ...]:
    """Take every message and file of the report away, and say so where it stood.

    A report of a plan that is no longer in use can still be wrong: who runs the round by now takes it away too.
    """
    if problems := _problems(workspace, reason):
        return problems
    with workspace.begin() as work:
        held = alone_at_desk(workspace, work)
        seen, _ = _published(held, someone, report_id, of_any_plan=True)
        report = moved(held, seen, state=ReportState.WITHDRAWN, withdrawn_at=held.at, withdrawn_why=reason)
        papers = tuple(each for each in reports.papers(work, report.id) if each.withdrawn_at is None)
        posts.remove(held, report, papers)
        reports.withdraw_papers(work, report.id, [each.file_id for each in papers], held.at)
        facts = {"report": report.id, "files": [each.file_id for each in papers]}
        posts.tell_readers(held, report, posts.WITHDRAWN, f"{posts.WITHDRAWN}:{report.id}", facts)
        held.note(by_of(someone), report, Act.REPORT_WITHDRAWN, reason=reason)
        posts.tell_officers(held, report)
    return ()


def corrected_notice(workspace: Workspace, delivery: Delivery) -> ReportCorrected | None:
    """One correction, to those who had the report; nothing of one that was withdrawn since."""
    with workspace.reading() as work:
        held = desk(workspace, work)
        report = reports.get(work, int(delivery.facts["report"]))
        facts = held.said(report) if report else None
        if report is None or facts is None or report.state is not ReportState.PUBLISHED:
            return None
        number, version = int(delivery.facts["correction"]), int(delivery.facts.get("version", 0))
        found = corrected_of(work, report, facts)[number - 1 : number]
        papers = tuple(each for each in _issued(work, report) if not version or each.version < version)
    if not found:
        return None
    for_officer = bool(delivery.facts.get("officer"))
    return ReportCorrected(report=report, corrected=found, papers=papers, version=version, for_officer=for_officer)


def withdrawn_notice(workspace: Workspace, delivery: Delivery) -> ReportWithdrawn | None:
    with workspace.reading() as work:
        report = reports.get(work, int(delivery.facts["report"]))
        if report is None or report.state is not ReportState.WITHDRAWN:
            return None
        these = set(delivery.facts["files"])
        papers = tuple(each for each in reports.papers(work, report.id) if each.issued_at and each.file_id in these)
    return ReportWithdrawn(report=report.in_zone(workspace.zone), papers=papers)


def _put_right(held: Desk, someone: Someone, seen: Report, offer: Correctable, right: ReportFacts, reason: str) -> None:
    work, by, now, was = held.work, by_of(someone), offer.now, offer.was
    this = [each for each in queueing.publishable(held.round, held.at) if key_of(each[1].figure) == key_of(now)]
    publishing.show(work, this, by, held.at)
    report = moved(held, seen)
    correction = Correction(
        report_id=report.id,
        series_id=now.series_id,
        period=now.period,
        was=was.as_printed,
        now=now.as_printed,
        old_revision=was.revision,
        new_revision=now.revision,
        why=reason,
        by=someone.slack_user,
        at=held.at,
    )
    reports.correct(work, correction)
    reports.keep_snapshot(work, report.id, freezing.freeze(right), held.at)
    posts.renew(held, report, right)
    number = len(reports.corrections(work, report.id))
    told = {"report": report.id, "correction": number, "version": issuing.issue_anew(held, report, right)}
    posts.tell_readers(held, report, posts.CORRECTED, f"{posts.opening_key(report.id)}:correction:{number}", told)
    held.note(by, report, Act.REPORT_CORRECTED, old=was.as_printed, new=now.as_printed, reason=reason)
    posts.tell_officers(held, report)


def _published(
    held: Desk, someone: Someone, report_id: int, *, of_any_plan: bool = False
) -> tuple[Report, ReportFacts]:
    report = seen_by(held, someone, report_id, of_any_plan=of_any_plan)
    facts = held.said(report)
    if facts is None or report.state is not ReportState.PUBLISHED:
        raise OldButton
    return report, facts


def _now(held: Desk, report: Report) -> Mapping[int, tuple[Figure, ...]]:
    """Its figures as its board may be told them now: what is hidden from it stays hidden."""
    told = composing.facts(held.workspace, held.work, period=report.period, board=report.board, meeting=report.meeting)
    return told.figures


def _hidden(figures: Mapping[int, tuple[Figure, ...]]) -> set[tuple[int, Period]]:
    every = (each for held in figures.values() for each in held)
    return {(each.series_id, each.period) for each in every if each.missing is Missing.SUPPRESSED}


def _offers(facts: ReportFacts, now: Mapping[int, tuple[Figure, ...]]) -> Iterator[Correctable]:
    for indicator in facts.catalogue.indicators:
        for series in indicator.series:
            by_period = {each.period: each for each in now.get(series.id, ())}
            for was in facts.figures.get(series.id, ()):
                figure = by_period.get(was.period)
                if figure and was.has_value and (was.value, was.text) != (figure.value, figure.text):
                    yield Correctable(indicator=indicator, series=series, was=was, now=figure)


def _issued(work: Work, report: Report) -> tuple[Paper, ...]:
    """Those that were issued and not taken away."""
    return tuple(each for each in reports.papers(work, report.id) if each.issued_at and each.withdrawn_at is None)


def _problems(workspace: Workspace, reason: str) -> tuple[ReportProblem, ...]:
    if not reason:
        return (ReportProblem(field=REASON, fault=NO_REASON),)
    details = tuple(personal_details.noticed(reason, workspace.today()))
    return (ReportProblem(field=REASON, fault=PERSONAL, details=details),) if details else ()
