"""What the board answered to a recommendation, and which recommendations a question asks for."""

from __future__ import annotations

import pytest

from bot.domain.asking import Sought
from bot.domain.seeking import is_of_sort
from bot.domain.statements import Statement, StatementKind


@pytest.mark.parametrize(
    ("answer", "accepted", "rejected", "unanswered"),
    [
        ("Accepted", True, False, False),
        ("Accepted in part", True, False, False),
        ("Agreed; to be implemented by March", True, False, False),
        ("Not accepted: there is no budget", False, True, False),
        ("Rejected", False, True, False),
        ("No", False, True, False),
        ("Noted", False, False, False),
        ("", False, False, True),
        ("To be considered in May", False, False, False),
    ],
)
def test_a_recommendation_is_accepted_rejected_or_unanswered_by_the_boards_own_words(
    answer: str, *, accepted: bool, rejected: bool, unanswered: bool
) -> None:
    held = Statement(id=1, kind=StatementKind.RECOMMENDATION, text="Smoking cessation", answer=answer)
    found = [
        is_of_sort(held, Sought(of="recommendation", state=each)) for each in ("accepted", "rejected", "unanswered")
    ]
    assert found == [accepted, rejected, unanswered]
    assert is_of_sort(held, Sought(of="recommendation"))
