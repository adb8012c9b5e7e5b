"""The sheets of a rollover: their columns, the words that may stand in them, and the ids that its rows carry."""

from __future__ import annotations

import re
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.model import Polarity

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT = "V1"  # a later one may lay its rows out otherwise
_ROW_ID = re.compile(rf"{FORMAT}-([soar])-([1-9]\d{{0,18}})-([0-9a-f]{{12}})")


class Line(StrEnum):
    """Headings of the sheet of indicators, a row for each of their lines."""

    CODE = "Code"
    INDICATOR = "Indicator"
    LINE = "Line"
    LAST = "Last figure"
    TARGET_NOW = "Target now"
    BECOMES = "Becomes"
    NEW_CODE = "New code"
    NEW_TITLE = "New title"
    DEFINITION = "New definition"
    OBJECTIVES = "Objectives"
    OWNER = "Owner"
    GOOD = "Good is"
    TARGET = "Next target"
    TARGET_Q1 = "Next target Q1"
    TARGET_Q2 = "Next target Q2"
    TARGET_Q3 = "Next target Q3"
    NOTE = "Note"
    ROW_ID = "Row id"


class Aim(StrEnum):
    """Headings of the sheet of objectives."""

    LEVEL = "Level"
    NUMBER = "Number"
    TITLE = "Title"
    BECOMES = "Becomes"
    NEW_TITLE = "New title"
    PARENT = "Belongs to"
    LEAD = "Lead"
    SPONSOR = "Sponsor"
    GROUP = "Delivery group"
    ROW_ID = "Row id"


class Open(StrEnum):
    """Headings of the sheet of actions and risks that are open."""

    KIND = "Kind"
    REFERENCE = "Reference"
    TITLE = "What it is"
    OWNER = "Whose"
    DUE = "Due"
    STATE = "State"
    BECOMES = "Becomes"
    OBJECTIVE = "Objective"
    NOTE = "Note"
    ROW_ID = "Row id"


Heading = Line | Aim | Open
ROW_ID = Line.ROW_ID  # the same in every sheet
PROVEN: tuple[Heading, ...] = (  # must still say what was written beside the id
    Line.CODE, Line.INDICATOR, Line.LINE, Aim.LEVEL, Aim.NUMBER, Aim.TITLE, Open.KIND, Open.TITLE,
)  # fmt: skip
ENTERED: tuple[Heading, ...] = (
    Line.BECOMES, Line.NEW_CODE, Line.NEW_TITLE, Line.DEFINITION, Line.OBJECTIVES, Line.OWNER, Line.GOOD, Line.TARGET,
    Line.TARGET_Q1, Line.TARGET_Q2, Line.TARGET_Q3, Line.NOTE,
    Aim.BECOMES, Aim.NEW_TITLE, Aim.PARENT, Aim.LEAD, Aim.SPONSOR, Aim.GROUP,
    Open.BECOMES, Open.OBJECTIVE, Open.NOTE,
)  # fmt: skip
TARGETS = (Line.TARGET, Line.TARGET_Q1, Line.TARGET_Q2, Line.TARGET_Q3)  # of the year, and of its quarters


class Becomes(StrEnum):
    """What becomes of an indicator."""

    CARRY = "carry"
    RETIRE = "retire"
    SPLIT = "split"
    MERGE = "merge"
    REDEFINE = "redefine"


class AimBecomes(StrEnum):
    KEEP = "keep"
    RENAME = "rename"
    RETIRE = "retire"
    NEW = "new"


class OpenBecomes(StrEnum):
    CARRY = "carry"
    CLOSE = "close"


GOOD = {  # as people choose it in a list
    Polarity.HIGHER: "higher",
    Polarity.LOWER: "lower",
    Polarity.BAND: "within a band",
    Polarity.NONE: "not said",
}


class Kind(StrEnum):
    """What a row is about."""

    SERIES = "s"
    OBJECTIVE = "o"
    ACTION = "a"
    RISK = "r"


class RowOf(NamedTuple):
    """What a row's id says."""

    kind: Kind
    id: int


class Origin(NamedTuple):
    """What a sheet was made of: another workspace's, plan's, version's or year's rows are none of it."""

    workspace_id: int
    plan_id: int
    version_id: int
    year_key: str


def row_id(origin: Origin, row: RowOf) -> str:
    """By this a row is known again, wherever it was sorted to."""
    return f"{FORMAT}-{row.kind}-{row.id}-{_check(origin, row)}"


def read_row_id(text: str, origin: Origin) -> RowOf | None:
    """What `row_id` wrote of the same origin; None for anything else."""
    found = _ROW_ID.fullmatch(text.strip())
    row = RowOf(Kind(found[1]), int(found[2])) if found else None
    return row if found and row and found[3] == _check(origin, row) else None


def seal(origin: Origin, row_ids: Sequence[str]) -> str:
    """The signature of a sheet's layout: what it was made of, and every row of it."""
    return sha256("\n".join([FORMAT, *map(str, origin), *row_ids]).encode()).hexdigest()[:32]


def objective_label(key: tuple[str, int]) -> str:
    """As a cell names an objective: "operational 11", or "4" in a plan of one level."""
    return " ".join(part for part in (key[0], str(key[1])) if part)


def _check(origin: Origin, row: RowOf) -> str:
    said = "|".join([FORMAT, *map(str, origin), row.kind, str(row.id)])
    return sha256(said.encode()).hexdigest()[:12]
