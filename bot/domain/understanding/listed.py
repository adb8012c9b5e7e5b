"""Lists: which indicators are red, worse, without a target; of the plan, of an objective, of a family."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.asking import Gap, Intent, Understood
from bot.domain.understanding.aims import named_by
from bot.domain.understanding.deciding import fitting_subjects, unsaid
from bot.domain.understanding.intents import filter_of, speaks_of_progress
from bot.domain.understanding.matched import match_of
from bot.domain.understanding.naming import decide_on
from bot.domain.understanding.several import name
from bot.domain.understanding.told import reply, told
from bot.domain.understanding.words import lex_stems

if TYPE_CHECKING:
    from bot.domain.asking import Match
    from bot.domain.matching import Index
    from bot.domain.model import Objective
    from bot.domain.understanding.aims import Named as Aimed
    from bot.domain.understanding.hearing import Heard
    from bot.domain.understanding.naming import Named


_OF_ONE = re.compile(r"\W*(?:has|have|is|are|did|do|does|was|were|will)\b")


def of_family(heard: Heard, index: Index) -> Understood | None:
    """All indicators about something: "list the looked after children indicators"."""
    if not heard.says("all") or not heard.wanted:
        return None
    aim = named_by(index.shelves, index.aims, heard.wanted, heard.level, loosely=heard.says("explicit"))
    fitting = fitting_subjects(index.shelves, heard.wanted)
    if len(fitting) < 2 or (aim is not None and aim.exact) or heard.wanted.near:
        return None
    return _listing(heard, members=tuple(match_of(subject, heard.wanted) for subject in fitting))


def is_list(heard: Heard) -> bool:
    """Whether the question sets conditions that a list can meet."""
    return bool(filter_of(heard))


def whole_plan(heard: Heard) -> Understood:
    return _listing(heard)


def of_objective(heard: Heard, objective: Objective, others: tuple[Objective, ...] = ()) -> Understood:
    return _listing(heard, objective=objective, others=others)


def _listing(
    heard: Heard,
    *,
    objective: Objective | None = None,
    others: tuple[Objective, ...] = (),
    members: tuple[Match, ...] = (),
) -> Understood:
    gap = Gap.NO_SUCH_PERIOD if heard.asked.missing and not heard.asked.history else None
    return reply(
        heard,
        Intent.LIST,
        filter=filter_of(heard),
        objective=objective,
        other_levels=others,
        members=members,
        gap=gap,
    )


def about_part(heard: Heard, index: Index) -> Understood:
    """Conditions together with a subject: an objective's list, a family's list, or one indicator's own story."""
    aim = named_by(index.shelves, index.aims, heard.wanted, heard.level, loosely=heard.says("explicit"))
    named = name(index, heard.wanted, heard.pieces)
    if aim is not None:
        of_aim = _about_objective(heard, index, aim, named)
        if of_aim is not None:
            return of_aim
    fitting = fitting_subjects(index.shelves, heard.wanted)
    if len(named.found) == 1 or not _asks_for_many(heard) or not fitting:
        return told(heard, named)
    return _listing(heard, members=tuple(match_of(subject, heard.wanted) for subject in fitting))


def _about_objective(heard: Heard, index: Index, aim: Aimed, named: Named) -> Understood | None:
    """Conditions on an objective; None where an indicator is meant rather than the objective."""
    if not _asks_for_many(heard):
        rest = heard.without(lex_stems(aim.objective.title))
        if not is_list(rest) and speaks_of_progress(heard):
            return reply(rest, Intent.OBJECTIVE, objective=aim.objective)
        single = _OF_ONE.match(heard.lower) is not None or not (aim.exact and _leaves_unsaid(heard, index))
        if len(named.found) == 1 and not heard.says("explicit") and single:
            return None
    return of_objective(heard, aim.objective) if aim.exact or not named.found else None


def _leaves_unsaid(heard: Heard, index: Index) -> bool:
    """Whether the one indicator that fits says more in its title than was asked."""
    one = decide_on(index, heard.wanted).one
    return one is None or bool(unsaid(index.shelves, heard.wanted, one))


def _asks_for_many(heard: Heard) -> bool:
    return heard.says("which", "list", "measure", "count") or bool(heard.of("rag:"))
