"""Small files that would take minutes or gigabytes to read: each is refused, or read, at once."""

from __future__ import annotations

import tracemalloc
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from bot import sheets
from bot.domain.errors import BadImport
from bot.domain.problems import Fault, Problem
from bot.sheets import archive, limits, survey, workbook
from tests.sheets.papers import a_workbook, rewritten, with_rows

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "xl/worksheets/sheet2.xml"
NOT_EXCELS = "a cell, or what says how cells look, is not as Excel writes it"
CELL = '<c r="{0}" t="inlineStr"><is><t>x</t></is></c>'
pytestmark = pytest.mark.filterwarnings("ignore:Workbook contains no default style")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.xlsx"


def the_problems(path: Path) -> list[Problem]:
    with pytest.raises(BadImport) as refused:
        sheets.read(path)
    return [problem for problem in refused.value.problems if isinstance(problem, Problem)]


def the_problem(path: Path) -> Problem:
    (problem,) = the_problems(path)
    return problem


def never(*_arguments: object) -> None:
    pytest.fail("it was read")


def test_a_cell_in_the_last_corner_costs_no_walk_through_the_empty_rows(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking at each of the 500 million cells between would take a minute; only those of the two rows are."""
    looked: list[int] = []
    told = workbook._text

    def counted(name: str, number: int, *rest: Any) -> str:  # noqa: ANN401  handed on
        looked.append(number)
        assert len(looked) <= 1_000
        return told(name, number, *rest)

    monkeypatch.setattr(workbook, "_text", counted)
    corner = f'<row r="1">{CELL.format("A1")}</row><row r="1048576">{CELL.format("SF1048576")}</row>'
    (sheet,) = sheets.read(with_rows(path, corner)).sheets
    assert [(row.number, len(row.cells)) for row in sheet.rows] == [(1, 500), (1_048_576, 500)]
    assert len(looked) == 1_000


def test_rows_times_columns_are_bounded_before_they_are_walked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_WALKED", 1_000)
    monkeypatch.setattr(ReadOnlyWorksheet, "iter_rows", never)
    rows = "".join(f'<row r="{n}">{CELL.format(f"A{n}")}</row>' for n in range(1, 11))
    problem = the_problem(with_rows(path, f'{rows}<row r="11">{CELL.format("DD11")}</row>'))
    assert (problem.fault, problem.facts["limit"]) == (Fault.TOO_BIG, "1,000 cells")


def test_gaps_of_all_sheets_together_are_bounded() -> None:
    room = limits.Room()
    for _ in range(4):
        room.take_area("a", limits.LAST_ROW, 1, 1)
    with pytest.raises(limits.Stopped, match="rows"):
        room.take_area("a", limits.LAST_ROW, 1, 1)


def test_two_sheets_that_are_one_part_are_refused_before_it_is_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReadOnlyWorksheet, "_get_source", never)
    problem = the_problem(with_rows(path, f"<row>{CELL.format('A1')}</row>", sheets=2))
    assert problem.fault is Fault.BROKEN_WORKBOOK
    assert "two sheets" in problem.wrong


def test_too_many_sheets_are_refused_before_one_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReadOnlyWorksheet, "_get_source", never)
    problem = the_problem(with_rows(path, "", sheets=limits.MOST_SHEETS + 1))
    assert (problem.fault, problem.facts["limit"]) == (Fault.TOO_MANY_SHEETS, limits.MOST_SHEETS)


def test_cells_and_letters_are_counted_over_the_whole_book(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan's sheet has 8 cells, that of the indicators 12; neither is too large by itself."""
    a_workbook(path, ("A", "One", "x", 1, 2, 3))
    monkeypatch.setattr(limits, "MOST_CELLS", 20)
    sheets.read(path)
    monkeypatch.setattr(limits, "MOST_CELLS", 19)
    problem = the_problem(path)
    assert (problem.fault, problem.sheet, problem.facts["limit"]) == (Fault.TOO_BIG, "indicators", "19 cells")
    monkeypatch.undo()
    monkeypatch.setattr(limits, "MOST_LETTERS", 80)
    assert the_problem(path).facts["limit"] == "80 letters"


def test_cells_are_counted_over_all_csv_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    monkeypatch.setattr(limits, "MOST_CELLS", 8)
    sheets.read(tmp_path)
    monkeypatch.setattr(limits, "MOST_CELLS", 7)
    assert (the_problem(tmp_path).fault, the_problem(tmp_path).sheet) == (Fault.TOO_BIG, "b.csv")
    monkeypatch.setattr(sheets, "MOST_CSV_BYTES", 15)
    assert (the_problem(tmp_path).fault, the_problem(tmp_path).sheet) == (Fault.TOO_BIG, tmp_path.name)


@pytest.mark.parametrize("rows", ["<x/>" * 100, "<row>" + "<c/>" * 100 + "</row>", '<row r="1"/>' * 100])
def test_a_part_of_too_many_elements_is_refused_before_it_is_read_as_xml(
    path: Path, monkeypatch: pytest.MonkeyPatch, rows: str
) -> None:
    monkeypatch.setattr(archive, "MOST_MARKS", 90)
    sheets.read(with_rows(path, f"<row>{CELL.format('A1')}</row>"))
    monkeypatch.setattr(ReadOnlyWorksheet, "_get_size", lambda sheet: sheet._get_source())
    monkeypatch.setattr(workbook, "survey", never)
    assert the_problem(with_rows(path, rows)).fault is Fault.TOO_BIG


def test_elements_are_counted_as_often_as_they_are_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_workbook(path, ("A", "One", "", 1, 2, 3))
    weighed = archive.Weighed("plan.xlsx", path.read_bytes())
    monkeypatch.setattr(archive, "MOST_MARKS_READ", 3 * archive._OPENING)
    weighed.open(SHEET).close()
    weighed.open(SHEET).close()
    with pytest.raises(limits.Stopped):
        weighed.open(SHEET)


@pytest.mark.parametrize("limit", ["MOST_MARKS_WHOLE", "MOST_PART_BYTES", "MOST_BYTES_READ"])
def test_the_styles_and_other_parts_are_bounded_too(path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    a_workbook(path, ("A", "One", "", 1, 2, 3))
    monkeypatch.setattr(archive, limit, 10)
    assert the_problem(path).fault is Fault.TOO_BIG


def test_the_texts_that_cells_share_are_bounded(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_workbook(path, ("A", "One", "", 1, 2, 3))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    told = f'<Override PartName="/xl/texts.xml" ContentType="{kind}"/></Types>'
    shared = rewritten(path, tmp_path / "shared.xlsx", "[Content_Types].xml", "</Types>", told)
    with zipfile.ZipFile(shared, "a") as zipped:
        zipped.writestr("xl/texts.xml", "<sst>" + "<si/>" * 20 + "</sst>")
    sheets.read(shared)
    monkeypatch.setattr(archive, "MOST_MARKS_TEXTS", 20)
    assert the_problem(shared).fault is Fault.TOO_BIG


def test_looking_a_sheet_over_keeps_nothing_of_it(path: Path) -> None:
    """200,000 elements kept would be some twenty megabytes."""
    rows = "<x/>" * 100_000 + '<row r="1">' + "<c/>" * 10_000 + "</row>" + '<row><c r="A9"/></row>' * 45_000
    source = archive.open_workbook("plan.xlsx", with_rows(path, rows).read_bytes())
    tracemalloc.start()
    try:
        survey.survey(source.worksheets[0])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        source.close()
    assert peak < 2 * 2**20


@pytest.mark.parametrize("cells", ["<c/>" * 16_385, "<c><v>1</v></c>" * 501 + "<torn"])
def test_a_row_is_refused_at_the_first_cell_beyond_the_limit(path: Path, cells: str) -> None:
    """Not at the row's end, which may be megabytes away: here it is torn, and that is never seen."""
    with zipfile.ZipFile(with_rows(path, "")) as zipped:
        names = {name: zipped.read(name) for name in zipped.namelist()}
    whole = names["xl/worksheets/sheet1.xml"].replace(b"<sheetData>", b'<dimension ref="A1"/><sheetData><row>')
    names["xl/worksheets/sheet1.xml"] = whole.replace(b"<row>", b"<row>" + cells.encode())
    with zipfile.ZipFile(path, "w") as zipped:
        for name, content in names.items():
            zipped.writestr(name, content)
    assert the_problem(path).fault is Fault.TOO_MANY_COLUMNS


def test_merged_cells_are_bounded_by_all_they_run_over(path: Path, tmp_path: Path) -> None:
    a_workbook(path, ("A", "One", "", 1, 2, 3))
    merges = "<mergeCells>" + '<mergeCell ref="A1:ZZZ40000"/>' * 6 + "</mergeCells>"
    wide = rewritten(path, tmp_path / "wide.xlsx", SHEET, "</sheetData>", f"</sheetData>{merges}")
    assert the_problem(wide).fault is Fault.TOO_BIG
    title = '<mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>'
    sheets.read(rewritten(path, tmp_path / "title.xlsx", SHEET, "</sheetData>", f"</sheetData>{title}"))


def test_rows_out_of_order_are_refused_since_some_would_be_lost(path: Path) -> None:
    rows = f'<row r="2">{CELL.format("A2")}</row><row r="1">{CELL.format("A1")}</row>'
    problem = the_problem(with_rows(path, rows))
    assert (problem.fault, problem.facts["detail"]) == (Fault.BROKEN_WORKBOOK, "row 1 after row 2")


def test_parts_packed_as_excel_never_does_and_damaged_ones_are_refused(path: Path, tmp_path: Path) -> None:
    a_workbook(path, ("A", "One", "", 1, 2, 3))
    odd = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(odd, "w", zipfile.ZIP_LZMA) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        at = old.getinfo(SHEET).header_offset + 30 + len(SHEET)
    assert the_problem(odd).fault is Fault.BROKEN_WORKBOOK
    held = bytearray(path.read_bytes())
    held[at : at + 8] = b"\xff" * 8
    odd.write_bytes(held)
    assert the_problem(odd).fault is Fault.BROKEN_WORKBOOK


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ('<c r="A1" s="99"><v>1</v></c>', ""),
        (f'<c r="A1"><v>{"9" * 5_000}</v></c>', ""),
        ('<c r="A1"><v>1,5</v></c>', ""),
        (CELL.format("A1"), "xl/workbook.xml"),
    ],
    ids=["no such style", "more digits than Python reads", "no number", "no such part"],
)
def test_what_is_wrong_in_a_workbook_is_told_in_words_and_not_in_pythons(
    path: Path, tmp_path: Path, cell: str, part: str
) -> None:
    made, broken = with_rows(path, f'<row r="1">{cell}</row>'), tmp_path / "broken.xlsx"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    said = the_problem(broken).facts["detail"]
    assert said == (f"its part {part} is missing" if part else NOT_EXCELS)


def test_thousands_of_bad_cells_are_told_up_to_a_limit(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_PROBLEMS", 4)
    a_workbook(path, *(("A", f"Row {n}", "", "#REF!", "#REF!", 3) for n in range(50)))
    assert len(the_problems(path)) == 4


def test_blank_lines_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sheets.csv_files.LAST_ROW", 100)
    file = tmp_path / "indicators.csv"
    file.write_text("title\n" + "\n" * 99, encoding="utf-8")
    sheets.read(file)
    file.write_text("title\n" + "\n" * 100, encoding="utf-8")
    assert the_problem(file).fault is Fault.TOO_MANY_ROWS
    monkeypatch.setattr("bot.sheets.csv_files.MOST_CSV_BYTES", 100)
    assert the_problem(file).fault is Fault.TOO_BIG


@pytest.mark.parametrize(
    ("value", "number_format", "fault"),
    [
        (1e300, "0.00", Fault.BAD_FIGURE),
        (1e300, "#,##0", Fault.BAD_FIGURE),
        (1e300, "0%", Fault.BAD_FIGURE),
        (123456789012345678901234567890, "0.0", Fault.BAD_FIGURE),
        (1.5, "0." + "0" * 40, Fault.UNKNOWN_FORMAT),
        (1.5, "0" * 256, Fault.UNKNOWN_FORMAT),
    ],
)
def test_a_number_too_long_to_show_is_a_problem_with_its_cell(
    path: Path, value: float, number_format: str, fault: Fault
) -> None:
    a_workbook(path, ("A", "One", "", value, 2, 3), D2=number_format)
    problem = the_problem(path)
    assert (problem.fault, problem.sheet, problem.row, problem.column) == (fault, "indicators", 2, "D")
