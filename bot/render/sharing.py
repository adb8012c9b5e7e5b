"""Which answers can be shared with a channel, and the ids by which they are made again for it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.domain import answers, answers_beside
from bot.render import actions
from bot.render.environment import stream

if TYPE_CHECKING:
    from bot.render import Said
    from bot.render.environment import Object

_OF_ONE = (answers.Status, answers.History, answers.TargetAnswer, answers.OwnerAnswer, answers.Reason)
_OF_SOME = (*_OF_ONE, answers.Comparison, answers.Several)
_OF_MANY = (answers.Listing, answers.Overdue, answers.ObjectiveSummary, answers.PlanSummary, answers.Meeting)
_BESIDE = (
    answers_beside.Actions,
    answers_beside.Risks,
    answers_beside.Agenda,
    answers_beside.ForwardPlan,
    answers_beside.Statements,
    answers_beside.Comparators,
    answers_beside.Governance,
)


def with_share_button(said: Said, blocks: list[Object], start: int) -> list[Object]:
    """The blocks, and a button to share the answer unless it is none, or has one already."""
    buttons = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    if any(button["action_id"] == actions.SHARE for button in buttons):
        return blocks
    asked = asked_of(said, start)
    value = actions.write(asked) if asked else ""
    if not value:
        return blocks
    row, button = _offer()
    button = button | {"value": value}
    if blocks and blocks[-1]["type"] == "actions":
        return [*blocks[:-1], {**blocks[-1], "elements": [*blocks[-1]["elements"], button]}]
    return [*blocks, row | {"elements": [button]}]


@cache
def _offer() -> tuple[Object, Object]:
    """The row of buttons and the button in it, without what it carries."""
    (row,) = stream("share", value="")
    return row, row["elements"][0]


def asked_of(said: Said, start: int = 0) -> actions.Asked | None:
    """The question behind an answer, in ids; None for choices, help, refusals and what the plan does not hold."""
    if isinstance(said, answers.Meaning):
        return _asked(said, (said.reading.indicator.id,), start) if said.reading else None
    if isinstance(said, (*_BESIDE, *_OF_SOME)):
        return _asked(said, tuple(indicator.id for indicator in said.indicators), start)
    if isinstance(said, _OF_MANY):
        return _asked(said, _siblings(said), start)
    return None


def _asked(said: answers.Answer, measures: tuple[int, ...], start: int) -> actions.Asked:
    reading = getattr(said, "reading", None)
    tally = getattr(said, "base", None) or getattr(said, "tally", None)
    return actions.Asked(
        intent=said.intent,
        measures=measures,
        series=reading.series.id if reading else None,
        period=said.period.key if said.period else "",
        filter=said.filter,
        objective=said.objective.id if said.objective else None,
        as_printed=bool(tally and tally.as_printed),
        start=start,
        why=isinstance(said, answers.Reason),
        sought=getattr(said, "sought", None),
    )


def _siblings(said: answers.Answer) -> tuple[int, ...]:
    """The members of a list that named them; other lists are found again by their conditions."""
    if isinstance(said, answers.Listing) and not (said.filter or said.objective):
        return tuple(indicator.id for indicator in said.indicators)
    return ()
