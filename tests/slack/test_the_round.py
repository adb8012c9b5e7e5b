"""A whole round, from 1 April to the board of 2 July 2014, through Slack alone: who is told what, and what they do."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from bot import sheets
from bot.domain.kinds import State
from bot.domain.people import Role
from bot.local.things import TEAM, TEAM_DOMAIN
from bot.render import nudge_actions, people_actions, round_actions
from bot.services import people as roll
from bot.services import plan as plans
from bot.workspace import Workspaces
from store import leads, outbox, people, samples
from store.work import Store
from tests.conftest import LONDON
from tests.slack.office import (
    Q4,
    an_indicator_of,
    filled,
    held,
    matched,
    plan_id,
    sent,
    told,
    told_of_figures,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.local import LocalSlack, Message
    from bot.local.people import Person
    from bot.workspace import Workspace
    from tests.conftest import StandingClock
    from tests.slack.steward import Steward

OFFICER, OWNER, COLLEAGUE, POLICE, LEAD, COUNCILLOR = "U1", "U2", "U4", "U5", "U6", "U7"
PLANS = "Named officer 02"  # child protection plans
OTHERS = "Named officer 01"  # assessments and referrals
CP8, CP10, CP7 = "CP-8", "CP-10", "CP-7"


@pytest.fixture
def workspace(tmp_path: Path, clock: StandingClock) -> Iterator[Workspace]:
    """The City's plan as it stood when the year had ended and no figure of its last quarter was in."""
    folder = tmp_path / "plan"
    shutil.copytree(samples.path("nottingham-city-2013-14"), folder)
    sheet = folder / "indicators.csv"
    rows = list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8"))))
    written = io.StringIO()
    writer = csv.DictWriter(written, rows[0].keys())
    writer.writeheader()
    writer.writerows({**row, "q4_2013_14": "~"} for row in rows)
    sheet.write_text(written.getvalue(), encoding="utf-8")
    clock.set(datetime(2014, 4, 1, 9, 0, tzinfo=LONDON))
    store = Store(f"sqlite:///{tmp_path / 'round.sqlite3'}")
    store.migrate()
    workspaces = Workspaces(store, clock)
    workspaces.make_first()
    workspace = workspaces.bind(TEAM, TEAM_DOMAIN)
    plans.import_plan(workspace, sheets.read_plan(folder))
    yield workspace
    store.close()


@pytest.fixture
def board(slack: LocalSlack, steward: Steward) -> Board:
    for account, name in (
        (COLLEAGUE, "cora"), (POLICE, "pat"), (LEAD, "lena"), (COUNCILLOR, "chris"),
    ):  # fmt: skip
        slack.add_user(account, name, real_name=name.title())
    slack.user(COUNCILLOR).join("C1")
    return Board(steward)


class Board:
    """Steward and the people of the round, with the few things that they do over and over."""

    def __init__(self, steward: Steward) -> None:
        self.steward, self.slack, self.workspace = steward, steward.slack, steward.workspace

    def person(self, account: str) -> Person:
        return self.slack.user(account)

    def morning(self, clock: StandingClock, month: int, day: int, hour: int = 10) -> None:
        clock.set(datetime(2014, month, day, hour, 0, tzinfo=LONDON))
        self.steward.tick()

    def home(self, account: str) -> str:
        """What somebody's Home says when they open it."""
        self.person(account).open_home()
        self.slack.settle()
        shown = self.person(account).home
        assert shown
        return shown.words

    def last(self, account: str) -> Message:
        return told(self.steward, account)[-1]

    def nudges(self, account: str) -> list[str]:
        """The reminders among what somebody was sent, as they stand now."""
        return [each.text for each in told(self.steward, account) if "wanted from you" in each.text]

    def click(self, account: str, message: Message, action_id: str, value: str | None = None) -> None:
        self.person(account).click(message, action_id, value)
        self.slack.settle()

    def enters(self, account: str, code: str, *attempts: dict[str, str]) -> list[str]:
        """A figure by the form that the reminder's button opens, until it is taken; what was said to each attempt."""
        value = round_actions.item_value(an_indicator_of(self.workspace, code).id, Q4)
        nudge = next(each for each in told(self.steward, account) if code in each.text and "wanted" in each.text)
        holding = next(block for block in nudge.blocks if value in str(block))
        self.person(account).click(nudge, round_actions.FIGURE_ENTER, value, block_id=holding["block_id"])
        view = filled(self.steward, account)
        said = []
        for entries in attempts:
            answered = sent(self.steward, account, view, **entries)
            assert answered
            view = answered
            said.append(" ".join((view.title, view.words, *view.errors.values())))
        right = {each["block_id"]: "right" for each in view.blocks if each["block_id"].startswith("confirm:")}
        saved = sent(self.steward, account, view, **right)
        assert saved
        assert saved.title == "Saved", saved.errors
        self.person(account).close(saved)
        self.slack.settle()
        self.steward.drain()
        return said


