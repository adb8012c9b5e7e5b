"""One objective of a report: its lead's words, its lines, its promises, and what the plan itself says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.composing.commitments import by_state, of_objective
from bot.domain.composing.counts import in_tree
from bot.domain.counting import members
from bot.domain.reporting import ObjectivePart
from bot.domain.statements import StatementKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.composing.material import Material
    from bot.domain.judgement import Reading
    from bot.domain.model import Objective
    from bot.domain.reporting import Counts


def parts(
    material: Material, counted: Mapping[int, tuple[Reading, ...]], table: Sequence[Counts]
) -> tuple[ObjectivePart, ...]:
    """A part for each objective that is not only a heading over others, in the plan's order."""
    of = {each.objective.id: each for each in table if each.objective}
    catalogue = material.catalogue
    above = {each.parent_id for each in catalogue.objectives}
    own = {number for indicator in catalogue.indicators for number in indicator.primary}
    told = [each for each in in_tree(catalogue.objectives) if each.id not in above or each.id in own]
    return tuple(_part(each, material, counted, of[each.id]) for each in told)


def _part(
    objective: Objective, material: Material, counted: Mapping[int, tuple[Reading, ...]], counts: Counts
) -> ObjectivePart:
    indicators = members(material.catalogue, objective)
    actions = of_objective(material.actions, objective, indicators)
    highlights = (each for each in material.highlights if each.objective == objective.key)
    return ObjectivePart(
        objective=objective,
        counts=counts,
        readings=tuple(reading for each in indicators for reading in counted.get(each.id, ())),
        highlight=next(highlights, None),
        lead=material.leads.get(objective.key) or objective.lead_printed,
        actions=actions,
        by_state=by_state(actions),
        statements=tuple(
            each
            for each in material.statements
            if each.kind is StatementKind.PROGRESS and each.objective == objective.key
        ),
    )
