"""A published report with one figure put right: judged and counted anew, and nothing else of it changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.composing import beside as others
from bot.domain.composing import changes, commitments, counts
from bot.domain.composing.things import things
from bot.domain.judgement import Movement
from bot.domain.judging import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.actions import Action
    from bot.domain.judgement import Reading
    from bot.domain.model import Figure, Series
    from bot.domain.reporting import Counts, ObjectivePart, ReportFacts, Revised


def put_right(facts: ReportFacts, figure: Figure, last: ReportFacts | None) -> ReportFacts:
    """The report as it would have been with that figure in the place of the one it had; `last` is the one before."""
    held = facts.figures.get(figure.series_id, ())
    right = tuple(figure if each.period == figure.period else each for each in held)
    figures = facts.figures | {figure.series_id: right}
    readings = tuple(
        read(each.indicator, figures) if _has(each.indicator.series, figure) else each for each in facts.readings
    )
    counted = counts.lines(facts.catalogue, readings, figures)
    table = counts.table(facts.catalogue, counted, from_marks=facts.as_printed)
    compared = others.beside(readings, [each.comparator for each in facts.beside])
    actions = tuple(_actions(facts))
    whole = replace(
        facts,
        figures=figures,
        readings=readings,
        counts=table,
        parts=tuple(_part(each, counted, table) for each in facts.parts),
        improved=changes.moved(readings, Movement.BETTER, facts.period),
        worsened=changes.moved(readings, Movement.WORSE, facts.period),
        crossed=changes.crossed(readings, last),
        revised=tuple(_revised(each, figure) for each in facts.revised),
        unacted=commitments.unacted(readings, actions, facts.catalogue),
        beside=compared,
        compared=others.compared(compared),
    )
    return replace(whole, things=things(whole, actions))


def _has(series: Sequence[Series], figure: Figure) -> bool:
    return any(each.id == figure.series_id for each in series)


def _part(part: ObjectivePart, counted: Mapping[int, tuple[Reading, ...]], table: Sequence[Counts]) -> ObjectivePart:
    """Its lines in their order, each as it is counted now."""
    now = {(each.indicator.id, each.series.id): each for lines in counted.values() for each in lines}
    readings = tuple(now.get((each.indicator.id, each.series.id), each) for each in part.readings)
    own = next((each for each in table if each.objective and each.objective.id == part.objective.id), part.counts)
    return replace(part, readings=readings, counts=own)


def _revised(each: Revised, figure: Figure) -> Revised:
    is_it = each.now.series_id == figure.series_id and each.now.period == figure.period
    return replace(each, now=figure) if is_it else each


def _actions(facts: ReportFacts) -> Iterator[Action]:
    """Those that the report knows of, each once."""
    seen = set()
    for each in (*facts.late_actions, *(action for part in facts.parts for action in part.actions)):
        if each.id not in seen:
            seen.add(each.id)
            yield each
