"""What each message of a report says at the moment it is sent or changed; None: there is nothing left to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import rounds
from bot.domain.report_pages import Part, emptied, page_of, pages
from bot.domain.report_posts import ReportDraft, ReportPost, ReportUnsent
from bot.domain.reporting import ReportState
from bot.services.reports import posts, supplementing, wording
from bot.services.reports.acting import Desk, corrected_of, said_of
from store import covers, reports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.published import Report
    from bot.domain.reporting import ReportFacts
    from bot.workspace import Workspace
    from store.outbox import Delivery
    from store.work import Work


def draft_notice(workspace: Workspace, delivery: Delivery) -> ReportDraft | None:
    """The report as it stands, with what an officer can do about it."""
    with workspace.reading() as work:
        held, report, facts = _read(workspace, work, delivery)
        if held is None or report is None or facts is None:
            return None
        signed = held.round.people.get(report.signed_off_by or 0)
        published = report.state is ReportState.PUBLISHED
        return ReportDraft(
            report=report,
            facts=facts,
            channel=report.channel or held.channel(report.board),
            signed_off_by=signed.label if signed else "",
            questioned=len(facts.contradictions),
            after=_after(held, report, facts) if published else 0,
            cover=covers.cover(work, report.plan_id, report.board, report.meeting) if report.is_open else None,
            telling=len(wording.to_look_at(held, report, facts)) if report.is_open else facts.left_out,
        )


def _after(held: Desk, report: Report, facts: ReportFacts) -> int:
    posted = supplementing.posted_in(held, report)
    came = supplementing.came_after(held, report, facts)
    return sum(supplementing.key_of(each.figure) not in posted for each in came)


def post_notice(workspace: Workspace, delivery: Delivery) -> ReportPost | None:
    """One message of the report in its channel; nothing of one that was withdrawn."""
    with workspace.reading() as work:
        report = _report(workspace, work, delivery)
        facts = said_of(work, report) if report else None
        if report is None or facts is None or report.state is not ReportState.PUBLISHED:
            return None
        is_out = delivery.updates_id is not None
        return _post(work, report, facts, str(delivery.facts["page"]), is_out=is_out)


def preview_notice(workspace: Workspace, delivery: Delivery) -> ReportPost | None:
    """The same to an officer, before it is posted."""
    with workspace.reading() as work:
        report = _report(workspace, work, delivery)
        facts = said_of(work, report) if report else None
        return _post(work, report, facts, str(delivery.facts["page"])) if report and facts else None


def unsent_notice(workspace: Workspace, delivery: Delivery) -> ReportUnsent | None:
    """None where it has gone out by now, or what kept it is put right."""
    with workspace.reading() as work:
        held, report, _ = _read(workspace, work, delivery)
        why = str(delivery.facts["why"])
        if held is None or report is None or not (report.is_open or why == posts.LAPSED):
            return None
        over = {
            posts.HELD: not report.held,
            posts.UNSIGNED: report.state is ReportState.SIGNED_OFF,
            posts.NO_CHANNEL: bool(held.channel(report.board)),
        }
        return None if over.get(why) else ReportUnsent(report=report, why=why)


def _post(work: Work, report: Report, facts: ReportFacts, key: str, *, is_out: bool = False) -> ReportPost | None:
    found = page_of(facts, key)
    if found is None and not is_out:
        return None
    page = found or emptied(facts, key)
    corrected = corrected_of(work, report, facts)
    is_opening = page.part is Part.OPENING
    told = corrected if is_opening or found is None else (e for e in corrected if e.indicator.id in _shown(page))
    return ReportPost(
        report=report,
        facts=facts,
        page=page,
        corrected=tuple(told),
        parts=tuple(dict.fromkeys(each.part for each in pages(facts)))[1:] if is_opening else (),
    )


def _shown(page: object) -> set[int]:
    """The indicators that a message speaks of."""
    return set(_indicators(page))


def _indicators(page: object) -> Iterator[int]:
    for line in getattr(page, "lines", ()):
        reading = getattr(line, "reading", line)
        indicator = getattr(reading, "indicator", None)
        if indicator is not None:
            yield indicator.id


def _read(
    workspace: Workspace, work: Work, delivery: Delivery
) -> tuple[Desk | None, Report | None, ReportFacts | None]:
    round_, report = rounds.of(workspace, work), _report(workspace, work, delivery)
    if round_ is None or report is None:
        return None, None, None
    held = Desk(workspace=workspace, work=work, round=round_, at=workspace.now())
    return held, report, held.said(report)


def _report(workspace: Workspace, work: Work, delivery: Delivery) -> Report | None:
    report = reports.get(work, int(delivery.facts["report"]))
    return report.in_zone(workspace.zone) if report else None
