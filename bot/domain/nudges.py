"""What is said while figures are chased: to those who owe them, to leads and to officers; and the forms for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.domain.notices import Notice, View

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.domain.model import Indicator
    from bot.domain.people import Person
    from bot.domain.periods import Period
    from bot.domain.rounds import NudgeItem, Owed
    from bot.domain.tasks import TaskItem


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeMessage(Notice):
    """All that one person owes whose time has begun, in the order it is due."""

    items: tuple[NudgeItem, ...]
    today: date
    tasks: tuple[TaskItem, ...] = ()  # beside figures
    tasks_done: int = 0  # of those that the message first listed
    postponed: Mapping[str, date] = field(default_factory=dict)  # until when, by Task.key
    figures_in: int = 0  # of those that the message first listed
    put_off: int = 0  # of them too
    leads_hear_on: date | None = None  # when the first of them is told to its objective's lead; None: not announced
    leads_hear_of: tuple[date, ...] = ()  # the due days of those that are told then, where others are listed too
    leads_told: Mapping[tuple[int, str], date] = field(default_factory=dict)  # when that was, by Owed.key
    with_officers: Mapping[tuple[int, str], date] = field(default_factory=dict)  # since when they settle it
    snoozed: Mapping[tuple[int, str], date] = field(default_factory=dict)  # until when, by Owed.key

    @property
    def days(self) -> tuple[date, ...]:
        """When each is due, figures first."""
        return (*(item.owed.due for item in self.items), *(item.task.due for item in self.tasks))

    @property
    def late(self) -> int:
        return sum(due < self.today for due in self.days)

    @property
    def due_now(self) -> int:
        return sum(due == self.today for due in self.days)

    @property
    def soon(self) -> int:
        return sum(due > self.today for due in self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeDone(Notice):
    """Nothing of what a message listed is owed any more: what it is changed to."""

    figures_in: int
    put_off: int = 0
    elsewhere: int = 0  # owed by others, or by nobody any more
    tasks_done: int = 0  # actions reported on, risks looked at, highlights written
    away_until: date | None = None  # the reader is away up to and with that day
    instead: str = ""  # who is asked meanwhile; "": nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeReplaced(Notice):
    """An earlier message, once another one lists what is owed."""

    on: date  # when the later one was sent


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeEscalation(Notice):
    """A note to an objective's lead, drafted for an officer: sent or left out at the press of a button."""

    delivery_id: int  # the draft's
    lead: str  # as the plan prints them
    reachable: bool  # whether the lead can be written to in Slack
    items: tuple[NudgeItem, ...]
    today: date
    warned: Mapping[tuple[int, str], date] = field(default_factory=dict)  # when owners were told of it, by Owed.key
    by_email: frozenset[tuple[int, str]] = frozenset()  # of these, by an email that an officer was to pass on
    settled: str = ""  # "sent", "omitted", "empty" (nothing is left to tell); "": still to be decided
    by: str = ""  # the Slack user who decided


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeLead(Notice):
    """The note to an objective's lead, as an officer sent it."""

    items: tuple[NudgeItem, ...]
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeOfficerList(Notice):
    """What has stayed out through every step: the officer's own to settle. Nothing is left of one that is changed."""

    items: tuple[NudgeItem, ...]
    today: date
    tasks: tuple[TaskItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What somebody is to hear by email, whom the bot cannot write to."""

    to: str
    items: tuple[NudgeItem, ...]
    post: str = ""  # who is addressed, without their organisation; "": an organisation as a whole
    more: int = 0  # owed besides, for which there was no room
    leads_hear_on: date | None = None  # as in NudgeMessage
    leads_hear_of: tuple[date, ...] = ()
    holder: int | None = None  # the id of the post or the organisation whose return sheet it goes with


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgePassOn(Notice):
    """The texts of emails for those who cannot be written to in Slack, for the officer to pass on."""

    letters: tuple[Letter, ...]
    plan: str
    today: date
    part: int = 1  # of so many messages of the day
    of: int = 1
    also: tuple[str, ...] = ()  # the posts of the other officers who have it


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeUndelivered(Notice):
    """Somebody could not be written to: who hears in their place, if anybody does."""

    person: Person
    gone: bool  # their account is closed; else Slack does not let the bot write to them
    barred: bool = False  # or nobody has let their account in, which is a guest's or another organisation's
    instead: Person | None
    items: int  # that they owe


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeRequest(Notice):
    """An owner asks the officer for something; changed in place once it is decided."""

    request_id: int
    seen: int = 1  # what stands for what it asks
    kind: str  # "hand over", "deferral"
    indicator: Indicator
    asked_by: Person
    period: Period | None = None
    until: date | None = None
    times: int = 0  # that it was put off before
    freeze: date | None = None  # the day after which it comes too late for its meeting
    organisation: str = ""  # whose it is said to be
    slack_user: str = ""  # the same, as an account
    post: str = ""  # of that account; "": nobody has matched it
    why: str = ""
    state: str = "open"  # open, granted, refused
    decided_by: str = ""  # a Slack user


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeAnswered(Notice):
    """What an officer decided, told to the owner who asked, and to whoever owns it from now on."""

    kind: str  # "hand over", "deferral"; "yours now": to the new owner, with the period and the day that come first
    granted: bool
    indicator: Indicator
    period: Period | None = None
    until: date | None = None
    to: str = ""  # whose it is from now on


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeTold(View):
    """A word on what a form or a button did, where no message is changed by it."""

    about: str  # "postponed", "handed", "away", "back"
    count: int = 1
    often: int = 0  # of them, as many went to the officer: put off as often as an owner may alone
    too_late: int = 0  # so did these, which would come after the freeze for their meeting
    until: date | None = None
    again: date | None = None  # the working day on which they are reminded then
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferForm(View):
    """Not available until ...: one item, or a choice of several with one day for all."""

    items: tuple[Owed, ...]
    today: date
    several: bool = False
    alone: int = 2  # times that an owner may put one off without asking


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMineForm(View):
    """Not mine: whose it is."""

    item: Owed
    organisations: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayForm(View):
    """Away until a day, with somebody standing in."""

    today: date
    until: date | None = None
    deputy: str = ""  # their Slack user
