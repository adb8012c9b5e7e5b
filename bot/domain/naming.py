"""What an officer types for a post, an organisation, an objective or an indicator, found exactly or not at all."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from bot.domain.errors import NoSuchHolder, NothingSuch, SeveralHolders
from bot.domain.people import Holder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.domain.model import Indicator, Objective
    from bot.domain.people import Person

_NEAR = 3
_ALIKE = 0.6  # of difflib's ratio: a slip or two in a post's name
_OBJECTIVE = re.compile(r"(?:(?P<level>[a-z]+) )?(?:objective )?(?P<number>\d{1,6})")
Thing = TypeVar("Thing")


def holder_named(name: str, people: Iterable[Person], organisations: Mapping[int, str]) -> Holder:
    """The post or the organisation of that name; a post also with its organisation: "Health - Named officer 04".

    NoSuchHolder with what comes near, SeveralHolders where several are called so.
    """
    found: dict[str, list[tuple[str, Holder]]] = {}
    for person in people:
        holder = Holder(person_id=person.id, organisation_id=person.organisation_id)
        turned = f"{person.post}, {person.organisation}" if person.organisation else person.post
        for called in {_plain(person.label), _plain(person.post), _plain(turned)}:
            found.setdefault(called, []).append((person.label, holder))
    for number, title in organisations.items():
        found.setdefault(_plain(title), []).append((title, Holder(organisation_id=number)))
    these = found.get(_plain(name), [])
    if len(these) > 1:
        raise SeveralHolders(name=name, held="; ".join(sorted(f'"{label}"' for label, _ in these)))
    if not these:
        labels = {called: held[0][0] for called, held in found.items()}
        raise NoSuchHolder(name=name, near=_near(_plain(name), labels, '"steward people list" shows all of them'))
    return these[0][1]


def objective_named(name: str, objectives: Iterable[Objective]) -> Objective:
    """The objective of that level and number, or of that title: "operational 1". NothingSuch, with what there is."""
    held = tuple(objectives)
    read = _OBJECTIVE.fullmatch(_plain(name))
    if read:
        these = [each for each in held if each.number == int(read["number"])]
        these = [each for each in these if read["level"] in {None, each.level}]
    else:
        these = [each for each in held if _plain(each.title) == _plain(name)]
    if len(these) == 1:
        return these[0]
    labels = {_plain(label): label for each in these or held for label in (f"{each.level} {each.number}".strip(),)}
    near = f"Objectives: {', '.join(labels.values())}" if len(labels) <= 2 * _NEAR or these else ""
    raise NothingSuch(
        what="objective", name=name, near=near or _near(_plain(name), labels, "See the plan's objectives")
    )


def indicator_named(name: str, indicators: Iterable[Indicator]) -> Indicator:
    """The indicator with that code, or with that title whole. NothingSuch, with what comes near."""
    held = tuple(indicators)
    called = _plain(name)
    these = [each for each in held if each.code and _plain(each.code) == called]
    these = these or [each for each in held if _plain(each.title) == called]
    if len(these) == 1:
        return these[0]
    labels = {_plain(each.code or each.title): each.code or each.title for each in held}
    raise NothingSuch(what="indicator", name=name, near=_near(called, labels, "Give its code, or its title whole"))


def _near(called: str, labels: Mapping[str, str], otherwise: str) -> str:
    close = dict.fromkeys(labels[each] for each in get_close_matches(called, labels, 2 * _NEAR, _ALIKE))
    named = ", ".join(f'"{label}"' for label in list(close)[:_NEAR])
    return f"Nearest: {named}" if named else otherwise


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("\N{EN DASH}", "-").split())
