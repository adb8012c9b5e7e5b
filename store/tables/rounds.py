"""Tables of the round: bodies and meetings, leads, promises, requests, drafts, workbooks, and what is to be sent."""

from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from store.columns import Id, OptionalId, OptionalWhen, PartOfKey, Text, When, Words
from store.tables.base import Numbered, Scoped, in_workspace, index, refers, unique


class Body(Numbered, table=True):
    """A board or committee that a plan is reported to; a plan without one reports to its own board."""

    __table_args__ = (refers("plan_id", "plan"), unique("plan_id", "name"))

    plan_id: Id
    name: Text
    cadence: Text = ""  # quarterly, six-monthly, yearly
    audience: Text = ""  # board, public
    objectives: list[list[Any]] = Field(default_factory=list, sa_type=JSON)  # [level, number]; none: every indicator
    leads: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # working days of its own timetable
    position: int = 0
    channel: Text = ""  # the Slack channel that its reports are posted to


class Meeting(Numbered, table=True):
    """A day on which a body meets."""

    __table_args__ = (refers("body_id", "body"), unique("body_id", "on"))

    body_id: Id
    on: date


class ObjectiveLead(Scoped, table=True):
    """Who leads an objective, known by its number so that a new version of the plan keeps its leads."""

    __table_args__ = (refers("plan_id", "plan"), refers("person_id", "person"))

    plan_id: PartOfKey
    level: str = Field(primary_key=True, sa_type=Words)
    number: int = Field(primary_key=True)
    person_id: Id


class Deferral(Numbered, table=True):
    """An indicator's figure promised for later; the latest promise, and how often it was put off."""

    __table_args__ = (refers("measure_id", "measure"), refers("recorded_by", "person"), unique("measure_id", "period"))

    measure_id: Id
    period: Text  # Period.key
    until: date
    available: Text = ""  # as promised: "May 2014"
    why: Text = ""
    times: int = 1
    recorded_by: OptionalId = None
    recorded_at: When


class Snooze(Scoped, table=True):
    """One person asked not to be reminded of one figure before that day."""

    __table_args__ = (refers("person_id", "person"), refers("measure_id", "measure"))

    person_id: PartOfKey
    measure_id: PartOfKey
    period: str = Field(primary_key=True, sa_type=Words)
    until: date


class Request(Numbered, table=True):
    """What a data owner asks of the officer: to hand an indicator over, to put a figure off once more."""

    __table_args__ = (
        refers("plan_id", "plan"),
        refers("measure_id", "measure"),
        refers("asked_by", "person"),
        refers("decided_by", "person"),
        index("state", "kind"),
    )

    plan_id: Id
    kind: Text  # hand over, deferral
    measure_id: Id
    period: Text = ""
    asked_by: Id
    wanted: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # {"slack_user"} or {"until", "available"}
    why: Text = ""
    state: Text = "open"  # open, granted, refused
    asked_at: When
    decided_by: OptionalId = None
    decided_at: OptionalWhen = None


class Draft(Scoped, table=True):
    """What somebody typed into a form that was not taken: the form opens with it again."""

    __table_args__ = (refers("person_id", "person"), refers("measure_id", "measure"))

    person_id: PartOfKey
    measure_id: PartOfKey
    period: str = Field(primary_key=True, sa_type=Words)
    typed: dict[str, Any] = Field(sa_type=JSON)
    at: When


class Admission(Scoped, table=True):
    """A guest or somebody of another organisation whom the officer lets in, and what they may see."""

    __table_args__ = (in_workspace(),)

    slack_user: str = Field(primary_key=True, sa_type=Words)
    kind: Text  # guest, outsider
    measure_ids: list[int] = Field(default_factory=list, sa_type=JSON)  # an outsider sees these alone
    admitted_by: Text = ""
    at: When


class Workbook(Numbered, table=True):
    """How an organisation's own workbook is read: which cell is which figure, and the words that prove the layout."""

    __table_args__ = (
        refers("plan_id", "plan"),
        refers("organisation_id", "organisation"),
        unique("plan_id", "organisation_id", "name"),
    )

    plan_id: Id
    organisation_id: Id
    name: Text
    cells: list[dict[str, Any]] = Field(sa_type=JSON)
    layout: list[dict[str, Any]] = Field(sa_type=JSON)
    mapped_by: Text = ""
    at: When


class Intake(Numbered, table=True):
    """A workbook that was read and waits for somebody to confirm the difference."""

    __table_args__ = (refers("plan_id", "plan"), index("state"))

    plan_id: Id
    organisation_id: OptionalId = None
    file_name: Text
    uploaded_by: Text = ""  # a Slack user, or the command
    figures: list[dict[str, Any]] = Field(sa_type=JSON)
    state: Text = "waiting"  # waiting, taken, dropped
    at: When
    settled_at: OptionalWhen = None


class Delivery(Numbered, table=True):
    """Something to be sent, written in the transaction that decided it. Its key makes it happen once."""

    __table_args__ = (
        in_workspace(),
        refers("person_id", "person"),
        refers("updates_id", "delivery"),
        unique("key"),
        index("state", "not_before"),
        index("person_id", "kind"),
    )

    key: Text
    kind: Text  # which words: nudge, escalation, ...
    person_id: OptionalId = None  # for whom; "" of `channel` until their conversation is known
    channel: Text = ""
    thread: Text = ""
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # ids and days, never figures
    updates_id: OptionalId = None  # the delivery whose message this one changes in place
    state: Text = "planned"  # planned, in hand, sent, failed, dropped, not needed
    planned_at: When
    not_before: When
    leased_until: OptionalWhen = None
    turn: int = 0  # how many have had it in hand
    lapses: int = 0  # of them, how many of the last ones were never heard of again
    posts: int = 0  # that may have gone out
    attempts: int = 0  # that failed
    error: Text = ""
    ts: Text = ""
    sent_at: OptionalWhen = None
