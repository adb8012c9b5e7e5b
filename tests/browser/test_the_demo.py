"""The demo as a visitor has it: Steward asked in every way, and a whole round, from the reminder to the report.

One demo for all of them, in this order: its clock does not go back, so that the round comes last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import PHONE
from tests.browser.demonstration import (
    BOARD,
    CHAIR,
    COUNCILLOR,
    LEAD,
    OFFICER,
    OTHER_OWNER,
    OUTSIDER,
    OWNER,
    demonstration,
)
from tests.browser.steps import (
    approve_it,
    ask_in_its_thread,
    be_reminded,
    let_it_stand_out,
    make_a_slip,
    open_the_paper,
    publish_the_report,
    put_it_right,
)
from tests.browser.visiting import Visitor, expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.conftest import Window

OF_EACH = {
    COUNCILLOR: "You are here as Councillor",
    OWNER: "6 indicators are yours",
    OTHER_OWNER: "11 indicators are yours",
    LEAD: "21 indicators are under your objectives",
    OFFICER: "66 figures are approved and not published",
    CHAIR: "You are here as Chair of the board",
    OUTSIDER: "I answer people of this workspace only",
}


@pytest.fixture(scope="module")
def address(browser: Browser) -> Iterator[str]:  # noqa: ARG001  without a browser nothing is started
    with demonstration() as address:
        yield address


@pytest.fixture
def visit(address: str, window: Callable[[str], Iterator[Window]]) -> Iterator[Callable[..., Visitor]]:
    for each in window(address):
        yield each.open


def test_steward_is_asked_by_direct_message_by_mention_and_by_command(visitor: Visitor) -> None:
    visitor.go(COUNCILLOR)
    visitor.say("status of NEET")
    expect(visitor.messages.last).to_contain_text("5.9% in Q3 2013/14. No target set. Better than 2012/13 (6.2%).")
    expect(visitor.messages.last.get_by_role("img", name="16-18 years old")).to_be_visible()
    visitor.go(COUNCILLOR, BOARD)
    visitor.say("@steward status of NEET")
    visitor.messages.last.get_by_role("link", name="1 reply").click()
    expect(visitor.replies.last).to_contain_text("5.9% in Q3 2013/14")
    visitor.say("/steward status of NEET")
    expect(visitor.messages.last).to_contain_text("Only you can see this")
    expect(visitor.messages.last).to_contain_text("5.9% in Q3 2013/14")


def test_where_several_indicators_fit_one_is_picked(visitor: Visitor) -> None:
    visitor.go(COUNCILLOR)
    visitor.say("absence")
    expect(visitor.messages.last).to_contain_text('I am not sure which indicator you mean by "absence"')
    visitor.messages.last.locator("button", has_text="This one").nth(1).click()
    expect(visitor.messages.last).to_contain_text("State Funded Secondary School Overall Absence rates")
    expect(visitor.messages.last.locator("button", has_text="History")).to_be_visible()


@pytest.mark.parametrize("person", OF_EACH)
def test_home_shows_each_what_is_theirs_without_a_fault_on_a_phone(visit: Callable[..., Visitor], person: str) -> None:
    visitor = visit(PHONE)
    visitor.go(person, "home")
    expect(visitor.page.locator("#talk")).to_contain_text(OF_EACH[person])
    assert violations(visitor.page) == []
    assert not visitor.is_too_wide


def test_whoever_is_of_another_organisation_is_answered_with_no_figure(visitor: Visitor) -> None:
    visitor.go(OUTSIDER)
    visitor.say("status of NEET")
    expect(visitor.messages.last).to_contain_text("I answer people of this workspace only.")


def test_the_clock_goes_on_by_working_days_and_never_back(visitor: Visitor) -> None:
    visitor.go(COUNCILLOR)
    tour = visitor.tour
    tour.get_by_label("Go to a day and time").fill("2014-05-01T09:00")
    visitor.press("Go to", tour)
    expect(tour.get_by_role("alert")).to_contain_text("The clock only goes forward")
    expect(tour).to_contain_text("It is Friday 9 May 2014")


def test_a_figure_goes_from_its_reminder_to_the_report_and_is_what_steward_says(
    visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    visitor = visit()
    be_reminded(visitor)
    make_a_slip(visitor)
    assert violations(visitor.page) == []
    let_it_stand_out(visitor)
    assert violations(visitor.page) == []
    put_it_right(visitor)
    approve_it(visitor)
    publish_the_report(visitor)
    open_the_paper(visitor, tmp_path / "paper.docx")
    ask_in_its_thread(visitor)
    expect(visitor.page.locator(".steps .done")).to_have_count(5)
    assert violations(visitor.page) == []
    assert not visitor.is_too_long
    phone = visit(PHONE, scheme="dark")
    phone.page.goto(visitor.page.url)
    expect(phone.replies.last).to_contain_text("These are the figures of the report")
    assert violations(phone.page) == []
    assert not phone.is_too_wide
