"""People of a plan by their posts, the roles they hold in it, and what each role may do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date


class Role(StrEnum):
    """What a person is in a plan; one may be several things."""

    READER = "reader"  # sees what is published
    OWNER = "owner"  # supplies the figures of their own indicators and of their organisation's
    DEPUTY = "deputy"  # does so for those who named them, while these are away
    CHAIR = "chair"  # of the board: is briefed on the morning of its meeting
    LEAD = "lead"  # answers for an objective; hears of what stays out
    OFFICER = "officer"  # the performance officer: runs the round, approves
    ADMIN = "admin"  # an officer who also changes settings and roles


RUN_ROUNDS = frozenset({Role.OFFICER, Role.ADMIN})


class Account(StrEnum):
    """What a Slack account is to the workspace."""

    MEMBER = "member"
    GUEST = "guest"  # of this workspace, in some channels only
    OUTSIDER = "outsider"  # of another organisation, met through Slack Connect


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who supplies, approves or asks; known by post."""

    id: int
    post: str
    organisation: str = ""
    organisation_id: int | None = None
    slack_user: str = ""  # "" until an officer has matched an account to them
    away_until: date | None = None  # the last day away
    deputy_id: int | None = None
    slack_gone: bool = False  # their Slack account was found deactivated
    home_opened: bool = False

    @property
    def label(self) -> str:
        """As the plan prints it: "Health - Named officer 04"."""
        return " - ".join(part for part in (self.organisation, self.post) if part)

    @property
    def reachable(self) -> bool:
        """Whether there is a Slack account to write to."""
        return bool(self.slack_user) and not self.slack_gone

    def is_away(self, day: date) -> bool:
        return self.away_until is not None and day <= self.away_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who owns an indicator: a person, an organisation, or a person of one; nobody where both are None."""

    person_id: int | None = None
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """Whoever makes a request, as they stand at that moment: every click and form is judged by this."""

    slack_user: str
    person: Person | None = None  # None: nobody has matched this account to a post
    roles: frozenset[Role] = frozenset()
    stands_in_for: frozenset[int] = frozenset()  # ids of people who are away and named this person their deputy
    ticked: frozenset[int] | None = None  # the measures that an outsider may see; None: every one
    account: Account = Account.MEMBER

    @property
    def is_officer(self) -> bool:
        return bool(self.roles & RUN_ROUNDS)

    @property
    def is_admin(self) -> bool:
        return Role.ADMIN in self.roles

    @property
    def ids(self) -> frozenset[int]:
        """The people whose figures this one may supply: their own, and those of whom they stand in for."""
        return self.stands_in_for | ({self.person.id} if self.person else frozenset())

    def may_see(self, measure_id: int) -> bool:
        return self.ticked is None or measure_id in self.ticked


def let_in(someone: Someone, account: Account, *, as_guest: bool, ticked: Iterable[int]) -> Someone:
    """The same person as the officer has let them in: a guest like any reader, or to what is ticked and no more.

    What an account is counts at this moment: an outsider never sees more than the ticks, whatever was once written
    of them. Whoever sees only ticks runs no round, for that takes seeing all of it.
    """
    if account is Account.MEMBER:
        return replace(someone, ticked=None, account=account)
    if account is Account.GUEST and as_guest:
        return replace(someone, ticked=None, account=account)
    return replace(someone, ticked=frozenset(ticked), roles=someone.roles - RUN_ROUNDS, account=account)


def officers(
    people: Iterable[Person], roles: Mapping[int, frozenset[Role]], ticks: Collection[int]
) -> tuple[Person, ...]:
    """Those who run a plan's round, by post: officers and admins alike; closed accounts where no other is.

    `roles` are by person; `ticks` are those who see only what is ticked for them: they run no round.
    """
    held = (each for each in people if each.id not in ticks and roles.get(each.id, frozenset()) & RUN_ROUNDS)
    found = tuple(sorted(held, key=lambda each: (each.label, each.id)))
    return tuple(each for each in found if not each.slack_gone) or found
