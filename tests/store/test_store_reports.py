"""A report is drafted once for a meeting, moves on from where it was seen, and what it says is kept whole."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.domain.published import Correction, Paper, Report
from bot.domain.reporting import ReportState
from bot.services import plan as plans
from store import plan as stored
from store import reports
from tests.builders import a_period, city_planfile
from tests.conftest import MORNING

if TYPE_CHECKING:
    from bot.workspace import Workspace
    from store.work import Work

MEETING = date(2014, 7, 2)
Q4 = a_period("Q4 2013/14")
LATER = MORNING + timedelta(hours=1)


def a_plan(workspace: Workspace) -> int:
    plans.import_plan(workspace, city_planfile())
    with workspace.reading() as work:
        found = stored.standing(work).plan_id
    assert found is not None
    return found


def drafted(work: Work, plan: int, meeting: date = MEETING, board: str = "Board") -> Report:
    number = reports.draft(work, plan, board, meeting, Q4, MORNING, publish_at=LATER)
    assert number is not None
    found = reports.get(work, number)
    assert found
    return found


def test_a_meeting_has_one_report_however_often_it_is_begun(workspace: Workspace) -> None:
    plan = a_plan(workspace)
    with workspace.begin() as work:
        held = drafted(work, plan)
        assert reports.draft(work, plan, "Board", MEETING, Q4, MORNING, publish_at=LATER) is None
        assert reports.draft(work, plan, "Another", MEETING, Q4, MORNING, publish_at=LATER) is not None
    assert (held.state, held.period, held.publish_at) == (ReportState.DRAFT, Q4, LATER)
    assert held.is_open


def test_of_two_who_saw_the_same_report_one_comes_first(workspace: Workspace) -> None:
    plan = a_plan(workspace)
    with workspace.begin() as work:
        seen = drafted(work, plan)
    with workspace.begin() as work:
        assert reports.move(work, seen, state=ReportState.SIGNED_OFF, signed_off_at=LATER)
    with workspace.begin() as work:
        assert not reports.move(work, seen, held=True)
        after = reports.get(work, seen.id)
    assert after
    assert (after.state, after.held, after.revision) == (ReportState.SIGNED_OFF, False, 2)


def test_the_last_report_is_the_last_that_this_board_had_and_was_not_withdrawn(workspace: Workspace) -> None:
    plan = a_plan(workspace)
    with workspace.begin() as work:
        for meeting, board, state in (
            (date(2014, 1, 8), "Board", ReportState.PUBLISHED),
            (date(2014, 4, 2), "Board", ReportState.WITHDRAWN),
            (date(2014, 4, 3), "Another", ReportState.PUBLISHED),
        ):
            reports.move(work, drafted(work, plan, meeting, board), state=state)
        last = reports.last_published(work, plan, "Board", MEETING)
        assert reports.last_published(work, plan, "Board", date(2014, 1, 8)) is None
    assert last
    assert last.meeting == date(2014, 1, 8)


def test_what_a_report_says_its_first_message_corrections_and_papers_are_kept(workspace: Workspace) -> None:
    plan = a_plan(workspace)
    with workspace.begin() as work:
        held = drafted(work, plan)
        assert reports.snapshot(work, held.id) == ""
        reports.keep_snapshot(work, held.id, {"said": "7%"}, LATER)
        reports.move(work, held, channel="C1", headlines=["One", "Two"])
        reports.note_post(work, held.id, "1.5")
        assert reports.posted_at(work, "C1", "1.5") is None
        seen = reports.get(work, held.id)
        assert seen
        reports.move(work, seen, state=ReportState.PUBLISHED)
        catalogue = workspace.catalogue(work)
        assert catalogue
        correction = Correction(
            report_id=held.id, series_id=catalogue.indicators[0].series[0].id, period=Q4, was="7%", now="8%",
            old_revision=1, new_revision=2, why="A slip", by="U1", at=LATER,
        )  # fmt: skip
        reports.correct(work, correction)
        paper = Paper(report_id=held.id, kind="word", name="x.docx", sha256="ab", issued_at=LATER, file_id="F1")
        reports.keep_paper(work, replace(paper, file_id="F0", sha256="", issued_at=None))  # its fate was unknown
        reports.keep_paper(work, paper)
        reports.keep_public(work, held.id, {"said": "[c]"})
        assert reports.withdraw_papers(work, held.id, ["F1", "F2"], LATER) == 1
    with workspace.reading() as work:
        found = reports.posted_at(work, "C1", "1.5")
        assert found
        assert (found.id, found.headlines) == (held.id, ("One", "Two"))
        assert [each.id for each in reports.of_plan(work, plan)] == [held.id]
        assert reports.posted_at(work, "C1", "") is None
        assert json.loads(reports.snapshot(work, held.id)) == {"said": "7%"}
        assert json.loads(reports.public(work, held.id)) == {"said": "[c]"}
        assert reports.corrections(work, held.id) == (correction,)
        assert reports.papers(work, held.id) == (replace(paper, withdrawn_at=LATER),)
