"""The report's life in Slack, told once from its draft to what its thread answers, with the timetable moved by time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.commands.running import decide
from bot.domain.kinds import State
from bot.domain.reporting import ReportState
from bot.render import report_actions
from bot.services import timetables
from bot.services.reports import issuing
from store import bodies, figures, reports
from store.figures import Provenance
from tests.builders import a_figure, city_planfile
from tests.conftest import LONDON
from tests.slack import office, standing
from tests.slack.conftest import made_database, with_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.domain.model import Figure
    from bot.domain.planfile import PlanFile
    from bot.domain.published import Report
    from bot.local import Message, View
    from bot.workspace import Workspace, Workspaces
    from tests.conftest import StandingClock
    from tests.slack.steward import Steward

OFFICER, OTHER = "U1", "U2"
CODES, SEXUAL = {"NI 117", "NI 126", "CP-8"}, "Sexual offences committed"
AFTER_THE_FREEZE = datetime(2014, 6, 4, 9, 0, tzinfo=LONDON)
PAPERS = datetime(2014, 6, 24, 12, 0, tzinfo=LONDON)


def a_few() -> PlanFile:
    """The City's plan with seven of its indicators: enough for a report, and for what these tests look for in it."""
    city = city_planfile()
    named = [each for each in city.indicators if each.code in CODES or each.title.startswith(SEXUAL)]
    return replace(city, indicators=(*named, *city.indicators[:3]))


@pytest.fixture(scope="module")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_database(tmp_path_factory.mktemp("sqlite") / "a few.sqlite3", a_few())


@pytest.fixture
def workspace(workspaces: Workspaces) -> Workspace:
    return with_plan(workspaces, a_few())


@pytest.fixture
def drafted(
    steward: Steward, workspace: Workspace, clock: StandingClock, monkeypatch: pytest.MonkeyPatch, sqlite_file: Path
) -> Steward:
    """Two officers, a channel, and the morning after the freeze; its papers, which take seconds, are for one test."""
    monkeypatch.setattr(issuing, "PAPERS", ())
    clock.set(AFTER_THE_FREEZE)

    def until_then() -> None:
        office.matched(workspace, "Performance officer", OFFICER, "officer", "admin")
        office.matched(workspace, "Second officer", OTHER, "officer")
        posted_to(workspace, "C1")
        steward.tick()

    standing.reached(sqlite_file.with_name("drafted.sqlite3"), steward, until_then)
    return steward


def posted_to(workspace: Workspace, channel: str) -> None:
    with workspace.begin() as work:
        catalogue = workspace.catalogue(work)
        assert catalogue
        board = bodies.bodies(work, catalogue.plan)[0]
        bodies.put(work, catalogue.plan.id, replace(board, channel=channel))


def the_report(workspace: Workspace) -> Report:
    with workspace.reading() as work:
        return reports.of_plan(work, office.plan_id(workspace))[-1]


def press(steward: Steward, who: str, words: str) -> None:
    """The button of the officer's message of the report."""
    slack = steward.slack
    action = {
        "Preview": report_actions.PREVIEW, "Edit headlines": report_actions.EDIT, "Hold": report_actions.HOLD,
        "Release": report_actions.RELEASE, "Publish": report_actions.PUBLISH,
        "Post supplement": report_actions.SUPPLEMENT,
    }[words]  # fmt: skip
    slack.user(who).click(the_draft(steward, who), action)
    slack.settle()
    steward.drain()


def the_draft(steward: Steward, who: str) -> Message:
    return next(each for each in steward.slack.direct(who) if each.text.startswith("Highlight report"))


