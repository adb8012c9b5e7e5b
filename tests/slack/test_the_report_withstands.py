"""The report where things go wrong, and before people whom it is not for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.domain.kinds import State
from bot.render import report_actions
from bot.services import choosing, deliveries, timetables
from bot.services import plan as plans
from bot.services.reports import issuing
from store import admissions, figures, outbox
from store.figures import Provenance
from tests.builders import a_figure, city_planfile
from tests.conftest import LONDON
from tests.slack import office
from tests.slack.test_the_report import (
    OFFICER,
    OTHER,
    PAPERS,
    at_the_papers,
    drafted,
    given,
    press,
    sqlite_file,
    the_report,
    workspace,
)
from tests.slack.test_the_report_after import MEETING, a_form, in_channel, published, sent, the_drafts
from tests.slack.test_told_to_whom import let_in

if TYPE_CHECKING:
    import pytest

    from bot.domain.model import Indicator
    from bot.local import Message
    from bot.workspace import Workspace
    from tests.conftest import StandingClock
    from tests.slack.steward import Steward

__all__ = ["drafted", "published", "sqlite_file", "workspace"]  # fixtures
GUEST, OUTSIDER = "U3", "U9"
SEXUAL = "Sexual offences committed by under 18's"


def put_right(steward: Steward, workspace: Workspace, indicator: Indicator, period: str = office.Q4) -> None:
    """What the report says of it, as it is approved now."""
    view = a_form(steward, OFFICER, report_actions.CORRECT, the_report(workspace).id)
    revision = office.held(workspace, indicator, period)[-1].figure.revision
    value = report_actions.figure_value(indicator.headline.id, period, revision)
    assert sent(steward, OFFICER, view, figure=value, reason="Two returns were counted twice") is None


def test_a_message_whose_last_line_was_put_right_says_so_and_keeps_no_wrong_number(
    published: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    clock.set(MEETING)
    timetables.meet(workspace, date(2014, 10, 1))
    given(workspace, "CP-8", "9.8%", clock)
    clock.set(datetime(2014, 9, 23, 12, 0, tzinfo=LONDON))
    published.tick()
    published.slack.user(OFFICER).click(the_drafts(published)[-1], report_actions.PUBLISH)
    published.slack.settle()
    published.drain()
    head = "Moved between met and missed since the last report"
    crossed = next(each for each in in_channel(published) if each.text.startswith(head))
    assert "9.8%" in crossed.text
    given(workspace, "CP-8", "2.8%", clock)
    put_right(published, workspace, office.an_indicator_of(workspace, "CP-8"))
    now = next(each for each in in_channel(published) if each.ts == crossed.ts)
    assert "Nothing is left to tell here since the report was corrected." in now.text
    assert "was 9.8%" in now.text


def test_nobody_who_is_told_what_the_public_is_gets_the_brief_of_a_board_that_is_told_more(
    published: Steward, workspace: Workspace
) -> None:
    """The City's board is told small numbers; its public is not."""
    let_in(workspace, GUEST, kind=admissions.GUEST)
    let_in(workspace, OUTSIDER, "CP-8")
    published.slack.user(OUTSIDER).dm("brief me")
    gus = published.slack.user(GUEST)
    gus.dm("brief me")
    published.slack.settle()
    for who in (GUEST, OUTSIDER):
        assert "The brief is made for members of the board." in published.slack.direct(who)[-1].text
    timetables.set_rule(workspace, "small_public", "0")
    gus.dm("brief me")
    published.slack.settle()
    assert published.slack.direct(GUEST)[-1].text.startswith("Brief: ")


