"""CSV files: the right reading or a refusal that says what to do, never a wrong reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import sheets
from bot.domain.errors import BadImport
from bot.domain.problems import Fault, Problem
from bot.sheets import limits

if TYPE_CHECKING:
    from pathlib import Path


def cells(path: Path) -> list[tuple[int, tuple[str, ...]]]:
    (sheet,) = sheets.read(path).sheets
    return [(row.number, row.cells) for row in sheet.rows]


def a_file(tmp_path: Path, content: bytes | str, name: str = "indicators.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def the_problem(path: Path) -> Problem:
    with pytest.raises(BadImport) as refused:
        sheets.read(path)
    (problem,) = refused.value.problems
    assert isinstance(problem, Problem)
    assert problem.wrong
    assert problem.remedy
    return problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_is_read_in_every_encoding_that_can_be_told_for_sure(tmp_path: Path, encoding: str) -> None:
    text = "code,title\nA1,Cost in £ \N{EN DASH} young people\N{RIGHT SINGLE QUOTATION MARK}s café\n"
    assert cells(a_file(tmp_path, text.encode(encoding)))[1] == (2, tuple(text.splitlines()[1].split(",")))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("title\nÒquotedÓ by a Mac\n".encode("cp1252"), Fault.ENCODING),
        (b"title\n\x81\x8d\n", Fault.ENCODING),
        ("title\nŁódź".encode("iso8859-2"), Fault.ENCODING),
        ("title\nco³eczek".encode("cp1252"), Fault.ENCODING),
        ("title\nand so on…".encode("mac-roman"), Fault.ENCODING),
        ("title\nabc\n".encode("utf-16-le"), Fault.NUL),
        (b"title\na\0b\n", Fault.NUL),
        (b"\xff\xfe\x00\xd8", Fault.ENCODING),
    ],
)
def test_an_encoding_that_cannot_be_told_is_refused_with_the_file_s_name(
    tmp_path: Path, content: bytes, fault: Fault
) -> None:
    problem = the_problem(a_file(tmp_path, content))
    assert (problem.fault, problem.sheet) == (fault, "indicators.csv")


@pytest.mark.parametrize(
    "words",
    [
        "£million",
        "(£s)",
        "£per head",
        "Cost £2½m–£3m",  # noqa: RUF001  as typed
        "CAFÉ Zoë’s",  # noqa: RUF001  as typed
        "Größe",
        "5% ± 2",
        "¬",
        "a | b ¦ c",
        "it´s",  # noqa: RUF001  as typed
        "25‰",
    ],
)
def test_windows_text_of_an_english_spreadsheet_is_read_and_marked_as_guessed(tmp_path: Path, words: str) -> None:
    (sheet,) = sheets.read(a_file(tmp_path, f"title,q1\n{words},1\n".encode("cp1252"))).sheets
    assert (sheet.rows[1].cells[0], sheet.read_as) == (words, "Windows text")
    (sheet,) = sheets.read(a_file(tmp_path, f"title,q1\n{words},1\n")).sheets
    assert sheet.read_as == ""


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    """A text of several lines is one row; blank rows count and are passed over."""
    found = cells(a_file(tmp_path, 'code,title\r\nA1,"two\nlines, ""quoted"""\r\n,\r\n\r\nA2,x\r\n'))
    assert found == [(1, ("code", "title")), (2, ("A1", 'two\nlines, "quoted"')), (5, ("A2", "x"))]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_semicolons_and_tabs_part_cells_where_the_heading_row_has_no_comma(tmp_path: Path, mark: str) -> None:
    assert cells(a_file(tmp_path, f"code{mark}title\nA1{mark}one, two\n"))[1][1] == ("A1", "one, two")


def test_a_quotation_mark_that_is_never_closed_is_a_problem_with_its_row(tmp_path: Path) -> None:
    problem = the_problem(a_file(tmp_path, 'code,title\nA1,x\nA2,"never closed\nA3,x\n'))
    assert (problem.fault, problem.row) == (Fault.QUOTES, 3)


def test_an_unclosed_quotation_mark_in_a_long_file_is_found_before_memory_is_full(tmp_path: Path) -> None:
    problem = the_problem(a_file(tmp_path, 'code,title\nA1,"' + "x,y\n" * 100_000))
    assert problem.fault in {Fault.QUOTES, Fault.CELL_TOO_LONG}


def test_too_many_rows_are_refused_with_the_limit(tmp_path: Path) -> None:
    problem = the_problem(a_file(tmp_path, "title\n" + "x\n" * 200_000))
    assert problem.fault is Fault.TOO_MANY_ROWS
    assert "50,000" in problem.wrong


def test_too_many_bytes_columns_or_letters_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert the_problem(a_file(tmp_path, "," * 501 + "x")).fault is Fault.TOO_MANY_COLUMNS
    assert the_problem(a_file(tmp_path, "title\n" + "x" * 40_000)).fault is Fault.CELL_TOO_LONG
    monkeypatch.setattr(limits, "MOST_BYTES", 100)
    assert the_problem(a_file(tmp_path, "x" * 101)).fault is Fault.TOO_BIG


def test_progress_is_told_on_the_way(tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    sheets.read(a_file(tmp_path, "title\n" + "x\n" * 5_000), progress=lambda name, rows: told.append((name, rows)))
    assert told == [("indicators.csv", 2_000), ("indicators.csv", 4_000), ("indicators.csv", 5_001)]


def test_a_folder_is_its_csv_files_and_each_bad_one_is_told(tmp_path: Path) -> None:
    a_file(tmp_path, "title\nx\n", "indicators.csv")
    a_file(tmp_path, b"title\n\x81\n", "plan.csv")
    a_file(tmp_path, b"title\na\0\n", "objectives.csv")
    a_file(tmp_path, "not a sheet", "notes.md")
    with pytest.raises(BadImport) as refused:
        sheets.read(tmp_path)
    told = {(problem.sheet, problem.fault) for problem in refused.value.problems if isinstance(problem, Problem)}
    assert told == {("plan.csv", Fault.ENCODING), ("objectives.csv", Fault.NUL)}


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    assert the_problem(tmp_path).fault is Fault.NOTHING_TO_READ
    assert the_problem(tmp_path / "nowhere").fault is Fault.NO_SUCH_FILE
    assert the_problem(a_file(tmp_path, "x", "plan.pdf")).fault is Fault.NOT_A_SHEET
