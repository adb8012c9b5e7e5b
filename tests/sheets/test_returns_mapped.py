"""An organisation's own workbook: mapped once, known by the words that prove its layout, refused where that changed."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from bot.domain.mapping import Pages, changes, kept_cells, kept_proofs, read_address, read_mapped
from bot.domain.mapping_sheet import HEADINGS, Against, Read, propose, read_mapping
from bot.domain.problems import Fault
from bot.domain.returning import Column
from bot.sheets import handed_in
from tests.builders import a_period, a_series, an_indicator

if TYPE_CHECKING:
    from bot.domain.handing_in import Received
    from bot.domain.sheet import Book

NEET = an_indicator("NEET", [a_series(unit="%")], code="NI 117")
THEFT = an_indicator("Theft by under 18s", [a_series(name="number"), a_series(name="rate", unit="per 10,000")])
OTHERS = an_indicator("Obesity", [a_series(unit="%")], code="NI 055a")
AGAINST = Against(
    indicators=(NEET, THEFT, OTHERS), measures=frozenset({NEET.id, THEFT.id}), organisation="Schools", first_month=4
)
LINES = {line.id: (each, line) for each in (NEET, THEFT) for line in each.series}
SHEET = [
    ["Schools' dashboard", None, "Reporting:", "Q4 2013/14"],
    [None, None, None, None],
    ["Measure", "Line", "Q3 2013/14", "Q4 2013/14", "Why"],
    ["NEET", None, "5.9%", "6.5% (p)", "A centre closed."],
    ["Theft by under 18s", "number", 306, 298, None],
    ["Theft by under 18s", "rate", 91.2, None, None],
    ["Obesity", None, "10%", "11%", None],
]
GOOD = [
    ("KPIs", "D4", "NI 117", "", "Q4 2013/14", "E4"),
    ("KPIs", "D5", "Theft by under 18s", "number", "Q4 2013/14", ""),
    ("KPIs", "D6", "Theft by under 18s", "rate", "D1", ""),
]


def a_book(change: Any = None) -> Book:  # noqa: ANN401  a function of its sheet
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "KPIs"
    for row in SHEET:
        sheet.append(row)
    if change:
        change(sheet)
    held = io.BytesIO()
    book.save(held)
    return handed_in.read_bytes("dashboard.xlsx", held.getvalue())


def a_list(*lines: tuple[str, ...]) -> Book:
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in (HEADINGS, *lines))
    return handed_in.read_bytes("cells.csv", text.encode())


def mapped(*lines: tuple[str, ...]) -> Read:
    return read_mapping(a_list(*lines), a_book(), AGAINST)


def received(book: Book, lines: Any = None) -> Received:  # noqa: ANN401  by series
    """With what was remembered, as it comes back from the database."""
    read = mapped(*GOOD)
    assert read.problems == ()
    cells = kept_cells([each.kept() for each in read.cells], 4)
    return read_mapped(Pages(book), "Dashboard", cells, LINES if lines is None else lines, 4)


def layout(book: Book) -> list[str]:
    proofs = kept_proofs(each.kept() for each in mapped(*GOOD).proofs)
    return [str(problem) for problem in changes(proofs, Pages(book))]


def faults(read: Read | Received) -> list[tuple[Fault, int | None]]:
    return [(problem.fault, problem.row) for problem in read.problems]


def test_each_figure_comes_with_its_cell_its_period_and_the_comment_beside_it() -> None:
    found = received(a_book())
    told = [(each.indicator.title, each.series.name, each.period, each.at.label) for each in found.handed]
    q4 = a_period("Q4 2013/14")
    assert told == [("NEET", "", q4, "KPIs!D4"), ("Theft by under 18s", "number", q4, "KPIs!D5")]
    assert dict(found.handed[0].cells) == {
        Column.VALUE: "6.5%", Column.PROVISIONAL: "yes", Column.COMMENT: "A centre closed.",
    }  # fmt: skip
    assert [each.has_comments for each in found.handed] == [True, False]
    assert (found.blank, found.problems, found.known_as) == (1, (), "Dashboard")


def test_a_period_may_stand_in_a_cell_of_its_own() -> None:
    def later(sheet: Any) -> None:  # noqa: ANN401  openpyxl's
        sheet["D1"], sheet["D6"] = "Q1 2014/15", 90

    found = received(a_book(later))
    assert found.handed[-1].period == a_period("Q1 2014/15")
    assert layout(a_book(later)) == []


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        ("A4", "NEET, aged 16", "KPIs, row 4, column A: it said “NEET” and says “NEET, aged 16”."),
        ("D3", "Q1 2014/15", "KPIs, row 3, column D: it said “Q4 2013/14” and says “Q1 2014/15”."),
        ("A5", None, "KPIs, row 5, column A: it said “Theft by under 18s” and says nothing."),
        ("B6", "number", "KPIs, row 6, column B: it said “rate” and says “number”."),
    ],
)
def test_a_changed_layout_is_told_with_what_stood_there_and_what_stands_there_now(
    cell: str, value: str | None, told: str
) -> None:
    def change(sheet: Any) -> None:  # noqa: ANN401  openpyxl's
        sheet[cell] = value

    assert [each[: len(told)] for each in layout(a_book(change))] == [told]


def test_a_row_put_in_and_a_sheet_called_otherwise_are_another_layout() -> None:
    assert len(layout(a_book(lambda sheet: sheet.insert_rows(4)))) >= 3

    def rename(sheet: Any) -> None:  # noqa: ANN401  openpyxl's
        sheet.title = "Figures"

    assert all("it is gone" in each for each in layout(a_book(rename)))
    assert layout(a_book(rename))


def test_figures_that_change_do_not_change_the_layout() -> None:
    def report(sheet: Any) -> None:  # noqa: ANN401  openpyxl's
        sheet["C4"], sheet["D4"], sheet["D5"], sheet["E4"] = "n/a", "7.1%", 0, "Another reason."

    assert layout(a_book(report)) == []
    assert [each.text(Column.VALUE) for each in received(a_book(report)).handed] == ["7.1%", "0"]


@pytest.mark.parametrize("sign", ["~", "n/a", "tbc", "..", "-"])
def test_a_sign_for_no_figure_is_no_answer_unless_somebody_says_why(sign: str) -> None:
    def report(sheet: Any) -> None:  # noqa: ANN401  openpyxl's
        sheet["D4"], sheet["D5"] = sign, sign

    found = received(a_book(report))
    assert [(each.at.address, each.text(Column.VALUE)) for each in found.handed] == [("D4", sign)]
    assert found.blank == 2


def test_days_errors_and_periods_that_cannot_be_read_are_told() -> None:
    def spoil(sheet: Any) -> None:  # noqa: ANN401  openpyxl's
        sheet["D4"] = datetime(2014, 5, 6)  # noqa: DTZ001  Excel's days have no zone
        sheet["D5"] = "#DIV/0!"
        sheet["D6"], sheet["D1"] = 3, "this quarter"

    assert faults(received(a_book(spoil))) == [(Fault.A_DATE, 4), (Fault.EXCEL_ERROR, 5), (Fault.NOT_A_PERIOD, 1)]


def test_an_error_elsewhere_in_the_workbook_is_no_matter_of_ours() -> None:
    def spoil(sheet: Any) -> None:  # noqa: ANN401  openpyxl's
        sheet["G9"], sheet["G10"] = "#REF!", "=1+"

    assert faults(received(a_book(spoil))) == []


def test_what_the_organisation_does_not_supply_any_more_is_not_taken() -> None:
    found = received(a_book(), {number: line for number, line in LINES.items() if line[0] is THEFT})
    assert faults(found) == [(Fault.ROW_OF_OTHERS, 4)]


def test_one_figure_from_two_cells_is_not_chosen_among() -> None:
    read = mapped(("KPIs", "D5", THEFT.title, "number", "Q4 2013/14", ""))
    twice = [*read.cells, *kept_cells([{**read.cells[0].kept(), "at": ["KPIs", 6, 2]}], 4)]
    assert faults(read_mapped(Pages(a_book()), "Dashboard", twice, LINES, 4)) == [(Fault.FIGURE_TWICE, 6)]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (("KPIs", "D", "NI 117", "", "Q4 2013/14", ""), Fault.NO_SUCH_CELL),
        (("Figures", "D4", "NI 117", "", "Q4 2013/14", ""), Fault.NO_SUCH_CELL),
        (("KPIs", "D4", "NI 118", "", "Q4 2013/14", ""), Fault.NO_INDICATOR),
        (("KPIs", "D7", "NI 055a", "", "Q4 2013/14", ""), Fault.NOT_THEIRS),
        (("KPIs", "D5", "Theft by under 18s", "", "Q4 2013/14", ""), Fault.NO_LINE),
        (("KPIs", "D5", "Theft by under 18s", "count", "Q4 2013/14", ""), Fault.NO_LINE),
        (("KPIs", "D4", "NI 117", "", "Q4", ""), Fault.NOT_A_PERIOD),
        (("KPIs", "D4", "NI 117", "", "A1", ""), Fault.NOT_A_PERIOD),
        (("KPIs", "D4", "NI 117", "", "Q3 2013/14", ""), Fault.OTHER_PERIOD),
        (("KPIs", "D5", "NI 117", "", "Q4 2013/14", ""), Fault.OTHER_ROW),
        (("KPIs", "D4", "NI 117", "", "Q4 2013/14", "E"), Fault.NO_SUCH_CELL),
        (("KPIs", "G20", "NI 117", "", "Q4 2013/14", ""), Fault.NOTHING_PROVES),
    ],
)
def test_a_slip_in_the_list_is_told_with_its_line(line: tuple[str, ...], fault: Fault) -> None:
    assert faults(mapped(GOOD[2], line)) == [(fault, 3)]


def test_every_slip_is_told_at_once_and_a_cell_is_mapped_once() -> None:
    read = mapped(GOOD[0], GOOD[0], ("Figures", "x", "NI 118", "", "soon", ""))
    assert faults(read) == [(Fault.FIGURE_TWICE, 3), (Fault.NO_SUCH_CELL, 4), (Fault.NO_INDICATOR, 4),
                            (Fault.NOT_A_PERIOD, 4)]  # fmt: skip


def test_a_list_without_its_columns_or_without_lines_maps_nothing() -> None:
    bare = handed_in.read_bytes("cells.csv", b"sheet,cell\nKPIs,D4\n")
    assert [fault for fault, _ in faults(read_mapping(bare, a_book(), AGAINST))] == [Fault.NO_COLUMN] * 3
    assert faults(mapped()) == [(Fault.NOTHING_IN_IT, None)]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_no_line_that_is_proposed_is_a_formula(sign: str) -> None:
    """The file is to be opened in a spreadsheet, and a sheet of somebody else's may be called as they like."""
    book = a_book()
    named = replace(book, sheets=tuple(replace(each, name=f"{sign}1") for each in book.sheets))
    assert {line[0] for line in propose(named, AGAINST)} == {f"'{sign}1"}