def test_once_its_first_message_can_go_out_after_all_the_thread_follows_it(
    drafted: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    press(drafted, OFFICER, "Publish")
    clock.set(datetime(2014, 6, 24, 9, 0, tzinfo=LONDON))
    drafted.tick()  # the nudges of that day
    clock.set(PAPERS)
    drafted.slack.world.channels["C1"].is_archived = True
    drafted.tick()
    drafted.tick()
    assert in_channel(drafted) == []
    (failed,) = deliveries.ledger(workspace, [outbox.State.FAILED]).deliveries
    assert failed.kind == "report"
    drafted.slack.world.channels["C1"].is_archived = False
    deliveries.retry(workspace, failed.id, "steward deliveries")
    drafted.tick()
    posted = in_channel(drafted)
    assert len(posted) > 20
    assert {each.thread_ts for each in posted[1:]} == {posted[0].ts}


def test_a_right_figure_that_gives_its_neighbour_away_hides_it(
    drafted: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    """A running total of 45 after 41: the quarter's own count is 4, which nobody could tell from 45 after 30."""
    timetables.set_rule(workspace, "small_board", "5")
    for period, count in (("Q1 2013/14", 12), ("Q2 2013/14", 21), ("Q3 2013/14", 30), ("Q4 2013/14", 45)):
        counted(workspace, period, count, clock)
    press(drafted, OFFICER, "Publish")
    assert [line for line in said_of(at_the_papers(drafted, clock)) if "45" in line]
    counted(workspace, "Q3 2013/14", 41, clock)
    put_right(drafted, workspace, sexual(workspace), "Q2013.3")
    now = said_of(in_channel(drafted))
    assert not [line for line in now if "45" in line]
    assert [line for line in now if "hidden: small number" in line]


def said_of(messages: list[Message]) -> list[str]:
    return [line for each in messages for line in each.text.split("\n") if "Sexual offences" in line]


def sexual(workspace: Workspace) -> Indicator:
    with workspace.reading() as work:
        catalogue = workspace.catalogue(work)
    assert catalogue
    return next(each for each in catalogue.indicators if each.title == SEXUAL)


def counted(workspace: Workspace, period: str, count: int, clock: StandingClock) -> None:
    figure = a_figure(str(count), period)
    figure = replace(figure, series_id=sexual(workspace).headline.id, value=Decimal(count), state=State.APPROVED)
    with workspace.begin() as work:
        figures.add(work, figure, clock(), Provenance(reason="a recount"))


def test_a_paper_that_was_perhaps_shared_goes_with_the_report(
    drafted: Steward, workspace: Workspace, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack shares it and answers that something went wrong; before it is tried again the report is withdrawn."""
    monkeypatch.setattr(issuing, "PAPERS", ("excel",))
    press(drafted, OFFICER, "Publish")
    clock.set(PAPERS)
    drafted.slack.break_connection("files.completeUploadExternal", when="after")
    drafted.tick()
    assert [message for message in in_channel(drafted) if message.files]
    view = a_form(drafted, OFFICER, report_actions.WITHDRAW, the_report(workspace).id)
    sent(drafted, OFFICER, view, reason="The sheet was another year's")
    assert [each.text.split(":")[0] for each in in_channel(drafted)] == ["Withdrawn"]


def test_whoever_signed_off_a_report_that_will_not_go_out_is_told_so_once(
    drafted: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    """Its meeting is moved; or Steward was away from the day of the papers until after the meeting."""
    press(drafted, OFFICER, "Publish")
    timetables.cancel(workspace, date(2014, 7, 2))
    timetables.meet(workspace, date(2014, 7, 9))
    for _ in range(3):
        drafted.tick()
    for who in (OFFICER, OTHER):
        told = [each.text for each in drafted.slack.direct(who) if "was signed off and has not gone out" in each.text]
        assert len(told) == 1
        assert "its meeting on 2 July 2014 went by, or is no longer held" in told[0]
    clock.set(PAPERS)
    drafted.tick()
    assert in_channel(drafted) == []


def test_a_report_is_taken_away_when_another_plan_is_in_use_by_now(published: Steward, workspace: Workspace) -> None:
    report, city = the_report(workspace), city_planfile()
    plans.import_plan(workspace, replace(city, plan=replace(city.plan, name="The next plan", short_name="Next")))
    choosing.use(workspace, "Next")
    view = a_form(published, OTHER, report_actions.WITHDRAW, report.id)
    assert "That is for a performance officer of this plan to do" in str(view.blocks)
    office.matched(workspace, "Performance officer", OFFICER, "officer")
    view = a_form(published, OFFICER, report_actions.WITHDRAW, report.id)
    assert sent(published, OFFICER, view, reason="The sheet was another year's") is None
    assert [each.text.split(":")[0] for each in in_channel(published)] == ["Withdrawn"]
