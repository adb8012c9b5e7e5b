"""A report of 300 indicators under 15 objectives, with titles as long as can be, is told whole within the limits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot import render
from bot.domain.judgement import Movement
from bot.domain.model import Catalogue
from bot.domain.report_pages import Part, Said, page_of, pages
from bot.domain.report_posts import ReportPost
from bot.domain.reporting import Counts, ObjectivePart
from bot.render import limits
from tests.builders import a_plan, an_objective
from tests.templates.everything_report import a_missed_reading, a_report
from tests.templates.everything_reports import on_its_way

if TYPE_CHECKING:
    from bot.domain.judgement import Reading
    from bot.domain.reporting import ReportFacts

LONG = "A very long title of an indicator & its <terms>, as boards do print them, " * 6
WORDS = "What the lead says of it, at length. " * 54  # as long as the form lets it be


@pytest.fixture(scope="module")
def facts() -> ReportFacts:
    """The whole of it, with every list as long as it can be."""
    objectives = tuple(
        replace(an_objective(), id=number, number=number, title=f"{LONG} {number}") for number in range(1, 16)
    )
    readings = tuple(a_reading(number) for number in range(300))
    parts = tuple(_part(each, readings[start * 20 : start * 20 + 20]) for start, each in enumerate(objectives))
    overall = Counts(objective=None, indicators=300, better_or_equal=120, with_target=200, target_met=90)
    one = a_report()
    missing = tuple(replace(each, indicator=reading.indicator) for each in one.missing[:1] for reading in readings)
    return replace(
        one,
        catalogue=Catalogue(
            plan=a_plan(), objectives=objectives, indicators=tuple(each.indicator for each in readings)
        ),
        counts=(overall, *(each.counts for each in parts)),
        parts=parts,
        readings=readings,
        improved=readings[:5],
        worsened=readings[5:10],
        unacted=readings,
        missing=missing,
        late_actions=one.late_actions * 60,
    )


def a_reading(number: int) -> Reading:
    reading = a_missed_reading()
    measure = replace(reading.indicator.measure, id=number + 1, code=f"X-{number}", title=f"{number} {LONG}")
    return replace(reading, indicator=replace(reading.indicator, measure=measure))


def _part(objective: object, readings: tuple[Reading, ...]) -> ObjectivePart:
    one = a_report().parts[0]
    counts = Counts(objective=objective, indicators=20, better_or_equal=9, with_target=12, target_met=4)  # type: ignore[arg-type]
    highlight = one.highlight
    assert highlight
    said = dict.fromkeys(("achievements", "barriers", "overcome", "next_steps", "help_wanted"), WORDS)
    return replace(
        one,
        objective=objective,
        counts=counts,
        readings=readings,
        highlight=replace(highlight, **said),  # type: ignore[arg-type]
    )


def test_every_message_is_within_every_limit_with_charts_and_without(facts: ReportFacts) -> None:
    for page in pages(facts):
        for charts in (True, False):
            said = ReportPost(report=on_its_way(), facts=facts, page=page)
            message = render.message(said, charts=charts)
            assert limits.problems({"text": message.text, "blocks": message.blocks}) == []
            assert message.blocks
            assert NOTE not in message.text, page.key


NOTE = "There is more than fits"


def worded(facts: ReportFacts, part: Part) -> str:
    page = next(each for each in pages(facts) if each.part is part)
    return render.message(ReportPost(report=on_its_way(), facts=facts, page=page), charts=False).text


def test_what_moved_says_on_each_line_which_way() -> None:
    reading = a_missed_reading()
    worse, better = (
        replace(reading, judgement=replace(reading.judgement, direction=replace(moved, movement=movement)))
        for moved in [reading.judgement.direction]
        for movement in (Movement.WORSE, Movement.BETTER)
    )
    lines = worded(a_report(improved=(better,), worsened=(worse,)), Part.MOVED).split("\n")
    assert lines[0] == "Best improvements and worst declines"
    assert [each.split(":")[0] for each in lines[1:3]] == ["Better", "Worse"]


def test_of_no_target_and_no_lead_nothing_is_counted_and_nobody_blamed() -> None:
    one = a_report().parts[0]
    counts = replace(one.counts, indicators=5, better_or_equal=4, with_target=0, target_met=0)
    part = replace(one, objective=replace(one.objective, number=14, title="14-19 reform"), counts=counts)
    words = worded(a_report(parts=(replace(part, lead="", highlight=None),)), Part.OBJECTIVE)
    assert words.startswith("Objective 14: 14-19 reform")
    assert "By the figures: no target to judge, 4 of 5 better or equal. No highlight was written." in words


def test_nothing_is_left_out_and_nothing_told_twice(facts: ReportFacts) -> None:
    found = pages(facts)
    for number, part in enumerate(facts.parts):
        own = [each for each in found if each.key.startswith(f"{Part.OBJECTIVE}:{number}") and each.objective is part]
        assert [line for page in own for line in page.readings] == list(part.readings)
        assert sum(isinstance(line, Said) for page in own for line in page.lines) == 5 + len(part.statements)
    unacted = [line for page in found if page.part is Part.UNACTED for line in page.lines]
    assert unacted == list(facts.unacted)
    assert len({each.key for each in found}) == len(found)
    assert all(page_of(facts, each.key) == each for each in found)


def test_the_opening_stays_within_600_characters_however_long_the_titles(facts: ReportFacts) -> None:
    from bot.domain.composing.things import things

    whole = replace(facts, things=things(facts, ()))
    page = pages(whole)[0]
    text = render.message(ReportPost(report=on_its_way(), facts=whole, page=page)).text
    said = text.split("\n", 1)[1].split("\nFor the meeting")[0]
    assert len(said) <= 600 + len("Not signed off.\n")
