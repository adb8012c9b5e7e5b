"""Tables of what was reported, with every revision, and of what was promised for later."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, String
from sqlmodel import Field

from bot.domain.model import Missing, State
from store.columns import Exact, Moment
from store.tables.base import Numbered, refers, unique


class Figure(Numbered, table=True):
    """One revision of one figure; a correction is a further row, never a change to this one's value."""

    __table_args__ = (
        refers("series_id", "series"),
        refers("supplied_by", "person"),
        refers("entered_by", "person"),
        refers("approved_by", "person"),
        unique("series_id", "period", "revision"),
    )

    series_id: int = Field(sa_type=BigInteger)
    period: str  # Period.key of the column it stands in
    revision: int = 1
    state: State = Field(default=State.PUBLISHED, sa_type=String)
    as_printed: str
    value: Decimal | None = Field(default=None, sa_type=Exact)
    text: str = ""
    covers: str | None = None  # Period.key of what it really is for, where that differs
    markers: str = ""  # their letters, in order: "pr"
    missing: Missing | None = Field(default=None, sa_type=String)
    available: str = ""
    note: str = ""
    comment: str = ""
    source: str = ""
    supplied_by: int | None = Field(default=None, sa_type=BigInteger)
    entered_by: int | None = Field(default=None, sa_type=BigInteger)
    approved_by: int | None = Field(default=None, sa_type=BigInteger)
    embargoed_until: datetime | None = Field(default=None, sa_type=Moment)
    reason: str = ""  # why it was revised
    recorded_at: datetime = Field(sa_type=Moment)


class Deferral(Numbered, table=True):
    """A figure promised for later."""

    __table_args__ = (refers("series_id", "series"), refers("recorded_by", "person"), unique("series_id", "period"))

    series_id: int = Field(sa_type=BigInteger)
    period: str  # Period.key
    available: str = ""  # as promised: "May 2014"
    until: date | None = None
    why: str = ""
    recorded_by: int | None = Field(default=None, sa_type=BigInteger)
    recorded_at: datetime = Field(sa_type=Moment)
