"""Every irregular cell of real plans is read to what it says, and what was printed is never lost."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.cells import Cell, fault_of, read_cell
from bot.domain.model import Marker, Missing
from bot.domain.problems import Fault

P, E = Marker.PROVISIONAL, Marker.ESTIMATED


@pytest.mark.parametrize(
    ("printed", "value", "unit", "decimals"),
    [
        ("13.2%", "13.2", "%", 1),
        ("100%", "100", "%", 0),
        ("91.70%", "91.70", "%", 2),
        ("0", "0", "", 0),
        ("0.0%", "0.0", "%", 1),
        ("806", "806", "", 0),
        ("17,790", "17790", "", 0),
        ("1,234,567.8", "1234567.8", "", 1),
        (".5", "0.5", "", 1),
        ("-3.2%", "-3.2", "%", 1),
        ("\N{EN DASH}3.2%", "-3.2", "%", 1),
        ("\N{MINUS SIGN}3", "-3", "", 0),
        ("1 234", "1234", "", 0),
        ("1\N{NO-BREAK SPACE}234", "1234", "", 0),
        ("1\N{NARROW NO-BREAK SPACE}234\N{NO-BREAK SPACE}%", "1234", "%", 0),
        ("13.2 per cent", "13.2", "%", 1),
        ("£1½ million", "1500000", "£", 0),
        ("£2.5m", "2500000", "£", 0),
        ("nil", "0", "", 0),
    ],
)
def test_a_number_is_read_exactly_with_its_unit_and_decimals(
    printed: str, value: str, unit: str, decimals: int
) -> None:
    cell = read_cell(printed)
    assert (cell.value, cell.unit, cell.decimals, cell.note) == (Decimal(value), unit, decimals, "")
    assert (cell.missing, cell.text, cell.as_printed) == (None, "", printed)


def test_a_number_in_brackets_is_a_rate_and_not_a_negative_one() -> None:
    cell = read_cell("(129)")
    assert (cell.value, cell.bracketed) == (Decimal(129), True)
    assert read_cell("(1,753)").value == Decimal(1753)
    assert not read_cell("129").bracketed


@pytest.mark.parametrize(
    ("printed", "value", "names", "markers"),
    [
        ("9.9% (Full Year 11/12)", "9.9", "2011/12", set()),
        ("6.8% (Full year 12/13)", "6.8", "2012/13", set()),
        ("5.6 (08-10)", "5.6", "2008-10", set()),
        ("9.1% (2010)", "9.1", "2010", set()),
        ("76.9% (2009/10)", "76.9", "2009/10", set()),
        ("65.5% (p)", "65.5", None, {P}),
        ("0.04% (Provisional - Summer term 2013)", "0.04", "Summer term 2013", {P}),
        ("0.04% (Autumn term 2012)", "0.04", "Autumn term 2012", set()),
        ("6.42% (Autumn & Spring 12/13)", "6.42", "2 terms to Spring 2013", set()),
        ("7.15% (3 terms to Autumn 2012)", "7.15", "3 terms to Autumn 2012", set()),
        ("6.7% (3 terms to Spring 2013)", "6.7", "3 terms to Spring 2013", set()),
        ("approximately 4,000", "4000", None, {E}),
        ("12 (Q3 2013/14) (p)", "12", "Q3 2013/14", {P}),
        ("12 (as at 31 March 2014)", "12", "March 2014", set()),
        ("12 (12 months to June 2013)", "12", "12 periods to June 2013", set()),
    ],
)
def test_what_stands_beside_a_number_is_its_period_and_its_markers(
    printed: str, value: str, names: str | None, markers: set[Marker]
) -> None:
    cell = read_cell(printed)
    assert (cell.value, cell.names and cell.names.label, cell.markers) == (Decimal(value), names, markers)


def test_a_floor_and_a_note_stay_beside_the_number() -> None:
    assert read_cell("at least 50%").note == "at least"
    assert read_cell("£6m over the next 3 years").note == "over the next 3 years"
    assert read_cell("9.9% (Full Year 11/12)").note == "Full Year 11/12"
    assert read_cell("65.5% (p)").note == ""


@pytest.mark.parametrize(
    ("printed", "missing"),
    [
        ("~", Missing.NOT_AVAILABLE),
        ("\N{EN DASH}", Missing.NOT_AVAILABLE),
        ("[x]", Missing.NOT_AVAILABLE),
        ("n/a", Missing.NOT_APPLICABLE),
        ("N/A ", Missing.NOT_APPLICABLE),
        ("New Measure", Missing.NEW_MEASURE),
        ("Baseline & targets pending definition revision by Ministry of Justice", Missing.DEFINITION_PENDING),
        ("Embargoed until 12 May 2014", Missing.EMBARGOED),
        ("<5", Missing.SUPPRESSED),
        ("[c]", Missing.SUPPRESSED),
    ],
)
def test_a_gap_gives_its_reason_and_is_never_nought(printed: str, missing: Missing) -> None:
    cell = read_cell(printed)
    assert (cell.missing, cell.value, cell.text, cell.as_printed) == (missing, None, "", printed)


def test_a_promise_is_a_deferral_with_its_date() -> None:
    for printed, when in [("Available May 2014", "May 2014"), ("due in Summer 2014", "Summer 2014")]:
        cell = read_cell(printed)
        assert (cell.missing, cell.available) == (Missing.DEFERRED, when)
    assert read_cell("due to staff shortages").text == "due to staff shortages"


@pytest.mark.parametrize("printed", ["Inadequate judgement", "Qualitative assessment", "2 of 5 schools", "4th", "99p"])
def test_words_stand_for_a_value_where_no_number_is_meant(printed: str) -> None:
    assert (read_cell(printed).text, read_cell(printed).value) == (printed, None)
    assert fault_of(read_cell(printed)) is None


@pytest.mark.parametrize(
    ("printed", "fault"),
    [
        ("13,2%", Fault.DECIMAL_COMMA),
        ("1.234,5", Fault.DECIMAL_COMMA),
        ("12.3.4", Fault.BAD_FIGURE),
        ("1.2E+05", Fault.BAD_FIGURE),
        ("12 34", Fault.BAD_FIGURE),
        ("08-10", Fault.BAD_FIGURE),
        ("08-Oct", Fault.A_DATE),
        ("Oct-08", Fault.A_DATE),
        ("08/10/2013", Fault.A_DATE),
        ("1" * 40, Fault.BAD_FIGURE),
        ("NaN", Fault.BAD_FIGURE),
        ("-Infinity", Fault.BAD_FIGURE),
        ("inf", Fault.BAD_FIGURE),
        ("0x10", Fault.BAD_FIGURE),
        ("1_000", Fault.BAD_FIGURE),
        ("\N{FULLWIDTH DIGIT ONE}.2.3", Fault.BAD_FIGURE),
        ("2013-10-08", Fault.A_DATE),
        ("2013-10-08T00:00:00", Fault.A_DATE),
        ("08/10/2013 00:00", Fault.A_DATE),
    ],
)
def test_what_was_meant_as_a_number_and_is_none_is_a_problem(printed: str, fault: Fault) -> None:
    assert fault_of(read_cell(printed)) is fault


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("\uff11\uff12.\uff15%", "12.5", "%"),  # digits as wide as a Chinese letter
        ("\uff11\uff12\uff0e\uff15\uff05", "12.5", "%"),  # the point and percent sign too
        ("\u0661\u0662\u0663", "123", ""),  # Arabic
        ("\u0661\u0662\u066b\u0665\u066a", "12.5", "%"),
        ("\u09e7\u09e8", "12", ""),  # Bengali
    ],
)
def test_digits_of_another_script_are_the_numbers_they_are(printed: str, value: str, unit: str) -> None:
    cell = read_cell(printed)
    assert (cell.value, cell.unit, cell.as_printed) == (Decimal(value), unit, printed)


def test_a_blank_cell_says_nothing() -> None:
    for printed in ["", "  ", "\N{NO-BREAK SPACE}", "\n"]:
        cell = read_cell(printed)
        assert cell == Cell(as_printed=printed)
        assert cell.is_blank


@given(st.text())
@example("(((((((((")
@example("(" * 300)
@example("9" * 5000)
@example("definition pending " * 2000)
@example("£½")
@example("\N{ARABIC-INDIC DIGIT THREE}")
def test_no_text_crashes_the_reader_or_loses_what_was_printed(printed: str) -> None:
    cell = read_cell(printed)
    assert cell.as_printed == printed
    said = [cell.value is not None, bool(cell.text), cell.missing is not None]
    assert sum(said) == (0 if cell.is_blank else 1)
    fault_of(cell)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9), st.booleans())
def test_a_plain_number_comes_back_as_the_decimal_it_was(value: Decimal, percent: bool) -> None:  # noqa: FBT001  drawn
    """The slow version is Python's own reading of the digits."""
    printed = f"{value:,}{'%' if percent else ''}"
    cell = read_cell(printed)
    assert cell.value == Decimal(printed.replace(",", "").rstrip("%"))
    assert cell.decimals == 2


def slow_number(text: str) -> Decimal | None:
    """A number read letter by letter: an optional minus, digits in threes between commas or none, one point."""
    sign = -1 if text.startswith("-") else 1
    whole, point, decimals = text.removeprefix("-").partition(".")
    groups = whole.split(",")
    digits = "".join(groups) + decimals
    if not digits or not all(letter in "0123456789" for letter in digits) or (point and not decimals):
        return None
    grouped = len(groups) > 1
    if grouped and (not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])):
        return None
    return sign * Decimal(f"{''.join(groups) or '0'}{point}{decimals}")


@given(st.text(alphabet="0123456789,.-", min_size=1, max_size=9))
@example("-")
@example("1,234.5")
@example("1,23")
def test_digits_and_marks_are_a_number_just_when_a_slow_reading_says_so(printed: str) -> None:
    expected = slow_number(printed)
    cell = read_cell(printed)
    if cell.missing is not None:
        assert not re.search("[0-9]", printed)
    else:
        assert cell.value == expected, printed
