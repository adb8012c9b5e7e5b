"""`steward report`: in full for people, and as an object for programs."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from bot.commands import command_line, reporting
from bot.domain.errors import NoSuchPeriod
from store import samples
from tests.workspaces import a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.workspace import Workspace

CITY = "nottingham-city-2013-14"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with a_workspace_with(CITY, tmp_path_factory.mktemp("city")) as workspace:
        yield workspace


@pytest.fixture(autouse=True)
def city(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "open_workspace", lambda _name: held)


def run(*arguments: str) -> Any:  # noqa: ANN401  what the runner gives
    return CliRunner().invoke(command_line(["report"]), ["report", *arguments])


def as_object(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("--json", *arguments).stdout)
    return found


def test_as_printed_all_126_figures_equal_the_printed_summary() -> None:
    """Four counts and two shares on each of 21 lines."""
    told = as_object("--period", "Q4 2013/14", "--as-printed")
    with (samples.path(CITY) / "summary_printed.csv").open(encoding="utf-8", newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    lines = {(each["level"], str(each["number"])): each for each in told["objectives"]}
    lines["overall", ""] = told["overall"]
    compared = 0
    for row in rows:
        level, number, title, *printed = row.values()
        line = lines[level, number]
        ours = [str(line[key]) for key in (
            "indicators", "better_or_equal", "pct_better_or_equal", "with_target", "target_met", "pct_target_met",
        )]  # fmt: skip
        assert ours == printed, title
        compared += len(printed)
    assert compared == 126


def test_the_object_names_each_movement_with_its_numbers_as_printed() -> None:
    told = as_object("--period", "Q4 2013/14")
    assert told["worsened"][0] == {
        "code": "NI 089",
        "title": "Number of schools judged as requiring special measures",
        "series": None,
        "period": "Q4 2013/14",
        "value": "9",
        "target": "0",
        "verdict": "missed",
        "movement": "worse",
        "from": "1",
        "from_period": "2012/13",
        "change": "8",
    }
    assert [len(told[name]) for name in ("improved", "worsened", "headlines")] == [5, 5, 5]


def test_the_object_says_whose_figures_are_missing_and_when_they_were_promised() -> None:
    missing = {each["title"]: each for each in as_object()["missing"]}
    promised = missing["Infant mortality per 1000 live births"]
    assert promised["organisation"] == "Health"
    assert (promised["promised"], promised["expected"], promised["late"]) == ("May 2014", "2014-05-31", True)
    assert len(missing) == 11


def test_contradictions_are_found_by_the_rules_of_the_check() -> None:
    found = as_object()["contradictions"]
    rows = {each["row"] for each in found if each["rule"] == "mark-contradicts"}
    assert rows == {12, 62, 85, 87, 88, 109}
    assert not [each for each in found if each["rule"] in {"no-owner", "mark-missing", "target-easier"}]


def test_for_people_it_is_printed_to_its_end() -> None:
    """It is longer than any message may be, and is not cut."""
    said = run("--period", "Q4 2013/14").stdout
    assert said.startswith("Nottingham City CYPP, Q4 2013/14, for 2 July 2014\n")
    assert "- Overall: 109 indicators; 59 better or equal (54.1%); 24 met of 52 with a target (46.2%); 2 more" in said
    assert "Health: 8\n" in said
    assert "15 Tackling child poverty (operational): 5 indicators;" in said
    assert len(said) > 20_000


def test_an_earlier_quarter_knows_nothing_of_later_figures() -> None:
    told = as_object("--period", "Q2 2013/14")
    assert told["period"] == "Q2 2013/14"
    periods = {each["period"] for each in (*told["improved"], *told["worsened"], *told["unacted"])}
    assert periods
    assert not periods & {"Q3 2013/14", "Q4 2013/14"}


@pytest.mark.parametrize(("suffix", "holds"), [(".docx", "word/document.xml"), (".xlsx", "xl/workbook.xml")])
def test_it_is_written_as_a_paper(suffix: str, holds: str, tmp_path: Path) -> None:
    path = tmp_path / f"Board paper{suffix}"
    made = run("--period", "Q4 2013/14", "-o", str(path))
    assert made.stdout == ""
    assert made.stderr == f"Written: {path}\n"
    with ZipFile(path) as packed:
        assert holds in packed.namelist()


def test_another_kind_of_file_and_a_place_that_is_not_there_are_wrong_usage(tmp_path: Path) -> None:
    assert "must end in .docx or .xlsx" in run("-o", str(tmp_path / "report.pdf")).output
    assert "cannot be written" in run("-o", str(tmp_path / "nowhere" / "report.xlsx")).output


@pytest.mark.parametrize("period", ["Q1 2012/13", "Q1 2030/31", "2009/10"])
def test_a_period_that_the_plan_does_not_have_is_refused(period: str) -> None:
    refused = run("--period", period)
    assert isinstance(refused.exception, NoSuchPeriod)
    assert str(refused.exception).startswith(f"The plan cannot be reported on for {period}. It can be for 2011/12, ")


@pytest.mark.parametrize(
    ("option", "text"),
    [("--period", "last time"), ("--meeting", "2 July"), ("--meeting", "2014-02-30"), ("--on", "Monday")],
)
def test_what_is_no_period_or_no_day_is_wrong_usage(option: str, text: str) -> None:
    refused = run(option, text)
    assert refused.exit_code == 2
    assert f'"{text}"' in refused.output


def test_as_if_on_another_day_it_calls_late_what_is_late_by_then() -> None:
    """The youth conference comes back six months after 19 March 2014."""
    now, later = as_object("--meeting", "2014-07-02"), as_object("--meeting", "2014-07-02", "--on", "2014-12-01")
    assert (now["as_at"], later["as_at"]) == ("2014-07-02", "2014-12-01")
    assert now["late_actions"] == []
    assert [each["due"] for each in later["late_actions"]] == ["2014-09-19"]
    assert (later["period"], later["overall"]) == (now["period"], now["overall"])
