"""The round as a visitor of the demo goes through it, step by step."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from tests.browser.demonstration import BOARD, COUNCILLOR, OFFICER, OWNER
from tests.browser.visiting import expect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.visiting import Visitor

MINUTES = 180_000  # what a clock may take to go on for weeks, with all that is sent on the way


def be_reminded(visitor: Visitor) -> None:
    visitor.go(OWNER)
    go_on(visitor, "Next working day", "Monday 12 May 2014")
    expect(visitor.messages.last).to_contain_text("2 figures are wanted from you, both due soon.")


def make_a_slip(visitor: Visitor) -> None:
    form = visitor.modal
    visitor.messages.last.locator("button", has_text="Enter figure").first.click()
    form.get_by_label("Percentage (optional)").fill("650%")
    form.get_by_label("Period").select_option("Q4 2013/14")
    visitor.press("Check", form)
    expect(form).to_contain_text("Error: A percentage lies between 0 and 100.")


def let_it_stand_out(visitor: Visitor) -> None:
    """A digit too many: it must be said to be right, and Submit leads to where that is asked."""
    form = visitor.modal
    form.get_by_label("Percentage (optional)").fill("6.5")
    form.get_by_label("Number (optional)").fill("6830")
    form.get_by_label("Comment (optional)").fill("A new way of counting.")
    visitor.press("Check", form)
    expect(form.get_by_role("heading", name="Check and submit")).to_be_focused()
    form.get_by_label("Comment (optional)").focus()
    visitor.press("Submit", form)
    expect(form.get_by_role("radio", name="This is right").first).to_be_focused()
    expect(form.get_by_text("Error: Choose one.").first).to_be_in_viewport()
    for each in form.get_by_role("radio", name="It was wrong").all():
        each.check()


def put_it_right(visitor: Visitor) -> None:
    form = visitor.modal
    form.get_by_label("Percentage (optional)").fill("6.5")
    form.get_by_label("Number (optional)").fill("683")
    form.locator("footer .button-primary").click()  # Check, or Submit where there was a look before
    expect(form).to_contain_text("Number: 683 in Q4")
    expect(form).to_contain_text("Percentage: 6.5% in Q4 2013/14. No target set. Worse than 2012/13 (6.2%).")
    visitor.press("Submit", form)
    expect(form).to_contain_text("An officer looks at it before readers see it.")
    visitor.press("Close", form)
    expect(visitor.messages.last).to_contain_text("It waits for Performance officer to approve it.")


def approve_it(visitor: Visitor) -> None:
    visitor.go(OFFICER, "home")
    expect(visitor.page.locator("#talk")).to_contain_text("1 figure waits for approval")
    visitor.page.locator("#talk").locator("button", has_text="Approve").first.click()
    expect(visitor.modal).to_contain_text("1 figure is approved.")
    visitor.press("Close", visitor.modal)
    expect(visitor.page.locator("#talk")).to_contain_text("No figure waits for approval")


def publish_the_report(visitor: Visitor) -> None:
    visitor.go(OFFICER)
    go_on(visitor, "To 4 June", "Wednesday 4 June 2014")
    draft = visitor.messages.filter(has_text="A draft, to be signed off")
    draft.locator("button", has_text="Publish").click()
    asked = visitor.page.get_by_role("dialog", name="Publish the report?")
    expect(asked).to_contain_text("At 12:00 on 24 June 2014")
    visitor.press("Publish", asked)
    expect(visitor.messages.filter(has_text="Signed off by Performance officer")).to_be_visible()
    go_on(visitor, "To 24 June", "Tuesday 24 June 2014, 12:00")


def open_the_paper(visitor: Visitor, path: Path) -> None:
    visitor.go(COUNCILLOR, BOARD)
    expect(visitor.messages.last).to_contain_text("Highlight report: Nottingham City Children's Partnership Board")
    visitor.messages.last.get_by_role("link", name="replies").click()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name=".docx").click()
    download.value.save_as(path)
    assert download.value.suggested_filename.endswith(".docx")
    with zipfile.ZipFile(path) as paper:
        assert "NEET" in paper.read("word/document.xml").decode()


def ask_in_its_thread(visitor: Visitor) -> None:
    visitor.tour.get_by_role("link", name="Ask in the report's thread").click()
    reply = visitor.page.get_by_label("Message to this thread")
    expect(reply).to_have_value("@steward status of NEET")
    reply.press("Enter")
    expect(visitor.replies.last).to_contain_text("6.5% in Q4 2013/14. No target set. Worse than 2012/13 (6.2%).")
    expect(visitor.replies.last).to_contain_text("These are the figures of the report")


def go_on(visitor: Visitor, press: str, until: str) -> None:
    """Move the clock, and wait until all is sent that is due on the way."""
    visitor.tour.locator("button", has_text=press).filter(visible=True).first.click()
    expect(visitor.tour).to_contain_text(f"It is {until}", timeout=MINUTES)
    expect(visitor.tour.get_by_role("status")).to_be_empty(timeout=MINUTES)
