"""The Excel paper: numbers that can be reckoned with, words beside them, and no text that is ever calculated."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.papers import Corrected, excel
from tests.builders import a_figure
from tests.report_builders import MEETING, a_report, city_report

if TYPE_CHECKING:
    from bot.workspace import Workspace

SHEETS = ["Counts", "Figures", "Missing", "Actions", "Risks", "Comparators", "Notes"]


def book(made: bytes) -> Any:  # noqa: ANN401  openpyxl's
    return load_workbook(io.BytesIO(made))


def rows(made: bytes, sheet: str) -> list[dict[str, Any]]:
    headings, *found = book(made)[sheet].iter_rows(min_row=3, values_only=True)
    return [dict(zip(headings, each, strict=True)) for each in found]


def test_each_sheet_has_one_table_with_a_title_and_headings_that_stay() -> None:
    made = book(excel(a_report()))
    assert made.sheetnames == SHEETS
    for sheet in made:
        assert len(sheet.tables) == 1
        assert sheet.freeze_panes == "A4"
        assert sheet["A1"].value.endswith("performance report, Q4 2013/14")
        assert made.defined_names[f"Title_{sheet.title}"].attr_text == f"'{sheet.title}'!$A$1"
        assert not sheet.merged_cells.ranges
        (table,) = sheet.tables.values()
        assert table.autoFilter
        assert all(cell.value for cell in sheet[3])
    assert made.properties.language == "en-GB"


def test_numbers_are_numbers_with_their_format() -> None:
    made = book(excel(a_report()))
    cells = {row[4].value: row[6] for row in made["Figures"].iter_rows(min_row=4, max_row=9)}
    assert cells["Q4 2013/14"].value == pytest.approx(0.703)
    assert cells["Q4 2013/14"].number_format == "0.0%"
    assert cells["Q2 2013/14"].value == "[x]"
    overall = made["Counts"][4]
    assert [cell.value for cell in overall] == ["Overall", 111, 62, pytest.approx(0.559), 47, 23, pytest.approx(0.489)]


def test_the_judgement_stands_beside_the_figure_that_is_judged() -> None:
    said = {row["Period"]: row for row in rows(excel(a_report(("NEET",))), "Figures")}
    assert said["Q4 2013/14"]["Against target"] == "Met"
    assert said["Q4 2013/14"]["Shorthand"] == "[p]"
    assert said["Q3 2013/14"]["Against target"] is None


@given(st.sampled_from(["=", "+", "-", "@", "\t=", "\r=", "\n+"]), st.text(max_size=40))
def test_text_that_looks_like_a_formula_stays_text(sign: str, rest: str) -> None:
    typed = f"{sign}{rest}"
    facts = a_report((f"{typed}x",))
    series = facts.catalogue.indicators[0].headline
    told = a_figure("6.5%", "Q4 2013/14", series.id, comment=typed, source=typed)
    made = book(excel(a_report((f"{typed}x",), figures={series.id: (told,)})))
    assert all(cell.data_type != "f" for sheet in made for row in sheet.iter_rows() for cell in row)
    texts = [cell for sheet in made for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert all(cell.quotePrefix for cell in texts if cell.value.startswith(("=", "+", "-", "@")))


def test_no_part_of_the_file_holds_a_formula() -> None:
    with zipfile.ZipFile(io.BytesIO(excel(a_report(('=HYPERLINK("http://x")', "NEET"))))) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
    assert not any(b"<f>" in each for each in sheets)


def test_what_was_corrected_since_has_a_sheet_of_its_own() -> None:
    facts = a_report()
    indicator = facts.catalogue.indicators[0]
    wrong = Corrected(
        indicator=indicator, series=indicator.headline, period="Q4 2013/14", was="70.3%", now="73.0%", on=MEETING,
        why="Typed wrongly",
    )  # fmt: skip
    assert rows(excel(facts, corrections=[wrong]), "Corrections") == [
        {
            "Indicator": "NEET (CIN-8)", "Line": "Percentage", "Period": "Q4 2013/14", "Was": "70.3%",
            "Is now": "73.0%", "Corrected on": "2 July 2014", "Why": "Typed wrongly",
        }
    ]  # fmt: skip


def test_every_line_of_the_citys_plan_is_there_with_each_of_its_figures(workspace: Workspace) -> None:
    facts = city_report(workspace)
    said = rows(excel(facts), "Figures")
    assert len(said) == sum(len(each) for each in facts.figures.values())
    assert sum(row["Is latest"] == "Yes" for row in said) >= 100
