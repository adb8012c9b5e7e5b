"""Tables of what is said: conversations, questions, events from Slack, and the audit of changes."""

from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from store.columns import OptionalId, OptionalText, OptionalWhen, Text, When, Words
from store.tables.base import Numbered, Scoped, in_workspace, index


class Conversation(Scoped, table=True):
    """What a place (a thread, a direct message, a person's commands) was last about."""

    __table_args__ = (in_workspace(), index("at"))

    place: str = Field(primary_key=True, sa_type=Words)
    context: dict[str, Any] = Field(sa_type=JSON)
    at: When


class Asked(Numbered, table=True):
    """A question and what became of it: where new aliases are learnt from."""

    __table_args__ = (in_workspace(), index("at"))

    at: When
    asker: Text = ""
    place: OptionalText = None
    question: Text
    intent: Text
    outcome: Text
    gap: Text = ""
    stage: Text = ""
    measure_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    plan_id: OptionalId = None


class SeenEvent(Scoped, table=True):
    """An event that Slack delivered, perhaps more than once, and whose hands it is in."""

    __table_args__ = (in_workspace(), index("state", "leased_until"))

    key: str = Field(primary_key=True, sa_type=Words)
    state: Text = "in hand"  # in hand, done, failed
    payload: OptionalText = None  # until it is settled
    received_at: When
    leased_until: When
    claims: int = 1
    posts: int = 0  # that may have gone out
    settled_at: OptionalWhen = None


class Change(Numbered, table=True):
    """Who changed what, when and why. Rows are only ever added; the database refuses anything else."""

    __table_args__ = (in_workspace(), index("at"), index("subject", "subject_id"), index("measure_id"))

    at: When
    who: Text
    what: Text  # "figure revised", "plan imported"
    subject: Text = ""  # the table's word: "figure", "plan"
    subject_id: OptionalId = None
    old: Text = ""
    new: Text = ""
    reason: Text = ""
    measure_id: OptionalId = None  # the indicator it concerns
    person_id: OptionalId = None  # who did it, or whom it concerns
    origin: Text = ""  # from where: form, button, a file and its cell, command
