"""The forms for figures: within Slack's limits whatever is in them, with a field for all that can be said of one."""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING, Any

import pytest

from bot import render
from bot.domain.field_problems import Doubt, Fault
from bot.domain.figure_forms import FigureQueueForm, SendBackForm
from bot.domain.home_places import Section
from bot.domain.homes import QueuePart, page
from bot.local import limits as slacks_side
from bot.local.reading import words_of
from bot.render import limits
from tests.templates.everything import with_text
from tests.templates.everything_figures import AT, a_form, a_line, a_problem, notices, views
from tests.templates.everything_home import an_idle_home

if TYPE_CHECKING:
    from bot.domain.figure_forms import QueueLine
    from bot.domain.notices import View

VIEWS = list(views())
HOSTILE = ("", "\n", "\u200b", "<!channel> <@U1> &amp;", '" \\ {{ 7 }} {% x %}', "x" * 40_000, "<&" * 4000)


def said_by(view: View) -> str:
    return "\n".join(words_of(render.view(view)["blocks"]))


def fields(view: View) -> set[str]:
    return {block["block_id"] for block in render.view(view)["blocks"] if block["type"] == "input"}


def assert_slack_takes(view: View) -> None:
    made = render.view(view)
    assert limits.problems(made, "modal") == []
    assert slacks_side.check_view(made, charts=False).reasons == ()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: type(view).__name__)
def test_every_form_is_one_that_slack_takes_whatever_was_typed(view: View) -> None:
    assert_slack_takes(view)
    if getattr(view, "warnings", ()):
        view = dataclasses.replace(view, warnings=())  # type: ignore[call-arg]  # their fields are named by us alone
    for text in HOSTILE:
        assert_slack_takes(with_text(view, text))


def test_every_class_of_view_is_there() -> None:
    from bot.domain import figure_forms
    from bot.domain.notices import View

    named = {each for each in vars(figure_forms).values() if isinstance(each, type) and issubclass(each, View)}
    assert {type(view) for view in VIEWS} == named - {View}


def test_six_series_with_every_warning_keep_all_their_fields() -> None:
    warnings = tuple(dataclasses.replace(a_problem(doubt), field=f"value:{n}") for n in range(1, 7) for doubt in Doubt)
    form = dataclasses.replace(a_form(lines=6, checks=1, asks_embargo=True), warnings=warnings)
    assert len(fields(form)) == 6 * 3 + len(warnings) + len(
        ["period", "status", "comment", "source", "reason", "embargo"]
    )
    assert_slack_takes(form)


def test_each_series_of_a_rate_has_its_value_and_its_two_numbers() -> None:
    form = a_form(lines=2)
    wanted = {f"{name}:{line.series.id}" for line in form.lines for name in ("value", "numerator", "denominator")}
    assert wanted <= fields(form)
    assert {"period", "status", "comment", "source", "reason"} <= fields(form)


def test_problems_of_fields_that_were_not_in_the_form_are_said_on_top() -> None:
    form = a_form(problems=(a_problem(Fault.REVISED), a_problem(Fault.PAST)))
    assert "A figure for this period was approved before." in said_by(form)
    assert "Choose a moment that is still to come" in said_by(form)
    assert render.view(form)["submit"]["text"] == "Check"


@pytest.mark.parametrize("fault", [*Fault, *Doubt])
def test_every_problem_has_a_sentence_of_its_own(fault: Fault | Doubt) -> None:
    said = render.plain(a_problem(fault))
    assert re.fullmatch(r"[A-Z0-9].*\.", said)
    others = {render.plain(a_problem(other)) for other in (*Fault, *Doubt) if other is not fault}
    assert said not in others


def test_what_its_owner_wrote_is_read_whole_before_a_figure_is_approved_or_sent_back_also_where_it_is_long() -> None:
    comment = "Two schools closed for a week. " * 60 + "The end of it."
    line = a_line(comment=comment, embargoed_until=AT)
    part = QueuePart(page=page(Section.QUEUE, [line], None), clean=0, seen=1, approved=0)
    home = dataclasses.replace(an_idle_home(), queue=part)
    for made in (render.view(home, "home"), render.view(FigureQueueForm(lines=(line,), total=1)), sent_back_form(line)):
        said = "\n".join(words_of(made["blocks"]))
        for words in ("A school was late.", "https://example.org/neet", comment, "Look twice"):
            assert words in said
        assert "only those who supply it and the officers see it" in said


def sent_back_form(line: QueueLine) -> dict[str, Any]:
    return render.view(SendBackForm(line=line))


def test_no_figure_stands_in_what_a_form_carries_unseen() -> None:
    for view in VIEWS:
        made = render.view(view)
        assert "6.5" not in made.get("private_metadata", "")
        assert not re.search(r'"value": "[^"]*6\.5', str(made.get("private_metadata")))


def test_what_is_read_first_and_what_follows_it_do_not_run_together() -> None:
    """Saved and what was saved: "Saved.16-18 years old" was one word to a reader."""
    made = [render.view(view)["blocks"] for view in VIEWS]
    made += [render.message(notice).blocks for notice in notices()]
    lines = [
        ["".join(part["text"] for part in run["elements"]), *(part["text"] for part in run["elements"])]
        for blocks in made
        for block in blocks
        if block["type"] == "rich_text"
        for run in block["elements"]
        if run["type"] == "rich_text_section"
    ]
    assert any(line[0].startswith(("Saved. ", "Sent back. ")) for line in lines)
    together = [
        line[0]
        for line in lines
        for first, rest in itertools.pairwise(line[1:])
        if first and rest and not first[-1].isspace() and rest[0].isalnum()
    ]
    assert together == []