def test_a_whole_round_runs_in_slack(board: Board, clock: StandingClock) -> None:
    the_officer_sets_it_up(board)
    nobody_is_bothered_before_it_is_time(board, clock)
    owners_are_told_and_give_figures(board, clock)
    the_officer_approves_one_and_sends_one_back(board, clock)
    an_owner_puts_one_off_and_hands_one_over(board, clock)
    the_police_return_a_sheet(board, clock)
    what_stays_out_reaches_the_lead(board, clock)
    the_board_is_answered(board, clock)
    nothing_was_refused_or_sent_twice(board)


def the_officer_sets_it_up(board: Board) -> None:
    """1 April: the first admin is named at the command line; the rest is done in Slack."""
    roll.appoint_account(board.workspace, roll.BY_COMMAND, OFFICER, Role.ADMIN, "Performance officer")
    seen = board.home(OFFICER)
    for words in ("meeting on 2 July 2014", "19 May 2014", "24 June 2014", "No figure waits for approval"):
        assert words in seen
    the_officer_matches(board, PLANS, OWNER)
    matched(board.workspace, OTHERS, COLLEAGUE)
    with board.workspace.begin() as work:
        police = next(number for number, name in people.organisations(work).items() if name == "Police")
        contact = people.person(work, "Data officer", police)
        people.link(work, contact, POLICE)
        lead = people.person(work, "Director of Safeguarding")
        people.link(work, lead, LEAD)
        leads.appoint(work, plan_id(board.workspace), "operational", 1, lead)
    assert "not matched to a post" in board.home(COUNCILLOR)
    assert CP8 in board.home(OWNER)


def the_officer_matches(board: Board, post: str, account: str) -> None:
    """An account to a post, by a picker, in the form that Home leads to."""
    olive = board.person(OFFICER)
    assert olive.home
    olive.click(olive.home, people_actions.OPEN)
    page = filled(board.steward, OFFICER)
    with board.workspace.reading() as work:
        person = next(each for each in people.everyone(work) if each.label == post)
    value = people_actions.row_value(person.id, page.body["private_metadata"])
    olive.click(page, people_actions.PERSON, value=value)
    form = board.slack.wait_for(lambda: olive.modal if olive.modal and olive.modal.body.get("submit") else None)
    assert form
    sent(board.steward, OFFICER, form, account=account)
    while olive.modal:
        olive.close(olive.modal)
    with board.workspace.reading() as work:
        assert people.by_ids(work, [person.id])[person.id].slack_user == account


def nobody_is_bothered_before_it_is_time(board: Board, clock: StandingClock) -> None:
    for month, day in ((4, 1), (4, 18), (5, 5), (5, 9), (5, 11)):
        board.morning(clock, month, day)
        assert board.nudges(OWNER) == board.nudges(POLICE) == []


