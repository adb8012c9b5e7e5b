"""Where in Home somebody is: a part of it, and from which line on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

OVERVIEW = "all"
_LAST_LINE = 100_000  # no list is longer


class Section(StrEnum):
    """The parts that may be too long for Home and are then shown by pages."""

    OWED = "owed"
    MINE = "mine"
    STANDING = "standing"
    QUEUE = "queue"
    REQUESTS = "requests"
    LATE = "late"
    NAMES = "names"
    TASKS = "tasks"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in Home somebody is: a part, from a line on, counted from 0."""

    section: Section
    start: int = 0


def written(place: Place | None) -> str:
    """A place as text, for a button's value and to be kept; None is the overview."""
    return f"{place.section}:{place.start}" if place else OVERVIEW


def read_place(text: str) -> Place | None:
    """What `written` wrote; ValueError, without a word of it, for anything else: a value comes from outside."""
    if text == OVERVIEW:
        return None
    name, _, start = text.partition(":")
    try:
        section = Section(name)
    except ValueError:
        raise ValueError("no part of Home") from None
    if not (start.isascii() and start.isdecimal() and len(start) <= len(str(_LAST_LINE)) and int(start) <= _LAST_LINE):
        raise ValueError("no line of a part of Home")
    return Place(section, int(start))
