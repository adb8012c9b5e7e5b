"""How sets of indicators are counted in words: the answer first, nothing left out that would mislead."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import render
from bot.domain.asking import Filter
from tests.builders import a_listing, a_tally, an_objective
from tests.templates.everything import a_plan_summary, a_summary

if TYPE_CHECKING:
    from bot.domain.answers import Listing, Tally

FEW = st.integers(0, 12)


def first_line(said: render.Said) -> str:
    return render.plain(said).split("\n")[0]


def named(base: Tally) -> Listing:
    """A list of siblings that a question named, without conditions."""
    return a_listing(base.indicators, base=base, filter=Filter())


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    counts = {name: draw(FEW) for name in ("met", "near", "missed", "better", "same", "worse")}
    judged = counts["met"] + counts["near"] + counts["missed"]
    compared = counts["better"] + counts["same"] + counts["worse"]
    with_target = judged + draw(FEW)
    return a_tally(max(2, with_target, compared) + draw(FEW), with_target=with_target, **counts)


def test_named_siblings_are_answered_first_and_counted_after() -> None:
    youth_crime = named(a_tally(9, better=8, worse=1))
    assert first_line(youth_crime) == "8 of 9 better than before, 1 worse. None has a target."
    mixed = named(a_tally(9, better=3, worse=2, same=1, with_target=4, met=2, missed=1))
    assert first_line(mixed) == (
        "3 better, 2 worse, 1 the same, of 6 compared (3 not compared). "
        "2 targets met, 1 not met, of 3 judged (6 not judged)."
    )


def test_what_cannot_be_counted_is_said_in_words() -> None:
    assert first_line(named(a_tally(23, missed=1, with_target=20))) == (
        "1 target not met, of 1 judged (22 not judged). None of 23 can be compared with an earlier figure."
    )
    waiting = dataclasses.replace(a_summary(0), tally=a_tally(13, with_target=12), children=())
    assert first_line(waiting).endswith(
        "None of the 12 with a target can be judged. None of 13 can be compared with an earlier figure."
    )
    plan = dataclasses.replace(
        a_plan_summary(0), tally=a_tally(2), objectives=((an_objective("Early help", 2), a_tally(13, with_target=12)),)
    )
    assert "- 2 Early help (operational): 13 indicators; none judged; none compared." in render.plain(plan)


@given(tallies())
def test_every_count_has_its_base_and_none_is_of_nothing(tally: Tally) -> None:
    said = first_line(named(tally))
    assert not re.search(r"(?<!\d)0(?!\d)", said)
    if tally.judged:
        assert f"of {tally.judged} judged" in said
    if tally.judged < tally.indicators and tally.judged:
        assert f"({tally.indicators - tally.judged} not judged)" in said
    if tally.compared == tally.indicators:
        assert re.search(rf"\d+ of {tally.compared} (better|worse|the same)", said)
    elif tally.compared:
        assert f"of {tally.compared} compared ({tally.indicators - tally.compared} not compared)" in said


@pytest.mark.parametrize(
    ("wanted", "base", "said"),
    [
        (Filter(movement="better"), "of 12 compared (11 worse)", "1 indicator better than before"),
        (Filter(movement="worse"), "of 12 compared (1 better)", "11 indicators worse than before"),
        (Filter(rag="green"), "of 8 judged (5 red, 1 amber)", "2 indicators rated green"),
        (Filter(target="met"), "of 8 judged (6 short of target)", "2 indicators on target"),
        (Filter(target="missed"), "of 8 judged (2 on target)", "6 indicators short of target"),
        (Filter(rag="none"), "of 15 (5 red, 1 amber, 2 green)", "7 indicators without a rating"),
    ],
)
def test_a_list_says_how_many_are_otherwise(wanted: Filter, base: str, said: str) -> None:
    tally = a_tally(15, met=2, near=1, missed=5, better=1, worse=11, with_target=8)
    told = first_line(a_listing(int(said.split(maxsplit=1)[0]), filter=wanted, base=tally))
    assert told.startswith(f"{said}, {base}")


@given(tallies(), st.sampled_from(["better", "worse", "same"]))
def test_the_parts_of_a_list_add_up_to_its_base(tally: Tally, moved: str) -> None:
    found = getattr(tally, moved)
    said = first_line(a_listing(found, filter=Filter(movement=moved), base=tally))
    if not tally.compared:
        assert said == f"None of {tally.indicators} indicators can be compared with an earlier figure, so I cannot say."
        return
    bracket = re.search(r"\(([^)]*)\)", said)
    others = sum(map(int, re.findall(r"\d+", bracket[1]))) if bracket else 0
    assert found + others == tally.compared
    assert said.startswith(f"{found} indicator" if found else "No indicators")


def test_nothing_found_is_told_apart_from_nothing_to_look_at() -> None:
    all_green = a_listing(0, base=a_tally(5, met=3, with_target=3))
    assert first_line(all_green) == "No indicators rated red, of 3 judged (3 green); 2 not judged."
    unjudged = a_listing(0, base=a_tally(5, with_target=3))
    assert first_line(unjudged) == "None of 5 indicators can be judged against a target, so I cannot say."
    empty = a_listing(0, base=a_tally(0), objective=an_objective())
    assert first_line(empty) == "Objective 1 Stronger Safeguarding (operational): No indicators in this plan."


def test_an_objectives_line_in_the_plan_says_what_is_worse_too() -> None:
    held = (an_objective("Stronger Safeguarding", 1), a_tally(15, met=2, missed=6, better=1, worse=11, with_target=9))
    plan = dataclasses.replace(a_plan_summary(0), objectives=(held,))
    assert (
        "- 1 Stronger Safeguarding (operational): 15 indicators; 2 targets met, 6 not met, of 8 judged; "
        "1 better, 11 worse, of 12 compared."
    ) in render.plain(plan)


def test_a_list_states_what_it_is_counted_on() -> None:
    base = a_tally(111, met=23, missed=24, better=60, worse=42, same=3)
    red = a_listing(24, base=base)
    assert first_line(red) == "24 indicators rated red, of 47 judged (23 green); 64 not judged."
    worse = a_listing(24, base=base, filter=Filter(rag="red", movement="worse"))
    assert first_line(worse) == (
        "24 indicators rated red and worse than before, of 111: 24 red, 23 green, 64 not judged; "
        "60 better, 42 worse, 3 the same, 6 not compared."
    )
    none = a_listing(2, base=base, filter=Filter(target="none"))
    assert first_line(none) == "2 indicators without a target, of 111."
    within = a_listing(1, base=base, objective=an_objective())
    assert first_line(within).startswith(
        "Objective 1 Stronger Safeguarding (operational): 1 indicator rated red, of 47"
    )


def test_a_count_is_given_without_the_list() -> None:
    said = render.plain(a_listing(24, count_only=True))
    assert said.startswith("24 indicators rated red, of")
    assert "NI 117" not in said


def test_an_objective_without_indicators_is_an_answer_that_says_so() -> None:
    empty = dataclasses.replace(a_summary(0), tally=a_tally(0), children=())
    assert first_line(empty) == "Objective 1 Stronger Safeguarding (operational): no indicators in this plan."


def test_the_reports_own_way_of_counting_is_named() -> None:
    said = render.plain(a_listing(2, base=a_tally(111, met=23, missed=24, as_printed=True)))
    assert "Counted the report's own way, from its printed marks" in said
