"""The project's own questions, understood well enough: what is answered wrongly counts apart from what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.questions.plans import index_of_city, index_of_county
from tests.questions.scoring import score

if TYPE_CHECKING:
    from bot.domain.matching import Index

ENOUGH = 0.95
MOST_WRONG = 0.01


@pytest.fixture(scope="module")
def city() -> Index:
    return index_of_city()


@pytest.fixture(scope="module")
def county() -> Index:
    return index_of_county()


def test_questions_about_the_city_plan_are_understood(city: Index) -> None:
    found = score("nottingham_city_dev", city)
    assert found.share_passed >= ENOUGH, found.misses
    assert found.share_wrong <= MOST_WRONG, found.misses


def test_questions_about_the_county_plan_are_understood(county: Index) -> None:
    found = score("nottinghamshire", county)
    assert found.share_passed >= ENOUGH, found.misses
    assert found.share_wrong <= MOST_WRONG, found.misses


def test_questions_that_no_rule_was_written_for_are_understood_nearly_as_well(city: Index) -> None:
    """The held-out file judges the rules; its misses are not shown, so that none is written for them."""
    found = score("nottingham_city_heldout", city)
    assert (found.share_passed >= HELD_OUT, found.share_wrong <= MOST_WRONG_HELD_OUT) == (True, True)


HELD_OUT = 0.9
MOST_WRONG_HELD_OUT = 0.03
