"""What people type for a figure is read exactly, or not at all."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.entering import Reading, Typed, is_in_words, rate_of, read_figure
from bot.domain.field_problems import Fault
from bot.domain.model import Missing, TargetKind
from bot.domain.rounding import rounded
from tests.builders import a_figure, a_series, a_target, an_indicator


def read(
    value: str = "", part: str = "", whole: str = "", *, unit: str = "%", decimals: int = 1, in_words: bool = False
) -> Reading:
    series = a_series(id=7, unit=unit, decimals=decimals)
    return read_figure(Typed(series_id=7, value=value, numerator=part, denominator=whole), series, in_words=in_words)


def faults(reading: Reading) -> list[tuple[str, str]]:
    assert reading.entered is None
    return [(problem.field, problem.fault) for problem in reading.problems]


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("6.5%", "%", "6.5"),
        (" 6.5 ", "%", "6.5"),
        ("6·5", "%", "6.5"),
        ("6.5 per cent", "%", "6.5"),
        ("1,234", "", "1234"),
        ("1 234", "", "1234"),
        ("1\u00a0234", "", "1234"),
        ("£1.2m", "£", "1200000"),
        ("1.2m", "£", "1200000"),
        ("795 per 10,000", "per 10,000", "795"),
        ("12 days", "days", "12"),
        ("0", "%", "0"),
        ("0.0", "%", "0.0"),
        ("nil", "", "0"),
        ("Zero", "", "0"),
        ("-3", "£", "-3"),
        ("\N{MINUS SIGN}3.5", "", "-3.5"),
        ("\N{ARABIC-INDIC DIGIT SIX}\N{ARABIC DECIMAL SEPARATOR}\N{ARABIC-INDIC DIGIT FIVE}", "", "6.5"),
        (".5", "%", "0.5"),
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str, unit: str, value: str) -> None:
    entered = read(typed, unit=unit).entered
    assert entered
    assert (str(entered.value), entered.text, entered.missing) == (value, "", None)


@pytest.mark.parametrize(
    ("typed", "unit", "fault"),
    [
        ("about 6", "%", Fault.NOT_A_NUMBER),
        ("<5", "", Fault.NOT_A_NUMBER),
        ("less than 5", "", Fault.NOT_A_NUMBER),
        ("6.5 [p]", "%", Fault.NOT_A_NUMBER),
        ("6 or 7", "", Fault.NOT_A_NUMBER),
        ("6-7", "", Fault.NOT_A_NUMBER),
        ("(129)", "", Fault.NOT_A_NUMBER),
        ("twelve", "", Fault.NOT_A_NUMBER),
        ("1 23", "", Fault.NOT_A_NUMBER),
        ("6··5", "%", Fault.NOT_A_NUMBER),
        ("99p", "£", Fault.NOT_A_NUMBER),
        ("=1+1", "", Fault.NOT_A_NUMBER),
        ("NaN", "", Fault.NOT_A_NUMBER),
        ("1" * 30, "", Fault.NOT_A_NUMBER),
        ("6,5", "%", Fault.DECIMAL_COMMA),
        ("6,5%", "%", Fault.DECIMAL_COMMA),
        ("1.234,5", "", Fault.DECIMAL_COMMA),
        ("6.5%", "", Fault.WRONG_UNIT),
        ("£6", "%", Fault.WRONG_UNIT),
        ("$6", "£", Fault.WRONG_UNIT),
        ("tbc", "%", Fault.NOT_AVAILABLE),
        ("~", "%", Fault.NOT_AVAILABLE),
        ("Available May 2014", "%", Fault.NOT_AVAILABLE),
        ("not due", "%", Fault.NOT_AVAILABLE),
    ],
)
def test_what_would_have_to_be_guessed_is_not_read(typed: str, unit: str, fault: Fault) -> None:
    assert faults(read(typed, unit=unit)) == [("value:7", fault)]


@pytest.mark.parametrize("typed", ["n/a", "N/A", " not applicable "])
def test_not_applicable_is_no_figure_and_no_zero(typed: str) -> None:
    entered = read(typed).entered
    assert entered
    assert (entered.value, entered.missing) == (None, Missing.NOT_APPLICABLE)


def test_fields_that_are_left_empty_are_neither_a_figure_nor_a_problem() -> None:
    assert read(" ", "", "\t") == Reading()


@pytest.mark.parametrize(
    ("part", "whole", "unit", "decimals", "value", "printed"),
    [
        ("33", "120", "%", 1, "27.5", "27.5%"),
        ("1", "8", "%", 0, "12.50000", "13%"),
        ("1", "3", "%", 1, "33.333333333333", "33.3%"),
        ("30", "100", "%", 1, "30.0", "30.0%"),
        ("0", "40", "%", 1, "0.0", "0.0%"),
        ("120", "120", "%", 0, "100", "100%"),
        ("1,072", "62,345", "per 10,000", 0, "171.946427139305", "172"),
        ("5", "2", "per 1,000", 0, "2500", "2500"),
    ],
)
def test_a_rate_is_worked_out_from_its_two_numbers(
    part: str, whole: str, unit: str, decimals: int, value: str, printed: str
) -> None:
    entered = read("", part, whole, unit=unit, decimals=decimals).entered
    assert entered
    assert (str(entered.value), entered.as_printed) == (value, printed)
    assert entered.decimals is None


@given(part=st.integers(0, 10**6), rest=st.integers(0, 10**6), decimals=st.integers(0, 3))
def test_a_rate_is_exact_or_so_near_that_no_display_tells(part: int, rest: int, decimals: int) -> None:
    whole = part + rest + 1
    entered = read("", str(part), str(whole), decimals=decimals).entered
    assert entered
    assert entered.value is not None
    exact = Fraction(part * 100, whole)
    assert abs(Fraction(entered.value) - exact) <= Fraction(1, 2 * 10**12)
    shown = Fraction(rounded(entered.value, decimals))
    assert abs(shown - exact) <= Fraction(1, 2 * 10**decimals) + Fraction(1, 10**12)


@pytest.mark.parametrize(
    ("value", "part", "whole", "unit", "expected"),
    [
        ("", "33", "", "%", [("denominator:7", Fault.HALF_A_RATE)]),
        ("", "", "120", "%", [("numerator:7", Fault.HALF_A_RATE)]),
        ("", "x", "y", "%", [("numerator:7", Fault.NOT_A_NUMBER), ("denominator:7", Fault.NOT_A_NUMBER)]),
        ("", "33%", "120", "%", [("numerator:7", Fault.NOT_A_NUMBER)]),
        ("", "33", "0", "%", [("denominator:7", Fault.NO_DENOMINATOR)]),
        ("", "121", "120", "%", [("numerator:7", Fault.PART_LARGER)]),
        ("", "-1", "120", "%", [("numerator:7", Fault.NEGATIVE)]),
        ("27.6", "33", "120", "%", [("value:7", Fault.DISAGREES)]),
        ("x", "33", "120", "%", [("value:7", Fault.DISAGREES)]),
        ("", "33", "120", "days", [("numerator:7", Fault.NO_RATE)]),
    ],
)
def test_two_numbers_that_make_no_rate_are_said_beside_their_field(
    value: str, part: str, whole: str, unit: str, expected: list[tuple[str, Fault]]
) -> None:
    assert faults(read(value, part, whole, unit=unit)) == expected


@pytest.mark.parametrize("value", ["27.5", "27.5%", "28", "27.50"])
def test_a_value_beside_its_two_numbers_may_be_rounded(value: str) -> None:
    entered = read(value, "33", "120").entered
    assert entered
    assert entered.value == Decimal("27.5")


def test_more_people_than_the_rate_is_per_are_no_mistake() -> None:
    assert read("", "15", "12", unit="per 1,000").entered


@pytest.mark.parametrize(
    ("typed", "fault"), [("6", Fault.WORDS_WANTED), ("6.5%", Fault.WORDS_WANTED), ("x" * 101, Fault.TOO_LONG)]
)
def test_a_judgement_is_words(typed: str, fault: Fault) -> None:
    assert faults(read(typed, in_words=True)) == [("value:7", fault)]
    entered = read("  Good   judgement ", in_words=True).entered
    assert entered
    assert (entered.text, entered.value) == ("Good judgement", None)


def test_a_series_is_in_words_when_its_target_or_all_its_figures_are() -> None:
    series = a_series(id=7)
    indicator = an_indicator(series=[series])
    assert not is_in_words(indicator, series, [])
    assert is_in_words(indicator, series, [a_figure("Good", "2012/13", 7), a_figure("~", "2013/14", 7)])
    assert not is_in_words(indicator, series, [a_figure("Good", "2011/12", 7), a_figure("6", "2012/13", 7)])
    target = a_target("Adequate judgement", series_id=7, kind=TargetKind.JUDGEMENT)
    assert is_in_words(an_indicator(series=[series], targets=(target,)), series, [a_figure("6", "2012/13", 7)])
    assert not is_in_words(an_indicator(series=[a_series(id=8), series], targets=(target,)), a_series(id=8), [])


@pytest.mark.parametrize(
    ("unit", "per"),
    [("%", 100), ("per 10,000", 10_000), ("per 1000", 1000), ("per 100,000", 100_000), ("days", None), ("", None),
     ("per head", None), ("per 0", None), ("£", None)],
)  # fmt: skip
def test_a_rate_is_known_by_its_unit(unit: str, per: int | None) -> None:
    assert rate_of(a_series(unit=unit)) == per


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_figure_or_a_problem_and_never_trouble(text: str) -> None:
    for in_words in (False, True):
        reading = read(text, in_words=in_words)
        assert (reading.entered is None) == (bool(reading.problems) or not text.strip())
        rate = read("", text, text)
        assert (rate.entered is None) == (bool(rate.problems) or not text.strip())