def test_the_draft_goes_to_each_officer_after_the_freeze_and_not_before(
    steward: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    office.matched(workspace, "Performance officer", OFFICER, "officer")
    clock.set(AFTER_THE_FREEZE.replace(hour=8, minute=59))
    steward.tick()
    assert not [each for each in steward.slack.direct(OFFICER) if "Highlight report" in each.text]
    clock.set(AFTER_THE_FREEZE)
    for _ in range(3):
        steward.tick()
    drafts = [each for each in steward.slack.direct(OFFICER) if "Highlight report" in each.text]
    assert len(drafts) == 1
    assert "A draft, to be signed off: it goes out at 12:00 on 24 June 2014" in drafts[0].text
    assert "No channel is set" in drafts[0].text
    assert the_report(workspace).period.label == "Q4 2013/14"


def test_preview_shows_every_message_as_it_is_posted_later(drafted: Steward, clock: StandingClock) -> None:
    press(drafted, OFFICER, "Preview")
    before = [each.text for each in drafted.slack.direct(OFFICER) if each.thread_ts == the_draft(drafted, OFFICER).ts]
    press(drafted, OFFICER, "Publish")
    clock.set(PAPERS)
    drafted.tick()
    posted = drafted.slack.from_bot("C1")
    assert len(before) == len(posted) > 20
    dated = [each.text.replace("As at 24", "As at 4").replace("as at 24", "as at 4") for each in posted]
    assert dated[0] == before[0].replace("\nNot signed off.", "")
    assert dated[1:] == before[1:]
    assert posted[0].text.startswith("Highlight report: Nottingham City Children's Partnership Board, Q4 2013/14\n1. ")
    assert {each.thread_ts for each in posted[1:]} == {posted[0].ts}


def edit(steward: Steward, who: str, **entries: str) -> View | None:
    """The headlines as somebody types them; the form where it stays open."""
    slack = steward.slack
    slack.user(who).click(the_draft(steward, who), report_actions.EDIT)
    view = office.filled(steward, who)
    fields = {f"headline:{name[-1]}" if name.startswith("headline") else name: text for name, text in entries.items()}
    blank = {f"headline:{number}": "" for number in range(1, 6)} | {"decide": ""}
    slack.user(who).submit(view, blank | fields)
    slack.settle()
    steward.drain()
    return slack.user(who).modal


def at_the_papers(steward: Steward, clock: StandingClock) -> list[Message]:
    clock.set(PAPERS)
    for _ in range(3):
        steward.tick()
    return steward.slack.from_bot("C1")


def test_headlines_are_edited_within_600_characters_and_hold_nobodys_details(drafted: Steward) -> None:
    view = edit(drafted, OFFICER, headline1="Ask jo@example.org about NEET", decide="x" * 590)
    assert view
    assert "an email address" in view.errors["headline:1"]
    assert "619 characters together" in view.errors["decide"]
    assert "x" * 20 not in the_draft(drafted, OFFICER).text
    assert edit(drafted, OTHER, headline1="NEET is up.", headline3="Fewer wait.", decide="Fund it.\nStop it.") is None
    for who in (OFFICER, OTHER):
        assert "1. NEET is up.\n2. Fewer wait." in the_draft(drafted, who).text
        assert "To decide: Fund it. Stop it." in the_draft(drafted, who).text


def test_what_was_edited_after_it_was_signed_off_is_signed_off_again(drafted: Steward, workspace: Workspace) -> None:
    press(drafted, OFFICER, "Publish")
    assert the_report(workspace).state is ReportState.SIGNED_OFF
    assert "Signed off by Performance officer; it goes out at 12:00 on 24 June 2014" in the_draft(drafted, OTHER).text
    edit(drafted, OTHER, headline1="NEET is up.")
    assert the_report(workspace).state is ReportState.DRAFT
    assert "A draft, to be signed off" in the_draft(drafted, OFFICER).text


def test_signed_off_it_goes_out_at_its_time_and_not_a_minute_before(drafted: Steward, clock: StandingClock) -> None:
    press(drafted, OFFICER, "Publish")
    clock.set(PAPERS - timedelta(minutes=1))
    drafted.tick()
    assert drafted.slack.from_bot("C1") == []
    assert len(at_the_papers(drafted, clock)) > 20
    assert "Published at 12:00 on 24 June 2014." in the_draft(drafted, OTHER).text


def test_not_signed_off_by_then_the_officers_are_told_once_and_signing_sends_it_at_once(
    drafted: Steward, clock: StandingClock
) -> None:
    assert at_the_papers(drafted, clock) == []
    told = [each for each in drafted.slack.direct(OTHER) if "was to go out by now" in each.text]
    assert len(told) == 1
    assert "nobody has signed it off" in told[0].text
    drafted.slack.user(OTHER).click(told[0], report_actions.PUBLISH)  # in the very message that asks for it
    drafted.slack.settle()
    drafted.drain()
    assert drafted.slack.from_bot("C1")


def test_where_the_plan_says_so_it_goes_out_unsigned_and_is_marked(
    drafted: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    timetables.set_rule(workspace, "report_unsigned", "on")
    opening = at_the_papers(drafted, clock)[0]
    assert opening.text.split("\n")[1] == "Not signed off."
    assert "Published at 12:00 on 24 June 2014, not signed off." in the_draft(drafted, OFFICER).text


def test_held_nothing_goes_out_until_it_is_released(drafted: Steward, clock: StandingClock) -> None:
    press(drafted, OFFICER, "Publish")
    press(drafted, OTHER, "Hold")
    assert "Held: nothing goes out" in the_draft(drafted, OFFICER).text
    assert at_the_papers(drafted, clock) == []
    assert any("it is held" in each.text for each in drafted.slack.direct(OFFICER))
    press(drafted, OFFICER, "Release")
    assert len(drafted.slack.from_bot("C1")) > 20


def test_without_a_channel_the_officers_are_told_where_to_set_one_and_then_it_goes_out(
    drafted: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    posted_to(workspace, "")
    press(drafted, OFFICER, "Publish")
    clock.set(PAPERS)
    drafted.tick()
    assert any("no channel is set" in each.text for each in drafted.slack.direct(OFFICER))
    posted_to(workspace, "C1")
    assert at_the_papers(drafted, clock)


def test_of_two_officers_who_press_at_once_one_comes_first(drafted: Steward, workspace: Workspace) -> None:
    seen = the_report(workspace)
    press(drafted, OFFICER, "Hold")
    office.pressed(drafted, OTHER, report_actions.PUBLISH, report_actions.seen_value(seen.id, seen.revision))
    assert (the_report(workspace).state, the_report(workspace).held) == (ReportState.DRAFT, True)


def test_several_processes_post_it_once(drafted: Steward, start: Callable[[], Steward], clock: StandingClock) -> None:
    others = [start(), start()]
    press(drafted, OFFICER, "Publish")
    clock.set(PAPERS)
    with ThreadPoolExecutor(3) as pool:
        assert [*pool.map(lambda each: each.tick(), (drafted, *others))] == [None] * 3
    for each in (drafted, *others):
        each.tick()
    posted = drafted.slack.from_bot("C1")
    keys = [(each.metadata or {})["event_payload"]["key"] for each in posted]
    assert len(keys) == len(set(keys)) > 20
    assert posted[0].thread_ts is None
    assert {each.thread_ts for each in posted[1:]} == {posted[0].ts}


def test_after_an_outage_only_the_latest_step_is_done(
    steward: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    office.matched(workspace, "Performance officer", OFFICER, "officer")
    posted_to(workspace, "C1")
    timetables.set_rule(workspace, "report_unsigned", "on")
    clock.set(PAPERS + timedelta(days=2))
    for _ in range(3):
        steward.tick()
    assert steward.slack.from_bot("C1") == []  # nobody could have signed it off by then
    assert [each.text.split("\n")[1] for each in steward.slack.direct(OFFICER) if "Highlight" in each.text] == [
        "A draft, to be signed off. Its time has passed, so Publish sends it out at once."
    ]
    press(steward, OFFICER, "Publish")
    assert steward.slack.from_bot("C1")


def test_once_its_meeting_is_over_it_lapses(drafted: Steward, workspace: Workspace, clock: StandingClock) -> None:
    clock.set(datetime(2014, 7, 3, 0, 0, tzinfo=LONDON))
    drafted.tick()
    assert the_report(workspace).state is ReportState.LAPSED
    assert "does not go out any more" in the_draft(drafted, OFFICER).text
    assert drafted.slack.from_bot("C1") == []


def test_figures_are_shown_to_readers_with_the_report_and_what_is_under_embargo_is_left_out(
    drafted: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    given(workspace, "NI 117", "7.9%", clock)
    given(workspace, "CP-8", "3.9%", clock, embargoed_until=PAPERS + timedelta(days=30))
    press(drafted, OFFICER, "Publish")
    said = "\n".join(each.text for each in at_the_papers(drafted, clock))
    assert "7.9% in Q4 2013/14" in said
    assert "3.9%" not in said
    assert office.held(workspace, office.an_indicator_of(workspace, "NI 117"))[-1].figure.state is State.PUBLISHED
    assert office.held(workspace, office.an_indicator_of(workspace, "CP-8"))[-1].figure.state is State.APPROVED


def given(
    workspace: Workspace, code: str, printed: str, clock: StandingClock, embargoed_until: datetime | None = None
) -> Figure:
    """A figure of the quarter as it stands approved, a later revision of what the plan had."""
    indicator = office.an_indicator_of(workspace, code)
    figure = replace(a_figure(printed, "Q4 2013/14"), series_id=indicator.headline.id, state=State.APPROVED)
    with workspace.begin() as work:
        return figures.add(work, figure, clock(), Provenance(reason="a late return", embargoed_until=embargoed_until))


def test_what_came_after_the_freeze_is_posted_as_a_supplement_and_the_report_stands(
    drafted: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    press(drafted, OFFICER, "Publish")
    before = [each.text for each in at_the_papers(drafted, clock)]
    given(workspace, "NI 126", "91.2%", clock)
    drafted.tick()
    assert "1 figure has come since it was frozen" in the_draft(drafted, OFFICER).text
    press(drafted, OFFICER, "Post supplement")
    after = drafted.slack.from_bot("C1")
    assert [each.text for each in after[: len(before)]] == before
    supplement = after[len(before)]
    assert supplement.thread_ts == after[0].ts
    assert "Early access for women to maternity services (NI 126): 91.2% in Q4 2013/14" in supplement.text
    assert office.held(workspace, office.an_indicator_of(workspace, "NI 126"))[-1].figure.state is State.PUBLISHED


def test_whoever_dies_in_the_middle_leaves_the_rest_to_another_and_nothing_is_posted_twice(
    drafted: Steward, workspace: Workspace, start: Callable[[], Steward], clock: StandingClock
) -> None:
    press(drafted, OFFICER, "Publish")
    clock.set(PAPERS)
    decide(workspace)
    while len(drafted.slack.from_bot("C1")) < 2:  # and no further
        drafted.outbox.drain(1)
        drafted.seconds += 2
    begun = drafted.slack.from_bot("C1")
    other = start()
    other.tick()
    other.tick()
    keys = [(each.metadata or {})["event_payload"]["key"] for each in drafted.slack.from_bot("C1")]
    assert len(keys) == len(set(keys)) > 20
    assert {each.thread_ts for each in drafted.slack.from_bot("C1")[1:]} == {begun[0].ts}
