"""Tables of plans: their versions, objectives, and the measures that a version places, with targets and marks."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, BigInteger, String
from sqlmodel import Field

from bot.domain.model import TargetKind, Test
from store.columns import Exact, Moment
from store.tables.base import Numbered, Scoped, in_workspace, index, refers, unique


class Plan(Numbered, table=True):
    __table_args__ = (in_workspace(), unique("name"))

    name: str
    short_name: str = ""
    board: str = ""
    starts: date
    ends: date
    reported_to: date | None = None
    cadence: str = ""
    meeting: date | None = None
    source: str = ""
    imported_at: datetime = Field(sa_type=Moment)
    chosen_at: datetime | None = Field(default=None, sa_type=Moment)  # by `steward plan use`; the last choice counts


class PlanVersion(Numbered, table=True):
    """The text of the plan from one approval to the next; the highest `number` is in force."""

    __table_args__ = (refers("plan_id", "plan"), unique("plan_id", "number"), unique("plan_id", "label"))

    plan_id: int = Field(sa_type=BigInteger)
    number: int = 1
    label: str = ""  # as printed: "1.1", "2012-13 refresh", "2013/14"
    approved_on: date | None = None
    amendments: str = ""


class Objective(Numbered, table=True):
    __table_args__ = (
        refers("plan_version_id", "plan_version"),
        refers("parent_id", "objective"),
        unique("plan_version_id", "level", "number"),
    )

    plan_version_id: int = Field(sa_type=BigInteger)
    parent_id: int | None = Field(default=None, sa_type=BigInteger)
    level: str = ""
    number: int
    position: int = 0
    title: str
    description: str = ""
    other_titles: list[str] = Field(default_factory=list, sa_type=JSON)


class Placement(Numbered, table=True):
    """A measure as a version of a plan places it: an indicator of that plan."""

    __table_args__ = (
        refers("plan_version_id", "plan_version"),
        refers("measure_id", "measure"),
        unique("plan_version_id", "measure_id"),
    )

    plan_version_id: int = Field(sa_type=BigInteger)
    measure_id: int = Field(sa_type=BigInteger)
    number: str = ""  # the plan's own number for the indicator, as printed
    position: int = 0
    flags: list[str] = Field(default_factory=list, sa_type=JSON)
    starts: date | None = None
    ends: date | None = None


class PlacementObjective(Scoped, table=True):
    __table_args__ = (refers("placement_id", "placement"), refers("objective_id", "objective"))

    placement_id: int = Field(primary_key=True, sa_type=BigInteger)
    objective_id: int = Field(primary_key=True, sa_type=BigInteger)
    primary: bool = True  # else additional


class Line(Scoped, table=True):
    """A series as the version prints it; an indicator shows the series that have a line, and needs one."""

    __table_args__ = (refers("placement_id", "placement"), refers("series_id", "series"), index("series_id"))

    placement_id: int = Field(primary_key=True, sa_type=BigInteger)
    series_id: int = Field(primary_key=True, sa_type=BigInteger)
    row: int | None = None
    pi: int | None = None


class Target(Numbered, table=True):
    __table_args__ = (
        refers("placement_id", "placement"),
        refers("series_id", "series"),
        unique("placement_id", "series_id", "period"),
    )

    placement_id: int = Field(sa_type=BigInteger)
    series_id: int = Field(sa_type=BigInteger)
    period: str  # Period.key
    kind: TargetKind = Field(sa_type=String)
    as_printed: str
    value: Decimal | None = Field(default=None, sa_type=Exact)
    low: Decimal | None = Field(default=None, sa_type=Exact)
    high: Decimal | None = Field(default=None, sa_type=Exact)
    text: str = ""


class Mark(Scoped, table=True):
    """What the printed report itself claimed of a line."""

    __table_args__ = (refers("placement_id", "placement"), refers("series_id", "series"))

    placement_id: int = Field(primary_key=True, sa_type=BigInteger)
    series_id: int = Field(primary_key=True, sa_type=BigInteger)
    test: Test = Field(primary_key=True, sa_type=String)
    says: bool
    as_printed: str = ""
