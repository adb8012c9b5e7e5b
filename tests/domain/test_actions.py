"""When something that was promised is late, and when nobody waits for it any more."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.domain.actions import Action, ActionKind, ActionState

DUE = date(2014, 3, 31)


def an_action(**given: Any) -> Action:  # noqa: ANN401  any field of the value
    return Action(**({"id": 1, "kind": ActionKind.ACTION, "title": "Agree the pathway", "due": DUE} | given))


@pytest.mark.parametrize("state", [ActionState.COMPLETED, ActionState.CLOSED])
def test_what_is_done_or_not_pursued_any_more_is_never_late(state: ActionState) -> None:
    assert not state.is_open
    assert not an_action(state=state).is_overdue(date(2014, 4, 1))
    assert an_action(state=ActionState.DELAYED).is_overdue(date(2014, 4, 1))


def test_an_action_is_late_from_the_day_after_its_own() -> None:
    assert not an_action().is_overdue(DUE)
    assert not an_action(due=None).is_overdue(date(2020, 1, 1))
