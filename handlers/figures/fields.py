"""What stands in the fields of a form about figures, and what its buttons carry, as Slack sends them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from bot import render
from bot.domain.entering import DENOMINATOR, NUMERATOR, VALUE, Typed
from bot.domain.errors import OldButton
from bot.domain.figure_forms import (
    COMMENT,
    CONFIRM,
    EMBARGO,
    PERIOD,
    PROVISIONAL,
    REASON,
    SOURCE,
    STATUS,
    SUPPLIER,
)
from bot.domain.filled_forms import Filled
from bot.render import round_actions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from slack_bolt import BoltContext

    from bot.domain.field_problems import FieldProblem

JSON = dict[str, Any]
Read = TypeVar("Read")
RIGHT = "right"  # said of what stands out
_SERIES = re.compile(rf"({VALUE}|{NUMERATOR}|{DENOMINATOR}):([1-9][0-9]{{0,18}})")


def filled_of(view: JSON) -> Filled:
    """What stands in the fields of a form for figures."""
    states = states_of(view)
    typed: dict[int, dict[str, str]] = {}
    for block_id in states:
        if found := _SERIES.fullmatch(block_id):
            typed.setdefault(int(found[2]), {})[found[1]] = text_of(states, block_id)
    _, opened_for, _ = read_view(round_actions.read_form, view)
    return Filled(
        period=_choice(states, PERIOD) or opened_for,
        figures=tuple(Typed(series_id=series_id, **fields) for series_id, fields in typed.items()),
        provisional=_choice(states, STATUS) == PROVISIONAL,
        comment=text_of(states, COMMENT),
        source=text_of(states, SOURCE),
        reason=text_of(states, REASON),
        embargo=_element(states, EMBARGO).get("selected_date_time"),
        supplier=_choice(states, SUPPLIER),
        confirmed=frozenset(
            each for each in states if each.startswith(f"{CONFIRM}:") and _choice(states, each) == RIGHT
        ),
    )


def errors_of(view: JSON, problems: Iterable[FieldProblem]) -> dict[str, str]:
    """A sentence for each field, the first of those it has; none where the form lacks one of the fields."""
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    said: dict[str, str] = {}
    for problem in problems:
        said.setdefault(problem.field, render.plain(problem))
    return said if said.keys() <= inputs else {}


def states_of(view: JSON) -> dict[str, JSON]:
    """The content of each block, by its id; every one of a form of ours holds one element."""
    values = (view.get("state") or {}).get("values") or {}
    return {block_id: next(iter(elements.values()), {}) for block_id, elements in values.items()}


def _element(states: dict[str, JSON], block_id: str) -> JSON:
    return states.get(block_id) or {}


def text_of(states: dict[str, JSON], block_id: str) -> str:
    return _element(states, block_id).get("value") or ""


def _choice(states: dict[str, JSON], block_id: str) -> str:
    return (_element(states, block_id).get("selected_option") or {}).get("value") or ""


def options_of(block: JSON) -> Iterable[JSON]:
    return block.get("selected_options") or ()


def read_action(read: Callable[[str], Read], action: JSON) -> Read:
    return checked(read, action.get("value") or "")


def read_view(read: Callable[[str], Read], view: JSON) -> Read:
    return checked(read, view.get("private_metadata") or "")


def checked(read: Callable[[str], Read], value: str) -> Read:
    try:
        return read(value)
    except ValueError:
        raise OldButton from None


def wake(context: BoltContext) -> None:
    """What was planned need not wait for the next tick."""
    if outbox := context.get("outbox"):
        outbox.wake()


def is_over_a_form(body: JSON) -> bool:
    return (body.get("view") or {}).get("type") == "modal"
