"""The tests in a browser would see it if something were wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_what_nobody_could_read_or_press_is_found(page: Page) -> None:
    faults = "<p style='color: #999'>Pale</p><img src='/nothing.png'><button></button>"
    page.set_content(f"{faults}<button aria-label='Go'>Publish</button>")
    found = " ".join(violations(page))
    assert "color-contrast" in found
    assert "image-alt" in found
    assert "button-name" in found
    assert "label-content-name-mismatch" in found
