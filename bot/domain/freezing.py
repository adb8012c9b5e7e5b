"""A report as plain JSON and back: what was published stands, whatever becomes of the code that made it."""

from __future__ import annotations

import json
import sys
from dataclasses import Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from bot.domain import (
    actions,
    agendas,
    comparators,
    highlights,
    judgement,
    kinds,
    links,
    model,
    periods,
    phrases,
    reporting,
    risks,
    statements,
)
from bot.domain.checking import findings

if TYPE_CHECKING:
    from collections.abc import Callable

    Thaw = Callable[[Any, list[Any]], Any]  # a frozen value and all objects thawed so far -> the value

VERSION = 1
MODULES = (  # whose values a report may hold
    *(actions, agendas, comparators, findings, highlights, judgement, kinds, links, model),
    *(periods, phrases, reporting, risks, statements),
)
KNOWN: dict[str, type] = {"date": date, "datetime": datetime, "Decimal": Decimal} | {
    name: known for module in MODULES for name, known in vars(module).items() if isinstance(known, type)
}


def freeze(facts: reporting.ReportFacts) -> dict[str, Any]:
    """The report as JSON: each value once, in the order in which they need each other, the report itself last.

    A value is its class and what its fields hold, whose names stand once for each class; other values are named by
    their place. So an indicator that is red, worse and spoken of in three lists is kept once.
    """
    freezer = _Freezer()
    freezer.place_of(facts)
    return {"version": VERSION, "fields": freezer.fields, "objects": freezer.objects}


def thaw(frozen: dict[str, Any]) -> reporting.ReportFacts:
    """The report again, equal to what was frozen.

    Fields that were added since have their defaults, so a field that is added to any of these values needs one;
    fields that were taken away are passed over. ValueError for JSON that holds no report.
    """
    objects: list[Any] = []
    for name, *held in frozen.get("objects", ()):
        objects.append(_thawed(KNOWN[name], dict(zip(frozen["fields"][name], held, strict=True)), objects))
    if not objects or not isinstance(objects[-1], reporting.ReportFacts):
        raise ValueError(frozen.get("version"))
    return objects[-1]


@lru_cache(maxsize=4)
def thawed(kept: str) -> reporting.ReportFacts:
    """The report of a frozen one's JSON text; each of its messages reads it, so the last few are kept."""
    return thaw(json.loads(kept))


class _Freezer:
    """Keeps the place of every value that was frozen."""

    def __init__(self) -> None:
        self.objects: list[list[Any]] = []
        self.fields: dict[str, list[str]] = {}
        self._places: dict[object, int] = {}

    def place_of(self, value: object) -> int:
        key = value if isinstance(value, periods.Period) else id(value)
        if key not in self._places:
            kind: type = type(value)
            names = self.fields.setdefault(kind.__name__, [each.name for each in _kept(kind)])
            held = [self.frozen(getattr(value, name)) for name in names]
            self._places[key] = len(self.objects)
            self.objects.append([kind.__name__, *held])
        return self._places[key]

    def frozen(self, value: object) -> Any:  # noqa: ANN401  JSON is of any kind
        if isinstance(value, dict):
            return [[self.frozen(key), self.frozen(held)] for key, held in value.items()]
        if isinstance(value, tuple):
            return [self.frozen(each) for each in value]
        if isinstance(value, frozenset):
            return sorted(self.frozen(each) for each in value)
        return self.place_of(value) if is_dataclass(value) else _plain(value)


def _plain(value: object) -> str | int | None:
    match value:
        case Enum():
            return str(value.value)
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case None | int() | str():
            return value
    raise TypeError(type(value))


def _thawed(kind: type, held: dict[str, Any], objects: list[Any]) -> object:
    thaws = _thaws(kind)
    return kind(**{name: thaws[name](value, objects) for name, value in held.items() if name in thaws})


@cache
def _kept(kind: type) -> tuple[Field[Any], ...]:
    return tuple(each for each in fields(kind) if each.init)


@cache
def _thaws(kind: type) -> dict[str, Thaw]:
    """By field, what makes its value of JSON again."""
    hints = _hints(kind)
    return {each.name: _thaw_of(hints[each.name]) for each in _kept(kind)}


def _hints(kind: type) -> dict[str, Any]:
    own = vars(sys.modules[kind.__module__])
    return get_type_hints(kind, globalns={**KNOWN, **own})


def _thaw_of(hint: Any) -> Thaw:  # noqa: ANN401  an annotation is of any kind
    within = get_args(hint)
    match get_origin(hint):
        case origin if origin in {Union, UnionType}:
            return _optional(_thaw_of(next(each for each in within if each is not NoneType)))
        case origin if origin is tuple:
            return _tuple(within)
        case origin if origin is frozenset:
            return _frozenset(_thaw_of(within[0]))
        case origin if origin is dict:
            return _dict(*map(_thaw_of, within))
    return _thaw_of_one(hint)


def _thaw_of_one(kind: Any) -> Thaw:  # noqa: ANN401  a class, or `object` for what JSON has by itself
    if is_dataclass(kind):
        return lambda place, objects: objects[place]
    if kind in {date, datetime}:
        return lambda text, _objects: kind.fromisoformat(text)
    if issubclass(kind, Enum | Decimal):
        return lambda text, _objects: kind(text)
    return lambda value, _objects: value


def _optional(thaw_value: Thaw) -> Thaw:
    return lambda value, objects: None if value is None else thaw_value(value, objects)


def _tuple(within: tuple[Any, ...]) -> Thaw:
    """Of any length and one kind, or of a kind for each place."""
    if within[-1] is Ellipsis:
        each = _thaw_of(within[0])
        return lambda values, objects: tuple(each(value, objects) for value in values)
    kinds = tuple(map(_thaw_of, within))
    return lambda values, objects: tuple(
        thaw_value(value, objects) for thaw_value, value in zip(kinds, values, strict=True)
    )


def _frozenset(each: Thaw) -> Thaw:
    return lambda values, objects: frozenset(each(value, objects) for value in values)


def _dict(key: Thaw, held: Thaw) -> Thaw:
    return lambda pairs, objects: {key(name, objects): held(value, objects) for name, value in pairs}
