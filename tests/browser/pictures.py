"""`make pictures`: the main views of the demo as the README shows them, taken anew into the folder beside this."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.conftest import QUIET, Window
from tests.browser.demonstration import BOARD, COUNCILLOR, OFFICER, demonstration
from tests.browser.setting_up import Unavailable, set_up
from tests.browser.small_png import small
from tests.browser.steps import approve_it, be_reminded, make_a_slip, publish_the_report, put_it_right
from tests.browser.visiting import expect

if TYPE_CHECKING:
    from tests.browser.visiting import Visitor

FOLDER = Path(__file__).parent / "pictures"
SIZE, PHONE = (1280, 860), (360, 720)


def main() -> int:
    try:
        browser = set_up()
    except Unavailable as reason:
        sys.stdout.write(f"No pictures: {reason}.\n")
        return 1
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright, demonstration() as address:
        window = Window(playwright.chromium.launch(executable_path=browser, args=QUIET), address)
        _take_all(window)
        window.browser.close()
    return 0


def _take_all(window: Window) -> None:
    visitor = window.open(SIZE)
    visitor.go(COUNCILLOR)
    visitor.say("status of NEET")
    expect(visitor.messages.last).to_contain_text("5.9% in Q3 2013/14")
    visitor.composer.blur()
    _to_the_top(visitor)
    _take(visitor, "answer")
    be_reminded(visitor)
    make_a_slip(visitor)
    _take(visitor, "figure")
    put_it_right(visitor)
    visitor.go(OFFICER, "home")
    _take(visitor, "approval")
    approve_it(visitor)
    publish_the_report(visitor)
    visitor.go(COUNCILLOR, BOARD)
    _take(visitor, "report")
    phone = window.open(PHONE, scheme="dark")
    phone.go(COUNCILLOR, BOARD)
    _to_the_top(phone)
    _take(phone, "phone")


def _to_the_top(visitor: Visitor) -> None:
    visitor.page.get_by_role("log").evaluate("each => { each.scrollTop = 0; }")


def _take(visitor: Visitor, name: str) -> None:
    picture = small(visitor.page.screenshot())
    (FOLDER / f"{name}.png").write_bytes(picture)
    sys.stdout.write(f"{name}.png, {len(picture) // 1000} kB\n")


if __name__ == "__main__":
    sys.exit(main())
