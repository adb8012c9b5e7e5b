"""Tables of what was reported, with every revision, and of what was promised for later."""

from datetime import date

from sqlalchemy import String
from sqlmodel import Field

from bot.domain.kinds import State
from bot.domain.model import Missing
from store.columns import Id, Number, OptionalId, OptionalText, OptionalWhen, Text, When
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

    series_id: Id
    period: Text  # Period.key of the column it stands in
    revision: int = 1
    state: State = Field(default=State.PUBLISHED, sa_type=String)
    as_printed: Text
    value: Number = None
    text: Text = ""
    covers: OptionalText = None  # Period.key of what it really is for, where that differs
    markers: Text = ""  # their letters, in order: "pr"
    missing: Missing | None = Field(default=None, sa_type=String)
    available: Text = ""
    note: Text = ""
    comment: Text = ""
    source: Text = ""
    supplied_by: OptionalId = None
    entered_by: OptionalId = None
    approved_by: OptionalId = None
    embargoed_until: OptionalWhen = None
    reason: Text = ""  # why it was revised
    recorded_at: When


class Deferral(Numbered, table=True):
    """A figure promised for later."""

    __table_args__ = (refers("series_id", "series"), refers("recorded_by", "person"), unique("series_id", "period"))

    series_id: Id
    period: Text  # Period.key
    available: Text = ""  # as promised: "May 2014"
    until: date | None = None
    why: Text = ""
    recorded_by: OptionalId = None
    recorded_at: When
