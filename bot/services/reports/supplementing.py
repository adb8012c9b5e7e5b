"""Figures that came after a report was frozen: listed, and posted in its thread as a supplementary sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import publishing, queueing
from bot.domain.acts import Act
from bot.domain.disclosure import protect, rule_of
from bot.domain.errors import NothingCameAfter, OldButton
from bot.domain.report_posts import Late, ReportSupplement
from bot.domain.reporting import ReportState
from bot.services.reports import posts
from bot.services.reports.acting import Desk, alone_at_desk, by_of, desk, seen_by
from store import figures, reports
from store.outbox import FILE, UNDER, Planned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.model import Figure
    from bot.domain.people import Someone
    from bot.domain.published import Report
    from bot.domain.reporting import ReportFacts
    from bot.workspace import Workspace
    from store.figures import BySeries
    from store.outbox import Delivery


def came_after(held: Desk, report: Report, facts: ReportFacts) -> tuple[Late, ...]:
    """Figures for its period, and those before it, that it had none for and that are approved by now."""
    now = approved_now(held, facts)
    lines = ((indicator, series) for indicator in facts.catalogue.indicators for series in indicator.series)
    return tuple(
        Late(indicator=indicator, series=series, figure=figure)
        for indicator, series in lines
        for figure in _new(facts.figures.get(series.id, ()), now.get(series.id, ()), report)
    )


def _new(before: Iterable[Figure], now: Iterable[Figure], report: Report) -> Iterator[Figure]:
    had = {each.period for each in before if each.has_value}
    for figure in now:
        if figure.has_value and figure.period not in had and figure.period.ends <= report.period.ends:
            yield figure


def approved_now(held: Desk, facts: ReportFacts) -> BySeries:
    """What those whom the report is for may be told at this moment: what it hid from them did not come after it."""
    approved = figures.of_plan(held.work, held.round.plan.id, held.at, approved=True)
    return protect(facts.catalogue, approved, rule_of(held.round.plan, facts.audience))


def post_supplement(workspace: Workspace, someone: Someone, report_id: int) -> int:
    """Publish what came after and post it in the report's thread; how many figures it is. NothingCameAfter."""
    with workspace.begin() as work:
        held = alone_at_desk(workspace, work)
        report = seen_by(held, someone, report_id)
        facts = held.said(report)
        if facts is None or report.state is not ReportState.PUBLISHED:
            raise OldButton
        told = posted_in(held, report)
        came = [each for each in came_after(held, report, facts) if key_of(each.figure) not in told]
        if not came:
            raise NothingCameAfter
        by = by_of(someone)
        these = {key_of(each.figure) for each in came}
        publishable = [each for each in queueing.publishable(held.round, held.at) if key_of(each[1].figure) in these]
        publishing.show(work, publishable, by, held.at)
        first = posts.opening_key(report.id)
        keys = sorted(these)
        name = f"{first}:supplement:{held.at.isoformat()}"
        told_of = {"report": report.id, "figures": [list(each) for each in keys], UNDER: first}
        message = Planned(key=name, kind=posts.SUPPLEMENT, channel=report.channel, facts=told_of)
        posts.plan(held, message, _sheet(held, report, message))
        held.note(by, report, Act.SUPPLEMENT_POSTED, new=f"{len(came)} figures")
        posts.tell_officers(held, report)
        return len(came)


def _sheet(held: Desk, report: Report, message: Planned) -> Planned:
    """The same as a workbook, under its message."""
    before = sum(each.kind == posts.SUPPLEMENT for each in posts.of_report(held, report))
    facts = {**message.facts, "paper": posts.SUPPLEMENT_SHEET, "version": before + 1}
    return Planned(key=f"{message.key}:sheet", kind=FILE, channel=report.channel, facts=facts)


def posted_in(held: Desk, report: Report) -> set[tuple[int, str]]:
    """The figures that went out in supplements before."""
    sheets = (each for each in posts.of_report(held, report) if each.kind == posts.SUPPLEMENT)
    return {(int(series), str(period)) for each in sheets for series, period in each.facts["figures"]}


def supplement_notice(workspace: Workspace, delivery: Delivery) -> ReportSupplement | None:
    """Those figures as they stand now; nothing of a report that was withdrawn."""
    with workspace.reading() as work:
        held = desk(workspace, work)
        report = reports.get(work, int(delivery.facts["report"]))
        facts = held.said(report) if report else None
        if report is None or facts is None or report.state is not ReportState.PUBLISHED:
            return None
        these = {(int(series), str(period)) for series, period in delivery.facts["figures"]}
        came = tuple(each for each in came_after(held, report, facts) if key_of(each.figure) in these)
    at = delivery.planned_at.astimezone(workspace.zone)
    return ReportSupplement(report=report, came=came, at=at) if came else None


def key_of(figure: Figure) -> tuple[int, str]:
    return figure.series_id, figure.period.key