def owners_are_told_and_give_figures(board: Board, clock: StandingClock) -> None:
    """12 May: five working days before the figures are due."""
    board.morning(clock, 5, 12)
    (heads_up,) = board.nudges(OWNER)
    assert heads_up.startswith("11 figures are wanted from you")
    assert "Due on 19 May 2014" in heads_up
    wrong, judged = board.enters(OWNER, CP8, {"value": "128%"}, {"value": "2.8%"})
    assert "between 0 and 100" in wrong
    assert "Target met" in judged
    board.enters(OWNER, CP10, {"value": "69.0%", "comment": "Two reviews were late."})
    assert held(board.workspace, an_indicator_of(board.workspace, CP8))[-1].figure.state is State.SUBMITTED
    (now,) = board.nudges(OWNER)
    assert now.startswith("9 figures are wanted from you")
    assert "2 others are in, thank you." in now
    for account in (COUNCILLOR, OWNER):
        board.person(account).mention("C1", "status of CP-8")
        board.slack.settle()
        assert "2.8%" not in board.slack.from_bot("C1")[-1].text
    board.person(OWNER).dm("status of CP-8")
    board.slack.settle()
    assert "waits for approval: 2.8% in Q4 2013/14" in board.last(OWNER).text


def the_officer_approves_one_and_sends_one_back(board: Board, clock: StandingClock) -> None:
    """13 May: CP-8 is right; 69.0% of reviews in time was a slip."""
    clock.advance(days=1)
    assert "2 figures wait for approval" in board.home(OFFICER)
    good, bad = (an_indicator_of(board.workspace, code) for code in (CP8, CP10))
    for indicator, action in ((good, round_actions.FIGURE_APPROVE), (bad, round_actions.FIGURE_SEND_BACK)):
        olive = board.person(OFFICER)
        assert olive.home
        block = next(
            each
            for each in olive.home.blocks
            if action in str(each) and f'"m":{indicator.id},' in str(each).replace("\\", "")
        )
        olive.click(olive.home, action, block_id=block["block_id"])
        board.slack.settle()
    sent(board.steward, OFFICER, filled(board.steward, OFFICER), reason="Is it 96.0%?")
    board.steward.drain()
    assert "Is it 96.0%?" in board.last(OWNER).text
    assert held(board.workspace, good)[-1].figure.state is State.APPROVED
    assert held(board.workspace, bad)[-1].figure.state is State.SENT_BACK
    board.click(OWNER, board.last(OWNER), round_actions.FIGURE_ENTER)
    again = sent(board.steward, OWNER, filled(board.steward, OWNER), value="96.0%", comment="Two reviews were late.")
    assert again
    assert sent(board.steward, OWNER, again)
    board.steward.drain()
    assert held(board.workspace, bad)[-1].figure.state is State.SUBMITTED


def an_owner_puts_one_off_and_hands_one_over(board: Board, clock: StandingClock) -> None:
    """14 May: one figure comes later, another is a colleague's."""
    clock.advance(days=1)
    nudge = next(each for each in told(board.steward, OWNER) if "wanted from you" in each.text)
    board.click(OWNER, nudge, round_actions.NUDGE_DEFER_SEVERAL)
    late = round_actions.item_value(an_indicator_of(board.workspace, "CP-4").id, Q4)
    form = filled(board.steward, OWNER)
    done = sent(board.steward, OWNER, form, items=[late], until="2014-05-30", why="The system is being moved")
    assert done
    assert "1 figure is put off until 30 May 2014" in done.words
    board.person(OWNER).close(done)
    moved = an_indicator_of(board.workspace, CP7)
    value = nudge_actions.more_value(nudge_actions.Chosen.NOT_MINE, moved.id, Q4)
    block = next(each for each in nudge.blocks if value in str(each).replace("\\\\", "\\"))
    board.person(OWNER).click(nudge, round_actions.NUDGE_MORE, value, block_id=block["block_id"])
    sent(board.steward, OWNER, filled(board.steward, OWNER), person=COLLEAGUE, why="It moved to the other team")
    board.steward.drain()
    asked = next(each for each in told(board.steward, OFFICER) if "said to belong to" in each.text)
    board.click(OFFICER, asked, round_actions.NUDGE_GRANT)
    board.steward.drain()
    assert any("is not yours any more" in each.text for each in told(board.steward, OWNER))
    assert CP7 not in board.nudges(OWNER)[-1]


