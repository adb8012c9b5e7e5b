"""A return written and read back: rows are known by their ids and proven by their words, or refused."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from bot.domain.errors import BadImport
from bot.domain.model import Catalogue
from bot.domain.problems import Fault
from bot.domain.receiving import Terms, is_return, read_return
from bot.domain.returning import ENTERED, Column, Line, Return, read_row_id, row_id
from bot.sheets import handed_in, limits
from tests.builders import a_figure, a_period, a_plan, a_series, a_target, an_indicator
from tests.returned import COLUMNS, filled, opened, read, saved

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook

    from bot.domain.handing_in import Received

Q4 = a_period("Q4 2013/14")
OURS, THEIRS = 17, 18
RETURN = "Return"
SHARED, MAIN = "xl/sharedStrings.xml", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def a_line(code: str, title: str, **given: Any) -> Line:  # noqa: ANN401  any field of the value
    series = a_series(unit="%", decimals=1)
    indicator = an_indicator(title, [series], code=code)
    facts = {"indicator": indicator, "series": series, "period": Q4, "due": date(2014, 5, 19)}
    return Line(**(facts | given))


@pytest.fixture
def made() -> Return:
    """Three figures owed by Health."""
    lines = (
        a_line("H1", "Breastfeeding", last=a_figure("45.5%", "2012/13"), target=a_target("43.0%")),
        a_line("H2", "Early access"),
        a_line("H3", "Obesity", sent_back="Which year is it?"),
    )
    return Return(workspace_id=OURS, plan=a_plan(), whose="Health", made_on=date(2014, 5, 20), lines=lines)


def terms_of(made: Return, **given: Any) -> Terms:  # noqa: ANN401  any field of the value
    indicators = tuple(line.indicator for line in made.lines)
    facts = {
        "workspace_id": made.workspace_id,
        "catalogue": Catalogue(plan=made.plan, objectives=(), indicators=indicators),
        "measures": {each.id for each in indicators},
    }
    return Terms(**(facts | given))


def received(made: Return, content: bytes, name: str = "return.xlsx", **terms: Any) -> Received:  # noqa: ANN401  any field of the value
    return read_return(read(content, name), terms_of(made, **terms))


def answers(found: Received) -> dict[str, dict[Column, str]]:
    return {each.indicator.code: dict(each.cells) for each in found.handed}


def faults(found: Received) -> list[tuple[Fault, int | None]]:
    return [(problem.fault, problem.row) for problem in found.problems]


@pytest.mark.parametrize("whose", ["../../etc/passwd", "C:\\Windows", "/root", "a\0b", "\u202egnp.exe", "..", ""])
def test_a_name_with_the_signs_of_a_path_is_no_path(made: Return, whose: str) -> None:
    assert re.fullmatch(r"return [\w -]+ 2014-05-20\.xlsx", replace(made, whose=whose).file_name, re.ASCII)


def test_a_row_says_all_that_is_needed_to_fill_it_in(made: Return) -> None:
    sheet = opened(made)[RETURN]
    assert [cell.value for cell in sheet[1]] == [column.value for column in Column]
    assert [cell.value for cell in sheet[2]][:10] == [
        "H1", "Breastfeeding", None, "Q4 2013/14", "%", None, "45.5% (2012/13)", "43.0%", "19 May 2014", None,
    ]  # fmt: skip
    assert sheet.cell(4, COLUMNS[Column.DUE]).value == "19 May 2014; sent back: Which year is it?"


def test_only_the_empty_cells_can_be_written_in_and_the_ids_are_out_of_sight(made: Return) -> None:
    book = opened(made)
    sheet = book[RETURN]
    unlocked = {column for column in Column if not sheet.cell(2, COLUMNS[column]).protection.locked}
    assert unlocked == set(ENTERED)
    assert sheet.protection.sheet
    assert sheet.column_dimensions[get_column_letter(COLUMNS[Column.ROW_ID])].hidden
    assert book["Ids"].sheet_state == "hidden"
    assert {rule.sqref for rule in sheet.data_validations.dataValidation}


def test_what_is_typed_into_an_entry_stays_as_it_was_typed(made: Return) -> None:
    """Excel makes a date of 1/2 and 6.5 of 6.50 unless the cell is for text."""
    sheet = opened(made)[RETURN]
    assert {sheet.cell(2, COLUMNS[column]).number_format for column in ENTERED} == {"@"}


@pytest.mark.parametrize("title", ["=1+1", "+44", "-5% by 2014", "@SUM(A1)", '=HYPERLINK("http://x.y")'])
def test_no_text_of_the_plan_becomes_a_formula(made: Return, title: str) -> None:
    made = replace(made, lines=(a_line("=H1", title),), whose="=Health")
    book = opened(made)
    for sheet in book.worksheets:
        assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
    cell = book[RETURN]["B2"]
    assert (cell.value, cell.quotePrefix) == (title, True)
    found = received(made, filled(made, {"=H1": {Column.VALUE: "5%"}}))
    assert (answers(found), found.problems) == ({"=H1": {Column.VALUE: "5%"}}, ())


def test_a_title_with_control_characters_or_of_several_lines_is_written_and_known_again(made: Return) -> None:
    made = replace(made, lines=(a_line("H1", "Two\nlines\x0b and \x00 more"),))
    found = received(made, filled(made, {"H1": {Column.VALUE: "5%"}}))
    assert (len(found.handed), found.problems) == (1, ())


def test_an_empty_return_answers_nothing(made: Return) -> None:
    found = received(made, filled(made, {}))
    assert (found.handed, found.problems, found.blank, found.left_out, found.not_read) == ((), (), 3, 0, ())


def test_answered_rows_come_with_the_place_of_their_figure(made: Return) -> None:
    found = received(made, filled(made, {"H2": {Column.VALUE: "0", Column.COMMENT: "None at all."}}))
    (handed,) = found.handed
    assert answers(found) == {"H2": {Column.VALUE: "0", Column.COMMENT: "None at all."}}
    assert (handed.at.label, handed.period, found.blank) == ("Return!J3", Q4, 2)
    assert handed.place(Column.COMMENT).label == "Return!N3"


@pytest.mark.parametrize(
    ("entry", "number_format", "text"),
    [
        (0, "General", "0"),
        (0.065, "0.0%", "6.5%"),
        (6.5, "General", "6.5"),
        (6.5, "@", "6.5"),
        (0, "@", "0"),
        ("6.50%", "@", "6.50%"),
        ("n/a", "@", "n/a"),
        (1234, "#,##0", "1,234"),
        ("=1+1", "@", "=1+1"),
    ],
)
def test_an_entry_is_what_a_person_sees_in_the_cell(made: Return, entry: object, number_format: str, text: str) -> None:
    def enter(book: Workbook) -> None:
        cell = book[RETURN].cell(2, COLUMNS[Column.VALUE])
        cell.value, cell.number_format = entry, number_format
        if isinstance(entry, str):
            cell.data_type = "s"

    assert answers(received(made, filled(made, {}, enter))) == {"H1": {Column.VALUE: text}}


def test_rows_may_be_sorted_and_taken_out(made: Return) -> None:
    def sort(book: Workbook) -> None:
        sheet = book[RETURN]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for row, values in zip(sheet.iter_rows(min_row=2, max_row=3), reversed(rows[1:]), strict=True):
            for cell, value in zip(row, values, strict=True):
                cell.value = value
        sheet.delete_rows(4)

    found = received(made, filled(made, {"H2": {Column.VALUE: "1%"}, "H3": {Column.VALUE: "2%"}}, sort))
    assert answers(found) == {"H3": {Column.VALUE: "2%"}, "H2": {Column.VALUE: "1%"}}
    assert (found.problems, found.left_out) == ((), 1)


def test_columns_may_be_moved_and_a_title_put_above_them(made: Return) -> None:
    def move(book: Workbook) -> None:
        sheet = book[RETURN]
        sheet.insert_cols(1)
        sheet.insert_rows(1, 2)
        sheet["A1"] = "Health's figures"

    found = received(made, filled(made, {"H1": {Column.VALUE: "5%"}}, move))
    assert (answers(found), found.problems) == ({"H1": {Column.VALUE: "5%"}}, ())


def test_a_renamed_sheet_is_read_and_one_that_was_added_is_told(made: Return) -> None:
    def rename(book: Workbook) -> None:
        book[RETURN].title = "Ours"
        book.create_sheet("Workings")["A1"] = "=1+1"

    found = received(made, filled(made, {"H1": {Column.VALUE: "5%"}}, rename))
    assert (answers(found), found.problems) == ({"H1": {Column.VALUE: "5%"}}, ())
    assert found.not_read == ("Workings",)


def changed(row: int, column: Column, value: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[RETURN].cell(row, COLUMNS[column]).value = value

    return change


def copied(book: Workbook) -> None:
    sheet = book[RETURN]
    sheet.append([cell.value for cell in sheet[2]])


def added(book: Workbook) -> None:
    sheet = book[RETURN]
    sheet.append([None, "Something new", None, None, None, None, None, None, None, "5%"])


def swapped(book: Workbook) -> None:
    """The ids alone sorted, as when a hidden column was left out."""
    sheet, index = book[RETURN], COLUMNS[Column.ROW_ID]
    ids = sheet.cell(2, index).value, sheet.cell(3, index).value
    sheet.cell(3, index).value, sheet.cell(2, index).value = ids


def merged(book: Workbook) -> None:
    book[RETURN].merge_cells("J2:J3")


def typed_a_day(book: Workbook) -> None:
    cell = book[RETURN]["J2"]
    cell.value, cell.number_format = datetime(2014, 6, 5), "d/m/yyyy"  # noqa: DTZ001  Excel's days have no zone


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (changed(2, Column.INDICATOR, "Breastfeeding at 6 weeks"), [(Fault.ROW_CHANGED, 2)]),
        (changed(2, Column.PERIOD, "Q3 2013/14"), [(Fault.ROW_CHANGED, 2)]),
        (changed(2, Column.CODE, None), [(Fault.ROW_CHANGED, 2)]),
        (changed(2, Column.ROW_ID, None), [(Fault.ROW_WITHOUT_ID, 2)]),
        (changed(2, Column.ROW_ID, "R1-1-Q2013.4-000000000000"), [(Fault.ROW_UNKNOWN, 2)]),
        (changed(2, Column.VALUE, "=0.05+0.01"), [(Fault.A_FORMULA, 2)]),
        (changed(2, Column.COMMENT, "=A1"), [(Fault.A_FORMULA, 2)]),
        (copied, [(Fault.ROW_TWICE, 2), (Fault.ROW_TWICE, 5)]),
        (added, [(Fault.ROW_WITHOUT_ID, 5)]),
        (swapped, [(Fault.ROW_CHANGED, 2), (Fault.ROW_CHANGED, 2)]),
        (merged, [(Fault.MERGED_ENTRY, 2)]),
        (typed_a_day, [(Fault.A_DATE, 2)]),
    ],
)
def test_a_row_that_may_be_another_is_refused_with_its_place(
    made: Return, change: Callable[[Workbook], object], expected: list[tuple[Fault, int]]
) -> None:
    found = received(made, filled(made, {"H1": {Column.VALUE: "5%"}}, change))
    assert faults(found) == expected
    assert all(problem.sheet == RETURN and problem.column.startswith("column ") for problem in found.problems)


@pytest.mark.parametrize("column", sorted({*ENTERED} - {Column.VALUE}))
def test_a_column_that_was_taken_out_is_told_whatever_stands_in_the_others(made: Return, column: Column) -> None:
    found = received(made, filled(made, {"H1": {Column.VALUE: "46.1%"}}, changed(1, column, None)))
    assert faults(found) == [(Fault.RETURN_COLUMN, None)]
    assert answers(found) == {"H1": {Column.VALUE: "46.1%"}}


def test_every_problem_is_told_at_once(made: Return) -> None:
    def spoil(book: Workbook) -> None:
        changed(2, Column.PERIOD, "2013/14")(book)
        changed(3, Column.VALUE, "=1/0")(book)
        added(book)

    found = received(made, filled(made, {"H1": {Column.VALUE: "5%"}}, spoil))
    assert faults(found) == [(Fault.ROW_CHANGED, 2), (Fault.A_FORMULA, 3), (Fault.ROW_WITHOUT_ID, 5)]
    assert "it says “2013/14” where the plan says “Q4 2013/14”" in str(found.problems[0])


def test_a_return_of_another_workspace_or_plan_is_not_ours(made: Return) -> None:
    content = filled(made, {"H1": {Column.VALUE: "5%"}})
    other_plan = Catalogue(plan=a_plan(id=2), objectives=(), indicators=tuple(x.indicator for x in made.lines))
    for terms in ({"workspace_id": THEIRS}, {"catalogue": other_plan}):
        found = received(made, content, **terms)
        assert faults(found) == [(Fault.RETURN_SEAL, None), (Fault.ROW_UNKNOWN, 2)]
        assert found.handed == ()


def test_a_row_of_another_organisation_is_refused(made: Return) -> None:
    mine = made.lines[1].indicator.id
    content = filled(made, {"H1": {Column.VALUE: "5%"}, "H2": {Column.VALUE: "6%"}})
    found = received(made, content, measures={mine})
    assert faults(found) == [(Fault.ROW_OF_OTHERS, 2)]


@pytest.mark.parametrize("cell", ["B1", "B2", "B3", "B4", "B5", None])
def test_the_hidden_sheet_of_ids_must_be_as_it_was_written(made: Return, cell: str | None) -> None:
    def tamper(book: Workbook) -> None:
        if cell is None:
            del book["Ids"]
        else:
            book["Ids"][cell] = "another"

    found = received(made, filled(made, {"H1": {Column.VALUE: "5%"}}, tamper))
    assert (Fault.RETURN_SEAL, None) in faults(found)


@pytest.mark.parametrize("column", [Column.COMMENT, Column.PERIOD])
def test_a_column_that_is_missing_or_there_twice_is_told(made: Return, column: Column) -> None:
    def take_out(book: Workbook) -> None:
        book[RETURN].cell(1, COLUMNS[column]).value = "Remarks"

    def double(book: Workbook) -> None:
        book[RETURN].cell(1, len(Column) + 1).value = column.value

    assert (Fault.RETURN_COLUMN, None) in faults(received(made, filled(made, {}, take_out)))
    assert faults(received(made, filled(made, {}, double))) == [(Fault.RETURN_COLUMN_TWICE, 1)]


def test_a_second_return_in_the_same_file_is_not_passed_over(made: Return) -> None:
    def double(book: Workbook) -> None:
        book.copy_worksheet(book[RETURN])

    assert (Fault.RETURN_TWICE, None) in faults(received(made, filled(made, {}, double)))


def test_a_return_saved_as_csv_is_read_by_its_row_ids(made: Return) -> None:
    sheet, page = load_workbook(io.BytesIO(filled(made, {"H1": {Column.VALUE: "5%"}})))[RETURN], io.StringIO()
    csv.writer(page).writerows([cell.value for cell in row] for row in sheet.iter_rows())
    found = received(made, page.getvalue().encode(), "return.csv")
    assert (answers(found), found.problems) == ({"H1": {Column.VALUE: "5%"}}, ())


def as_excel_saves_it(content: bytes, path: Path) -> bytes:
    """With its texts in a part of their own, which cells share, and no size given."""
    texts: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name).decode()
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(r"<dimension[^>]*/>", "", part)
                texts += (found := re.findall(r't="inlineStr"><is><t[^>]*>([^<]*)</t></is>', part))
                for number in range(len(texts) - len(found), len(texts)):
                    part = re.sub(r't="inlineStr"><is><t[^>]*>[^<]*</t></is>', f't="s"><v>{number}</v>', part, count=1)
            part = part.replace("</Types>", f'<Override PartName="/{SHARED}" ContentType="{KIND}"/></Types>')
            new.writestr(name, part)
        new.writestr(SHARED, f'<sst xmlns="{MAIN}">{"".join(f"<si><t>{text}</t></si>" for text in texts)}</sst>')
    return path.read_bytes()


def test_a_return_that_excel_saved_is_read_too(made: Return, tmp_path: Path) -> None:
    content = as_excel_saves_it(filled(made, {"H1": {Column.VALUE: "5%"}}), tmp_path / "return.xlsx")
    assert b"inlineStr" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    found = received(made, content)
    assert (answers(found), found.problems) == ({"H1": {Column.VALUE: "5%"}}, ())


def test_a_file_too_big_or_of_another_kind_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(BadImport) as big:
        handed_in.read_bytes("return.xlsx", b"PK" + b"0" * handed_in.MOST_BYTES)
    with pytest.raises(BadImport) as other:
        handed_in.read_bytes("return.pdf", b"%PDF")
    with pytest.raises(BadImport) as gone:
        handed_in.read_file(tmp_path / "none.xlsx")
    told = [refused.value.problems[0].fault for refused in (big, other, gone)]  # type: ignore[attr-defined]  # a Problem
    assert told == [Fault.TOO_BIG, Fault.NOT_A_SHEET, Fault.NO_SUCH_FILE]


def test_a_small_file_that_unpacks_to_a_large_one_is_not_unpacked(made: Return, tmp_path: Path) -> None:
    path = tmp_path / "return.xlsx"
    path.write_bytes(filled(made, {}))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * (limits.MOST_UNPACKED + 1))
    assert path.stat().st_size < handed_in.MOST_BYTES
    with pytest.raises(BadImport) as refused:
        handed_in.read_file(path)
    assert [getattr(problem, "fault", None) for problem in refused.value.problems] == [Fault.TOO_BIG]


def test_another_workbook_is_no_return(made: Return) -> None:
    book = opened(made)
    del book[RETURN]
    assert not is_return(read(saved(book)))


@pytest.mark.parametrize(
    "text", ["", "R1", "R1-0-Q2013.4-000000000000", "R2-5-Q2013.4-0", f"R1-{10**19}-Q2013.4-000000000000", "=R1-1"]
)
def test_what_is_no_row_id_says_nothing(text: str) -> None:
    assert read_row_id(text, OURS, 1, 4) is None


def test_a_row_id_says_its_series_and_period_in_its_own_plan_alone() -> None:
    text = row_id(OURS, 1, 5, Q4)
    assert read_row_id(f" {text} ", OURS, 1, 4) == (5, Q4)
    assert (read_row_id(text, THEIRS, 1, 4), read_row_id(text, OURS, 2, 4)) == (None, None)
