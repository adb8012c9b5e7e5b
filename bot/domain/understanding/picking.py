"""Leaning on a list: "the second one", "number 2", "who owns the first one", "which of those are worse?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.asking import Filter, Gap, Intent, Match, Stage, Understood
from bot.domain.understanding.intents import filter_of, intent_of
from bot.domain.understanding.naming import Named
from bot.domain.understanding.told import reply, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.asking import Context
    from bot.domain.matching import Index
    from bot.domain.understanding.hearing import Heard

_PLACES = {
    word: place
    for place, words in enumerate(
        ("first 1st one 1", "second 2nd two 2", "third 3rd three 3", "fourth 4th four 4", "fifth 5th five 5"), 1
    )
    for word in words.split()
}
_LAST = "last"
_NTH = r"(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th)"
_COUNT = r"(?:one|two|three|four|five|[1-5])"
_PICK = re.compile(
    rf"^\W*(?:the\s+)?(?P<alone>{_NTH}|[1-5])(?:\s+(?:one|please))*\W*$"
    rf"|\b(?:the\s+)?(?P<nth>{_NTH})\s+(?:one|of (?:those|these|them))\b(?!\s+of\b)"
    rf"|\b(?:number|no\.|option|choice)\s*(?P<count>{_COUNT})\b|(?<!\w)#\s?(?P<sign>[1-5])\b"
)
_OF_THOSE = re.compile(r"\b(?:of|among|amongst|from|out of)\s+(?:those|these|them)\b|\bwhich ones\b")
_KEPT = frozenset({Intent.STATUS, Intent.HISTORY, Intent.TARGET, Intent.OWNER})
_OF_MANY = frozenset({Intent.LIST, Intent.OBJECTIVE, Intent.PLAN, Intent.OVERDUE})
_MOST_KEPT = 5  # a conversation remembers no more than these of a list


def pick(plain: str, index: Index, context: Context, hear: Callable[[str], Heard]) -> Understood | None:
    """The one of those last shown that is pointed at; None where none is."""
    lower = plain.lower()
    found = _PICK.search(lower)
    if found is None:
        return _narrowed(plain, index, context, hear) if _OF_THOSE.search(lower) else None
    said = next(word for word in found.groups() if word)
    place = len(context.measure_ids) if said == _LAST else _PLACES[said]
    if not 1 <= place <= len(context.measure_ids) or context.measure_ids[place - 1] not in index.places:
        return None
    rest = hear(f"{lower[: found.start()]} it {lower[found.end() :]}")
    if rest.wanted or rest.codes or rest.numbered:
        return None
    subject = index.shelves.subjects[index.places[context.measure_ids[place - 1]]]
    match = Match(indicator=subject.indicator, stage=Stage.CONTEXT, phrase=said)
    intent = intent_of(rest)
    kept = context.intent if intent is Intent.STATUS and context.intent in _KEPT else intent
    return replace(told(rest, Named(found=(match,)), kept), text=plain)


def _narrowed(plain: str, index: Index, context: Context, hear: Callable[[str], Heard]) -> Understood | None:
    """Those of the last list that meet one more condition: "which of those are worse?"."""
    heard = hear(plain)
    more = filter_of(heard)
    if not more or heard.wanted or heard.codes or heard.numbered or not (context.measure_ids or context.objective_id):
        return None
    if len(context.measure_ids) == 1 and context.intent not in _OF_MANY:
        return None
    both = Filter(
        rag=more.rag or context.filter.rag,
        movement=more.movement or context.filter.movement,
        target=more.target or context.filter.target,
    )
    aim = next((aim.objective for aim in index.aims if aim.objective.id == context.objective_id), None)
    if aim is not None or context.filter or context.intent in _OF_MANY - {Intent.LIST}:
        return reply(heard, Intent.LIST, filter=both, objective=aim)
    if len(context.measure_ids) >= _MOST_KEPT:
        return reply(heard, Intent.UNKNOWN, gap=Gap.NO_CONTEXT)
    known = [index.shelves.subjects[index.places[each]] for each in context.measure_ids if each in index.places]
    members = tuple(Match(indicator=each.indicator, stage=Stage.CONTEXT, phrase="") for each in known)
    return reply(heard, Intent.LIST, filter=both, members=members) if members else None
