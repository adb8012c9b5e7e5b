"""Those whom no message reaches: which of them stand in one message to an officer, as emails to pass on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.rounds import NudgeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.rounds import Nudge

MOST_ITEMS = 8  # of one email; the return sheet lists the others
_ROOM = 3_300  # characters of the 4,000 that one message may have
_LETTER, _ITEM = 650, 120  # about what an email takes, and each item in it beside its title


def to_pass_on(nudges: Iterable[Nudge]) -> tuple[Nudge, ...]:
    """Reminders for people without a Slack account, and for organisations that have nobody in Slack."""
    reminders = (each for each in nudges if each.kind is NudgeKind.REMINDER)
    return tuple(each for each in reminders if each.to is None or not each.to.reachable)


def in_messages(nudges: Iterable[Nudge]) -> Iterator[tuple[str, ...]]:
    """The keys of those whose emails fit into one message, message by message."""
    keys: list[str] = []
    room = _ROOM
    for nudge in nudges:
        takes = _LETTER + sum(_ITEM + len(item.owed.indicator.title) for item in nudge.items[:MOST_ITEMS])
        if keys and takes > room:
            yield tuple(keys)
            keys, room = [], _ROOM
        keys.append(nudge.key)
        room -= takes
    if keys:
        yield tuple(keys)


def person_of(key: str) -> int | None:
    """Whose id stands in a nudge's key; None: it names an organisation."""
    name = label_of(key)
    return int(name) if name.isascii() and name.isdecimal() else None


def label_of(key: str) -> str:
    return key.partition(":")[2]
