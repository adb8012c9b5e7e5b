"""Excel workbooks: what a person sees in a cell is what is read; nothing is calculated, odd files are refused."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment

from bot import sheets
from bot.domain.errors import BadImport
from bot.domain.problems import Fault, Problem
from bot.sheets import limits
from bot.sheets.shown import UnknownFormat, shown
from tests.sheets.papers import a_workbook, rewritten

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.planfile import FileFigure

SHEET = "xl/worksheets/sheet2.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.xlsx"


def the_figures(path: Path) -> list[FileFigure]:
    (indicator,) = sheets.read_plan(path).indicators
    return list(indicator.series[0].figures)


def the_problems(path: Path) -> list[Problem]:
    with pytest.raises(BadImport) as refused:
        sheets.read_plan(path)
    return [problem for problem in refused.value.problems if isinstance(problem, Problem)]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.132, "0.0%", "13.2%"),
        (0.132, "0%", "13%"),
        (0.125, "0%", "13%"),
        (1, "0%", "100%"),
        (0.917, "0.00%", "91.70%"),
        (0.0005, "0.0%", "0.1%"),
        (-0.032, "0.0%", "-3.2%"),
        (17790, "#,##0", "17,790"),
        (17790, "General", "17790"),
        (0.1 + 0.2, "General", "0.3"),
        (6.5, "@", "6.5"),
        (-40, "@", "-40"),
        (1 / 3, "General", "0.3333333333"),
        (2.675, "0.00", "2.68"),
        (129, "(0)", "(129)"),
        (129, '"("0")"', "(129)"),
        (12.5, "0.0_ ;[Red]-0.0 ", "12.5"),
        (-12.5, "0.0_ ;[Red]-0.0 ", "-12.5"),
        (-12.5, "0.0;(0.0)", "(12.5)"),
        (0, '0.0;-0.0;"~"', "~"),
        (13.2, '0.0"%"', "13.2%"),
        (1500000, '[$£-809]#,##0.0,,"m"', "£1.5m"),
        (5, "000", "005"),
        (0.5, "#.0", ".5"),
        (12.0, "0.##", "12"),
        (True, "General", "TRUE"),
        ("13.2%", "General", "13.2%"),
        (date(2013, 4, 1), "dd/mm/yyyy", "01/04/2013"),
        (datetime(2013, 4, 1), "mm-dd-yy", "01/04/2013"),  # noqa: DTZ001  Excel's days have no zone
        (datetime(2013, 4, 1), "mmm-yy", "Apr-13"),  # noqa: DTZ001  the same
        (datetime(2013, 4, 1), "d mmmm yyyy;@", "1 April 2013"),  # noqa: DTZ001  the same
        (datetime(2013, 4, 1, 9, 5), "hh:mm", "09:05"),  # noqa: DTZ001  the same
    ],
)
def test_a_cell_is_read_as_excel_shows_it(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


@pytest.mark.parametrize("number_format", ["[>1000]0.0;0", "# ?/?", "0.0E+00"])
def test_a_format_that_cannot_be_followed_is_never_guessed(number_format: str) -> None:
    with pytest.raises(UnknownFormat):
        shown(0.5, number_format)


@given(st.decimals(min_value=0, max_value=1, places=3))
def test_a_percentage_is_rounded_as_a_careful_person_would(value: Decimal) -> None:
    """The slow version counts thousandths as whole numbers, and halves go up."""
    thousandths = int(value * 1000)
    assert shown(float(value), "0%") == f"{(thousandths + 5) // 10}%"
    assert shown(float(value), "0.0%") == f"{thousandths // 10}.{thousandths % 10}%"


def test_a_board_s_workbook_is_read_like_its_csv_files(path: Path) -> None:
    row = ("CP-8", "Plans of 2 years", "Lower percentages", 0.049, "3.4% (p)", 0.065)
    a_workbook(path, row, D2="0.0%", F2="0.0%")
    plan = sheets.read_plan(path)
    assert plan.plan.name == "A plan"
    assert [(each.value, each.as_printed) for each in the_figures(path)] == [
        (Decimal("4.9"), "4.9%"), (Decimal("3.4"), "3.4% (p)"),
    ]  # fmt: skip
    assert plan.indicators[0].series[0].targets[0].value == Decimal("6.5")


def test_a_formula_counts_as_what_excel_last_made_of_it(path: Path, tmp_path: Path) -> None:
    a_workbook(path, ("A", "Sum", "", "=1+1", 3, 4))
    calculated = rewritten(
        path, tmp_path / "b.xlsx", SHEET, r"<f>1\+1</f><v ?/>|<f>1\+1</f><v></v>", "<f>1+1</f><v>2</v>"
    )
    assert the_figures(calculated)[0].value == 2


def test_a_formula_that_excel_never_calculated_is_a_problem_and_not_a_blank(path: Path) -> None:
    a_workbook(path, ("A", "Sum", "", "=1+1", 3, 4))
    (problem,) = the_problems(path)
    assert (problem.fault, problem.sheet, problem.row, problem.column) == (Fault.NOT_CALCULATED, "indicators", 2, "D")


def test_an_error_of_excel_is_a_problem_with_its_cell(path: Path) -> None:
    a_workbook(path, ("A", "Sum", "", "#REF!", 3, "#DIV/0!"))
    assert [(each.fault, each.row, each.column) for each in the_problems(path)] == [
        (Fault.EXCEL_ERROR, 2, "D"), (Fault.EXCEL_ERROR, 2, "F"),
    ]  # fmt: skip


def test_texts_that_a_workbook_shares_are_read_and_an_empty_result_is_a_blank(path: Path, tmp_path: Path) -> None:
    """As Excel itself writes them: texts in a part of their own, a formula's empty text as "str"."""
    a_workbook(path, ("A", "One", "", 1, 2, 3))
    one = rewritten(path, tmp_path / "one.xlsx", SHEET, '<c r="C2" t="inlineStr" ?/>', '<c r="C2" t="s"><v>1</v></c>')
    two = rewritten(
        one, tmp_path / "two.xlsx", SHEET, '<c r="D2" t="n"><v>1</v></c>', '<c r="D2" t="str"><f>""</f><v></v></c>'
    )
    texts = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>x</t></si><si><t>Lower</t></si></sst>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    told = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    three = rewritten(two, tmp_path / "three.xlsx", "[Content_Types].xml", "</Types>", told)
    with zipfile.ZipFile(three, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", texts)
    (indicator,) = sheets.read_plan(three).indicators
    assert indicator.series[0].polarity_printed == "Lower"
    assert [each.value for each in the_figures(three)] == [2]


def test_cells_merged_over_rows_hold_for_each_of_them(path: Path) -> None:
    headings = ("Objective", "Indicator", "Owner", "Q1 2013/14")
    book = a_workbook(path, ("Safe", "One", "Police", 1), (None, "Two", None, 2), headings=headings)
    book["indicators"].merge_cells("A2:A3")
    book["indicators"].merge_cells("C2:C3")
    book.save(path)
    plan = sheets.read_plan(path)
    assert [each.primary for each in plan.indicators] == [(("", 1),), (("", 1),)]
    assert [each.owner and each.owner.label for each in plan.indicators] == ["Police", "Police"]


def test_a_title_merged_over_rows_is_one_indicator_with_two_lines(path: Path) -> None:
    book = a_workbook(path, ("A", "Plans", "Lower", 428, 440, 400), (None, None, "(per 10,000)", "(68)", "(70)", None))
    book["indicators"].merge_cells("B2:B3")
    book.save(path)
    (indicator,) = sheets.read_plan(path).indicators
    assert [line.name for line in indicator.series] == ["number", "per 10,000"]


def test_a_figure_merged_over_cells_could_be_of_any_and_is_a_problem(path: Path) -> None:
    book = a_workbook(path, ("A", "One", "", 5, None, 4), ("B", "Two", "", 1, 2, 3))
    book["indicators"].merge_cells("D2:E2")
    book.save(path)
    (problem,) = the_problems(path)
    assert (problem.fault, problem.row, problem.column) == (Fault.MERGED_FIGURE, 2, "Q1 2013/14")


def test_words_merged_over_two_cells_stand_in_the_first(path: Path) -> None:
    book = a_workbook(path, ("A", "One", "", 1, "Baseline pending definition revision", None))
    book["indicators"].merge_cells("E2:F2")
    book.save(path)
    assert the_figures(path)[1].missing is not None


def test_rows_and_headings_may_stand_lower_down_with_blank_rows_between(path: Path) -> None:
    book = a_workbook(path)
    sheet = book["indicators"]
    sheet.insert_rows(1, 3)
    sheet["A1"] = "Performance of the board"
    sheet["B9"], sheet["D9"] = "One", 5
    book.save(path)
    (indicator,) = sheets.read_plan(path).indicators
    assert (indicator.title, indicator.at) == ("One", 9)


def test_a_size_that_the_sheet_says_wrongly_of_itself_hides_nothing(path: Path, tmp_path: Path) -> None:
    a_workbook(path, ("A", "One", "", 1, 2, 3))
    lying = rewritten(path, tmp_path / "b.xlsx", SHEET, r'<dimension ref="[^"]*" ?/>', '<dimension ref="A1"/>')
    assert [each.value for each in the_figures(lying)] == [1, 2]


def test_formats_and_comments_far_below_the_rows_cost_nothing(path: Path) -> None:
    book = a_workbook(path, ("A", "One", "", 1, 2, 3))
    book["indicators"]["A1048576"].number_format = "0%"
    book["indicators"]["B2"].comment = Comment("seen", "an officer")
    book.save(path)
    assert len(the_figures(path)) == 2


def test_a_workbook_under_a_password_or_of_the_old_kind_is_refused_with_what_to_do(tmp_path: Path) -> None:
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
    for name, content, fault in [
        ("new.xlsx", ole + "EncryptedPackage".encode("utf-16-le"), Fault.PASSWORD),
        ("renamed.xlsx", ole, Fault.OLD_WORKBOOK),
        ("old.xls", ole, Fault.OLD_WORKBOOK),
        ("old.ods", b"PK", Fault.NOT_A_SHEET),
        ("broken.xlsx", b"not a zip", Fault.NOT_A_WORKBOOK),
        ("empty.xlsx", b"", Fault.EMPTY_FILE),
    ]:
        (tmp_path / name).write_bytes(content)
        (problem,) = the_problems(tmp_path / name)
        assert (problem.fault, problem.sheet) == (fault, name)


def test_a_half_workbook_is_refused(path: Path, tmp_path: Path) -> None:
    a_workbook(path, ("A", "One", "", 1, 2, 3))
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(path.read_bytes()[:-200])
    assert the_problems(cut)[0].fault is Fault.BROKEN_WORKBOOK
    torn = rewritten(path, tmp_path / "torn.xlsx", SHEET, "</row>", "")
    assert the_problems(torn)[0].fault is Fault.BROKEN_WORKBOOK
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert the_problems(tmp_path / "other.xlsx")[0].fault is Fault.BROKEN_WORKBOOK


def test_a_bomb_of_zeros_is_refused_before_it_is_unpacked(path: Path) -> None:
    a_workbook(path, ("A", "One", "", 1, 2, 3))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/picture.bin", b"\0" * (limits.MOST_UNPACKED + 1))
    assert path.stat().st_size < limits.MOST_BYTES
    assert the_problems(path)[0].fault is Fault.TOO_BIG


def test_a_bomb_of_entities_is_refused(path: Path, tmp_path: Path) -> None:
    a_workbook(path, ("A", "One", "", 1, 2, 3))
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    for part, first in ((SHEET, "<worksheet"), ("xl/workbook.xml", "<workbook"), ("xl/styles.xml", "<styleSheet")):
        bad = rewritten(path, tmp_path / "bad.xlsx", part, f"{first}(?= )", bomb + first)
        assert the_problems(bad)[0].fault is Fault.BROKEN_WORKBOOK


def test_too_many_rows_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sheets.survey.MOST_ROWS", 5)
    a_workbook(path, *(("A", f"Row {n}", "", 1, 2, 3) for n in range(5)))
    (problem,) = the_problems(path)
    assert (problem.fault, problem.sheet) == (Fault.TOO_MANY_ROWS, "indicators")


def test_a_folder_with_one_workbook_is_that_workbook(path: Path) -> None:
    a_workbook(path, ("A", "One", "", 1, 2, 3))
    (path.parent / "~$plan.xlsx").write_bytes(b"what Excel leaves while a file is open")
    assert [sheet.name for sheet in sheets.read(path.parent).sheets] == ["plan", "indicators"]


def test_every_sheet_s_problems_are_told_at_once(path: Path) -> None:
    book = a_workbook(path, ("A", "One", "", "#REF!", 2, 3))
    book["plan"]["B2"] = "#NAME?"
    book.save(path)
    assert [problem.sheet for problem in the_problems(path)] == ["plan", "indicators"]


def test_nothing_in_a_workbook_can_make_the_reader_crash(path: Path, tmp_path: Path) -> None:
    a_workbook(path, ("A", "One", "", 1, 2, 3))
    for pattern, replacement in [
        (r'r="D2"', 'r="ZZZZZZ2"'),
        (r'r="D2"', 'r=""'),
        (r'r="2"', 'r="two"'),
        (r'<row r="2"', '<row r="99999999"'),
        (r"<v>1</v>", "<v>one</v>"),
        (r"<v>1</v>", "<v>1e999</v>"),
        (r't="n"', 't="s"'),
        (r't="n"', 't="zz"'),
        (r't="n"', 't="d"'),
        (r'<c r="D2" t="n">', '<c r="D2" t="n" s="77">'),
    ]:
        bad = rewritten(path, tmp_path / "bad.xlsx", SHEET, pattern, replacement)
        with suppress(BadImport):
            sheets.read(bad)


def test_the_reader_s_own_limits_stand_together() -> None:
    assert limits.MOST_CSV_BYTES < limits.MOST_BYTES < limits.MOST_UNPACKED


@pytest.mark.parametrize("number_format", ["yyyy-mm-dd h:mm:ss", "mmm-yy", "[$-409]dddd", "General", "0.0%"])
def test_a_plan_s_dates_are_read_whatever_their_cells_show(path: Path, number_format: str) -> None:
    book = a_workbook(path, ("A1", "One", "Lower numbers", 1, 2, 3))
    book["plan"]["B3"] = datetime(2013, 4, 1)  # noqa: DTZ001  a spreadsheet's dates have no zone
    book["plan"]["B4"] = date(2014, 3, 31)
    for address in ("B3", "B4"):
        book["plan"][address].number_format = number_format
    book.save(path)
    if number_format in {"General", "0.0%"}:
        with pytest.raises(BadImport, match="2 problems"):  # then it is a number, in Excel too
            sheets.read_plan(path)
        return
    head = sheets.read_plan(path).plan
    assert (head.starts, head.ends) == (date(2013, 4, 1), date(2014, 3, 31))
