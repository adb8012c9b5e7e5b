"""What cannot be taken back asks first, in Slack's own box, and says what will happen and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import render
from bot.domain.figure_forms import FigureQueueForm, Handled
from bot.domain.report_posts import ReportDraft
from bot.local.reading import words_of
from bot.render import report_actions, round_actions
from tests.templates.everything_home import an_idle_home
from tests.templates.everything_report import a_report
from tests.templates.everything_reports import on_its_way

if TYPE_CHECKING:
    from collections.abc import Iterator

SEEN_BY = "Everybody who may ask about the plan gets it in answers from now on, before any report says it."


def test_figures_are_published_by_a_button_that_asks_first_and_says_that_the_report_does_it_by_itself() -> None:
    home = render.view(an_idle_home(), "home")
    queue = render.view(FigureQueueForm(lines=(), approved=1))
    for made in (home, queue):
        asked = asked_first(made["blocks"], round_actions.FIGURE_PUBLISH)
        assert asked["title"]["text"] == "Publish 1 figure now?"
        assert asked["text"]["text"].startswith(f"{SEEN_BY} That cannot be taken back.")
        assert (asked["confirm"]["text"], asked["deny"]["text"]) == ("Publish now", "Not now")
        assert "The next report shows readers those of its round by itself" in "\n".join(words_of(made["blocks"]))


def test_just_after_approving_there_is_no_button_beside_close_that_publishes() -> None:
    made = render.view(FigureQueueForm(lines=(), approved=1, handled=Handled(approved=1)))
    assert round_actions.FIGURE_PUBLISH not in [each["action_id"] for each in _buttons(made["blocks"])]
    assert "so nothing need be done here. To publish them sooner, go to Home." in "\n".join(words_of(made["blocks"]))


def test_a_report_is_published_by_a_button_that_asks_first_and_says_when_it_is_posted_and_to_whom() -> None:
    a_draft = ReportDraft(report=on_its_way(), facts=a_report(), channel="C1")
    asked = asked_first(render.message(a_draft).blocks, report_actions.PUBLISH)
    assert asked["title"]["text"] == "Publish the report?"
    assert asked["text"]["text"].startswith("It signs the report off. At ")
    assert "it is posted to its channel with its papers" in asked["text"]["text"]


def asked_first(blocks: Any, action_id: str) -> Any:  # noqa: ANN401  blocks, as Slack has them
    """The confirmation of the one button that does this."""
    (button,) = (each for each in _buttons(blocks) if each["action_id"] == action_id)
    return button["confirm"]


def _buttons(blocks: Any) -> Iterator[Any]:  # noqa: ANN401  blocks, as Slack has them
    for block in blocks:
        yield from block["elements"] if block["type"] == "actions" else ()
