"""What the round's buttons and forms are called and carry: ids and periods that a click reads back, never figures."""

from __future__ import annotations

import json
from typing import Any, Final

from bot.render.actions import read_period

# An item owed: its value is `item_value`.
FIGURE_ENTER: Final = "figure.enter"  # opens the form for one indicator and period
FIGURE_NEXT: Final = "figure.next"  # opens the form for the next one that the person owes
FIGURE_FORM: Final = "figure.form"  # the form's callback
FIGURE_EMBARGO: Final = "figure.embargo"  # unfolds the field for an embargo
FIGURE_PUBLISH: Final = "figure.publish"  # what is approved becomes what readers see

FIGURE_QUEUE: Final = "figure.queue"  # shows the queue; any value
FIGURE_QUEUE_PAGE: Final = "figure.queue_page"  # another page of it; value: its first line
FIGURE_QUEUE_FORM: Final = "figure.queue_form"  # its callback; submitted, it approves what was ticked
FIGURE_APPROVE: Final = "figure.approve"
FIGURE_APPROVE_CLEAN: Final = "figure.approve_clean"
FIGURE_SEND_BACK: Final = "figure.send_back"
FIGURE_SEND_BACK_FORM: Final = "figure.send_back_form"

NUDGE_DEFER: Final = "nudge.defer"  # not available until ...
NUDGE_DEFER_FORM: Final = "nudge.defer_form"
NUDGE_DEFER_SEVERAL: Final = "nudge.defer_several"
NUDGE_NOT_MINE: Final = "nudge.not_mine"
NUDGE_NOT_MINE_FORM: Final = "nudge.not_mine_form"
NUDGE_SNOOZE: Final = "nudge.snooze"
NUDGE_AWAY: Final = "nudge.away"
NUDGE_AWAY_FORM: Final = "nudge.away_form"
NUDGE_BACK: Final = "nudge.back"  # an absence is over
NUDGE_MORE: Final = "nudge.more"  # the menu beside an item
NUDGE_SEND_ESCALATION: Final = "nudge.send_escalation"
NUDGE_DROP_ESCALATION: Final = "nudge.drop_escalation"
NUDGE_GRANT: Final = "nudge.grant"  # an owner's request is granted; value: `request_value`
NUDGE_REFUSE: Final = "nudge.refuse"

PEOPLE: Final = "people."  # every id of people, sheets and Home begins so
SHEET: Final = "sheet."
SHEET_GET: Final = "sheet.get"  # a return of what is owed; value: the id of an organisation or a post, or none
SHEET_CONFIRM: Final = "sheet.confirm"  # what a sheet would change is taken in; value: the id of what waits
SHEET_DROP: Final = "sheet.drop"
SHEET_REASON_FORM: Final = "sheet.reason_form"  # why figures change that were approved before
HOME: Final = "home."

_WRITE = json.JSONEncoder(separators=(",", ":")).encode
_MOST = 2000  # characters of a button's value (slack_sdk models/blocks/block_elements.py)
_LARGEST_ID = 2**63 - 1


def item_value(measure_id: int, period_key: str) -> str:
    """An indicator and a period of it, as a button's value."""
    return _WRITE({"m": measure_id, "p": period_key})


def read_item(value: str) -> tuple[int, str]:
    """What `item_value` wrote; ValueError, without a word of it, for anything else: a value comes from outside."""
    try:
        held = _held(value)
        return _id(held.pop("m")), _key(held.pop("p"), rest=held)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise ValueError("no item of the round") from None


def form_value(measure_id: int, period_key: str, look: int) -> str:
    """The same in a form, with which look at it shows what would come of it; 0: none yet."""
    return seen_value(measure_id, period_key, look) if look else item_value(measure_id, period_key)


def read_form(value: str) -> tuple[int, str, int]:
    """What `form_value` wrote; ValueError for anything else."""
    try:
        return (*read_item(value), 0)
    except ValueError:
        return read_seen(value)


def seen_value(measure_id: int, period_key: str, seen: int) -> str:
    """The same with what stands for its revisions: what an officer approves is what they saw."""
    return _WRITE({"m": measure_id, "p": period_key, "n": seen})


def read_seen(value: str) -> tuple[int, str, int]:
    """What `seen_value` wrote; ValueError for anything else."""
    try:
        held = _held(value)
        measure_id, seen = _id(held.pop("m")), _id(held.pop("n"))
        return measure_id, _key(held.pop("p"), rest=held), seen
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise ValueError("no figure of the queue") from None


def id_value(number: int) -> str:
    """One id, as a button's value: of a request, a delivery, an intake."""
    return str(number)


def read_id(value: str) -> int:
    """What `id_value` wrote; ValueError for anything else."""
    if not (value.isascii() and value.isdecimal() and len(value) <= len(str(_LARGEST_ID))):
        raise ValueError("no id")
    return _id(int(value))


def request_value(request_id: int, seen: int) -> str:
    """An owner's request with what stands for what it asks: what an officer decides is what they read."""
    return _WRITE({"r": request_id, "n": seen})


def read_request(value: str) -> tuple[int, int]:
    """What `request_value` wrote; ValueError for anything else."""
    try:
        held = _held(value)
        if held.keys() == {"r", "n"}:
            return _id(held["r"]), _id(held["n"])
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        pass
    raise ValueError("no request")


def _held(value: str) -> dict[str, Any]:
    held = json.loads(value) if len(value) <= _MOST else {}
    if not isinstance(held, dict):
        raise TypeError
    return held


def _id(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _LARGEST_ID:
        raise ValueError("no id")
    return value


def _key(value: object, rest: dict[str, Any]) -> str:
    if rest or not isinstance(value, str) or not read_period(value):
        raise ValueError("no period")
    return value
