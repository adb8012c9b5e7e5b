"""What Home's own buttons and forms are called and carry: a part of it and the line to begin with, or an id."""

from __future__ import annotations

from typing import Final

from bot.domain.home_places import OVERVIEW, Place, Section, read_place, written
from bot.render.round_actions import HOME, PEOPLE, SHEET

__all__ = ["OVERVIEW", "place_value", "read_place", "written"]

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


def place_value(section: str, start: int = 0) -> str:
    """A part of Home from a line on, as a button's value."""
    return written(Place(Section(section), start))
