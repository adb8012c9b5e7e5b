"""The values of the round's buttons are read strictly: they come from outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.periods import quarter, year
from bot.render import round_actions


@given(measure=st.integers(1, 2**63 - 1), number=st.integers(1, 4), starts=st.integers(1990, 2100))
def test_an_item_comes_back_as_it_was_written(measure: int, number: int, starts: int) -> None:
    for period in (quarter(starts, number), year(starts)):
        value = round_actions.item_value(measure, period.key)
        assert round_actions.read_item(value) == (measure, period.key)


@pytest.mark.parametrize(
    "value",
    [
        "", "{}", "[]", "null", "7", '"Q2013.1"', '{"m":1}', '{"p":"Q2013.1"}', '{"m":true,"p":"Q2013.1"}',
        '{"m":0,"p":"Q2013.1"}', '{"m":-1,"p":"Q2013.1"}', '{"m":1.0,"p":"Q2013.1"}', '{"m":"1","p":"Q2013.1"}',
        '{"m":9223372036854775808,"p":"Q2013.1"}', '{"m":1,"p":"Q2013.5"}', '{"m":1,"p":""}', '{"m":1,"p":null}',
        '{"m":1,"p":"Q2013.1*99"}', '{"m":1,"p":"Q2013.1","x":2}', '{"m":1,"p":' * 900, '{"m":1,"p":"' + "Q" * 2000,
    ],
)  # fmt: skip
def test_anything_else_is_no_item(value: str) -> None:
    with pytest.raises(ValueError, match="no item"):
        round_actions.read_item(value)


@pytest.mark.parametrize("value", ["", "0", "-1", "1.5", "٣", "1e3", " 1", "9223372036854775808", "9" * 5000])
def test_anything_else_is_no_id(value: str) -> None:
    with pytest.raises(ValueError, match="no id"):
        round_actions.read_id(value)


@pytest.mark.parametrize(
    "value", ["", "7", "{}", '{"r":1}', '{"r":0,"n":1}', '{"r":1,"n":true}', '{"r":1,"n":2,"x":3}']
)
def test_anything_else_is_no_request(value: str) -> None:
    with pytest.raises(ValueError, match="no request"):
        round_actions.read_request(value)


def test_a_request_comes_back_as_it_was_written() -> None:
    assert round_actions.read_request(round_actions.request_value(2**63 - 1, 5)) == (2**63 - 1, 5)


def test_an_id_comes_back_as_it_was_written() -> None:
    assert round_actions.read_id(round_actions.id_value(2**63 - 1)) == 2**63 - 1
