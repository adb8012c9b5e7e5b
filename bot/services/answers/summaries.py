"""Answers about an objective and about the whole plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import counting
from bot.domain.answers import ObjectiveSummary, PlanSummary, Tally
from bot.domain.asking import Intent
from bot.domain.judgement import Movement
from bot.domain.moving import most_moved
from bot.services.answers import counted, told

if TYPE_CHECKING:
    from bot.domain.judgement import Reading
    from bot.domain.model import Objective
    from bot.services.answers.inquiry import Figures, Inquiry


def objective(inquiry: Inquiry) -> ObjectiveSummary:
    """How one objective goes; one without indicators is still an answer."""
    wanted = inquiry.understood.objective
    if wanted is None:
        raise ValueError(inquiry.understood.intent)
    figures = inquiry.figures_of_plan()
    readings = _readings(inquiry, wanted, figures)
    children = [each for each in inquiry.catalogue.objectives if each.parent_id == wanted.id]
    return ObjectiveSummary(
        question=inquiry.understood.text,
        plan=inquiry.catalogue.plan,
        intent=Intent.OBJECTIVE,
        indicators=tuple(reading.indicator for reading in readings),
        objective=wanted,
        period=inquiry.understood.period or inquiry.latest,
        tally=_count(inquiry, readings),
        readings=readings,
        children=tuple((child, _count(inquiry, _readings(inquiry, child, figures))) for child in children),
        parent=next((each for each in inquiry.catalogue.objectives if each.id == wanted.parent_id), None),
        other_levels=inquiry.understood.other_levels,
        words=told.words_of(inquiry, wanted) if inquiry.sees_all else None,
    )


def plan(inquiry: Inquiry) -> PlanSummary:
    """How the whole plan goes, objective by objective."""
    figures = inquiry.figures_of_plan()
    readings = counted.readings(inquiry, inquiry.catalogue.indicators, figures)
    by_objective = tuple(
        (each, _count(inquiry, _readings(inquiry, each, figures))) for each in inquiry.catalogue.objectives
    )
    return PlanSummary(
        question=inquiry.understood.text,
        plan=inquiry.catalogue.plan,
        intent=Intent.PLAN,
        indicators=(),
        period=inquiry.understood.period or inquiry.latest,
        tally=_count(inquiry, readings),
        objectives=by_objective,
        best=most_moved(readings, Movement.BETTER),
        worst=most_moved(readings, Movement.WORSE),
        headlines=told.headlines(inquiry),
        words=() if inquiry.catalogue.indicators else told.words_of_all(inquiry),
    )


def _readings(inquiry: Inquiry, wanted: Objective, figures: Figures) -> tuple[Reading, ...]:
    return counted.readings(inquiry, counted.of_objective(inquiry, wanted), figures)


def _count(inquiry: Inquiry, readings: tuple[Reading, ...]) -> Tally:
    if inquiry.understood.as_printed:
        return counting.as_printed([reading.indicator for reading in readings])
    return counted.tally(inquiry, readings)
