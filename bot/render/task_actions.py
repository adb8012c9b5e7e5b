"""What the buttons and forms of actions, risks and highlights are called and carry: keys, never words or scores."""

from __future__ import annotations

import re
from typing import Final

from bot.render.nudge_actions import SNOOZES, Chosen

TASK_OPEN: Final = "task.open"  # opens the form of an action, a risk or a highlight; value: Task.key; of several ":3"
TASK_MORE: Final = "task.more"  # the menu beside one; value: `more_value`
TASK_ADD_ACTION: Final = "task.add_action"  # an officer adds one
TASK_ADD_RISK: Final = "task.add_risk"
ACTION_FORM: Final = "action.form"  # value of each form: `form_value`
RISK_FORM: Final = "risk.form"
HIGHLIGHT_FORM: Final = "highlight.form"
HIGHLIGHT_DRAFT: Final = "highlight.draft"  # keeps what stands in the form as a draft
NEW: Final = "new"  # in place of a key: one that is added

_MOST = 100  # characters of a key
_PARTS = "|"
_LARGEST_ID = 2**63 - 1
_KEY = re.compile(r"(?:action|risk):[1-9][0-9]{0,18}|highlight:[A-Za-z0-9 -]{0,20}\.[0-9]{1,6}:[A-Z0-9.*]{5,12}")
_FORM = re.compile(r"([0-9]{1,9})\|(.+)")


def read_key(value: str) -> str:
    """A Task.key; ValueError, without a word of it, for anything else: a value comes from outside."""
    if len(value) > _MOST or not _KEY.fullmatch(value):
        raise ValueError("no task")
    return value


def more_value(chosen: str, key: str) -> str:
    """A line of the menu beside a task: until when one is not reminded of it."""
    return f"{Chosen(chosen)}{_PARTS}{key}"


def read_more(value: str) -> tuple[Chosen, str]:
    """What `more_value` wrote; ValueError for anything else."""
    word, _, key = value.partition(_PARTS)
    for chosen in SNOOZES:
        if chosen.value == word:
            return chosen, read_key(key)
    raise ValueError("no line of a task's menu")


def form_value(key: str, seen: int) -> str:
    """A task in its form, with the revision of it that the form showed."""
    return f"{seen}{_PARTS}{key}"


def read_form(value: str) -> tuple[str, int]:
    """What `form_value` wrote; ValueError for anything else."""
    found = _FORM.fullmatch(value) if len(value) <= _MOST else None
    if not found:
        raise ValueError("no form of a task")
    key = found[2]
    return (key if key == NEW else read_key(key)), int(found[1])


def read_number(key: str, kind: str) -> int:
    """The id in the key of an action or a risk; ValueError for a key of anything else."""
    found, _, number = read_key(key).partition(":")
    if found != kind or int(number) > _LARGEST_ID:
        raise ValueError(f"no {kind}")
    return int(number)
