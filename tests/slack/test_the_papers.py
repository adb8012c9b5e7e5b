"""The papers of a published report stand in its thread once, whoever dies on the way, and say nothing hidden."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from bot import papers
from bot.delivery import files
from bot.delivery.hold import Hold
from bot.domain.errors import CoverTooLong
from bot.domain.kinds import State
from bot.render import report_actions
from bot.services import timetables
from bot.services.reports import issuing
from store import figures, outbox, reports
from store.figures import Provenance
from tests.builders import a_figure
from tests.conftest import LONDON
from tests.slack import office
from tests.slack.steward import Steward
from tests.slack.test_the_report import (
    OFFICER,
    OTHER,
    SEXUAL,
    at_the_papers,
    drafted,
    given,
    press,
    sqlite_file,
    the_report,
    workspace,
)
from tests.slack.test_the_report_after import a_form, sent

if TYPE_CHECKING:
    from bot.domain.reporting import Counts
    from bot.local import Message
    from bot.workspace import Workspace
    from tests.conftest import StandingClock

__all__ = ["drafted", "sqlite_file", "workspace"]  # fixtures
WORD, EXCEL = "2014-07-02 Q4 2013-14.docx", "2014-07-02 Q4 2013-14.xlsx"


class Killed(BaseException):
    """The process is gone, and says nothing more."""


@pytest.fixture
def brief(drafted: Steward, monkeypatch: pytest.MonkeyPatch) -> Steward:
    """Papers of a line each: what they say is tested elsewhere, and they take seconds."""
    monkeypatch.setattr(issuing, "PAPERS", ("word", "excel"))
    monkeypatch.setattr(papers, "word", lambda facts, cover: f"word {facts.period.label} {cover.board}".encode())
    monkeypatch.setattr(papers, "excel", lambda facts, corrections: f"excel {facts.audience} {corrections}".encode())
    return drafted


def published(steward: Steward, clock: StandingClock) -> None:
    press(steward, OFFICER, "Publish")
    at_the_papers(steward, clock)


def attached(steward: Steward) -> list[Message]:
    return [each for each in steward.slack.from_bot("C1") if each.files]


def names(steward: Steward) -> list[str]:
    return [file.name for each in attached(steward) for file in each.files]


@pytest.mark.parametrize(
    ("where", "step", "done"),
    [
        (files, "upload", False),
        (files, "upload", True),
        (Hold, "about_to_issue", False),
        (Hold, "about_to_issue", True),
        (files, "show", False),
        (files, "show", True),
        (Hold, "issued", False),
        (Hold, "issued", True),
    ],
)
def test_each_paper_stands_in_the_thread_once_whoever_dies_on_the_way(
    brief: Steward, workspace: Workspace, clock: StandingClock, where: object, step: str, *, done: bool
) -> None:
    whole, left = getattr(where, step), [1]

    def dying(*given: object) -> object:
        came = whole(*given) if done or not left else None
        if left and left.pop():
            raise Killed
        return came if done else whole(*given)

    press(brief, OFFICER, "Publish")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(where, step, dying)
        with pytest.raises(Killed):
            at_the_papers(brief, clock)
    clock.set(clock() + timedelta(minutes=3))
    for _ in range(3):
        brief.tick()
    assert sorted(names(brief)) == [WORD, EXCEL]
    assert {each.thread_ts for each in attached(brief)} == {brief.slack.from_bot("C1")[0].ts}
    with workspace.reading() as work:
        issued = reports.papers(work, the_report(workspace).id)
    assert sorted(each.file_id for each in issued) == sorted(file.id for each in attached(brief) for file in each.files)
    assert all(each.issued_at for each in issued)


def test_a_reply_that_is_lost_after_the_file_was_shown_shows_it_no_second_time(
    brief: Steward, clock: StandingClock
) -> None:
    brief.slack.break_connection("files.completeUploadExternal", "after")
    published(brief, clock)
    clock.set(clock() + timedelta(minutes=20))
    brief.tick()
    assert sorted(names(brief)) == [WORD, EXCEL]
    assert len(brief.slack.calls_of("files.completeUploadExternal")) == 2


@pytest.mark.parametrize(("where", "name"), [(files, "show"), (Hold, "in_time")])
def test_whoever_sleeps_until_another_has_shown_the_paper_leaves_one(
    brief: Steward, clock: StandingClock, monkeypatch: pytest.MonkeyPatch, where: object, name: str
) -> None:
    real, other = getattr(where, name), Steward(brief.slack, brief.workspace)

    def oversleeps(*given: Any) -> None:  # noqa: ANN401  they are passed on as they came
        if where is Hold and given[0].delivery.kind != outbox.FILE:
            real(*given)
            return
        monkeypatch.setattr(where, name, real)
        for _ in range(3):
            clock.set(clock() + timedelta(minutes=3))
            other.tick()
        assert sorted(names(brief)) == [WORD, EXCEL]
        real(*given)

    monkeypatch.setattr(where, name, oversleeps)
    published(brief, clock)
    brief.tick()
    assert sorted(names(brief)) == [WORD, EXCEL]


def test_where_steward_may_not_look_what_may_have_been_shown_is_taken_away_before_it_is_shown_again(
    brief: Steward, clock: StandingClock
) -> None:
    brief.slack.scopes.remove("files:read")
    brief.slack.break_connection("files.completeUploadExternal", "after")
    published(brief, clock)
    clock.set(clock() + timedelta(minutes=20))
    brief.tick()
    assert sorted(names(brief)) == [WORD, EXCEL]


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "upload", "files.completeUploadExternal"])
def test_a_slack_that_stumbles_is_asked_again(brief: Steward, clock: StandingClock, method: str) -> None:
    brief.slack.server_error(method)
    published(brief, clock)
    clock.set(clock() + timedelta(minutes=20))
    brief.tick()
    assert sorted(names(brief)) == [WORD, EXCEL]


@pytest.mark.parametrize(
    ("code", "why"),
    [("file_uploads_disabled", "do not let anybody upload files"), ("storage_limit_reached", "no room left for files")],
)
def test_a_workspace_that_takes_no_files_has_the_report_and_its_officers_are_told_what_to_do(
    brief: Steward, clock: StandingClock, code: str, why: str
) -> None:
    brief.slack.fail("files.getUploadURLExternal", code, times=9)
    published(brief, clock)
    brief.tick()
    assert len(brief.slack.from_bot("C1")) > 20
    assert not attached(brief)
    told = [each.text for each in brief.slack.direct(OTHER) if "A paper of the highlight report" in each.text]
    assert len(told) == 2
    assert why in told[0]
    assert '"steward report -o paper.docx"' in told[0]


def test_a_cover_of_too_many_pages_is_told_and_issued_once_it_is_shortened(
    brief: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    def too_long(*_: object) -> bytes:
        raise CoverTooLong(pages=4, over="300", longest="Summary (2,000 characters)")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(papers, "word", too_long)
        published(brief, clock)
    assert names(brief) == [EXCEL]
    (told,) = [each.text for each in brief.slack.direct(OTHER) if "A paper of the highlight report" in each.text]
    assert "more than 4 pages: shorten it by about 300 characters" in told
    with workspace.begin() as work:
        (failed,) = outbox.every(work, [outbox.State.FAILED])
        outbox.retry(work, failed.id, clock())
    brief.tick()
    assert names(brief) == [EXCEL, WORD]


def test_withdrawn_while_a_paper_is_on_its_way_nothing_of_it_stays(
    brief: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    def shown_and_killed(*given: object) -> None:
        whole(*given)
        raise Killed

    whole = files.show
    press(brief, OFFICER, "Publish")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(files, "show", shown_and_killed)
        with pytest.raises(Killed):
            at_the_papers(brief, clock)
    assert len(attached(brief)) == 1
    sent(brief, OFFICER, a_form(brief, OFFICER, report_actions.WITHDRAW, the_report(workspace).id), reason="Too early")
    clock.set(clock() + timedelta(minutes=3))
    for _ in range(3):
        brief.tick()
    assert [each.text.split(":")[0] for each in brief.slack.from_bot("C1")] == ["Withdrawn"]


def test_a_corrected_report_has_its_papers_issued_anew_and_the_first_ones_are_listed(
    brief: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    published(brief, clock)
    clock.set(datetime(2014, 7, 3, 10, 0, tzinfo=LONDON))
    given(workspace, "NI 117", "6.0%", clock)
    line = office.an_indicator_of(workspace, "NI 117").headline
    view = a_form(brief, OFFICER, report_actions.CORRECT, the_report(workspace).id)
    figure = report_actions.figure_value(line.id, office.Q4, 2)
    assert sent(brief, OFFICER, view, figure=figure, reason="Two returns were counted twice") is None
    second = ["2014-07-02 Q4 2013-14 version 2.docx", "2014-07-02 Q4 2013-14 version 2.xlsx"]
    assert names(brief) == [WORD, EXCEL, *second]
    assert b"was='6.5%', now='6.0%'" in attached(brief)[-1].files[0].content
    (told,) = [each.text for each in brief.slack.direct(OTHER) if "Correction to the highlight report" in each.text]
    assert f"{WORD} (version 1, 24 June 2014)" in told
    assert "Version 2 of them follows in the report's thread." in told
    with workspace.reading() as work:
        kept = issuing.freezing.thawed(reports.public(work, the_report(workspace).id))
    assert [each.as_printed for each in kept.figures[line.id] if each.period.key == office.Q4] == ["6.0%"]


def test_a_line_put_right_to_a_small_number_leaves_the_counts_of_the_report_and_of_its_papers(
    brief: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    published(brief, clock)
    before = counts_of(workspace)
    assert before[0] == before[1]
    clock.set(datetime(2014, 7, 3, 10, 0, tzinfo=LONDON))
    rate, number = office.an_indicator_of(workspace, "NI 117").series
    right = replace(a_figure("3", "Q4 2013/14", number.id), value=Decimal(3), state=State.APPROVED)
    with workspace.begin() as work:
        figures.add(work, right, clock(), Provenance(reason="a recount"))
    view = a_form(brief, OFFICER, report_actions.CORRECT, the_report(workspace).id)
    figure = report_actions.figure_value(number.id, office.Q4, 2)
    assert sent(brief, OFFICER, view, figure=figure, reason="Two returns were counted twice") is None
    board, public = counts_of(workspace)
    assert board == public
    gone = sum(line.pi is not None for line in (rate, number))
    assert board[0].uncounted == before[0][0].uncounted + gone
    assert board[0].indicators == before[0][0].indicators - gone


def counts_of(workspace: Workspace) -> tuple[tuple[Counts, ...], tuple[Counts, ...]]:
    """Those of the report in the channel, and of its papers."""
    with workspace.reading() as work:
        kept = reports.snapshot(work, the_report(workspace).id), reports.public(work, the_report(workspace).id)
    board, public = map(issuing.freezing.thawed, kept)
    return board.counts, public.counts


def test_what_came_after_stands_in_the_thread_as_a_sheet_too(
    drafted: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    published(drafted, clock)
    given(workspace, "NI 126", "91.2%", clock)
    drafted.tick()
    press(drafted, OFFICER, "Post supplement")
    assert "Early access for women" in drafted.slack.from_bot("C1")[-2].text
    assert names(drafted) == ["2014-07-02 Q4 2013-14 supplement 1.xlsx"]
    (message,) = attached(drafted)
    assert message.thread_ts == drafted.slack.from_bot("C1")[0].ts
    sheet = load_workbook(io.BytesIO(message.files[0].content))["Supplement"]
    assert [[cell.value for cell in row][:6] for row in sheet.iter_rows(min_row=4)] == [
        ["NI 126", office.an_indicator_of(workspace, "NI 126").title, None, "Q4 2013/14", None, 0.912]
    ]


SMALL = "389"  # nothing else of the plan holds this figure
FOUND = re.compile(rf"(?<![\d.]){SMALL}(?![\d.])")


def test_a_small_number_that_the_board_may_see_is_in_no_file(
    drafted: Steward, workspace: Workspace, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuing, "PAPERS", ("word", "excel"))
    timetables.set_rule(workspace, "small_public", "400")
    with workspace.reading() as work:
        catalogue = workspace.catalogue(work)
    assert catalogue
    line = next(each for each in catalogue.indicators if each.title.startswith(SEXUAL)).headline
    small = replace(a_figure(SMALL, "Q4 2013/14", line.id), value=Decimal(SMALL), comment=f"{SMALL} in all")
    with workspace.begin() as work:
        figures.add(work, small, clock(), Provenance())
    slack = drafted.slack
    slack.user(OFFICER).click(the_draft_of(drafted), report_actions.EDIT)
    view = office.filled(drafted, OFFICER)
    blank = {f"headline:{number}": "" for number in range(2, 6)} | {"decide": ""}
    slack.user(OFFICER).submit(view, {"headline:1": f"There were {SMALL} offences."} | blank)
    slack.settle()
    drafted.drain()
    press(drafted, OFFICER, "Publish")
    sent(drafted, OFFICER, office.filled(drafted, OFFICER), looked=["looked"])
    at_the_papers(drafted, clock)
    said = "\n".join(each.text for each in slack.from_bot("C1"))
    assert FOUND.search(said)  # the board may know it
    assert sorted(names(drafted)) == [WORD, EXCEL]
    for message in attached(drafted):
        with zipfile.ZipFile(io.BytesIO(message.files[0].content)) as archive:
            for part in archive.namelist():
                text = re.sub(r"<[^>]+>", " ", archive.read(part).decode("utf-8", "replace"))
                assert not FOUND.search(text), part


def the_draft_of(steward: Steward) -> Message:
    return next(each for each in steward.slack.direct(OFFICER) if each.text.startswith("Highlight report"))
