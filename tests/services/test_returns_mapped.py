"""An organisation's own workbook at the command line: proposed, mapped, listed, received; refused when it changed."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from bot.commands import command_line
from bot.domain.errors import Refused
from bot.services import returns
from store import audit, figures
from tests.conftest import StandingClock
from tests.returned import MAY, made_database, with_round

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.workspace import Workspace, Workspaces

ROBBERY, THEFT = (f"{crime} offences committed by under 18's" for crime in ("Robbery", "Theft"))


@pytest.fixture(scope="module")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_database(tmp_path_factory.mktemp("round") / "city.sqlite3")


@pytest.fixture
def workspace(workspaces: Workspaces) -> Workspace:
    return with_round(workspaces.make_first())


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(MAY)


@pytest.fixture
def steward(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    monkeypatch.setattr("bot.commands.returning.open_workspace", lambda _name: workspace)

    def typed(*words: str) -> str:
        done = CliRunner().invoke(command_line([words[0]]), list(map(str, words)))
        return str(done.exception) if isinstance(done.exception, Refused) else done.output

    return typed


@pytest.fixture
def dashboard(tmp_path: Path) -> Path:
    """The Police's own, with two of their indicators by name."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Youth"
    for row in (["Offence", "Q3 2013/14", "Q4 2013/14"], [ROBBERY, 40, 41], [THEFT, 306, 290], ["Arson", 2, 3]):
        sheet.append(row)
    path = tmp_path / "dashboard.xlsx"
    book.save(path)
    return path


@pytest.fixture
def mapped(steward: Callable[..., str], dashboard: Path, tmp_path: Path) -> str:
    """The two cells of Q4, mapped; what was said."""
    cells = tmp_path / "cells.csv"
    steward("map", str(dashboard), "--organisation", "Police", "--propose", str(cells))
    lines = list(csv.reader(cells.read_text(encoding="utf-8-sig").splitlines()))
    q4 = [line for line in lines if line[4] in {"period", "Q4 2013/14"}]
    cells.write_text("\n".join(",".join(line) for line in q4), encoding="utf-8")
    return steward("map", str(dashboard), "--organisation", "Police", "--name", "Youth", "--cells", str(cells))


def changed(path: Path, cell: str, value: Any) -> Path:  # noqa: ANN401  a cell's value
    book = load_workbook(path)
    book["Youth"][cell] = value
    book.save(path)
    return path


def reported(workspace: Workspace, title: str) -> list[tuple[str, str]]:
    with workspace.reading() as work:
        catalogue = workspace.catalogue(work)
        assert catalogue
        line = next(each for each in catalogue.indicators if each.title == title).series[0]
        found = figures.history(work, line.id)
    return [(e.figure.as_printed, e.figure.source) for e in found if e.figure.period.key == "Q2013.4"]


def test_it_is_mapped_once_listed_and_received_with_each_figures_cell(
    steward: Callable[..., str], workspace: Workspace, dashboard: Path, mapped: str
) -> None:
    said = (
        f'Police: "Youth", 2 cells, proven by 3 texts\n'
        f"  Youth!C2: {ROBBERY}, Q4 2013/14\n  Youth!C3: {THEFT}, Q4 2013/14\n"
    )
    assert mapped == said == steward("map", "--list")
    shown = steward("receive", str(dashboard))
    assert shown.startswith('dashboard.xlsx (the mapped workbook "Youth") would bring in 2 figures and 0 promises;')
    assert f"  Youth!C2, {ROBBERY}, Q4 2013/14: new: 41\n" in shown
    assert steward("receive", str(dashboard), "--confirm").startswith("Taken from dashboard.xlsx: 2 figures")
    assert reported(workspace, ROBBERY) == [("41", "dashboard.xlsx, Youth!C2")]
    assert reported(workspace, THEFT) == [("290", "dashboard.xlsx, Youth!C3")]
    with workspace.reading() as work:
        kept = [(each.what, each.new) for each in audit.of(work, "plan")]
    assert ("workbook mapped", "Police: Youth, 2 cells") in kept


