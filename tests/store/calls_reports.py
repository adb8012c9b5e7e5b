"""The functions of reports, called with what another workspace holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.domain.published import Correction, Paper, Report
from bot.domain.reporting import ReportState
from store import reports
from tests.builders import a_period
from tests.conftest import MORNING

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.work import Work
    from tests.store import calls

MEETING = date(2014, 7, 2)
THEIRS = "Theirs alone"

CALLS: dict[str, Callable[[Work, calls.Held], object]] = {
    "reports.correct": lambda work, held: reports.correct(
        work,
        Correction(
            report_id=held.report.report,
            series_id=held.planted.series[0][0],
            period=a_period("Q4 2013/14"),
            was="7",
            now="8",
            old_revision=1,
            new_revision=2,
            at=MORNING,
        ),
    ),
    "reports.corrections": lambda work, held: reports.corrections(work, held.report.report),
    "reports.draft": lambda work, held: reports.draft(
        work, held.planted.plan, "A board", MEETING, a_period("Q4 2013/14"), MORNING, publish_at=MORNING
    ),
    "reports.get": lambda work, held: reports.get(work, held.report.report),
    "reports.keep_paper": lambda work, held: reports.keep_paper(
        work, Paper(report_id=held.report.report, kind="word", name="x", sha256="x", issued_at=MORNING)
    ),
    "reports.keep_public": lambda work, held: reports.keep_public(work, held.report.report, {"x": 1}),
    "reports.keep_snapshot": lambda work, held: reports.keep_snapshot(work, held.report.report, {"x": 1}, MORNING),
    "reports.last_published": lambda work, held: reports.last_published(
        work, held.planted.plan, THEIRS, date(2015, 1, 1)
    ),
    "reports.move": lambda work, held: reports.move(work, a_report(held), held=True),
    "reports.note_post": lambda work, held: reports.note_post(work, held.report.report, "1.000001"),
    "reports.note_issue": lambda work, held: reports.note_issue(
        work, Paper(report_id=held.report.report, kind="word", name="x", sha256="x", file_id="F1"), MORNING
    ),
    "reports.of_plan": lambda work, held: reports.of_plan(work, held.planted.plan),
    "reports.papers": lambda work, held: reports.papers(work, held.report.report),
    "reports.public": lambda work, held: reports.public(work, held.report.report),
    "reports.posted_at": lambda work, _: reports.posted_at(work, "C1", "1.5"),
    "reports.snapshot": lambda work, held: reports.snapshot(work, held.report.report),
    "reports.withdraw_papers": lambda work, held: reports.withdraw_papers(work, held.report.report, ["F1"], MORNING),
}


def a_report(held: calls.Held) -> Report:
    """Theirs, as it is kept."""
    return Report(
        id=held.report.report,
        plan_id=held.planted.plan,
        board=THEIRS,
        meeting=MEETING,
        period=a_period("Q4 2013/14"),
        composed_at=MORNING,
        state=ReportState.PUBLISHED,
    )
