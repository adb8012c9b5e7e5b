"""What the buttons and forms of who is who are called and carry: ids, and what stood in a form when it was opened."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.people import Holder
from bot.domain.people_parts import Part
from bot.render.round_actions import PEOPLE

OPEN: Final = f"{PEOPLE}open"  # from Home
SHOW: Final = f"{PEOPLE}show"  # a page in the place of another; value: `place_value`
PERSON: Final = f"{PEOPLE}person"  # the rest: a form over the page; value: `row_value`
PERSON_FORM: Final = f"{PEOPLE}person_form"
ADD: Final = f"{PEOPLE}add"
ADD_FORM: Final = f"{PEOPLE}add_form"
LEAD: Final = f"{PEOPLE}lead"
LEAD_FORM: Final = f"{PEOPLE}lead_form"
LET_IN: Final = f"{PEOPLE}let_in"
LET_IN_FORM: Final = f"{PEOPLE}let_in_form"
WITHDRAW: Final = f"{PEOPLE}withdraw"
OWNER: Final = f"{PEOPLE}owner"
OWNER_FORM: Final = f"{PEOPLE}owner_form"

EVERYTHING: Final = "everything"  # what a guest may see: as readers do
TICKED: Final = "ticked"  # or what is ticked
NOBODY: Final = "nobody"  # of a menu of people
_PLACE = re.compile(rf"({'|'.join(Part)}):(0|[1-9][0-9]{{0,3}})")
_WHAT = re.compile(r"[A-Za-z0-9]{0,25}")
_WRITE = json.JSONEncoder(separators=(",", ":")).encode
_HOLDER = re.compile(r"([po])([1-9][0-9]{0,18})")
_MOST = 3000  # characters of a form's private_metadata


@dataclass(frozen=True, slots=True)
class Row:
    """What a form is about, the page to come back to, and what stood in the form when it was opened."""

    what: str
    part: Part
    number: int
    held: dict[str, str]

    @property
    def place(self) -> str:
        return f"{self.part}:{self.number}"


def read_place(value: str) -> tuple[Part, int]:
    """A page: its part and its number. ValueError, without a word of it, for anything else."""
    found = _PLACE.fullmatch(value)
    if not found:
        raise ValueError("no page")
    return Part(found[1]), int(found[2])


def row_value(what: object, place: str, **held: object) -> str:
    """What a row's button, or a form's metadata, carries. Lists are kept in order, with commas; nothing is ""."""
    kept = {name: "" if value is None else _joined(value) for name, value in held.items()}
    return _WRITE({"w": "" if what is None else str(what), "p": place} | ({"h": kept} if kept else {}))


def read_row(value: str) -> Row:
    """What `row_value` wrote; ValueError, without a word of it, for anything else: a value comes from outside."""
    try:
        return _row(json.loads(value) if len(value) <= _MOST else {})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError("no row of who is who") from None


def _row(held: dict[str, Any]) -> Row:
    what, kept = held.pop("w"), held.pop("h", {})
    part, number = read_place(held.pop("p"))
    if held or not _WHAT.fullmatch(what) or not all(isinstance(each, str) for each in kept.values()):
        raise ValueError("no row")
    return Row(what, part, number, kept)


def read_holder(value: str) -> Holder:
    """What `holder_value` wrote: a post, an organisation, or nobody. ValueError for anything else."""
    if not value:
        return Holder()
    found = _HOLDER.fullmatch(value)
    if not found:
        raise ValueError("no holder")
    number = int(found[2])
    return Holder(person_id=number) if found[1] == "p" else Holder(organisation_id=number)


def _joined(value: object) -> str:
    return ",".join(sorted(map(str, value))) if isinstance(value, tuple | list | frozenset | set) else str(value)
