"""The outbox: what is to be sent, written in the transaction that decided it, and in one pair of hands at a time."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, case, delete, func, or_, select, update

from store.ids import new_id
from store.outbox_rows import (
    COLUMNS,
    FILE,
    FILE_REMOVAL,
    HOME,
    MOST_UNSEEN,
    NUDGE,
    OPEN,
    REMOVAL,
    SETTLED,
    UNDER,
    WAY,
    Delivery,
    Planned,
    State,
    Way,
    as_delivery,
    as_row,
)
from store.tables import Delivery as Row
from store.tables import Person
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from sqlalchemy import Update

    from store.work import Work

__all__ = [  # handed on
    "FILE",
    "FILE_REMOVAL",
    "HOME",
    "MOST_UNSEEN",
    "NUDGE",
    "OPEN",
    "REMOVAL",
    "SETTLED",
    "UNDER",
    "Delivery",
    "Planned",
    "State",
    "Way",
]
_delivery = Row.__table__.c
_person = Person.__table__.c
NUDGING = ("nudge", "escalation", "officer list")  # what the keys of those begin with
KEPT = timedelta(days=365)  # a settled one: the days of nudges are read off them
MOST_ORIGINALS = 5


_NUDGES_LAST = case((_delivery.kind == NUDGE, 1), else_=0)  # answers to people come before nudges


def plan(work: Work, at: datetime, *planned: Planned) -> int:
    """Write down what is to be sent; how many of it is new, as a key that exists adds nothing.

    What is planned together, and may go out at the same moment, goes out in this order: its numbers go up.
    """
    numbers = sorted(new_id() for _ in planned)
    rows = (as_row(each, number, at) for each, number in zip(planned, numbers, strict=True))
    return work.add_each_once(Row, *rows)


def claim(
    work: Work,
    at: datetime,
    lease: timedelta,
    limit: int,
    *,
    ways: Collection[Way] = tuple(Way),
    resting: Collection[int | str] = (),
) -> tuple[Delivery, ...]:
    """Take what is due by now in hand, in a transaction of its own; of many who try at once one gets each.

    Answers to people come first, then whatever waits longest. `resting` are people's ids and channels that have just
    had a message. What a dead process left in hand is due when its lease is over.
    """
    places = {*resting, *_busy(work, at)}
    values = {
        "at": at,
        "until": at + lease,
        "most": limit,
        "ways": list(ways),
        "people": [each for each in places if isinstance(each, int)],
        "channels": [each for each in places if isinstance(each, str)],
    }
    taken = [as_delivery(row) for row in work.changed(_claiming(), **values)]
    return tuple(sorted(taken, key=lambda each: (each.kind == NUDGE, each.not_before, each.id)))


def release(work: Work, delivery: Delivery) -> bool:
    """Give back what was not begun, as if nobody had had it; False where it is no longer ours."""
    return _move(work, delivery, state=State.PLANNED, leased_until=None)


def about_to_post(work: Work, delivery: Delivery, until: datetime, channel: str) -> bool:
    """Note that a post to that conversation is about to go out, with a lease until then.

    False where the delivery is no longer ours, and nothing may be posted.
    """
    return _move(work, delivery, posts=_delivery.posts + 1, leased_until=until, channel=channel)


def renew(work: Work, delivery: Delivery, until: datetime) -> bool:
    """Keep the delivery in hand until then; False where it is no longer ours."""
    return _move(work, delivery, leased_until=until)


def unposted(work: Work, delivery: Delivery) -> bool:
    """Take one `about_to_post` back: Slack said that nothing was posted. False where it is no longer ours."""
    return _move(work, delivery, posts=case((_delivery.posts > 0, _delivery.posts - 1), else_=0))


def sent(work: Work, delivery: Delivery, ts: str, channel: str, at: datetime) -> bool:
    """Slack has it, and gave it this timestamp; False where it is no longer ours."""
    return _move(work, delivery, state=State.SENT, ts=ts, channel=channel, sent_at=at, leased_until=None, error="")


def not_needed(work: Work, delivery: Delivery, why: str = "") -> bool:
    """Nothing is left to say; False where it is no longer ours."""
    return _move(work, delivery, state=State.NOT_NEEDED, leased_until=None, error=why)


def postpone(work: Work, delivery: Delivery, until: datetime, error: str = "", *, failed: bool = True) -> bool:
    """Try it again from then on; False where it is no longer ours. Unless it `failed`, it does not count as a try."""
    tried = _delivery.attempts + 1 if failed else _delivery.attempts
    return _move(work, delivery, state=State.PLANNED, not_before=until, leased_until=None, error=error, attempts=tried)


def fail(work: Work, delivery: Delivery, error: str) -> bool:
    """It will never arrive, for this reason; False where it is no longer ours."""
    return _move(work, delivery, state=State.FAILED, leased_until=None, error=error)


def get(work: Work, delivery_id: int) -> Delivery | None:
    row = work.first(select(*COLUMNS).where(mine(Row), _delivery.id == delivery_id))
    return as_delivery(row) if row else None


def is_planned(work: Work, key: str) -> bool:
    """Whether there is one with that key, in whatever state."""
    return work.first(select(_delivery.id).where(mine(Row), _delivery.key == key)) is not None


def keyed(work: Work, key: str) -> tuple[Delivery, ...]:
    """Those with that key, and those whose key says something more behind a colon, but no changes; in order."""
    named = or_(_delivery.key == key, _delivery.key.startswith(f"{key}:", autoescape=True))
    query = select(*COLUMNS).where(mine(Row), named, _delivery.updates_id.is_(None))
    return tuple(map(as_delivery, work.rows(query.order_by(_delivery.planned_at, _delivery.id))))


def every(work: Work, states: Collection[State] = tuple(State), limit: int = 1_000) -> tuple[Delivery, ...]:
    """Those in these states, the latest planned first."""
    query = select(*COLUMNS).where(mine(Row), _delivery.state.in_(list(states)))
    latest = query.order_by(_delivery.planned_at.desc(), _delivery.id.desc()).limit(limit)
    return tuple(map(as_delivery, work.rows(latest)))


def counts(work: Work) -> dict[State, int]:
    """How many there are in each state."""
    query = select(_delivery.state, func.count().label("many")).where(mine(Row)).group_by(_delivery.state)
    return {State(row.state): row.many for row in work.rows(query)}


def retry(work: Work, delivery_id: int, at: datetime) -> bool:
    """Send one that failed or was dropped after all; False where there is none such.

    A post whose fate nobody knows stays counted as one: it is searched for where that can be done.
    """
    once = case((_delivery.posts > 0, 1), else_=0)
    ended = _delivery.state.in_([State.FAILED, State.DROPPED])
    values = {"state": State.PLANNED, "not_before": at, "attempts": 0, "lapses": 0, "posts": once, "error": ""}
    return work.change(_of(delivery_id).where(ended).values(**values)) == 1


def revive(work: Work, key: str, why: str, at: datetime) -> int:
    """Send after all what was not needed for that reason, of those whose key begins with that one; how many it was."""
    under = _delivery.key.startswith(f"{key}:", autoescape=True)
    these = (under, _delivery.state == State.NOT_NEEDED, _delivery.error == why, _delivery.updates_id.is_(None))
    values = {"state": State.PLANNED, "not_before": at, "error": ""}
    return work.change(update(Row.__table__).where(mine(Row), *these).values(**values))


def drop(work: Work, delivery_id: int) -> bool:
    """Never send it; False where there is none such, or where it is in hand or over."""
    waiting = _delivery.state.in_([State.PLANNED, State.FAILED])
    return work.change(_of(delivery_id).where(waiting).values(state=State.DROPPED)) == 1


def last_nudged(work: Work, before: date) -> dict[str, date]:
    """The last day before that one for which each nudge was planned, by its key without its day: "nudge:12".

    Those that are waiting, sent, or were dropped on purpose count; what failed or was not needed does not.
    """
    length = func.length(_delivery.key)
    named, day = func.substr(_delivery.key, 1, length - 11), func.substr(_delivery.key, length - 9)
    of_a_nudge = or_(*(_delivery.key.startswith(f"{kind}:", autoescape=True) for kind in NUDGING))
    counted = _delivery.state.in_([State.PLANNED, State.IN_HAND, State.SENT, State.DROPPED])
    query = (
        select(named.label("named"), func.max(day).label("day"))
        .where(mine(Row), of_a_nudge, counted, _delivery.updates_id.is_(None), day < before.isoformat())
        .group_by(named)
    )
    return {row.named: date.fromisoformat(row.day) for row in work.rows(query)}


def nudged_since(work: Work, delivery: Delivery, since: datetime) -> bool:
    """Whether its person had another nudge since then, or is just being sent one.

    Whoever asks of the same person at once waits until this transaction is over, and finds what came of it.
    """
    same_person = _delivery.person_id == delivery.person_id
    work.rows(select(_person.id).where(mine(Person), _person.id == delivery.person_id).with_for_update(key_share=True))
    nudges = (_delivery.kind == NUDGE, same_person, _delivery.id != delivery.id, _delivery.updates_id.is_(None))
    going_out = (_delivery.state == State.IN_HAND) & (_delivery.posts > 0)
    out = or_(going_out, (_delivery.state == State.SENT) & (_delivery.sent_at >= since))
    return work.first(select(_delivery.id).where(mine(Row), *nudges, out)) is not None


def posted(work: Work, kind: str, person_id: int) -> tuple[Delivery, ...]:
    """The latest messages of that kind that the person has, newest first: they can be changed in place."""
    messages = (_delivery.kind == kind, _delivery.person_id == person_id, _delivery.updates_id.is_(None))
    query = select(*COLUMNS).where(mine(Row), *messages, _delivery.state == State.SENT)
    newest = query.order_by(_delivery.sent_at.desc(), _delivery.id.desc()).limit(MOST_ORIGINALS)
    return tuple(map(as_delivery, work.rows(newest)))


def trim(work: Work, before: datetime) -> int:
    """Forget what was planned before that moment and is over, unless a later one updates it; how many it was."""
    waiting = select(_delivery.updates_id).where(mine(Row), _delivery.updates_id.is_not(None))
    later = waiting.where(or_(_delivery.planned_at >= before, _delivery.state.in_([*OPEN])))
    over = (_delivery.planned_at < before, _delivery.state.in_([*SETTLED]), _delivery.id.not_in(later))
    return work.change(delete(Row.__table__).where(mine(Row), *over))


def _busy(work: Work, at: datetime) -> Iterator[int | str]:
    """The people and channels that somebody is writing to.

    A conversation gets one message at a time, and what changes a message sees what was changed in it before.
    """
    in_hand = (mine(Row), _delivery.state == State.IN_HAND, _delivery.leased_until > at)
    for row in work.rows(select(_delivery.person_id, _delivery.channel).where(*in_hand)):
        yield row.channel if row.person_id is None else row.person_id


@cache
def _claiming() -> Update:
    due = or_(
        (_delivery.state == State.PLANNED.value) & (_delivery.not_before <= bindparam("at")),
        (_delivery.state == State.IN_HAND.value) & (_delivery.leased_until <= bindparam("at")),
    )
    free = (
        WAY.in_(bindparam("ways", expanding=True)),
        func.coalesce(_delivery.person_id, 0).not_in(bindparam("people", expanding=True)),
        or_(_delivery.person_id.is_not(None), _delivery.channel.not_in(bindparam("channels", expanding=True))),
    )
    picked = (
        select(_delivery.id)
        .where(mine(Row), due, *free)
        .order_by(_NUDGES_LAST, _delivery.not_before, _delivery.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
        .cte("picked")
    )
    return (
        update(Row.__table__)
        .where(mine(Row), _delivery.id.in_(select(picked.c.id)))
        .values(
            state=State.IN_HAND.value,
            leased_until=bindparam("until"),
            turn=_delivery.turn + 1,
            lapses=case((_delivery.state == State.IN_HAND.value, _delivery.lapses + 1), else_=0),
        )
        .returning(*COLUMNS)
    )


def _of(delivery_id: int) -> Update:
    return update(Row.__table__).where(mine(Row), _delivery.id == delivery_id)


def _move(work: Work, delivery: Delivery, **values: object) -> bool:
    """Change it while it is in hand and of this turn; whoever comes too late changes nothing."""
    ours = (_delivery.state == State.IN_HAND, _delivery.turn == delivery.turn)
    return work.change(_of(delivery.id).where(*ours).values(**values)) == 1
