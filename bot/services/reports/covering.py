"""The cover of a report's paper, edited by its officers until the report is out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.cover_forms import CoverForm
from bot.domain.errors import OldButton
from bot.services.reports import posts
from bot.services.reports.acting import alone_at_desk, desk, seen_by
from store import covers

if TYPE_CHECKING:
    from bot.domain.people import Someone
    from bot.workspace import Workspace


def cover_form(workspace: Workspace, someone: Someone, report_id: int) -> CoverForm:
    """As it stands; OldButton for a report that is out, and what `seen_by` raises."""
    with workspace.reading() as work:
        held = desk(workspace, work)
        report = seen_by(held, someone, report_id)
        facts = held.said(report)
        if facts is None or not report.is_open:
            raise OldButton
        cover = covers.cover(work, report.plan_id, report.board, report.meeting)
    return CoverForm(report=report, cover=cover, facts=facts)


def cover_changed(workspace: Workspace, someone: Someone, report_id: int) -> None:
    """The officers' messages say what of it is still to be filled in."""
    with workspace.begin() as work:
        held = alone_at_desk(workspace, work)
        posts.tell_officers(held, seen_by(held, someone, report_id))
