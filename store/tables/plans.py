"""Tables of plans: their versions, objectives, and the measures that a version places, with targets and marks."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, String
from sqlmodel import Field

from bot.domain.model import TargetKind, Test
from store.columns import Id, Number, OptionalId, PartOfKey, Text, When
from store.tables.base import Numbered, Scoped, in_workspace, index, refers, unique


class Plan(Numbered, table=True):
    __table_args__ = (in_workspace(), unique("name"))

    name: Text
    short_name: Text = ""
    board: Text = ""
    starts: date
    ends: date
    reported_to: date | None = None
    cadence: Text = ""
    meeting: date | None = None
    source: Text = ""
    imported_at: When
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # the rules of its round
    chosen: int = 0  # by `steward plan use`: the highest is the last choice, 0 was never chosen


class PlanVersion(Numbered, table=True):
    """The text of the plan from one approval to the next; the highest `number` is in force."""

    __table_args__ = (refers("plan_id", "plan"), unique("plan_id", "number"), unique("plan_id", "label"))

    plan_id: Id
    number: int = 1
    label: Text = ""  # as printed: "1.1", "2012-13 refresh", "2013/14"
    approved_on: date | None = None
    amendments: Text = ""


class Objective(Numbered, table=True):
    __table_args__ = (
        refers("plan_version_id", "plan_version"),
        refers("parent_id", "objective"),
        unique("plan_version_id", "level", "number"),
    )

    plan_version_id: Id
    parent_id: OptionalId = None
    level: Text = ""
    number: int
    position: int = 0
    title: Text
    description: Text = ""
    other_titles: list[str] = Field(default_factory=list, sa_type=JSON)
    delivery_group: Text = ""
    lead_printed: Text = ""  # the post or body that the plan itself names
    sponsor: Text = ""
    cadence: Text = ""  # how often its lead reports: "quarterly"


class Placement(Numbered, table=True):
    """A measure as a version of a plan places it: an indicator of that plan."""

    __table_args__ = (
        refers("plan_version_id", "plan_version"),
        refers("measure_id", "measure"),
        unique("plan_version_id", "measure_id"),
    )

    plan_version_id: Id
    measure_id: Id
    number: Text = ""  # the plan's own number for the indicator, as printed
    position: int = 0
    flags: list[str] = Field(default_factory=list, sa_type=JSON)
    starts: date | None = None
    ends: date | None = None


class PlacementObjective(Scoped, table=True):
    __table_args__ = (refers("placement_id", "placement"), refers("objective_id", "objective"))

    placement_id: PartOfKey
    objective_id: PartOfKey
    primary: bool = True  # else additional


class Line(Scoped, table=True):
    """A series as the version prints it; an indicator shows the series that have a line, and needs one."""

    __table_args__ = (refers("placement_id", "placement"), refers("series_id", "series"), index("series_id"))

    placement_id: PartOfKey
    series_id: PartOfKey
    row: int | None = None
    pi: int | None = None


class Target(Numbered, table=True):
    __table_args__ = (
        refers("placement_id", "placement"),
        refers("series_id", "series"),
        unique("placement_id", "series_id", "period"),
    )

    placement_id: Id
    series_id: Id
    period: Text  # Period.key
    kind: TargetKind = Field(sa_type=String)
    as_printed: Text
    value: Number = None
    low: Number = None
    high: Number = None
    text: Text = ""


class Mark(Scoped, table=True):
    """What the printed report itself claimed of a line."""

    __table_args__ = (refers("placement_id", "placement"), refers("series_id", "series"))

    placement_id: PartOfKey
    series_id: PartOfKey
    test: Test = Field(primary_key=True, sa_type=String)
    says: bool
    as_printed: Text = ""
