"""Numbers along the axis of a chart say what they stand at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.local.page.drawing.scales import Scale


def numbers(values: list[float]) -> list[float]:
    ticks = Scale.over(values, 0, 100, from_nought=False).ticks()
    return [float(words.replace(",", "")) for _, words in ticks]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([5.2, 6.2, 6.8, 5.9], [4.5, 5, 5.5, 6, 6.5, 7, 7.5]),
        ([-4, 9], [-10, -5, 0, 5, 10, 15]),
        ([3], [2.6, 2.8, 3, 3.2, 3.4]),
    ],
)
def test_they_are_round_and_reach_beyond_what_is_drawn(values: list[float], shown: list[float]) -> None:
    assert numbers(values) == shown


@given(st.lists(st.decimals(-9999, 9999, places=2).map(float), min_size=1, max_size=6))
def test_each_is_written_in_full_at_its_place_and_no_two_are_alike(values: list[float]) -> None:
    scale = Scale.over(values, 0, 100, from_nought=False)
    places = [(place, float(words.replace(",", ""))) for place, words in scale.ticks()]
    assert len({number for _, number in places}) == len(places) > 1
    assert all(abs(scale.y(number) - place) < 0.2 for place, number in places)
    assert places[0][1] <= min(values)
    assert places[-1][1] >= max(values)
