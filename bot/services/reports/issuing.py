"""The papers of a published report: what they are made of, and that they were issued."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from bot import rounds
from bot.domain.published import Paper
from bot.domain.reporting import ReportState
from bot.services.reports import posts
from bot.services.reports.acting import Desk
from bot.services.reports.composing import cover
from store import reports

if TYPE_CHECKING:
    from bot.domain.covers import Cover
    from bot.domain.published import Report
    from bot.domain.reporting import ReportFacts
    from bot.workspace import Workspace
    from store.outbox import Delivery

ENDINGS = {posts.WORD: "docx", posts.EXCEL: "xlsx"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToIssue:
    """One paper that is to be made: which, of what, and under which name."""

    kind: str
    name: str
    report: Report
    facts: ReportFacts
    cover: Cover


def to_issue(workspace: Workspace, delivery: Delivery) -> ToIssue | None:
    """None of a report that was withdrawn."""
    with workspace.reading() as work:
        report = reports.get(work, int(delivery.facts["report"]))
        round_ = rounds.of(workspace, work)
        if report is None or round_ is None or report.state is not ReportState.PUBLISHED:
            return None
        facts = Desk(workspace=workspace, work=work, round=round_, at=workspace.now()).said(report)
    if facts is None:
        return None
    kind = str(delivery.facts["paper"])
    name = f"{report.meeting.isoformat()} {report.period.label.replace('/', '-')}.{ENDINGS[kind]}"
    return ToIssue(kind=kind, name=name, report=report, facts=facts, cover=cover(workspace, facts))


def issued(workspace: Workspace, paper: ToIssue, content: bytes, file_id: str) -> None:
    """Keep that it went out; where the report was withdrawn while it did, it is taken away again."""
    at = workspace.now()
    with workspace.begin() as work:
        made = Paper(
            report_id=paper.report.id,
            kind=paper.kind,
            name=paper.name,
            sha256=sha256(content).hexdigest(),
            issued_at=at,
            file_id=file_id,
        )
        reports.issue(work, made)
        now, round_ = reports.get(work, paper.report.id), rounds.of(workspace, work)
        if now and round_ and now.state is ReportState.WITHDRAWN:
            posts.remove_files(Desk(workspace=workspace, work=work, round=round_, at=at), now, [made])
