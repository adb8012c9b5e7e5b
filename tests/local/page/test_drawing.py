"""The pen draws what an app says in Block Kit."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.local.page.drawing import Pen


def test_a_message_without_blocks_shows_its_text() -> None:
    pen = Pen({"U1": "Named officer 01"}, {"C1": "board"}, "U1", ZoneInfo("Europe/London"))
    drawn = pen.message("*Hello* <@U1> in <#C1>", [])
    assert "<strong>Hello</strong>" in drawn
    assert "@Named officer 01" in drawn
    assert "#board" in drawn
