"""The table of what was reported, with every revision."""

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
    numerator: Number = None  # where the rate was worked out from the two
    denominator: Number = None
    supplied_by: OptionalId = None
    entered_by: OptionalId = None
    approved_by: OptionalId = None
    embargoed_until: OptionalWhen = None
    one_person: bool = False  # an officer entered and approved it: a one-person check
    sent_back: Text = ""  # why an officer did not take it
    reason: Text = ""  # why it was revised
    recorded_at: When
