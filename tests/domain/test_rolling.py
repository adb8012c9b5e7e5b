"""A rollover's sheet is taken whole or not at all: every slip is told of with its sheet, row and column."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.actions import Action, ActionKind, ActionState
from bot.domain.model import Catalogue, Owner, Polarity
from bot.domain.problems import Fault
from bot.domain.rolling import deciding
from bot.domain.rolling.cells import Desk
from bot.domain.rolling.columns import Aim, Becomes, Line, Open
from bot.domain.rolling.reading import digest, made_of, read_rollover
from bot.domain.rolling.sheet import Rollover
from bot.domain.targets import TargetKind
from bot.sheets.rollovers import IDS, INDICATORS, OBJECTIVES, OPEN
from tests.builders import a_period, a_plan, a_series, an_indicator, an_objective
from tests.rolled import Filled

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.model import Indicator, Objective
    from bot.domain.problems import Problem
    from bot.domain.rolling.steps import Steps

SAFE, HEALTHY = an_objective("Children are safe", level=""), an_objective("Children are healthy", 2, level="")


def an_indicator_of(title: str, code: str, objective: Objective, owner: Owner | None = None, **given: Any) -> Indicator:  # noqa: ANN401  any field
    found = an_indicator(title, primary=(objective.id,), **given)
    return replace(found, measure=replace(found.measure, code=code, owner=owner))


NEET = an_indicator_of("NEET", "NI 117", SAFE, Owner(post="Named officer 07"))
ABSENCE = an_indicator_of("Absence", "NI 87", SAFE, Owner(organisation="Police"))
TRUANCY = an_indicator_of("Truancy", "NI 88", HEALTHY)
CHECKS = (a_series(Polarity.HIGHER, name="Number"), a_series(Polarity.HIGHER, name="Percentage", unit="%", position=1))
TEETH = an_indicator_of("Dental checks", "CC-13", HEALTHY, series=CHECKS)
PATHWAY = Action(id=77, kind=ActionKind.ACTION, title="Agree a pathway", objective=("", 2))
PLAN = Catalogue(plan=a_plan(version="2013/14"), objectives=(SAFE, HEALTHY), indicators=(NEET, ABSENCE, TRUANCY, TEETH))


def rollover(**given: Any) -> Rollover:  # noqa: ANN401  any field of the value
    fields = {"workspace_id": 1, "catalogue": PLAN, "year": a_period("2014/15"), "made_on": date(2014, 7, 2)}
    return Rollover(**(fields | {"things": (PATHWAY,)} | given))


def decided(filled: Filled, made: Rollover | None = None) -> tuple[Steps | None, tuple[Problem, ...]]:
    made = made or rollover()
    read = read_rollover(filled.read(), made)
    if read.problems:
        return None, read.problems
    desk = Desk(today=date(2014, 7, 2), first_month=4)
    return deciding.decided(read.rows, made, desk, {}), deciding.problems_of(desk)


def steps(filled: Filled, made: Rollover | None = None) -> Steps:
    found, problems = decided(filled, made)
    assert found, [str(each) for each in problems]
    return found


def test_as_it_is_written_everything_is_carried_and_nothing_changes() -> None:
    found = steps(Filled(rollover()))
    assert [(each.becomes, each.of) for each in found.indicators] == [
        (Becomes.CARRY, (each,)) for each in PLAN.indicators
    ]
    assert not any(each.changes or each.targets for each in found.indicators)
    assert (found.retired, found.made, found.open, found.carried_open) == ((), (), (), 1)


def test_rows_may_be_sorted_and_the_decisions_are_the_same() -> None:
    filled, sorted_ = Filled(rollover()), Filled(rollover())
    for each in (filled, sorted_):
        each.line("NEET", becomes="retire")
    sheet = sorted_.sheet(INDICATORS)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), 2):
        for index, value in enumerate(row, 1):
            sheet.cell(number, index).value = value
    assert steps(sorted_) == steps(filled)
    assert digest(sorted_.read()) == digest(filled.read())
    filled.line("Truancy", target="5%")
    assert digest(sorted_.read()) != digest(filled.read())


def test_one_line_of_an_indicator_may_end_while_the_other_goes_on() -> None:
    filled = Filled(rollover())
    filled.line("Dental checks", becomes="retire")
    found = steps(filled)
    teeth = found.indicators[-1]
    assert [line.like.name for line in teeth.lines] == ["Percentage"]
    assert [series.name for _, series in found.lines_dropped] == ["Number"]


def test_merged_ones_keep_what_stood_at_the_first_unless_somebody_wrote_otherwise() -> None:
    filled = Filled(rollover())
    filled.line("NEET", becomes="merge", new_title="Out of school")
    filled.line("Absence", becomes="merge", new_title="Out of school", target="7%")
    (made,) = steps(filled).made
    assert (made.of, made.code, made.owner) == ((NEET, ABSENCE), "", Owner(post="Named officer 07"))
    assert [each.kind for each in made.targets] == [TargetKind.VALUE]
    filled.line("Absence", owner="Health")
    (made,) = steps(filled).made
    assert made.owner == Owner(organisation="Health")


def test_a_redefined_one_may_keep_its_title_and_code() -> None:
    filled = Filled(rollover())
    filled.line("NEET", becomes="redefine", definition="Aged 16 and 17 only.")
    (made,) = steps(filled).made
    assert (made.title, made.code, made.meaning) == ("NEET", "NI 117", "Aged 16 and 17 only.")


def _split_alone(filled: Filled) -> None:
    filled.line("NEET", becomes="split", new_title="Aged 16")


def _merged_alone(filled: Filled) -> None:
    filled.line("NEET", becomes="merge", new_title="Out of school")


def _lines_differ(filled: Filled) -> None:
    filled.line("Dental checks", becomes="redefine", definition="Checked in the year.")


def _copied(filled: Filled) -> None:
    filled.copy_of(INDICATORS, filled.rows(INDICATORS, "NEET")[0])


def _taken_out(filled: Filled) -> None:
    filled.sheet(INDICATORS).delete_rows(filled.rows(INDICATORS, "NEET")[0])


def _retired_objective(filled: Filled) -> None:
    filled.set(OBJECTIVES, "Children are healthy", {Aim.BECOMES: "retire"})
    filled.line("Truancy", objectives="1")
    filled.line("Dental checks", objectives="1")


def _two_codes(filled: Filled) -> None:
    filled.line("NEET", new_code="NI 87")


def _two_titles(filled: Filled) -> None:
    filled.line("NEET", becomes="merge", new_title="Out of school", definition="This")
    filled.line("Absence", becomes="merge", new_title="Out of school", definition="That")


def _retyped(filled: Filled) -> None:
    filled.line("NEET", indicator="NEETs")


def _formula(filled: Filled) -> None:
    filled.line("NEET", target="=1+1")


def _new_row(filled: Filled) -> None:
    filled.add(INDICATORS, {Line.INDICATOR: "Wholly new", Line.BECOMES: "carry"})


@pytest.mark.parametrize(
    ("slip", "fault", "sheet", "column"),
    [
        (_split_alone, Fault.SPLIT_ALONE, INDICATORS, "New title"),
        (_merged_alone, Fault.MERGE_ALONE, INDICATORS, "New title"),
        (_lines_differ, Fault.LINES_DIFFER, INDICATORS, "Becomes"),
        (_copied, Fault.ROW_TWICE, INDICATORS, "Row id"),
        (_taken_out, Fault.ROWS_GONE, "rollover.xlsx", ""),
        (_retired_objective, Fault.NO_OBJECTIVE_LEFT, OPEN, "Objective"),
        (_two_codes, Fault.CODE_MEETS, INDICATORS, "New code"),
        (_two_titles, Fault.SAYS_TWO_THINGS, INDICATORS, "New definition"),
        (_retyped, Fault.ROLLOVER_ROW_CHANGED, INDICATORS, "Indicator"),
        (_formula, Fault.A_FORMULA, INDICATORS, "Next target"),
        (_new_row, Fault.ROW_ADDED, INDICATORS, "Row id"),
    ],
)
def test_a_slip_is_told_of_with_its_place(
    slip: Callable[[Filled], None], fault: Fault, sheet: str, column: str
) -> None:
    filled = Filled(rollover())
    slip(filled)
    found, problems = decided(filled)
    assert found is None
    assert {(each.fault, each.sheet) for each in problems} == {(fault, sheet)}
    assert all(column in each.column for each in problems)
    assert all(each.row for each in problems if column)


@pytest.mark.parametrize(
    ("named", "cells", "fault"),
    [
        ("NEET", {"becomes": "keep"}, Fault.BAD_WORD),
        ("NEET", {"becomes": "redefine"}, Fault.DEFINITION_NEEDED),
        ("NEET", {"becomes": "split"}, Fault.NEW_TITLE_NEEDED),
        ("NEET", {"becomes": "retire", "target": "5%"}, Fault.RETIRED_WITH),
        ("NEET", {"good": "upwards"}, Fault.BAD_WORD),
        ("NEET", {"target": "6,5"}, Fault.DECIMAL_COMMA),
        ("NEET", {"target": "12 34"}, Fault.BAD_FIGURE),
        ("NEET", {"objectives": "9"}, Fault.NO_OBJECTIVE_LEFT),
        ("NEET", {"note": "Ask jane.doe@example.org"}, Fault.TELLS_OF_SOMEBODY),
        ("NEET", {"definition": "x" * 1_001}, Fault.TOO_LONG),
        ("NEET", {"new_title": "Absence", "new_code": "NI 87"}, Fault.TITLE_MEETS),
    ],
)
def test_a_cell_that_cannot_be_is_told_of(named: str, cells: dict[str, str], fault: Fault) -> None:
    filled = Filled(rollover())
    row = filled.line(named, **cells)
    found, problems = decided(filled)
    assert found is None
    assert fault in {each.fault for each in problems}
    assert {each.row for each in problems if each.fault is fault} == {row}


def test_objectives_are_renamed_and_added_and_say_so() -> None:
    filled = Filled(rollover())
    filled.set(OBJECTIVES, "Children are safe", {Aim.BECOMES: "rename", Aim.NEW_TITLE: "Children are kept safe"})
    filled.add(OBJECTIVES, {Aim.BECOMES: "new", Aim.NUMBER: "3", Aim.NEW_TITLE: "Children are heard"})
    found = steps(filled)
    assert [(each.key, each.title) for each in found.objectives] == [
        (("", 1), "Children are kept safe"), (("", 2), "Children are healthy"), (("", 3), "Children are heard"),
    ]  # fmt: skip
    assert [each.title for each in found.emptied] == ["Children are heard"]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({Aim.NEW_TITLE: "Another"}, Fault.RENAME_MEANT),
        ({Aim.BECOMES: "rename"}, Fault.NEW_TITLE_NEEDED),
        ({Aim.PARENT: "7"}, Fault.NO_OBJECTIVE_LEFT),
    ],
)
def test_an_objective_that_cannot_be_so_is_told_of(cells: dict[Any, str], fault: Fault) -> None:
    filled = Filled(rollover())
    row = filled.set(OBJECTIVES, "Children are safe", cells)
    _, problems = decided(filled)
    assert [(each.fault, each.sheet, each.row) for each in problems] == [(fault, OBJECTIVES, row)]


def test_an_action_that_was_done_since_the_sheet_was_made_keeps_nothing_back() -> None:
    filled = Filled(rollover())
    filled.set(OPEN, "Agree a pathway", {Open.BECOMES: "close"})
    done = replace(PATHWAY, state=ActionState.COMPLETED)
    assert steps(filled, rollover(things=(done,))).open == ()


def test_what_came_since_and_would_be_left_under_a_retired_objective_is_told_of() -> None:
    filled = Filled(rollover(things=()))
    filled.set(OBJECTIVES, "Children are healthy", {Aim.BECOMES: "retire"})
    for named in ("Truancy", "Dental checks"):
        filled.line(named, objectives="1")
    _, problems = decided(filled, rollover())
    assert [each.fault for each in problems] == [Fault.LEFT_BEHIND]


def test_a_sheet_of_another_plan_workspace_or_with_its_ids_changed_is_none() -> None:
    filled = Filled(rollover())
    assert made_of(filled.read(), 1) == rollover().origin
    assert made_of(filled.read(), 2) is None
    ids = filled.sheet(IDS)
    ids.cell(ids.max_row, 2).value = "V1-s-1-000000000000"
    assert made_of(filled.read(), 1) is None


def test_text_that_looks_like_a_formula_is_written_as_text() -> None:
    evil = an_indicator_of("=HYPERLINK(1)", "X1", SAFE)
    made = rollover(catalogue=replace(PLAN, indicators=(*PLAN.indicators, evil)))
    filled = Filled(made)
    row = filled.rows(INDICATORS, "=HYPERLINK(1)")[0]
    assert filled.sheet(INDICATORS).cell(row, 2).data_type == "s"
    assert len(steps(filled, made).indicators) == 5
