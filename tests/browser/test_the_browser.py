"""The tests in a browser would see it if something were wrong."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from tests.browser.axe import violations
from tests.browser.small_png import small

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


def test_a_picture_made_small_is_still_one_and_shows_the_same(page: Page) -> None:
    page.set_viewport_size({"width": 201, "height": 120})
    page.set_content("<style>body { margin: 0; background: rgb(0 90 200) }</style><h1>Tea</h1>")
    picture = small(page.screenshot())
    page.set_content(f"<img src='data:image/png;base64,{base64.b64encode(picture).decode()}'>")
    assert page.evaluate(SHOWN) == [201, 120, 0, 90, 200]


SHOWN = """async () => {
    const image = document.images[0], canvas = document.createElement("canvas").getContext("2d");
    await image.decode();
    canvas.drawImage(image, 0, 0);
    return [image.naturalWidth, image.naturalHeight, ...canvas.getImageData(200, 119, 1, 1).data.slice(0, 3)];
}"""
