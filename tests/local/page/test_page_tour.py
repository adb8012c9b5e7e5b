"""The tour and the clock in the margin of the page."""

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.local import LocalSlack
from bot.local.page.guide import HOME, Go, Guide, Move, Step
from tests.local.page.browsers import Browser


@dataclass
class Clock:
    """Goes from day to day; a move to the end waits until it is let go."""

    time: datetime = datetime(2014, 4, 17, 9, tzinfo=ZoneInfo("Europe/London"))
    go: threading.Event = field(default_factory=threading.Event)

    def now(self) -> datetime:
        return self.time

    def moves(self) -> Sequence[Move]:
        over = Move("over", "To the beginning", has_passed=True)
        return [Move("day", "Next day"), Move("end", "To the end"), Move("broken", "Break"), over]

    def move(self, key: str) -> None:
        if key == "broken":
            raise ValueError("There is no next meeting.")
        if key == "end":
            assert self.go.wait(5)
        self.time += timedelta(days=1)

    def go_to(self, moment: datetime) -> str | None:
        if moment < self.time:
            raise ValueError("The clock never goes back.")
        self.time = moment
        return "Nothing happened." if moment.month == 8 else None


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def slack(clock: Clock, asked: list[str]) -> Iterator[LocalSlack]:
    steps = (
        Step(
            "Ask", "Ask <something>.\n\nThen read.", (Go("As Amy", "U1", "C1", "@bot help"),), done=lambda: bool(asked)
        ),
        Step("Home", "Look.", ("day", Go("As Ben", "U2", HOME), "over"), done=lambda: len(asked) > 1),
    )
    with LocalSlack(
        guide=Guide("Try it", "In two steps.", steps, clock, after="That was all."),
        clock=lambda: clock.now().timestamp(),
    ) as slack:
        slack.add_user("U1", "amy", real_name="Amy Adams", title="Councillor")
        slack.add_user("U2", "ben", real_name="Ben Brown")
        slack.add_channel("C1", "board")
        yield slack


@pytest.fixture
def moved(browser: Browser) -> Callable[..., str]:
    """Moves the clock, and what the margin says then."""

    def move(**fields: str) -> str:
        words = browser.post("/as/U1/C1/clock", **fields).words
        return words[words.index("It is ") :]

    return move


def test_a_visitor_begins_where_the_first_step_leads(browser: Browser) -> None:
    assert browser.get("/").headers["location"] == "/as/U1/C1"


def test_each_step_says_what_to_try_leads_there_and_says_when_it_is_done(browser: Browser, asked: list[str]) -> None:
    page = browser.get("/as/U2/bot")
    assert "Try it In two steps." in page.words
    assert "Ask <something>." in page.words
    assert 'href="/as/U1/C1?typed=%40bot+help&amp;step=1"' in page.html
    assert 'href="/as/U2/home?step=2"' in page.html
    assert "Done" not in page.words
    assert "@bot help</textarea>" in browser.get("/as/U1/C1?typed=%40bot+help").html
    asked.append("help")
    page = browser.get("/as/U2/bot")
    assert "1. Ask Done" in page.words
    assert "That was all." not in page.words
    asked.append("home")
    assert browser.get("/as/U2/bot").words.count("That was all.") == 1, "what next, once all is done"


def test_of_the_steps_the_next_is_open_and_the_one_that_the_visitor_comes_from(
    browser: Browser, asked: list[str]
) -> None:
    def opened(look: str = "/as/U1/bot") -> list[str]:
        return re.findall(r'<details id="(step[^"]*)" open>', browser.get(look).html)

    assert opened() == ["step-1-begun"]
    asked.append("help")
    assert opened() == ["step-2-begun"]
    assert opened("/as/U1/bot?step=1") == ["step-1-begun", "step-2-begun"]
    assert 'href="/as/U2/bot?step=1"' in browser.get("/as/U1/bot?step=1").html, "also as somebody else"


def test_the_buttons_of_a_step_stand_in_the_order_of_its_text_and_a_move_that_has_passed_says_so(
    browser: Browser,
) -> None:
    page = browser.get("/as/U1/bot")
    step = page.words[page.words.index("2. Home") :]
    assert step.startswith("2. Home Look. Next day As Ben To the beginning (that has passed)")
    assert page.words.count("To the beginning") == 1, "the clock offers it no more"


def test_the_clock_says_the_time_in_words_and_moves(moved: Callable[..., str], browser: Browser) -> None:
    assert "It is Thursday 17 April 2014, 09:00 ." in browser.get("/as/U1/C1").words
    assert "Friday 18 April 2014, 09:00" in moved(move="day")
    assert "Wednesday 2 July 2014, 14:30" in moved(moment="2014-07-02T14:30")


def test_what_the_clock_refuses_is_said_until_it_moves(moved: Callable[..., str]) -> None:
    assert "The clock never goes back." in moved(moment="2013-01-01T09:00")
    assert "There is no next meeting." in moved(move="broken")
    assert "offers that no more" in moved(move="yesterday")
    assert "offers that no more" in moved(move="over")
    assert "Enter a date and a time." in moved(moment="soon")
    assert "Enter a date and a time." in moved()
    assert "Enter a date" not in moved(move="day")


def test_what_the_clock_says_of_a_move_is_said_until_the_next(moved: Callable[..., str]) -> None:
    assert "Nothing happened." in moved(moment="2014-08-02T14:30")
    assert "Nothing happened." not in moved(moment="2014-09-02T14:30")


def test_a_move_that_takes_long_holds_up_nobody_and_is_the_only_one(
    slack: LocalSlack, browser: Browser, clock: Clock
) -> None:
    live = {"Origin": browser.address, "X-Look": "again"}
    form = "application/x-www-form-urlencoded"
    browser.send("/as/U1/C1/clock", b"move=end", form, **live)
    page = browser.get("/as/U1/C1")
    assert "It is moving: To the end." in page.words
    assert "disabled" in page.html
    browser.send("/as/U2/C1/clock", b"move=day", form, **live)
    assert "The clock is moving already." in browser.get("/as/U1/C1").words
    with slack.world.changed:
        clock.go.set()
        assert slack.world.changed.wait(5), "the page is told when it stands"
    page = browser.get("/as/U1/C1")
    assert "It is moving" not in page.words
    assert "moving already" not in page.words
    assert "Friday 18 April 2014" in page.words


def test_without_a_guide_there_is_no_margin_and_no_clock() -> None:
    with LocalSlack() as slack:
        slack.add_user("U1", "amy")
        browser = Browser(slack.world.address)
        assert "clock" not in browser.get("/as/U1/bot").words
        assert browser.post("/as/U1/bot/clock", move="day").status == 404
