"""Follow-ups: "and in 2012/13?", "who owns it?", "why?", "what about primary?", leaning on what was said before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.asking import Context, Gap, Intent, Match, Stage, Understood
from bot.domain.understanding.aims import of_number
from bot.domain.understanding.intents import NEEDS_SUBJECT, filter_of, intent_of
from bot.domain.understanding.matched import match_of
from bot.domain.understanding.naming import Named, decide_on
from bot.domain.understanding.several import borrowed
from bot.domain.understanding.told import reply, told

if TYPE_CHECKING:
    from bot.domain.matching import Index
    from bot.domain.model import Objective
    from bot.domain.understanding.hearing import Heard
    from bot.domain.understanding.subjects import Subject

_KEPT = frozenset({Intent.STATUS, Intent.HISTORY, Intent.TARGET, Intent.OWNER})
_OF_MANY = frozenset({Intent.LIST, Intent.OBJECTIVE, Intent.PLAN, Intent.OVERDUE})


def follow(heard: Heard, index: Index, context: Context) -> Understood | None:
    """The question with what the conversation was about filled in; None where it stands by itself."""
    if heard.codes or heard.of("aim:"):
        return None
    if heard.numbered:
        return _same_list_elsewhere(heard, index, context)
    subjects = [index.shelves.subjects[index.places[each]] for each in context.measure_ids if each in index.places]
    if heard.wanted:
        return _other_subject(heard, index, context, subjects)
    return _fragment(heard, index, context, subjects) if _is_fragment(heard) else None


def _fragment(heard: Heard, index: Index, context: Context, subjects: list[Subject]) -> Understood | None:
    """A question that names nothing itself, about the same indicator or the same list."""
    if subjects and (not filter_of(heard) or heard.says("it")):
        return _same_subject(heard, context, subjects)
    return _same_many(heard, index, context) if context.intent in _OF_MANY else None


def _is_fragment(heard: Heard) -> bool:
    if heard.says("intent:help", "intent:meeting", "intent:actions", "intent:overdue", "whole", "summary", "explicit"):
        return False
    return (
        intent_of(heard) in NEEDS_SUBJECT
        or bool(heard.asked.words)
        or heard.says("why", "it", "follow", "compare", "met", "missed", "moved")
    )


def _same_subject(heard: Heard, context: Context, subjects: list[Subject]) -> Understood:
    """Another question about the same: its owner, its target, another period, why."""
    intent = intent_of(heard)
    if intent is Intent.STATUS and context.intent in {Intent.HISTORY, Intent.TARGET} and not heard.says("why"):
        intent = Intent.STATUS if heard.asked.period else context.intent
    matches = tuple(Match(indicator=each.indicator, stage=Stage.CONTEXT, phrase="") for each in subjects)
    if context.intent is Intent.COMPARE and len(matches) == 2 and intent is Intent.STATUS and not heard.says("why"):
        return reply(heard, Intent.COMPARE, found=matches)
    return told(heard, Named(found=matches[:1]), intent)


def _same_many(heard: Heard, index: Index, context: Context) -> Understood:
    """The same list or summary for another period, or the same scope under other conditions."""
    asked = filter_of(heard)
    intent = Intent.LIST if asked else context.intent
    return reply(
        heard,
        intent,
        filter=asked or context.filter,
        objective=_objective(index, context.objective_id),
        gap=Gap.NO_SUCH_PERIOD if heard.asked.missing else None,
    )


def _same_list_elsewhere(heard: Heard, index: Index, context: Context) -> Understood | None:
    """The last list for another objective: "and for objective 10?"."""
    objectives = of_number(index.aims, heard.numbered) if heard.numbered else ()
    if context.intent is not Intent.LIST or not objectives or filter_of(heard) or not heard.says("follow"):
        return None
    return reply(heard, Intent.LIST, filter=context.filter, objective=objectives[0], other_levels=objectives[1:])


def _objective(index: Index, objective_id: int | None) -> Objective | None:
    return next((aim.objective for aim in index.aims if aim.objective.id == objective_id), None)


def _other_subject(heard: Heard, index: Index, context: Context, subjects: list[Subject]) -> Understood | None:
    """The same of another indicator: "what about NEET?"; or of a sibling that a word sets apart: "and secondary?"."""
    one = decide_on(index, heard.wanted).one
    if one and subjects and heard.says("compare") and heard.says("it"):
        first = Match(indicator=subjects[0].indicator, stage=Stage.CONTEXT, phrase="")
        return reply(heard, Intent.COMPARE, found=(first, match_of(one, heard.wanted)))
    if not heard.says("follow") and not _only_sets_apart(heard, index):
        return None
    other = one or (borrowed(index, heard.wanted, subjects[0]) if subjects else None)
    if other is None:
        return None
    intent = context.intent if intent_of(heard) is Intent.STATUS and context.intent in _KEPT else None
    stage = None if one else Stage.CONTEXT
    return told(heard, Named(found=(match_of(other, heard.wanted, stage),)), intent)


def _only_sets_apart(heard: Heard, index: Index) -> bool:
    """Whether only a school phase, a subject or the like was said: "primary?"."""
    return all(":" in term or index.shelves.is_light(term) for term in heard.wanted.hard)
