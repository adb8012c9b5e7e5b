"""The five steps of the tour, taken one after the other by the people of the demo, with the moves of its clock."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.demo import days, moves, people, showing, state, tour
from bot.demo.clock import STARTS, RunningClock
from bot.demo.days import Days
from bot.demo.folder import CITY
from bot.demo.moves import Moves
from bot.local.page.guide import Go
from bot.local.things import TEAM, TEAM_DOMAIN
from bot.render import report_actions, round_actions
from bot.services import reminders
from bot.services.reports import issuing
from bot.workspace import Workspaces
from store.work import Store
from tests.conftest import LONDON
from tests.slack import office
from tests.slack.steward import Steward

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.demo.folder import Folder
    from bot.local import LocalSlack, Message, View
    from bot.local.page.guide import Guide
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.work import Work


class Visit:
    """A visitor at the demo: whoever they are, and the clock that they move. The bot works when it is waited for."""

    def __init__(self, folder: Folder, held: ExitStack) -> None:
        self.runs = True
        clock = RunningClock(folder.clock, LONDON, STARTS)
        self.slack: LocalSlack = showing.local_slack(0, clock, held)
        people.enter(self.slack)
        store = Store(folder.address)
        held.callback(store.close)
        self.workspace = Workspaces(store, clock.now).bind(TEAM, TEAM_DOMAIN)
        self.steward = Steward(self.slack, self.workspace).connect()
        held.callback(self.steward.stop)
        held.callback(self.slack.close_connections)
        last = STARTS + moves.FURTHEST
        self.clock = Moves(clock, self.workspace, self.slack, last, self.works)
        self.guide: Guide = tour.guide(state.read(CITY), self.slack, self.workspace, self.clock)

    def works(self) -> bool:
        self.steward.drain()
        return self.runs

    def form(self, part: people.Part) -> View:
        shown = self.slack.user(part.id).modal
        assert shown
        return shown

    def submits(self, part: people.Part, form: View, entries: dict[str, str]) -> None:
        self.slack.user(part.id).submit(form, entries)
        self.slack.settle()

    def done(self) -> list[bool]:
        return [step.done() for step in self.guide.steps]

    def asks(self, part: people.Part, text: str) -> str:
        self.slack.user(part.id).dm(text)
        self.slack.settle()
        return self.slack.direct(part.id)[-1].text

    def had(self, part: people.Part) -> list[Message]:
        return [each for each in self.slack.direct(part.id) if each.by_bot]


@pytest.fixture
def visit(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    monkeypatch.setattr(issuing, "PAPERS", ())  # which take seconds, and have tests of their own
    with ExitStack() as held:
        yield Visit(folder, held)


def test_the_five_steps_show_a_whole_round(visit: Visit) -> None:
    assert visit.done() == [False] * 5
    reminders_arrive(visit)
    assert visit.done() == [True, False, False, False, False]
    a_figure_comes_in(visit)
    assert visit.done() == [True, True, False, False, False]
    it_is_approved(visit)
    assert visit.done() == [True, True, True, False, False]
    the_report_goes_out(visit)
    assert visit.done() == [True, True, True, True, False]
    it_is_asked_about(visit)
    assert visit.done() == [True] * 5
    every_day_on_which_something_happens_was_passed_through(visit)
    assert not visit.slack.problems


def reminders_arrive(visit: Visit) -> None:
    assert "5.9% in Q3 2013/14" in visit.asks(people.COUNCILLOR, tour.ASKED)
    assert visit.had(people.NEET) == []
    visit.clock.move(moves.WORKING_DAY)
    assert visit.clock.now().date().isoformat() == "2014-05-12"
    assert visit.had(people.NEET)[0].text.startswith("2 figures are wanted from you")
    assert visit.had(people.CARE)[0].text.startswith("3 figures are wanted from you")


def a_figure_comes_in(visit: Visit) -> None:
    neet = office.an_indicator_of(visit.workspace, state.NEET_CODE)
    value = round_actions.item_value(neet.id, office.Q4)
    (reminder,) = visit.had(people.NEET)
    block = next(each["block_id"] for each in reminder.blocks if value in str(each))
    owner = visit.slack.user(people.NEET.id)
    owner.click(reminder, round_actions.FIGURE_ENTER, value, block_id=block)
    form = office.filled(visit.steward, people.NEET.id)
    percentage, number = (f"value:{series.id}" for series in neet.series)
    visit.submits(people.NEET, form, {percentage: "650%", number: "683"})
    assert "between 0 and 100" in visit.form(people.NEET).errors[percentage]
    visit.submits(people.NEET, visit.form(people.NEET), {percentage: "6.5", number: "683"})
    assert "6.5% in Q4 2013/14. No target set. Worse than 2012/13 (6.2%)" in visit.form(people.NEET).words
    visit.submits(people.NEET, visit.form(people.NEET), {})
    assert visit.form(people.NEET).title == "Saved"
    visit.works()
    assert visit.had(people.NEET)[0].text.startswith("1 figure is wanted from you")


def it_is_approved(visit: Visit) -> None:
    assert "5.9% in Q3 2013/14" in visit.asks(people.COUNCILLOR, tour.ASKED)
    officer = visit.slack.user(people.OFFICER.id)
    officer.open_home()
    visit.slack.settle()
    assert officer.home
    assert "1 figure waits for approval" in officer.home.words
    officer.click(officer.home, round_actions.FIGURE_APPROVE)
    visit.slack.settle()
    assert "5.9% in Q3 2013/14" in visit.asks(people.COUNCILLOR, tour.ASKED)


def the_report_goes_out(visit: Visit) -> None:
    visit.clock.move(moves.DRAFTED)
    assert visit.clock.now().date().isoformat() == "2014-06-04"
    assert any("wanted from you" in each.text.casefold() for each in visit.had(people.LEAD))
    draft = next(each for each in visit.had(people.OFFICER) if each.text.startswith("Highlight report"))
    visit.slack.user(people.OFFICER.id).click(draft, report_actions.PUBLISH)
    visit.slack.settle()
    visit.clock.go_to(datetime(2014, 6, 24, 11, 58, tzinfo=LONDON))
    said = visit.clock.go_to(datetime(2014, 6, 24, 11, 59, tzinfo=LONDON))
    assert said == "Nothing happened by itself on the way to 11:59 on 24 June 2014."
    assert visit.slack.from_bot(people.BOARD) == []
    visit.clock.move(moves.PUBLISHED)
    assert f"{visit.clock.now():%H:%M}" == "12:00"
    opening, *replies = visit.slack.from_bot(people.BOARD)
    assert opening.text.startswith("Highlight report")
    assert len(replies) > 20


def it_is_asked_about(visit: Visit) -> None:
    (ask, outsider) = visit.guide.steps[-1].buttons
    assert isinstance(ask, Go)
    assert isinstance(outsider, Go)
    thread = ask.thread()
    visit.slack.user(ask.person).mention(ask.place, ask.typed, thread)
    visit.slack.settle()
    answered = visit.slack.thread(people.BOARD, thread)[-1]
    assert "6.5% in Q4 2013/14" in answered.text
    assert "as published" in answered.text.casefold()
    assert "6.5%" not in visit.asks(people.OUTSIDER, outsider.typed)
    assert "6.5% in Q4 2013/14" in visit.asks(people.COUNCILLOR, tour.ASKED)


def every_day_on_which_something_happens_was_passed_through(visit: Visit) -> None:
    visit.clock.move(moves.MEETING)
    assert f"{visit.clock.now():%Y-%m-%d %H:%M}" == "2014-07-02 09:00"
    days = {f"{datetime.fromtimestamp(float(each.ts), LONDON):%m-%d}" for each in visit.had(people.CARE)}
    assert {"05-12", "05-19", "05-22", "05-28"} <= days
    told = " ".join(each.text for each in visit.had(people.OFFICER))
    for words in ("A note to", "figures are yours to settle", "Highlight report"):
        assert words in told
    assert any("Brief" in each.text for each in visit.had(people.CHAIR))


def test_the_clock_never_goes_back_and_not_beyond_the_demo(visit: Visit) -> None:
    now = visit.clock.now()
    for moment in (now - timedelta(minutes=1), datetime(2014, 5, 9, 8, 0)):  # noqa: DTZ001  as a browser sends it
        with pytest.raises(ValueError, match="The clock only goes forward: it is 09:00 on 9 May 2014 already"):
            visit.clock.go_to(moment)
    with pytest.raises(ValueError, match="The demo ends on 9 November 2014"):
        visit.clock.go_to(now + timedelta(days=400))
    with pytest.raises(ValueError, match="no such move"):
        visit.clock.move("sideways")


def test_what_has_passed_is_told_from_what_is_still_to_come(visit: Visit) -> None:
    assert [each.label for each in visit.clock.moves()] == [
        "Next working day", "Next thing that happens", "To 19 May: figures are due", "To 4 June: report drafted",
        "To 24 June: report goes out", "To 2 July: board meeting",
    ]  # fmt: skip
    visit.clock.move(moves.DUE)
    passed = {each.key: each.has_passed for each in visit.clock.moves()}
    assert passed[moves.DUE]
    assert not passed[moves.DRAFTED]


def test_the_round_is_read_once_to_look_for_the_next_thing_however_many_days_it_is_away(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []

    def counted(workspace: Workspace, work: Work) -> tuple[Round, ...]:
        read.append(work)
        return reminders.rounds_of(workspace, work)

    monkeypatch.setattr(days, "rounds_of", counted)
    monkeypatch.setattr(days, "decide", lambda *_: ())
    far = STARTS + moves.FURTHEST
    nothing = Days(days.read(visit.workspace).calendar, days.NINE, ())
    assert days.next_thing(visit.workspace, nothing, far) is None
    assert len(read) == 1


def test_a_bot_that_has_ended_is_not_waited_for(visit: Visit) -> None:
    visit.runs = False
    with pytest.raises(ValueError, match="The bot has ended"):
        visit.clock.move(moves.WORKING_DAY)