def the_police_return_a_sheet(board: Board, clock: StandingClock) -> None:
    """19 May: the day on which figures are due; the Police do not type nine of them on a telephone."""
    board.morning(clock, 5, 19)
    assert CP7 in board.nudges(COLLEAGUE)[-1]
    assert "9 figures are wanted from you" in board.nudges(POLICE)[-1]
    board.home(POLICE)
    pat = board.person(POLICE)
    assert pat.home
    pat.click(pat.home, round_actions.SHEET_GET)
    board.slack.settle()
    (workbook,) = [file for each in board.slack.direct(POLICE) for file in each.files]
    book = openpyxl.load_workbook(io.BytesIO(workbook.content))
    page = book["Return"]
    columns = {str(cell.value).lower(): cell.column for row in page.iter_rows(max_row=8) for cell in row if cell.value}
    filled_in = 0
    for row in page.iter_rows(min_row=2):
        if str(row[columns["period"] - 1].value) == "Q4 2013/14":
            page.cell(row[0].row, columns["value"]).value = str(100 + filled_in)
            page.cell(row[0].row, columns["comment"]).value = "As recorded by the force."
            filled_in += 1
    assert filled_in >= 9
    saved = io.BytesIO()
    book.save(saved)
    pat.upload("return.xlsx", saved.getvalue())
    board.slack.settle()
    shown = board.last(POLICE)
    assert "would bring in 9 figures" in shown.text
    board.click(POLICE, shown, round_actions.SHEET_CONFIRM)
    board.steward.drain()
    assert any(each.text.startswith("All 9 figures are in") for each in told(board.steward, POLICE))


def what_stays_out_reaches_the_lead(board: Board, clock: StandingClock) -> None:
    """Late, announced to the owner, then a note to the lead that the officer sends; at the freeze a list."""
    for month, day in ((5, 22), (5, 24), (5, 26), (5, 28), (5, 30)):
        board.morning(clock, month, day)
    assert not any("late" in text for text in board.nudges(POLICE))
    assert "30 May 2014" in board.nudges(COLLEAGUE)[-1]  # the day on which the lead will hear of it
    draft = next(each for each in told(board.steward, OFFICER) if each.text.startswith("A note to Director"))
    assert told_of_figures(board.steward, LEAD) == []
    board.click(OFFICER, draft, round_actions.NUDGE_SEND_ESCALATION)
    board.steward.drain()
    assert "late for your objectives" in told_of_figures(board.steward, LEAD)[-1].text
    board.morning(clock, 6, 3)
    assert any("CIN-8" in each.text for each in told(board.steward, OFFICER))


def the_board_is_answered(board: Board, clock: StandingClock) -> None:
    """The officer approves what is clean and publishes; on 2 July a councillor asks."""
    board.home(OFFICER)
    olive = board.person(OFFICER)
    assert olive.home
    olive.click(olive.home, round_actions.FIGURE_APPROVE_CLEAN)
    board.slack.settle()
    board.home(OFFICER)
    olive.click(olive.home, round_actions.FIGURE_PUBLISH)
    board.slack.settle()
    board.morning(clock, 7, 2, 9)
    board.person(COUNCILLOR).dm("status of CP-8")
    board.slack.settle()
    assert board.last(COUNCILLOR).text.startswith("Child protection plans lasting 2 years or more (CP-8): 2.8%")
    before = len(told(board.steward, COLLEAGUE))
    board.morning(clock, 7, 3)
    assert len(told(board.steward, COLLEAGUE)) == before  # the round is over


def nothing_was_refused_or_sent_twice(board: Board) -> None:
    assert not board.slack.problems
    with board.workspace.reading() as work:
        kept = outbox.every(work)
    assert [each for each in kept if each.state == "failed"] == []
    messages = [each for each in kept if each.kind == outbox.NUDGE and each.updates_id is None]
    days = [(each.person_id, each.sent_at.date()) for each in messages if each.sent_at]
    assert len(days) == len(set(days))
    assert all(date(2014, 5, 12) <= day for _, day in days)
