"""Tables of the report: what was frozen and posted, what was corrected since, and the paper's cover."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, String
from sqlmodel import Field

from bot.domain.reporting import ReportState
from store.columns import Id, OptionalId, OptionalWhen, Text, When
from store.tables.base import Numbered, index, refers, unique


class Report(Numbered, table=True):
    """The highlight report to one body's meeting. What it published is in its snapshot, which never changes."""

    __table_args__ = (
        refers("plan_id", "plan"),
        refers("body_id", "body"),
        refers("signed_off_by", "person"),
        unique("plan_id", "board", "meeting"),
    )

    plan_id: Id
    body_id: OptionalId = None  # None: the plan's own board, which needs no row
    board: Text  # the body's name, by which the report is known
    meeting: date
    period: Text  # Period.key
    state: ReportState = Field(default=ReportState.DRAFT, sa_type=String)
    held: bool = False
    headlines: list[str] = Field(default_factory=list, sa_type=JSON)  # as the officer edited them; none: as composed
    decisions: list[str] = Field(default_factory=list, sa_type=JSON)  # what the board must decide, likewise
    snapshot: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    public: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # what its papers say, frozen with the snapshot
    composed_at: When
    publish_at: OptionalWhen = None
    signed_off_by: OptionalId = None
    signed_off_at: OptionalWhen = None
    published_at: OptionalWhen = None
    unsigned: bool = False  # it went out marked "not signed off"
    withdrawn_at: OptionalWhen = None
    withdrawn_why: Text = ""
    channel: Text = ""
    ts: Text = ""  # of its first message
    revision: int = 1


class Correction(Numbered, table=True):
    """A figure that was wrong in a published report, put right in place."""

    __table_args__ = (refers("report_id", "report"), refers("series_id", "series"), index("report_id"))

    report_id: Id
    series_id: Id
    period: Text  # Period.key
    was: Text
    now: Text
    old_revision: int
    new_revision: int
    why: Text = ""
    by: Text = ""  # a Slack user
    at: When


class Paper(Numbered, table=True):
    """A file that was issued with a report: its bytes are Slack's, what it was made of is the report's."""

    __table_args__ = (refers("report_id", "report"), unique("report_id", "kind", "version"))

    report_id: Id
    kind: Text  # word, excel, supplement
    name: Text
    sha256: Text
    file_id: Text = ""  # Slack's
    version: int = 1
    issued_at: OptionalWhen = None  # None: it is on its way, and nobody can say yet that it arrived
    withdrawn_at: OptionalWhen = None


class Cover(Numbered, table=True):
    """The fields of a board paper's cover for one meeting; a later meeting begins with those of the one before."""

    __table_args__ = (refers("plan_id", "plan"), unique("plan_id", "board", "meeting"))

    plan_id: Id
    board: Text
    meeting: date
    fields: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    changed_at: When
    changed_by: Text = ""
