"""The words of a report: its opening is short, and each of its lines says what a board has to know of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot import render
from bot.domain.judgement import Direction, Movement, Verdict
from bot.domain.model import Marker
from bot.domain.report_notices import Headlines, ReportInFull
from bot.domain.reporting import Thing, ThingKind
from tests.builders import a_figure, a_reading, a_series, a_target, an_indicator
from tests.templates.everything_report import a_report, a_risk, all_things

if TYPE_CHECKING:
    from bot.domain.reporting import ReportFacts

OPENING = 600
LONG = (
    "Percentage of Nottingham City residents aged 15-24 in contact with services who take up the offer of a screen " * 2
)


def said(facts: ReportFacts) -> str:
    return render.in_full(ReportInFull(facts=facts))


def a_long_thing(kind: ThingKind) -> Thing:
    """Of the second of two lines of an indicator with a long title, provisional, with a target."""
    number, rate = a_series(name="number"), a_series(name="Percentage 'Requiring Improvement'", unit="%", position=1)
    indicator = an_indicator(LONG, [rate, number])
    figure = a_figure("1234.56%", "Q4 2013/14", rate.id, markers=frozenset({Marker.PROVISIONAL}))
    against = a_figure("1234.56%", "2012/13", rate.id)
    reading = a_reading(
        indicator=indicator,
        figure=figure,
        verdict=Verdict.MISSED,
        target=a_target("1234.50%", series_id=rate.id),
        direction=Direction(movement=Movement.WORSE, against=against, change=Decimal("0.3")),
    )
    return Thing(kind=kind, reading=reading)


@pytest.mark.parametrize("kind", [ThingKind.NEWLY_MISSED, ThingKind.WORSENED])
def test_five_things_what_is_missing_and_what_to_decide_open_in_600_characters(kind: ThingKind) -> None:
    facts = a_report(things=(a_long_thing(kind),) * 5, decisions=())
    missing = said(facts).split("late): ")[1].split("\n")[0]
    opening = render.in_full(Headlines(facts=facts))
    assert len(opening.split("\n")) == 5
    beside = f"\n6 figures are not in (3 late): {missing}\nTo decide: 1 lead asks for help."
    assert len(opening + beside) <= OPENING


def test_a_long_title_takes_the_room_that_the_numbers_leave_it() -> None:
    line = render.in_full(Headlines(facts=a_report(things=(a_long_thing(ThingKind.NEWLY_MISSED),))))
    assert line.startswith("Newly missed: Percentage…, Percentage")
    assert line.endswith("1,234.56% (provisional) (target 1,234.50%).")


def test_what_an_officer_wrote_stands_in_place_of_what_was_composed() -> None:
    facts = a_report(headlines=("Fewer children wait",), to_decide=("Fund the front door",))
    assert render.in_full(Headlines(facts=facts)) == "Fewer children wait."
    assert "What to know\n- Fewer children wait.\n\n" in said(facts)
    assert "What the board must decide\n- Fund the front door.\n" in said(facts)


def test_each_thing_is_worded_by_its_kind() -> None:
    words = {each.kind: render.in_full(Headlines(facts=a_report(things=(each,)))) for each in all_things()}
    assert words[ThingKind.COUNTS] == "62 of 111 indicators better or equal; 23 of 47 targets met."
    assert words[ThingKind.NEWLY_MISSED] == "Newly missed: NEET, 6.5% (target 6.0%)."
    assert words[ThingKind.WORSENED] == "Worse: NEET, from 6.2% to 6.5%."
    assert words[ThingKind.COMPARED] == "8 of 16 indicators better than the national figure."
    assert words[ThingKind.UNACTED] == "2 of the 25 red indicators have no open action."
    assert len(set(words.values())) == len(ThingKind)


@pytest.mark.parametrize(
    ("count", "of", "words"),
    [
        (25, 25, "None of the 25 red indicators has an open action."),
        (1, 25, "1 of the 25 red indicators has no open action."),
        (1, 1, "The one red indicator has no open action."),
    ],
)
def test_red_without_an_action_is_said_in_a_sentence(count: int, of: int, words: str) -> None:
    thing = Thing(kind=ThingKind.UNACTED, count=count, of=of)
    assert render.in_full(Headlines(facts=a_report(things=(thing,)))) == words


def test_what_a_post_without_an_organisation_owes_is_headed_by_the_post() -> None:
    lost = replace(
        a_report().missing[0], organisation="", owner="Named officer 10", expected=date(2014, 5, 19), late=True
    )
    words = said(a_report(missing=(lost, replace(lost, owner=""))))
    assert "2 figures are not in (2 late): Named officer 10 (1), Nobody named (1).\n" in words
    assert "\nNamed officer 10: 1\n- " in words
    assert "; Named officer 10" not in words


def test_a_report_without_figures_says_so() -> None:
    facts = a_report()
    bare = replace(facts, catalogue=replace(facts.catalogue, indicators=()), missing=(), counts=facts.counts[:1])
    assert "The plan holds no indicators." in said(bare)
    assert "How the objectives stand" not in said(bare)


def test_a_risk_that_rose_says_what_it_was() -> None:
    words = said(a_report())
    assert "Up: Safeguarding Children (ORG0009): 20 (likelihood 4, impact 5), was 16;" in words
    steady = a_risk(scores=a_risk().scores[1:])
    assert "- Safeguarding Children (ORG0009): 20 (likelihood 4, impact 5); SLT" in said(
        a_report(risks=(steady,), risks_up=())
    )


def test_nothing_that_moved_since_the_last_report_is_said_too() -> None:
    words = said(a_report(crossed=(), revised=()))
    assert "Since the report of 2 April 2014 nothing moved between met and missed, and nothing was revised." in words
    assert "Since the report" not in said(a_report(crossed=(), revised=(), last=None))