def test_a_changed_layout_is_refused_with_the_reason(
    steward: Callable[..., str], workspace: Workspace, dashboard: Path, mapped: str
) -> None:
    assert mapped
    said = steward("receive", str(changed(dashboard, "C1", "Q1 2014/15")), "--confirm")
    assert said.startswith("Nothing was taken from dashboard.xlsx: 1 problem found.\n")
    assert "Youth, row 1, column C: it said “Q4 2013/14” and says “Q1 2014/15”. What to do: map the workbook" in said
    assert reported(workspace, ROBBERY) == []


def test_a_workbook_that_nobody_mapped_is_not_guessed_at(
    steward: Callable[..., str], dashboard: Path, workspace: Workspace
) -> None:
    said = steward("receive", str(dashboard), "--confirm")
    assert "dashboard.xlsx: it is neither a return nor a workbook whose cells were mapped." in said
    assert reported(workspace, ROBBERY) == []
    assert steward("map", "--list") == "No workbook is mapped.\n"


def test_one_that_fits_two_organisations_mappings_needs_to_be_told_whose_it_is(
    steward: Callable[..., str], workspace: Workspace, dashboard: Path, mapped: str
) -> None:
    assert mapped
    with workspace.begin() as work:
        from dataclasses import replace

        from store import people, workbooks
        from store import plan as plans

        plan, bodies = plans.standing(work).plan_id or 0, people.organisations(work)
        police = next(number for number, name in bodies.items() if name == "Police")
        (held,) = workbooks.of_organisation(work, plan, police)
        other = next(number for number, name in bodies.items() if name == "Probation")
        workbooks.remember(work, replace(held, organisation_id=other, name="Ours"))
    assert "several mapped workbooks look like it: Ours, Youth" in steward("receive", str(dashboard)).replace(
        "Youth, Ours", "Ours, Youth"
    )
    assert "would bring in 2 figures" in steward("receive", str(dashboard), "--organisation", "Police")
    assert steward("receive", str(dashboard), "--organisation", "Probation").count("is not one that this return") == 2


@pytest.mark.parametrize(
    ("period", "is_taken"),
    [("Q4 2013/14", True), ("Q2 2013/14", True), ("2013/14", False), ("March 2014", False), ("Q1 1990/91", False)],
)
def test_the_period_that_a_cell_says_is_one_that_the_indicator_is_reported_for(
    steward: Callable[..., str], dashboard: Path, tmp_path: Path, *, period: str, is_taken: bool
) -> None:
    cells = tmp_path / "cells.csv"
    cells.write_text(f"sheet,cell,indicator,line,period\nYouth,C2,{ROBBERY},,C1\n", encoding="utf-8")
    steward("map", str(dashboard), "--organisation", "Police", "--name", "Youth", "--cells", str(cells))
    said = steward("receive", str(changed(dashboard, "C1", period)))
    assert ("would bring in 1 figure and" in said) is is_taken
    assert (f"the indicator is not reported for {period} in this plan" in said) is not is_taken


def test_mapping_again_takes_the_place_of_the_old_mapping(
    steward: Callable[..., str], workspace: Workspace, dashboard: Path, mapped: str, tmp_path: Path
) -> None:
    assert mapped
    cells = tmp_path / "one.csv"
    cells.write_text(f"sheet,cell,indicator,line,period\nYouth,C2,{ROBBERY},,Q4 2013/14\n", encoding="utf-8")
    steward("map", str(dashboard), "--organisation", "Police", "--name", "Youth", "--cells", str(cells))
    (known,) = returns.every(workspace)
    assert [cell.at.label for cell in known.cells] == ["Youth!C2"]


def test_slips_in_the_list_are_told_and_nothing_is_remembered(
    steward: Callable[..., str], workspace: Workspace, dashboard: Path, tmp_path: Path
) -> None:
    cells = tmp_path / "one.csv"
    cells.write_text("sheet,cell,indicator,line,period\nYouth,C2,NI 053a,,soon\n", encoding="utf-8")
    said = steward("map", str(dashboard), "--organisation", "Police", "--name", "Youth", "--cells", str(cells))
    assert said.splitlines()[0] == "Nothing was taken from one.csv: 2 problems found."
    assert "one.csv, row 2, indicator: “NI 053a” is not supplied by Police." in said
    assert returns.every(workspace) == ()
