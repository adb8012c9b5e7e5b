"""What becomes of a report that is out: corrected, withdrawn, asked about, briefed from, followed by the next."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.commands.running import decide
from bot.domain.kinds import State
from bot.domain.reporting import ReportState
from bot.render import report_actions, round_actions
from bot.services import timetables
from bot.services.reports import issuing
from store import reports
from store.audit import of as audit_of
from tests.conftest import LONDON
from tests.slack import office, standing
from tests.slack.test_the_report import (
    OFFICER,
    OTHER,
    PAPERS,
    at_the_papers,
    drafted,
    given,
    press,
    sqlite_file,
    the_draft,
    the_report,
    workspace,
)

if TYPE_CHECKING:
    from pathlib import Path

    from bot.local import Message, View
    from bot.workspace import Workspace
    from tests.conftest import StandingClock
    from tests.slack.steward import Steward

__all__ = ["drafted", "sqlite_file", "workspace"]  # fixtures
CHAIR = "U5"
MEETING = datetime(2014, 7, 2, 9, 0, tzinfo=LONDON)


@pytest.fixture
def published(drafted: Steward, clock: StandingClock, sqlite_file: Path) -> Steward:
    def until_then() -> None:
        press(drafted, OFFICER, "Publish")
        at_the_papers(drafted, clock)

    standing.reached(sqlite_file.with_name("published.sqlite3"), drafted, until_then)
    clock.set(PAPERS)
    return drafted


def a_form(steward: Steward, who: str, action_id: str, report_id: int) -> View:
    office.pressed(steward, who, action_id, round_actions.id_value(report_id))
    return office.filled(steward, who)


def sent(steward: Steward, who: str, view: View, **entries: object) -> View | None:
    steward.slack.user(who).submit(view, entries)
    steward.slack.settle()
    steward.drain()
    return steward.slack.user(who).modal


def in_channel(steward: Steward, channel: str = "C1") -> list[Message]:
    return steward.slack.from_bot(channel)


def test_a_wrong_number_is_put_right_in_every_message_and_those_who_had_it_are_told(
    published: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    before = {each.ts: each.text for each in in_channel(published)}
    clock.set(datetime(2014, 7, 3, 10, 0, tzinfo=LONDON))
    given(workspace, "NI 117", "6.0%", clock)
    view = a_form(published, OFFICER, report_actions.CORRECT, the_report(workspace).id)
    figure = report_actions.figure_value(office.an_indicator_of(workspace, "NI 117").headline.id, office.Q4, 2)
    refused = sent(published, OFFICER, view, figure=figure, reason="Ask jo@example.org")
    assert refused
    assert "an email address" in refused.errors["reason"]
    assert sent(published, OFFICER, refused, figure=figure, reason="Two returns were counted twice") is None
    after = {each.ts: each.text for each in in_channel(published)}
    corrected = "Corrected on 3 July 2014: 16-18 years old City resident young people who are NEET (NI 117)"
    changed = [text for ts, text in after.items() if ts in before and text != before[ts]]
    assert sum(corrected in text for text in changed) >= 2  # the opening and its objective
    assert any("6.0% in Q4 2013/14" in text for text in changed)
    assert not any("6.5% in Q4 2013/14" in text for text in after.values())
    new = [text for ts, text in after.items() if ts not in before]
    published.slack.user("U1").mention("C1", "status of NI 117", thread_ts=in_channel(published)[0].ts)
    published.slack.settle()
    said = in_channel(published)[-1].text
    assert "as it was published on 24 June 2014 and corrected on 3 July 2014." in said
    assert len(new) == 1
    assert "is 6.0%, was 6.5%. Two returns were counted twice." in new[0]
    assert any("Correction to the highlight report" in each.text for each in published.slack.direct(OTHER))
    indicator = office.an_indicator_of(workspace, "NI 117")
    assert office.held(workspace, indicator)[-1].figure.state is State.PUBLISHED
    with workspace.reading() as work:
        assert [each.now for each in reports.corrections(work, the_report(workspace).id)] == ["6.0%"]
        assert "Two returns were counted twice" in {each.reason for each in audit_of(work, "report")}


def test_withdrawn_its_messages_are_gone_and_the_channel_is_told_why(published: Steward, workspace: Workspace) -> None:
    view = a_form(published, OFFICER, report_actions.WITHDRAW, the_report(workspace).id)
    refused = sent(published, OFFICER, view, reason="Ask jo@example.org")
    assert refused
    assert "an email address" in refused.errors["reason"]
    assert sent(published, OFFICER, refused, reason="The sheet was another year's") is None
    left = [each.text for each in in_channel(published)]
    assert len(left) == 1
    assert left[0].startswith("Withdrawn: the highlight report for Nottingham City Children's Partnership Board")
    assert "Why: The sheet was another year's" in left[0]
    assert the_report(workspace).state is ReportState.WITHDRAWN
    assert "Withdrawn: The sheet was another year's" in the_draft(published, OTHER).text


def test_withdrawn_while_it_is_being_posted_nothing_of_it_stays(
    drafted: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    press(drafted, OFFICER, "Publish")
    clock.set(PAPERS)
    decide(workspace)
    drafted.outbox.drain(3)  # the opening and a little more
    view = a_form(drafted, OFFICER, report_actions.WITHDRAW, the_report(workspace).id)
    sent(drafted, OFFICER, view, reason="Too early")
    drafted.tick()
    assert [each.text.split(":")[0] for each in in_channel(drafted)] == ["Withdrawn"]


def test_what_is_asked_in_its_thread_is_answered_from_its_own_figures_and_says_so(
    published: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    given(workspace, "NI 117", "9.9%", clock)
    office.pressed(published, OFFICER, round_actions.FIGURE_PUBLISH, "publish")
    opening = in_channel(published)[0]
    amy = published.slack.user("U1")
    amy.mention("C1", "status of NI 117", thread_ts=opening.ts)
    published.slack.settle()
    said = in_channel(published)[-1]
    assert "6.5%" in said.text
    assert "9.9%" not in said.text
    assert "These are the figures of the report for" in said.text
    assert "as it was published on 24 June 2014" in said.text
    amy.mention("C1", "status of NI 117")
    published.slack.settle()
    assert "9.9%" in in_channel(published)[-1].text
    assert "These are the figures of the report" not in in_channel(published)[-1].text


def test_the_next_quarters_report_shows_what_changed_since(
    published: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    clock.set(MEETING)
    timetables.meet(workspace, date(2014, 10, 1))
    given(workspace, "CP-8", "9.8%", clock)  # met before; a revision after the report
    clock.set(datetime(2014, 9, 23, 12, 0, tzinfo=LONDON))
    published.tick()
    first = {each.ts for each in in_channel(published)}
    published.slack.user(OFFICER).click(the_drafts(published)[-1], report_actions.PUBLISH)
    published.slack.settle()
    published.drain()
    said = "\n".join(each.text for each in in_channel(published) if each.ts not in first)
    assert "Revised since the last report" in said
    assert "(CP-8): 9.8% in Q4 2013/14, was 2.8%" in said
    assert "Moved between met and missed since the last report" in said
    assert "Newly missed: Child protection plans lasting 2 years or more" in said


def the_drafts(steward: Steward) -> list[Message]:
    return [each for each in steward.slack.direct(OFFICER) if each.text.startswith("Highlight report")]


def test_the_chair_is_briefed_on_the_morning_of_the_meeting_once_and_anybody_who_asks_in_private(
    published: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    published.slack.add_user(CHAIR, "chris", real_name="Chris Chair")
    office.matched(workspace, "Chair of the board", CHAIR, "chair")
    clock.set(MEETING - timedelta(minutes=1))
    published.tick()
    assert not briefs(published, CHAIR)
    clock.set(MEETING)
    for _ in range(3):
        published.tick()
    assert len(briefs(published, CHAIR)) == 1
    assert briefs(published, CHAIR)[0].startswith(
        "Brief: Nottingham City Children's Partnership Board, 2 July 2014\n1. "
    )
    before = len(in_channel(published))
    published.slack.user("U1").mention("C1", "brief me")
    published.slack.settle()
    assert [each.text.startswith("Brief: ") for each in published.slack.ephemerals("U1")] == [True]
    assert len(in_channel(published)) == before
    published.slack.user("U1").dm("Brief me, please")
    published.slack.settle()
    assert briefs(published, "U1")


def test_a_brief_asked_for_by_command_is_for_ones_own_eyes_and_one_from_home_comes_by_message(
    published: Steward,
) -> None:
    before, amy = len(in_channel(published)), published.slack.user(OFFICER)
    amy.command("/steward", "brief me", "C1")
    published.slack.settle()
    assert [each.text.startswith("Brief: ") for each in amy.ephemerals] == [True]
    assert not briefs(published, OFFICER)
    amy.open_home()
    published.slack.wait_for(lambda: amy.home and report_actions.BRIEF in str(amy.home.blocks))
    assert amy.home
    amy.click(amy.home, report_actions.BRIEF)
    published.slack.settle()
    published.drain()
    assert len(briefs(published, OFFICER)) == 1
    assert len(in_channel(published)) == before


def test_before_anything_is_published_there_is_nothing_to_brief_from(drafted: Steward) -> None:
    drafted.slack.user("U1").dm("brief me")
    drafted.slack.settle()
    assert "The next one is due at 12:00 on 24 June 2014." in drafted.slack.direct("U1")[-1].text


def briefs(steward: Steward, who: str) -> list[str]:
    return [each.text for each in steward.slack.direct(who) if each.text.startswith("Brief: ")]


def test_a_channel_is_taken_only_where_steward_is_and_nobody_else(steward: Steward, workspace: Workspace) -> None:
    office.matched(workspace, "Performance officer", OFFICER, "officer", "admin")
    steward.slack.add_channel("C7", "elsewhere", members=["U1"])
    steward.slack.world.channels["C7"].members.remove("U0BOT")
    office.pressed(steward, OFFICER, report_actions.CHANNEL, "-")
    view = office.filled(steward, OFFICER)
    for channel, why in (("C9", "shared with another organisation"), ("C7", "cannot see the channel")):
        refused = sent(steward, OFFICER, view, channel=channel)
        assert refused
        assert why in refused.errors["channel"]
    assert sent(steward, OFFICER, view, channel="C1") is None
    assert timetables.show(workspace).bodies[0].channel == "C1"


def home_of(steward: Steward, who: str) -> View:
    user = steward.slack.user(who)
    user.open_home()
    steward.slack.settle()
    assert user.home
    return user.home


def test_home_tells_the_chair_and_readers_where_the_last_report_stands(
    published: Steward, workspace: Workspace
) -> None:
    published.slack.add_user(CHAIR, "chris", real_name="Chris Chair")
    published.slack.add_user("U6", "cora", real_name="Cora Councillor")
    office.matched(workspace, "Chair of the board", CHAIR, "chair")
    home = home_of(published, CHAIR)
    assert "published on 24 June 2014 for the meeting on 2 July 2014, in " in home.words
    assert "'type': 'channel', 'channel_id': 'C1'" in str(home.blocks)
    published.slack.user(CHAIR).click(home, report_actions.BRIEF)
    published.slack.settle()
    published.drain()
    assert len(briefs(published, CHAIR)) == 1
    reader = home_of(published, "U6")
    assert "The last report" in reader.words
    assert "Write me brief me" in reader.words
    assert report_actions.BRIEF not in str(reader.blocks)


def test_what_is_worth_a_second_look_is_listed_by_a_button(drafted: Steward, workspace: Workspace) -> None:
    view = a_form(drafted, OFFICER, report_actions.QUESTIONS, the_report(workspace).id)
    assert "What to question" in str(view.body["title"])
    told = the_draft(drafted, OFFICER).text
    assert "steward check" not in told
    assert ("What to question lists" in told) == ("cannot all be right" in view.words)


def test_home_shows_officers_how_the_report_stands_and_what_can_be_done(drafted: Steward, workspace: Workspace) -> None:
    amy = drafted.slack.user(OFFICER)
    amy.open_home()
    drafted.slack.settle()
    assert amy.home
    assert "A draft, to be signed off: it goes out at 12:00 on 24 June 2014" in str(amy.home.blocks)
    amy.click(amy.home, report_actions.PUBLISH)
    drafted.slack.settle()
    drafted.drain()
    assert the_report(workspace).state is ReportState.SIGNED_OFF
    assert "Signed off; it goes out at" in str(amy.home.blocks)


def test_its_papers_stand_in_its_thread_and_are_taken_away_with_it(
    drafted: Steward, workspace: Workspace, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuing, "PAPERS", ("word", "excel"))
    press(drafted, OFFICER, "Publish")
    at_the_papers(drafted, clock)
    published = drafted
    opening = in_channel(published)[0]
    with_files = [each for each in in_channel(published) if each.files]
    names = ["2014-07-02 Q4 2013-14.docx", "2014-07-02 Q4 2013-14.xlsx"]
    assert sorted(each.files[0].name for each in with_files) == names
    assert {each.thread_ts for each in with_files} == {opening.ts}
    with workspace.reading() as work:
        issued = reports.papers(work, the_report(workspace).id)
    assert sorted(each.name for each in issued) == names
    view = a_form(published, OFFICER, report_actions.WITHDRAW, the_report(workspace).id)
    assert "2014-07-02 Q4 2013-14.docx (version 1, " in str(view.blocks)
    sent(published, OFFICER, view, reason="The sheet was another year's")
    assert [each.text.split(":")[0] for each in in_channel(published)] == ["Withdrawn"]
    assert "Papers issued with it: 2014-07-02 Q4 2013-14." in in_channel(published)[0].text
    with workspace.reading() as work:
        assert all(each.withdrawn_at for each in reports.papers(work, the_report(workspace).id))
