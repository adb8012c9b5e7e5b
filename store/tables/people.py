"""Tables of the workspace itself and of who is who in it."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, BigInteger, UniqueConstraint
from sqlmodel import Field

from store.columns import Id, OptionalId, OptionalText, OptionalWhen, PartOfKey, Text, Words
from store.ids import new_id
from store.tables.base import Numbered, Row, Scoped, in_workspace, index, refers, unique


class Workspace(Row, table=True):
    """One partnership. Its `id` is the `workspace_id` of every other row."""

    __table_args__ = (UniqueConstraint("slack_team"), UniqueConstraint("name"))

    id: int = Field(default_factory=new_id, primary_key=True, sa_type=BigInteger)
    name: Text
    slack_team: OptionalText = None
    slack_name: Text = ""
    slack_enterprise: OptionalText = None  # the Enterprise Grid organisation that the team belongs to
    zone: Text = "Europe/London"
    nation: Text = "England"
    first_month: int = 4
    charts_work: bool | None = None  # None until a chart was once posted, or refused
    stamp: Id = 0  # goes up with every write to plan, figures or aliases
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    removed_at: OptionalWhen = None  # Slack said that Steward was removed; after a while everything of it goes


class Organisation(Numbered, table=True):
    __table_args__ = (in_workspace(), unique("name"))

    name: Text


class Person(Numbered, table=True):
    """Somebody who supplies, approves or asks; known by post, never by more than the plan prints."""

    __table_args__ = (
        in_workspace(),
        refers("organisation_id", "organisation"),
        refers("deputy_id", "person"),
        unique("slack_user"),
        index("post"),
    )

    post: Text
    organisation_id: OptionalId = None
    slack_user: OptionalText = None
    away_until: date | None = None
    deputy_id: OptionalId = None
    slack_gone: bool = False  # their account was found deactivated
    home_opened: bool = False  # their Home is kept fresh
    home_page: Text = ""  # the part of it that they look at


class Membership(Scoped, table=True):
    __table_args__ = (refers("person_id", "person"), refers("plan_id", "plan"))

    person_id: PartOfKey
    plan_id: PartOfKey
    role: str = Field(primary_key=True, sa_type=Words)
