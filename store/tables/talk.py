"""Tables of what is said: conversations, questions, events from Slack, and the audit of changes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field

from store.columns import Moment
from store.tables.base import Numbered, Scoped, in_workspace, index


class Conversation(Scoped, table=True):
    """What a place (a thread, a direct message, a person's commands) was last about."""

    __table_args__ = (in_workspace(), index("at"))

    place: str = Field(primary_key=True)
    context: dict[str, Any] = Field(sa_type=JSON)
    at: datetime = Field(sa_type=Moment)


class Asked(Numbered, table=True):
    """A question and what became of it: where new aliases are learnt from."""

    __table_args__ = (in_workspace(), index("at"))

    at: datetime = Field(sa_type=Moment)
    asker: str = ""
    place: str = ""
    question: str
    intent: str
    outcome: str
    gap: str = ""
    stage: str = ""
    measure_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    plan_id: int | None = Field(default=None, sa_type=BigInteger)


class SeenEvent(Scoped, table=True):
    """An event that Slack delivered, perhaps more than once, and whose hands it is in."""

    __table_args__ = (in_workspace(), index("state", "leased_until"))

    key: str = Field(primary_key=True)
    state: str = "in hand"  # in hand, done, failed
    payload: str | None = None  # until it is settled
    received_at: datetime = Field(sa_type=Moment)
    leased_until: datetime = Field(sa_type=Moment)
    claims: int = 1
    answering: bool = False  # a post may have gone out
    settled_at: datetime | None = Field(default=None, sa_type=Moment)


class Change(Numbered, table=True):
    """Who changed what, when and why. Rows are only ever added; the database refuses anything else."""

    __table_args__ = (in_workspace(), index("at"), index("subject", "subject_id"))

    at: datetime = Field(sa_type=Moment)
    who: str
    what: str  # "figure revised", "plan imported"
    subject: str = ""  # the table's word: "figure", "plan"
    subject_id: int | None = Field(default=None, sa_type=BigInteger)
    old: str = ""
    new: str = ""
    reason: str = ""
