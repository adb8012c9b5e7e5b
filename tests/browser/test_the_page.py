"""The page in a browser, before an app that it knows nothing of: people talk, press and fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import violations
from tests.browser.visiting import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.local import LocalSlack
    from tests.browser.visiting import Visitor

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])


@pytest.fixture
def either(visit: Callable[..., Visitor], *, script: bool) -> Visitor:
    return visit(script=script)


@SCRIPT
def test_a_direct_message_a_mention_and_a_command_are_answered_where_they_were_asked(either: Visitor) -> None:
    either.go("U1")
    either.send("tea, please")
    expect(either.messages).to_have_count(2)
    expect(either.messages.last).to_contain_text("Two cups are left in the #kitchen's pot, @Amy Adams.")
    either.go("U1", "C1")
    either.send("/tea milk")
    expect(either.messages.last).to_contain_text("Only you can see this")
    expect(either.messages.last).to_contain_text("Only you see this: milk")
    either.send("@bot hello")
    expect(either.messages.last).to_contain_text("@Bot hello")
    either.messages.last.get_by_role("link", name="1 reply").click()
    expect(either.replies.last).to_contain_text("You called?")


@SCRIPT
def test_a_form_says_at_its_field_what_is_wrong_and_closes_once_it_is_right(either: Visitor) -> None:
    either.go("U1")
    either.send("tea")
    either.press("Order", either.messages.last)
    cups = either.modal.get_by_label("Cups")
    cups.fill("3")
    either.press("Order", either.modal)
    expect(either.modal.get_by_label("Tea", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(cups).to_have_value("3")
    either.modal.get_by_label("Tea", exact=True).select_option("Assam")
    either.press("Order", either.modal)
    expect(either.modal).to_contain_text("Two cups are left.")
    expect(cups).to_have_accessible_description("Error: Two cups are left.")
    cups.fill("2")
    either.press("Order", either.modal)
    expect(either.modal).to_have_count(0)
    expect(either.messages.last).to_contain_text("Ordered: 2.")


@SCRIPT
def test_one_form_opens_over_another_and_what_was_filled_in_is_still_there_behind_it(either: Visitor) -> None:
    either.go("U1", "home")
    either.press("Order")
    either.modal.get_by_label("Cups").fill("1")
    either.press("What is Assam?", either.modal)
    expect(either.modal).to_contain_text("A black tea")
    either.press("Back", either.modal)
    expect(either.modal.get_by_label("Cups")).to_have_value("1")
    either.press("Not now", either.modal)
    expect(either.modal).to_have_count(0)


@SCRIPT
def test_a_menu_does_what_is_chosen(either: Visitor, *, script: bool) -> None:
    either.go("U1")
    either.send("tea")
    either.messages.last.get_by_label("Which tea?", exact=True).select_option("Assam")
    if not script:
        either.messages.last.locator("[data-press-on-change]").click()
    expect(either.messages.last).to_contain_text("Picked.")


def test_what_cannot_be_undone_is_asked_about_first(visitor: Visitor) -> None:
    visitor.go("U1")
    visitor.say("tea")
    visitor.press("Pour away", visitor.messages.last)
    asked = visitor.page.get_by_role("dialog", name="Pour it away?")
    expect(asked).to_have_accessible_description("The pot is emptied.")
    visitor.press("Keep it", asked)
    expect(asked).to_have_count(0)
    expect(visitor.messages.last).to_contain_text("Two cups")
    visitor.press("Pour away", visitor.messages.last)
    visitor.press("Pour away", asked)
    expect(visitor.messages.last).to_contain_text("Poured away.")


def test_what_others_write_appears_by_itself_and_disturbs_nothing_that_is_being_typed(
    visitor: Visitor, slack: LocalSlack
) -> None:
    visitor.go("U1", "C1")
    visitor.composer.press_sequentially("I was just")
    slack.user("U2").say("C1", "Is there tea?")
    expect(visitor.messages.last).to_contain_text("Is there tea?")
    expect(visitor.page.get_by_role("log", name="#kitchen")).to_contain_text("Is there tea?")
    visitor.page.keyboard.type(" saying")
    expect(visitor.composer).to_have_value("I was just saying")


def test_what_is_filled_in_so_far_outlasts_what_happens_meanwhile(visitor: Visitor, slack: LocalSlack) -> None:
    visitor.go("U1")
    visitor.say("tea")
    visitor.press("Order", visitor.messages.last)
    note, seen = visitor.modal.get_by_label("Note"), visitor.page.locator("#places .unread")
    note.press_sequentially("with mi")
    slack.user("U2").say("C1", "Is there tea?")
    expect(seen.first).to_have_text("1 new")
    visitor.page.keyboard.type("lk")
    expect(note).to_have_value("with milk")


@SCRIPT
def test_a_file_is_sent_and_opened_by_whoever_else_is_there(either: Visitor) -> None:
    either.go("U1", "C1")
    either.page.locator("#message-form summary").click()
    either.page.get_by_label("Files to send").set_input_files(
        files=[{"name": "list of <teas>.txt", "mimeType": "text/plain", "buffer": b"Assam"}]
    )
    either.send("What we have")
    expect(either.messages.last).to_contain_text("File: list of <teas>.txt (5 bytes)")
    either.go("U2", "C1")
    either.messages.last.get_by_role("link", name="list of").click()
    expect(either.page.locator("body")).to_have_text("Assam")


@SCRIPT
def test_more_that_can_be_done_stands_behind_three_dots(either: Visitor) -> None:
    either.go("U1")
    either.send("tea")
    either.messages.last.get_by_label("More actions").click()
    either.press("Wash up", either.messages.last)
    expect(either.messages.last).to_contain_text("So be it.")


def test_whoever_is_of_another_organisation_sees_neither_the_channel_nor_an_answer_to_a_command(
    visitor: Visitor,
) -> None:
    visitor.go("U9")
    expect(visitor.page.get_by_role("navigation", name="People")).not_to_contain_text("#kitchen")
    visitor.say("/tea milk")
    expect(visitor.page.locator("#notices")).to_contain_text("Slack says:")


@SCRIPT
def test_the_clock_moves_on_and_never_back(either: Visitor) -> None:
    either.go("U1")
    tour = either.page.get_by_role("complementary", name="Tea in two steps")
    either.press("Next day", tour)
    expect(tour).to_contain_text("It is Friday 18 April 2014, 09:00.")
    tour.get_by_label("Go to a day and time").fill("2014-04-20T10:30")
    either.press("Go to", tour)
    expect(tour).to_contain_text("It is Sunday 20 April 2014, 10:30.")
    tour.get_by_label("Go to a day and time").fill("2014-04-19T10:30")
    either.press("Go to", tour)
    expect(tour.get_by_role("alert")).to_have_text("The clock never goes back.")
    expect(tour).to_contain_text("It is Sunday 20 April 2014, 10:30.")


@SCRIPT
def test_a_step_of_the_tour_leads_to_its_place_with_the_words_ready_to_be_sent(either: Visitor) -> None:
    either.go("U2", "home")
    either.page.get_by_role("link", name="Ask as Amy").click()
    expect(either.composer).to_have_value("tea, please")
    expect(either.page.locator(".as")).to_have_text("You are Amy Adams, Treasurer")
    expect(either.page.locator("#step-2")).to_contain_text("Done")


def test_once_the_workspace_is_gone_the_page_says_so(visitor: Visitor) -> None:
    visitor.go("U1")
    visitor.page.route("**/say", lambda route: route.abort())
    visitor.say("tea")
    expect(visitor.page.get_by_role("alert")).to_contain_text("That was not sent")
    expect(visitor.composer).to_have_value("tea")
    assert "ERR_FAILED" in visitor.complaints.pop()


def test_where_there_is_nothing_the_page_says_so_and_leads_back(visitor: Visitor) -> None:
    visitor.page.goto("/as/U1/nowhere")
    assert violations(visitor.page) == []
    visitor.page.get_by_role("link", name="To the beginning").click()
    expect(visitor.composer).to_be_visible()
    assert "404" in visitor.complaints.pop()