def test_what_is_proposed_has_the_very_words_of_the_plan_and_maps_as_it_stands() -> None:
    proposed = propose(a_book(), AGAINST)
    assert proposed == (
        ("KPIs", "C4", "NI 117", "", "Q3 2013/14", ""),
        ("KPIs", "D4", "NI 117", "", "Q4 2013/14", ""),
        ("KPIs", "C5", "Theft by under 18s", "number", "Q3 2013/14", ""),
        ("KPIs", "D5", "Theft by under 18s", "number", "Q4 2013/14", ""),
        ("KPIs", "C6", "Theft by under 18s", "rate", "Q3 2013/14", ""),
        ("KPIs", "D6", "Theft by under 18s", "rate", "Q4 2013/14", ""),
    )
    assert mapped(*proposed).problems == ()


def test_nothing_is_proposed_for_words_that_only_come_near() -> None:
    def rename(sheet: Any) -> None:  # noqa: ANN401  openpyxl's
        sheet["A4"], sheet["A5"], sheet["A6"], sheet["B6"] = "NEETs", "Theft", "Theft by under 18s", "rates"

    assert propose(a_book(rename), AGAINST) == ()


@pytest.mark.parametrize(
    ("text", "label"),
    [("B7", "S!B7"), ("$B$7", "S!B7"), ("aa10", "S!AA10"), ("'The sheet'!B7", "The sheet!B7"), ("T!B7", "T!B7")],
)
def test_a_cell_is_named_as_in_a_formula(text: str, label: str) -> None:
    place = read_address(text, "S")
    assert place
    assert place.label == label


@pytest.mark.parametrize("text", ["", "B", "7", "B0", "Q4 2013/14", "B7:B9", "ABCD1"])
def test_what_names_no_cell_is_none(text: str) -> None:
    assert read_address(text, "S") is None
