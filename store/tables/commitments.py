"""Tables of what a plan holds beside its figures: actions, risks, agendas, statements, comparators, highlights."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, String
from sqlmodel import Field

from bot.domain.actions import ActionKind, ActionState
from bot.domain.comparators import Against
from bot.domain.highlights import HighlightState, Rating
from bot.domain.statements import StatementKind
from store.columns import Id, Number, OptionalId, OptionalText, OptionalWhen, PartOfKey, Text, When, Words
from store.tables.base import Numbered, Scoped, index, refers, unique


class Action(Numbered, table=True):
    """Something promised: an action, a milestone, a decision of the board."""

    __table_args__ = (
        refers("plan_id", "plan"),
        refers("owner_person_id", "person"),
        refers("owner_organisation_id", "organisation"),
        index("plan_id", "due"),
    )

    plan_id: Id
    kind: ActionKind = Field(sa_type=String)
    reference: Text = ""
    title: Text
    level: Text = ""
    number: int | None = None  # of its objective, with `level`
    measure_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    owner_person_id: OptionalId = None
    owner_organisation_id: OptionalId = None
    owner_printed: Text = ""
    due: date | None = None
    due_printed: Text = ""
    state: ActionState = Field(default=ActionState.NOT_SAID, sa_type=String)
    progress: Text = ""
    barrier: Text = ""
    overcome: Text = ""
    decided_on: date | None = None
    basis: Text = ""
    item: Text = ""
    completed_on: date | None = None
    printed: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # what the last sheet said of it
    position: int = 0
    revision: int = 1
    changed_at: When


class Risk(Numbered, table=True):
    __table_args__ = (
        refers("plan_id", "plan"),
        refers("owner_person_id", "person"),
        refers("owner_organisation_id", "organisation"),
        index("plan_id"),
    )

    plan_id: Id
    reference: Text = ""
    title: Text
    description: Text = ""
    mitigation: Text = ""
    level: Text = ""
    number: int | None = None  # of its objective, with `level`
    owner_person_id: OptionalId = None
    owner_organisation_id: OptionalId = None
    owner_printed: Text = ""
    trend_printed: Text = ""
    closed_on: date | None = None
    printed: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # what the last sheet said of it
    position: int = 0
    revision: int = 1
    changed_at: When


class RiskScore(Numbered, table=True):
    """What a risk was held to be on a day; the latest day is in force."""

    __table_args__ = (refers("risk_id", "risk"), unique("risk_id", "on"))

    risk_id: Id
    on: date
    likelihood: int
    impact: int
    recorded_at: When


class AgendaItem(Numbered, table=True):
    __table_args__ = (refers("plan_id", "plan"), unique("plan_id", "on", "number"))

    plan_id: Id
    on: date
    number: int
    title: Text
    pages: Text = ""
    report_of: Text = ""


class ForwardItem(Numbered, table=True):
    __table_args__ = (refers("plan_id", "plan"), index("plan_id"))

    plan_id: Id
    number: int = 0
    title: Text
    group: Text = ""
    on: date | None = None
    position: int = 0


class Statement(Numbered, table=True):
    """What the plan says beside its figures: see `StatementKind`."""

    __table_args__ = (refers("plan_id", "plan"), index("plan_id", "kind"))

    plan_id: Id
    kind: StatementKind = Field(sa_type=String)
    text: Text
    number: int = 0
    title: Text = ""
    level: Text = ""
    objective_number: int | None = None
    about: Text = ""
    sort: Text = ""
    accountable: Text = ""
    lead: Text = ""
    cadence: Text = ""
    figure: Text = ""
    answer: Text = ""
    on: date | None = None
    when: Text = ""
    position: int = 0


class Comparator(Numbered, table=True):
    """How others do in one period."""

    __table_args__ = (
        refers("plan_id", "plan"),
        refers("series_id", "series"),
        refers("measure_id", "measure"),
        index("plan_id"),
        index("series_id"),
    )

    plan_id: Id
    against: Against = Field(sa_type=String)
    title: Text
    series_id: OptionalId = None
    measure_id: OptionalId = None
    period: OptionalText = None  # Period.key
    value: Number = None
    as_printed: Text = ""
    exceeds: bool | None = None
    note: Text = ""
    source: Text = ""
    position: int = 0


class Highlight(Numbered, table=True):
    """A lead's account of a quarter; it belongs to the objective's level and number, whichever version is in force."""

    __table_args__ = (
        refers("plan_id", "plan"),
        refers("written_by", "person"),
        unique("plan_id", "level", "number", "period"),
    )

    plan_id: Id
    level: Text = ""
    number: int
    period: Text  # Period.key
    achievements: Text = ""
    barriers: Text = ""
    overcome: Text = ""
    next_steps: Text = ""
    rating: Rating = Field(default=Rating.NONE, sa_type=String)
    rating_why: Text = ""
    help_wanted: Text = ""
    state: HighlightState = Field(default=HighlightState.DRAFT, sa_type=String)
    written_by: OptionalId = None
    at: OptionalWhen = None
    revision: int = 1
    typed: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # a draft beside what was submitted


class TaskSnooze(Scoped, table=True):
    """One person asked not to be reminded of an action, a risk or a highlight before that day."""

    __table_args__ = (refers("person_id", "person"),)

    person_id: PartOfKey
    task: str = Field(primary_key=True, sa_type=Words)  # Task.key
    until: date
