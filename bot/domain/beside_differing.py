"""What differs between what a file says beside the indicators and what is held of it.

A sheet is not the only one that speaks of actions and risks: their owners say how they go. So what the last sheet
said of each is kept. Where a sheet says again what it said before, what was said in Steward since stands; where it
says something else, the sheet is newer and wins.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from bot.domain.differing import FieldChange
from bot.domain.model import Owner
from bot.domain.planfile import text_key

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

Read = TypeVar("Read")
Held = TypeVar("Held")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a sheet would change of one thing, what it leaves alone, and what it says, as that is to be kept."""

    changes: tuple[FieldChange, ...]
    kept: tuple[FieldChange, ...] = ()  # said in Steward since, and the sheet prints what it printed before
    overruled: tuple[FieldChange, ...] = ()  # those of the changes that somebody said something else about since
    printed: Mapping[str, object]
    reprinted: bool = False  # whether the sheet says anything otherwise than the last one


def merge(read: Mapping[str, object], held: Mapping[str, object], printed: Mapping[str, object]) -> Merged:
    """The sheet's values beside those held and those of the last sheet; a blank one says nothing."""
    said = {name: value for name, value in read.items() if not is_blank(value)}
    now = {name: as_kept(value) for name, value in said.items()}
    changes, kept, overruled = [], [], []
    for name, new in said.items():
        old = held[name]
        if _plain(old) == _plain(new):
            continue
        change = FieldChange(name, old, new)
        if printed.get(name) == now[name]:
            kept.append(change)
            continue
        changes.append(change)
        if name in printed and printed[name] != as_kept(_plain(old)):
            overruled.append(change)
    return Merged(
        changes=tuple(changes),
        kept=tuple(kept),
        overruled=tuple(overruled),
        printed={**printed, **now},
        reprinted=any(printed.get(name) != value for name, value in now.items()),
    )


@dataclass(frozen=True, slots=True)
class Linked:
    """The indicators that an action is meant to move: known by their ids, named as the file or the plan does."""

    ids: tuple[int, ...]
    names: tuple[str, ...] = field(compare=False)

    @property
    def label(self) -> str:
        return ", ".join(self.names)


def is_blank(value: object) -> bool:
    return value is None or value in ("", ()) or value == Linked((), ())


def as_kept(value: object) -> object:
    """A value as it can be kept and compared: text, number or list."""
    if isinstance(value, Owner):
        return value.label
    if isinstance(value, Linked):
        return [text_key(name) for name in value.names]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [as_kept(each) for each in value]
    return value


def _plain(value: object) -> object:
    """An owner without the account, which no sheet knows."""
    return Owner(post=value.post, organisation=value.organisation) if isinstance(value, Owner) else value


def match(
    read: Sequence[Read],
    held: Sequence[Held],
    keys: Sequence[tuple[Callable[[Read], Hashable], Callable[[Held], Hashable]]],
    fits: Callable[[Read, Held], bool] = lambda _read, _held: True,
) -> dict[int, Held]:
    """Which of those held each one read is, by its place: by the surest key first, and only where one alone has it."""
    found: dict[int, Held] = {}
    taken: set[int] = set()
    for of_read, of_held in keys:
        free: dict[Hashable, list[int]] = defaultdict(list)
        for number, each in enumerate(held):
            if number not in taken and (key := of_held(each)):
                free[key].append(number)
        wanted: dict[Hashable, list[int]] = defaultdict(list)
        for place, one in enumerate(read):
            if place not in found and (key := of_read(one)):
                wanted[key].append(place)
        for key, places in wanted.items():
            for place in places:
                alike = [number for number in free[key] if number not in taken and fits(read[place], held[number])]
                if len(alike) == 1 and len(places) == 1:
                    found[place] = held[alike[0]]
                    taken.add(alike[0])
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Generic[Read, Held]):
    """One row of a list as the file has it, and as it is held; `fields` differ."""

    read: Read
    held: Held | None = None
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Generic[Read, Held]):
    """A list that a file replaces: its rows in order, and those held that it has no more."""

    pairs: tuple[Pair[Read, Held], ...] = ()
    gone: tuple[Held, ...] = ()

    @property
    def added(self) -> tuple[Read, ...]:
        return tuple(each.read for each in self.pairs if each.held is None)

    @property
    def is_empty(self) -> bool:
        return not self.gone and all(each.held is not None and not each.fields for each in self.pairs)


def listed(
    read: Iterable[Read],
    held: Iterable[Held],
    *,
    key_of_read: Callable[[Read], Hashable],
    key_of_held: Callable[[Held], Hashable],
    fields: Callable[[Read, Held], tuple[FieldChange, ...]],
    replaces: Callable[[Held], bool],
) -> Listed[Read, Held]:
    """The list beside the one held. Rows alike in their key go together in order, however many there are of it."""
    free: dict[Hashable, list[Held]] = defaultdict(list)
    for each in held:
        free[key_of_held(each)].append(each)
    pairs: list[Pair[Read, Held]] = []
    for one in read:
        alike = free[key_of_read(one)]
        same = alike.pop(0) if alike else None
        pairs.append(Pair(read=one, held=same, fields=fields(one, same) if same is not None else ()))
    gone = (each for rest in free.values() for each in rest)
    return Listed(pairs=tuple(pairs), gone=tuple(each for each in gone if replaces(each)))


NOTHING: Listed[Any, Any] = Listed()


def changed_fields(read: object, held: object, names: Iterable[str]) -> tuple[FieldChange, ...]:
    """In a list that a file replaces, a blank counts: what is not there any more is gone."""
    pairs = ((name, getattr(held, name), getattr(read, name)) for name in names)
    return tuple(FieldChange(name, old, new) for name, old, new in pairs if old != new)
