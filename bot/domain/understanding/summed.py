"""Summaries: of an objective, by number or by name, and of the whole plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.asking import Gap, Intent, Understood
from bot.domain.understanding.aims import named_by, of_number
from bot.domain.understanding.deciding import decide, fitting_subjects, unsaid
from bot.domain.understanding.intents import intent_of
from bot.domain.understanding.listed import is_list, of_objective
from bot.domain.understanding.told import reply

if TYPE_CHECKING:
    from bot.domain.matching import Index
    from bot.domain.model import Objective
    from bot.domain.understanding.aims import Named
    from bot.domain.understanding.hearing import Heard
    from bot.domain.understanding.subjects import Subject

_HOW_ARE_WE = re.compile(
    r"\bhow (?:is|are|s) (?:the )?(?:board|partnership|council|team)\b|\bhow well are we\b"
    r"|\bhow(?:'s| is| are|re| have| has| do|'re)?\s+(?:we|things|it|everything|you|it all|all|that)\b"
    r"|\bwhere (?:are we|do we stand|have we got to)\b"
    r"|\bwhat(?:'s| is) (?:the|our) (?:position|picture|situation|performance|progress|story)\b"
    r"|\bprogress\b|\bperformance\b|\bupdate\b|\b(?:any|latest) news\b"
)
_HOW_DID_WE = re.compile(
    r"\bhow\b.*\b(?:doing|going|looking|faring|getting on|performing|did we do|have we done)\b"
    r"|\bare we (?:doing|performing|getting on)\b"
)


def by_number(heard: Heard, index: Index) -> Understood:
    """An objective named by number, or by the whole of its title."""
    objectives = _objectives(heard, index)
    if not objectives:
        number = heard.numbered.number if heard.numbered else ""
        return reply(heard, Intent.UNKNOWN, gap=Gap.NO_SUCH_OBJECTIVE, about=str(number))
    return _of(heard, objectives[0], objectives[1:])


def _objectives(heard: Heard, index: Index) -> tuple[Objective, ...]:
    if heard.numbered is not None:
        return of_number(index.aims, heard.numbered)
    ids = {int(signal.partition(":")[2]) for signal in heard.signals if signal.startswith("aim:")}
    return tuple(aim.objective for aim in index.aims if aim.objective.id in ids)


def _of(heard: Heard, objective: Objective, others: tuple[Objective, ...] = ()) -> Understood:
    if is_list(heard):
        return of_objective(heard, objective, others)
    if heard.says("intent:overdue"):
        return reply(heard, Intent.OVERDUE, objective=objective, other_levels=others)
    gap = Gap.NO_SUCH_PERIOD if heard.asked.missing else None
    return reply(heard, Intent.OBJECTIVE, objective=objective, other_levels=others, gap=gap)


def by_words(heard: Heard, index: Index) -> Understood | None:
    """An objective named by its words, where they name it better than they name any indicator."""
    explicit = heard.says("explicit") or bool(heard.level)
    aim = named_by(index.shelves, index.aims, heard.wanted, heard.level, loosely=explicit)
    if aim is None:
        if explicit and not fitting_subjects(index.shelves, heard.wanted):
            return reply(heard, Intent.UNKNOWN, gap=Gap.NO_SUCH_OBJECTIVE, about=_said(heard))
        return None
    return _of(heard, aim.objective) if explicit or _is_meant(heard, index, aim) else None


def _said(heard: Heard) -> str:
    return " ".join(dict.fromkeys(piece.phrase for piece in heard.wanted.hard.values()))[:80]


def _is_meant(heard: Heard, index: Index, aim: Named) -> bool:
    """Whether the objective is meant rather than an indicator that the same words name."""
    if intent_of(heard) is Intent.OWNER:
        return False
    if not fitting_subjects(index.shelves, heard.wanted):
        return True
    one = decide(index.shelves, heard.wanted).one
    if one is not None and intent_of(heard) in {Intent.TARGET, Intent.HISTORY}:
        return False
    if one is None or (aim.exact and not _says_itself(index, heard, one)):
        return aim.exact or heard.says("summary")
    if not unsaid(index.shelves, heard.wanted, one) or not aim.exact:
        return heard.says("summary") and bool(unsaid(index.shelves, heard.wanted, one))
    return heard.says("summary") or _HOW_ARE_WE.search(heard.lower) is not None or not _says_as_much(heard, one)


def _says_itself(index: Index, heard: Heard, subject: Subject) -> bool:
    """Whether the indicator's title has what was asked itself, and does not only answer to it besides."""
    said = [term for term in heard.wanted.hard if term in subject.terms]
    covered = {other for term in said for other in index.lexicon.covers.get(term, ())}
    return all(term in subject.terms or term in covered for term in heard.wanted.hard)


def _says_as_much(heard: Heard, subject: Subject) -> bool:
    """Whether the indicator's title answers to the people and the passing words too, as the objective's does."""
    return all(subject.holds(term) for term in heard.wanted.people)


def is_whole_plan(heard: Heard) -> bool:
    """Whether the plan as a whole is asked about."""
    if heard.says("intent:owner", "intent:meaning", "why", "target"):
        return False
    if heard.says("compare") and not heard.says("plan"):
        return False
    if heard.says("whole", "summary"):
        return True
    if heard.says("follow") and (heard.asked.words or heard.says("it")):
        return False
    if _HOW_DID_WE.search(heard.lower):
        return True
    return (heard.says("plan") or _HOW_ARE_WE.search(heard.lower) is not None) and not heard.says("greet")


def is_progress_of_plan(heard: Heard) -> bool:
    """Whether the plan's own course is asked for, not the list of what got better: "progress on the plan"."""
    return heard.says("plan", "whole") and "progress" in heard.lower and not heard.says("which", "list")
