"""Targets in numbers, bands and words become rules, and words that no rule reads stay words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.model import Polarity, TargetKind
from bot.domain.target_cells import read_target


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("To better the previous year's outturn", TargetKind.BETTER),
        ("To better the previous year\N{RIGHT SINGLE QUOTATION MARK}s outturn", TargetKind.BETTER),
        ("Higher than previous year", TargetKind.BETTER),
        ("Lower than last year", TargetKind.REDUCE),
        ("To reduce", TargetKind.REDUCE),
        ("Review and reduce", TargetKind.REDUCE),
        ("Achieve downward trend", TargetKind.REDUCE),
        ("To monitor and review", TargetKind.MONITOR),
        ("Baseline year", TargetKind.BASELINE),
        ("Adequate judgement", TargetKind.JUDGEMENT),
        ("Good or better", TargetKind.JUDGEMENT),
        ("Improvement evidenced", TargetKind.WORDS),
    ],
)
def test_a_target_in_words_is_the_rule_it_states(printed: str, kind: TargetKind) -> None:
    target = read_target(printed)
    assert target is not None
    assert (target.kind, target.text, target.as_printed, target.value) == (kind, printed, printed, None)


def test_a_number_is_a_value_with_what_stands_beside_it() -> None:
    target = read_target("at least 50%")
    assert target is not None
    assert (target.kind, target.value, target.unit, target.text) == (TargetKind.VALUE, Decimal(50), "%", "at least")


@pytest.mark.parametrize("printed", ["60-70%", "60%\N{EN DASH}70%", "between 60% and 70%", "60% to 70%"])
def test_two_numbers_are_a_band(printed: str) -> None:
    target = read_target(printed)
    assert target is not None
    assert (target.kind, target.low, target.high, target.unit) == (TargetKind.BAND, Decimal(60), Decimal(70), "%")


@pytest.mark.parametrize("printed", ["", "  ", "~", "n/a", "-", "TBC"])
def test_no_target_is_none_and_never_nought(printed: str) -> None:
    assert read_target(printed) is None


def test_a_rule_that_contradicts_the_polarity_stays_words() -> None:
    contradicting = [("Higher than last year", Polarity.LOWER), ("To reduce", Polarity.HIGHER)]
    for printed, polarity in contradicting:
        target = read_target(printed, polarity)
        assert target is not None
        assert target.kind is TargetKind.WORDS
    fitting = read_target("To reduce", Polarity.LOWER)
    assert fitting is not None
    assert fitting.kind is TargetKind.REDUCE


@given(st.text(), st.sampled_from(Polarity))
def test_no_text_crashes_the_reader_or_loses_what_was_printed(printed: str, polarity: Polarity) -> None:
    target = read_target(printed, polarity)
    assert target is None or target.as_printed == printed
