"""A published report with one figure put right: judged and counted anew, and nothing else of it changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.composing import beside as others
from bot.domain.composing import changes, commitments, counts
from bot.domain.composing.things import things
from bot.domain.disclosure import veiled
from bot.domain.judgement import Movement
from bot.domain.judging import read
from bot.domain.model import Missing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from bot.domain.actions import Action
    from bot.domain.judgement import Reading
    from bot.domain.model import Figure
    from bot.domain.periods import Period
    from bot.domain.reporting import Counts, ObjectivePart, ReportFacts


def put_right(
    facts: ReportFacts, figure: Figure, last: ReportFacts | None, hidden: Collection[tuple[int, Period]] = ()
) -> ReportFacts:
    """The report as it would have been with that figure in the place of the one it had; `last` is the one before.

    What is `hidden` by now, by series and period, is hidden in it too: beside the right figure it could give a small
    number away that the wrong one did not.
    """
    figures = {number: tuple(_right(each, figure, hidden) for each in held) for number, held in facts.figures.items()}
    changed = {number for number, held in figures.items() if held != facts.figures[number]}
    readings = tuple(
        read(each.indicator, figures) if any(line.id in changed for line in each.indicator.series) else each
        for each in facts.readings
    )
    right = replace(
        facts,
        figures=figures,
        readings=readings,
        improved=changes.moved(readings, Movement.BETTER, facts.period),
        worsened=changes.moved(readings, Movement.WORSE, facts.period),
        crossed=changes.crossed(readings, last),
        revised=tuple(replace(each, now=_right(each.now, figure, hidden)) for each in facts.revised),
        unacted=commitments.unacted(readings, tuple(_actions(facts)), facts.catalogue),
        beside=others.beside(readings, [each.comparator for each in facts.beside]),
    )
    return recounted(right, facts.uncounted)


def recounted(facts: ReportFacts, uncounted: frozenset[int]) -> ReportFacts:
    """The same with its counts made anew, without those series."""
    counted = counts.lines(facts.catalogue, facts.readings, facts.figures)
    table = counts.table(facts.catalogue, counted, uncounted, from_marks=facts.as_printed)
    whole = replace(
        facts,
        counts=table,
        parts=tuple(_part(each, counted, table) for each in facts.parts),
        compared=others.compared(facts.beside, uncounted),
        uncounted=uncounted,
    )
    return replace(whole, things=things(whole, tuple(_actions(facts))))


def _right(held: Figure, figure: Figure, hidden: Collection[tuple[int, Period]]) -> Figure:
    """A figure of the report as it stands now."""
    key = held.series_id, held.period
    if key == (figure.series_id, figure.period):
        return figure
    return veiled(held) if key in hidden and held.missing is not Missing.SUPPRESSED else held


def _part(part: ObjectivePart, counted: Mapping[int, tuple[Reading, ...]], table: Sequence[Counts]) -> ObjectivePart:
    """Its lines in their order, each as it is counted now."""
    now = {(each.indicator.id, each.series.id): each for lines in counted.values() for each in lines}
    readings = tuple(now.get((each.indicator.id, each.series.id), each) for each in part.readings)
    own = next((each for each in table if each.objective and each.objective.id == part.objective.id), part.counts)
    return replace(part, readings=readings, counts=own)


def _actions(facts: ReportFacts) -> Iterator[Action]:
    """Those that the report knows of, each once."""
    seen = set()
    for each in (*facts.late_actions, *(action for part in facts.parts for action in part.actions)):
        if each.id not in seen:
            seen.add(each.id)
            yield each
