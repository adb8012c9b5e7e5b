"""A browser reaches the local workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_the_local_workspace_answers_a_browser(page: Page) -> None:
    page.goto("about:blank")
    answer = page.request.get("/api/auth.test")
    assert answer.json()["error"] == "not_authed"
