"""What is asked in the thread of a published report is answered from that report's own figures, whatever came since."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from bot.domain import freezing
from bot.domain.besides import AsPublished
from bot.services.answers import knowledge
from store import reports

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from bot.domain.published import Report
    from bot.domain.reporting import ReportFacts
    from bot.services.answers.knowledge import Knowledge
    from bot.workspace import Workspace
    from store.work import Work

MOST_KEPT = 8  # reports: each is asked about for a few days
_kept: dict[tuple[int, int, int], tuple[ReportFacts, Knowledge, datetime | None]] = {}
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Frozen:
    """A published report: what it says, and its plan made ready for questions."""

    report: Report
    facts: ReportFacts
    knowledge: Knowledge
    corrected_at: datetime | None = None

    def said(self, zone: tzinfo) -> AsPublished:
        at = self.report.published_at or self.report.composed_at
        corrected = self.corrected_at.astimezone(zone).date() if self.corrected_at else None
        on = at.astimezone(zone).date()
        return AsPublished(board=self.report.board, period=self.report.period, on=on, corrected=corrected)


def of_place(
    workspace: Workspace, work: Work, place: str | None, ticked: frozenset[int] | None = None
) -> Frozen | None:
    """The report in whose thread that is; None anywhere else. One query for a thread, none elsewhere."""
    channel, _, thread = (place or "").partition(":")
    report = reports.posted_at(work, channel, thread) if thread else None
    if report is None:
        return None
    key = (workspace.id, report.id, report.revision)
    with _lock:
        kept = _kept.get(key)
    if kept is None:
        facts = freezing.thawed(reports.snapshot(work, report.id))
        corrected = [each.at for each in reports.corrections(work, report.id)]
        kept = facts, knowledge.of_catalogue(facts.catalogue), corrected[-1] if corrected else None
        with _lock:
            if len(_kept) >= MOST_KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[key] = kept
    facts, known, at = kept
    return Frozen(report, facts, known if ticked is None else knowledge.of_catalogue(facts.catalogue, ticked), at)
