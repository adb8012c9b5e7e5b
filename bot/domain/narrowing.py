"""A plan as somebody sees it who may see some of its indicators only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from bot.domain.asking import Context
    from bot.domain.model import Catalogue


def narrowed(catalogue: Catalogue, ticked: AbstractSet[int] | None) -> Catalogue:
    """The catalogue with the ticked measures alone, as if the plan held no others; None ticks every one.

    An alias of an indicator that is left out goes with it, as does a link that names it. Objectives stay where
    something of theirs does, and those above these: the title of another one would already tell what the plan is about.
    Actions, risks, decisions and the like, and who leads and sponsors, are nobody's indicator: they are left out whole.
    """
    if ticked is None:
        return catalogue
    indicators = tuple(each for each in catalogue.indicators if each.id in ticked)
    kept = {number for indicator in indicators for number in indicator.objectives}
    above = {objective.id: objective.parent_id for objective in catalogue.objectives}
    for number in tuple(kept):
        parent = above.get(number)
        while parent is not None and parent not in kept:
            kept.add(parent)
            parent = above.get(parent)
    return replace(
        catalogue,
        indicators=indicators,
        objectives=tuple(
            replace(each, delivery_group="", lead_printed="", sponsor="", cadence="")
            for each in catalogue.objectives
            if each.id in kept
        ),
        aliases=tuple(each for each in catalogue.aliases if each.measure_id is None or each.measure_id in ticked),
        links=tuple(each for each in catalogue.links if each.ids <= ticked),
        past=tuple(each for each in catalogue.past if each.id in ticked),
        holds=frozenset(),
    )


def leaning_on(context: Context | None, catalogue: Catalogue) -> Context | None:
    """What a conversation was about, where all that it names stands in the plan as somebody sees it; else nothing.

    Others talk in the same thread: what they may see and this person may not must not be leaned on, nor told of.
    """
    if context is None or not {indicator.id for indicator in catalogue.indicators}.issuperset(context.measure_ids):
        return None
    objectives = {None, *(each.id for each in catalogue.objectives)}
    return context if context.objective_id in objectives else None
