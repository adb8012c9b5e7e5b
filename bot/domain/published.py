"""A report on its way to its board: where it stands, what was corrected since, and which papers were issued."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.reporting import ReportState

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

    from bot.domain.periods import Period

HEADLINES = 5
OPENING = 600  # characters of the headlines and of what the board must decide, together


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The highlight report to one body's meeting, without what it says: that is in its snapshot."""

    id: int
    plan_id: int
    board: str
    meeting: date
    period: Period
    state: ReportState = ReportState.DRAFT
    body_id: int | None = None
    held: bool = False
    headlines: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    composed_at: datetime
    publish_at: datetime | None = None
    signed_off_by: int | None = None
    signed_off_at: datetime | None = None
    published_at: datetime | None = None
    unsigned: bool = False
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""
    channel: str = ""
    ts: str = ""  # of its first message
    revision: int = 1  # goes up with every change: whoever changes it names the one they saw

    def in_zone(self, zone: tzinfo) -> Report:
        """The same with its moments as the wall clock there shows them."""
        names = ("composed_at", "publish_at", "signed_off_at", "published_at", "withdrawn_at")
        moments = {name: moment.astimezone(zone) for name in names if (moment := getattr(self, name))}
        return replace(self, **moments)

    @property
    def is_open(self) -> bool:
        """Whether it may still go out."""
        return self.state in {ReportState.DRAFT, ReportState.SIGNED_OFF}


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A figure that a published report had wrong, put right in place; `was` and `now` as they are printed."""

    report_id: int
    series_id: int
    period: Period
    was: str
    now: str
    old_revision: int
    new_revision: int
    why: str = ""
    by: str = ""  # a Slack user
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A file that was issued with a report."""

    report_id: int
    kind: str  # word, excel, supplement
    name: str
    sha256: str
    issued_at: datetime | None = None  # None: it is on its way, and nobody can say yet that it arrived
    file_id: str = ""  # Slack's
    version: int = 1
    withdrawn_at: datetime | None = None
