"""The inbox: Slack delivers an event at least once; whose hands it is in is kept, so that it is answered once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Update, bindparam, delete, func, select, update

from store.tables import SeenEvent
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from store.work import Work

_seen = SeenEvent.__table__.c
IN_HAND = "in hand"
LEASE = timedelta(seconds=120)  # longer than the longest single step, a post; each step that posts begins it anew


class Standing(StrEnum):
    """How an event that comes in stands."""

    NEW = "new"  # ours to answer
    DONE = "done"  # settled: acknowledge the copy and drop it
    IN_HAND = "in hand"  # somebody is at it: refuse the copy, so that Slack keeps it alive
    TAKEN_OVER = "taken over"  # its lease had run out: ours to answer now, if nobody did


class Outcome(StrEnum):
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Claim:
    standing: Standing
    posts: int = 0  # how many answers may have gone out, as nobody can say that they did not
    turn: int = 0  # how many have had it; `answering` and `settle` refuse an earlier turn

    @property
    def was_answering(self) -> bool:
        """Whether whoever had it may have posted: look before posting again."""
        return self.posts > 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event whose lease has run out."""

    key: str
    payload: dict[str, Any]


def claim(work: Work, key: str, payload: Mapping[str, Any], at: datetime, lease: timedelta) -> Claim:
    """Take an event in hand, in a transaction of its own; of many who try at once one gets it."""
    until = at + lease
    kept = json.dumps(payload)
    if work.add_once(SeenEvent, key=key, payload=kept, received_at=at, leased_until=until):
        return Claim(Standing.NEW, turn=1)
    taken = work.change_one(
        update(SeenEvent.__table__)
        .where(mine(SeenEvent), _seen.key == key, _seen.state == IN_HAND, _seen.leased_until <= at)
        .values(leased_until=until, claims=_seen.claims + 1)
        .returning(_seen.posts, _seen.claims)
    )
    if taken:
        return Claim(Standing.TAKEN_OVER, posts=taken.posts, turn=taken.claims)
    held = work.first(select(_seen.state).where(mine(SeenEvent), _seen.key == key))
    return Claim(Standing.IN_HAND if held and held.state == IN_HAND else Standing.DONE)


def answering(work: Work, key: str, turn: int | None = None, until: datetime | None = None) -> bool:
    """Note that a post is about to go out, with a lease until then (None: the one it has).

    False where the event is no longer ours, and nothing may be posted.
    """
    return work.change(_answering(), event=key, turn=turn, until=until) == 1


def renew(work: Work, key: str, turn: int, until: datetime) -> bool:
    """Keep the event in hand until then; False where it is no longer ours."""
    return work.change(_renewing(), event=key, turn=turn, until=until) == 1


def unanswered(work: Work, key: str, turn: int) -> bool:
    """Take one `answering` back: Slack said that nothing was posted. False where the event is no longer ours."""
    return work.change(_unanswering(), event=key, turn=turn) == 1


def press(work: Work, key: str, at: datetime, until: datetime, now: datetime) -> bool:
    """Whether this press of a button, at that moment, is the first since the last one's `until`.

    Every process asks, and one is told so. It is a settled row from the start, forgotten like any other.
    """
    row = {"key": key, "state": Outcome.DONE, "received_at": at, "leased_until": until, "settled_at": now}
    if work.add_once(SeenEvent, **row):
        return True
    earlier = (mine(SeenEvent), _seen.key == key, _seen.leased_until <= at)
    return work.change(update(SeenEvent.__table__).where(*earlier).values(leased_until=until, settled_at=now)) == 1


def settle(work: Work, key: str, outcome: Outcome, at: datetime, turn: int | None = None) -> bool:
    """The event is dealt with, and its payload is dropped; False where it was not in (our) hand."""
    return work.change(_settling(), event=key, turn=turn, outcome=outcome, at=at) == 1


def expired(work: Work, at: datetime, limit: int) -> tuple[Waiting, ...]:
    """Events whose lease has run out, the longest waiting first; who wants one must still claim it."""
    due = (mine(SeenEvent), _seen.state == IN_HAND, _seen.leased_until <= at)
    query = select(_seen.key, _seen.payload).where(*due).order_by(_seen.leased_until, _seen.key).limit(limit)
    return tuple(Waiting(row.key, json.loads(row.payload or "{}")) for row in work.rows(query))


def trim(work: Work, before: datetime) -> int:
    """Forget what was settled before that moment; how many events it was."""
    return work.change(delete(SeenEvent.__table__).where(mine(SeenEvent), _seen.settled_at < before))


@cache
def _answering() -> Update:
    return _in_hand().values(posts=_seen.posts + 1, leased_until=func.coalesce(_until(), _seen.leased_until))


@cache
def _renewing() -> Update:
    return _in_hand().values(leased_until=_until())


@cache
def _unanswering() -> Update:
    return _in_hand().where(_seen.posts > 0).values(posts=_seen.posts - 1)


@cache
def _settling() -> Update:
    return _in_hand().values(state=bindparam("outcome"), payload=None, settled_at=bindparam("at"))


def _until() -> BindParameter[datetime | None]:
    return bindparam("until", type_=_seen.leased_until.type)


def _in_hand() -> Update:
    """Of the event while it is in hand; of that `turn`, or of any where None is given."""
    turn: BindParameter[int | None] = bindparam("turn", type_=_seen.claims.type)
    this = (mine(SeenEvent), _seen.key == bindparam("event"), _seen.state == IN_HAND)
    return update(SeenEvent.__table__).where(*this, _seen.claims == func.coalesce(turn, _seen.claims))
