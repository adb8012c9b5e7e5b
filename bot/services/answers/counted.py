"""What an answer lists and counts: each indicator by its headline, or in a report's thread as that report counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import counting
from bot.domain.composing.uncounted import uncounted as of_report
from bot.domain.disclosure import Audience, protect, rule_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.answers import Tally
    from bot.domain.judgement import Reading
    from bot.domain.model import Indicator, Objective
    from bot.services.answers.inquiry import Figures, Inquiry


def readings(inquiry: Inquiry, indicators: Iterable[Indicator], figures: Figures) -> tuple[Reading, ...]:
    """Each indicator as it is judged, or each of its lines that the report has."""
    if inquiry.frozen is None:
        return tuple(inquiry.read(indicator, figures) for indicator in indicators)
    named = {each.id for each in indicators}
    return tuple(
        inquiry.read(line.indicator, figures, line.series if line.series.pi is not None else None)
        for line in counting.printed_lines(inquiry.catalogue.indicators)
        if line.indicator.id in named
    )


def tally(inquiry: Inquiry, told: tuple[Reading, ...]) -> Tally:
    """How many of them are what. A report's thread never has a second count of the same thing beside the report's."""
    return counting.tally(told) if inquiry.frozen is None else counting.tally_of_lines(told, uncounted(inquiry))


def uncounted(inquiry: Inquiry) -> frozenset[int]:
    """The series that stand in no count of the report, nor in one of another period that is asked for in its thread."""
    if inquiry.frozen is None:
        return frozenset()
    facts, asked = inquiry.frozen.facts, inquiry.understood.period
    if asked is None:
        return facts.uncounted
    public = protect(facts.catalogue, facts.figures, rule_of(facts.catalogue.plan, Audience.PUBLIC))
    return facts.uncounted | of_report(facts.catalogue, facts.figures, public, asked)


def of_objective(inquiry: Inquiry, objective: Objective) -> tuple[Indicator, ...]:
    """Those under it or under one of its children, each once; the report has each under its own objective alone."""
    if inquiry.frozen is not None:
        return counting.members(inquiry.catalogue, objective)
    children = {each.id for each in inquiry.catalogue.objectives if each.parent_id == objective.id}
    family = {objective.id} | children
    return tuple(each for each in inquiry.catalogue.indicators if family.intersection(each.objectives))
