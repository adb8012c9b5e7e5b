"""What Home's own buttons and forms are called and carry: a part of it and the line to begin with, or an id."""

from __future__ import annotations

from typing import Final

from bot.domain.homes import Place, Section
from bot.render.round_actions import HOME, PEOPLE, SHEET

PAGE: Final = f"{HOME}page"  # shows a part, or all of them in brief where its value is OVERVIEW
BACK: Final = f"{PAGE}:back"  # the same where it stands beside another
EARLIER: Final = f"{PAGE}:earlier"
LATER: Final = f"{PAGE}:later"
RULES: Final = f"{HOME}rules"  # opens the form for the rules
RULES_FORM: Final = f"{HOME}rules_form"
MEETING: Final = f"{HOME}meeting"
MEETING_FORM: Final = f"{HOME}meeting_form"
NAME_ACCEPT: Final = f"{HOME}name_accept"  # value: the id of a phrase that readers use
NAME_REFUSE: Final = f"{HOME}name_refuse"
PEOPLE_OPEN: Final = f"{PEOPLE}open"
SHEET_GET: Final = f"{SHEET}get"  # value: the id of an organisation

OVERVIEW: Final = "all"
_LAST_LINE = 100_000  # no list is longer


def place_value(section: str, start: int = 0) -> str:
    """A part of Home from a line on, as a button's value."""
    return f"{Section(section)}:{start}"


def written(place: Place | None) -> str:
    """Where somebody is, as a button's value."""
    return place_value(place.section, place.start) if place else OVERVIEW


def read_place(value: str) -> Place | None:
    """What the two above wrote; None is the overview. ValueError, without a word of it, for anything else."""
    if value == OVERVIEW:
        return None
    name, _, start = value.partition(":")
    try:
        section = Section(name)
    except ValueError:
        raise ValueError("no part of Home") from None
    if not (start.isascii() and start.isdecimal() and len(start) <= len(str(_LAST_LINE)) and int(start) <= _LAST_LINE):
        raise ValueError("no line of a part of Home")
    return Place(section, int(start))
