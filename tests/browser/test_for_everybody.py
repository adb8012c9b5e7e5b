"""The page for whoever uses it by keyboard, by ear, in the dark or on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import PHONE, WIDE
from tests.browser.visiting import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.local import LocalSlack
    from tests.browser.visiting import Visitor


def views(visitor: Visitor, thread: str) -> Iterator[str]:
    """Goes to each main view in turn, and names it."""
    for person, place, more in (
        ("U1", "bot", {}),
        ("U1", "C1", {}),
        ("U1", "C1", {"thread": thread}),
        ("U1", "home", {}),
        ("U1", "bot", {"show": "places"}),
        ("U1", "bot", {"show": "tour"}),
        ("U2", "bot", {}),
        ("U9", "bot", {}),
    ):
        visitor.go(person, place, **more)
        yield f"{person} {place} {more}"
    visitor.go("U1")
    visitor.press("Order", visitor.messages.last)
    visitor.modal.get_by_label("Cups").fill("3")
    visitor.modal.get_by_label("Tea", exact=True).select_option("Assam")
    visitor.press("Order", visitor.modal)
    expect(visitor.modal).to_contain_text("Two cups are left.")
    yield "a form with an error"
    visitor.press("What is Assam?", visitor.modal)
    expect(visitor.modal).to_contain_text("A black tea")
    yield "a form over it"


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_has_a_fault_that_axe_core_knows_or_must_be_scrolled_as_a_whole(
    visit: Callable[..., Visitor], slack: LocalSlack, size: tuple[int, int], scheme: str
) -> None:
    amy = slack.user("U1")
    for _ in range(6):
        amy.dm("tea")
    asked = amy.mention("C1", "hello")
    amy.command("/tea", "milk", "C1")
    amy.upload("list.txt", b"milk", channel="C1")
    slack.settle()
    visitor = visit(size, scheme=scheme)
    wrong = []
    for view in views(visitor, asked.message.ts if asked.message else ""):
        wrong += [f"{view}: {each}" for each in violations(visitor.page)]
        wrong += [f"{view}: too wide"] * visitor.is_too_wide
        wrong += [f"{view}: too long"] * visitor.is_too_long
    assert not wrong, "\n".join(wrong)


def test_the_keyboard_alone_asks_presses_fills_in_and_comes_back(visitor: Visitor) -> None:
    visitor.go("U1")
    keys = visitor.page.keyboard
    keys.press("Tab")
    assert visitor.focus == "To the conversation"
    keys.press("Enter")
    tab_to(visitor, "Message to Bot")
    keys.type("one line")
    keys.press("Shift+Enter")
    keys.type("another")
    keys.press("Enter")
    expect(visitor.messages).to_have_count(2)
    expect(visitor.composer).to_have_value("")
    assert visitor.focus == "Message to Bot"
    tab_to(visitor, "Order", "Shift+Tab")
    keys.press("Enter")
    expect(visitor.modal).to_be_visible()
    assert visitor.focus == "Cups"
    keys.press("Escape")
    expect(visitor.modal).to_have_count(0)
    assert visitor.focus == "Order"


def test_the_keyboard_stays_in_a_form_and_goes_to_what_is_wrong_in_it(visitor: Visitor) -> None:
    visitor.go("U1", "home")
    keys = visitor.page.keyboard
    tab_to(visitor, "Order")
    keys.press("Enter")
    expect(visitor.modal).to_be_visible()
    keys.type("3")
    keys.press("Tab")
    keys.press("a")
    keys.press("Shift+Tab")
    keys.press("Enter")
    expect(visitor.modal).to_contain_text("Two cups are left.")
    assert visitor.focus == "Cups"
    for _ in range(12):
        keys.press("Tab")
        assert visitor.page.evaluate("!!document.activeElement.closest('dialog') || !document.hasFocus()")
    keys.press("Escape")
    expect(visitor.modal).to_have_count(0)
    assert visitor.focus == "Order"


def test_escape_takes_back_a_press_that_is_asked_about(visitor: Visitor) -> None:
    visitor.go("U1")
    visitor.say("tea")
    expect(visitor.messages).to_have_count(2)
    tab_to(visitor, "Pour away", "Shift+Tab")
    visitor.page.keyboard.press("Enter")
    asked = visitor.page.get_by_role("dialog", name="Pour it away?")
    expect(asked).to_be_visible()
    assert visitor.focus == "Keep it"
    visitor.page.keyboard.press("Escape")
    expect(asked).to_have_count(0)
    assert visitor.focus == "Pour away"
    expect(visitor.messages.last).to_contain_text("Two cups")


def test_a_menu_is_passed_through_by_keys_and_pressed_when_it_is_settled(visitor: Visitor) -> None:
    visitor.go("U1")
    visitor.say("tea")
    expect(visitor.messages).to_have_count(2)
    tab_to(visitor, "Which tea?", "Shift+Tab")
    keys = visitor.page.keyboard
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    expect(visitor.messages.last).to_contain_text("Two cups")
    keys.press("Tab")
    keys.press("Enter")
    expect(visitor.messages.last).to_contain_text("Picked.")


def test_what_has_the_focus_is_to_be_seen(visitor: Visitor) -> None:
    """WCAG 2.2, 2.4.7 and 2.4.11."""
    visitor.go("U1")
    visitor.say("tea")
    expect(visitor.messages).to_have_count(2)
    unseen = []
    for _ in range(40):
        visitor.page.keyboard.press("Shift+Tab")
        if not visitor.page.evaluate(OUTLINED):
            unseen.append(visitor.focus)
    assert unseen == []


OUTLINED = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (one === document.body || one.type === "datetime-local") return true;  // parts of it are outlined by themselves
    const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    return inside && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


def tab_to(visitor: Visitor, name: str, key: str = "Tab") -> None:
    """With nothing but that key, as far as it takes."""
    passed = []
    for _ in range(60):
        visitor.page.keyboard.press(key)
        passed.append(visitor.focus)
        if passed[-1] == name:
            return
    raise AssertionError(f"{name!r} is not to be reached; there are {passed}")
