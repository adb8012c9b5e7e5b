"""Composes the report: from what a plan holds to what its board is told, by rule and without a word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.checking import check
from bot.domain.checking.findings import Rule
from bot.domain.checking.references import against_references
from bot.domain.composing import beside as others
from bot.domain.composing import changes, commitments, counts
from bot.domain.composing.material import Material
from bot.domain.composing.missing import missing
from bot.domain.composing.parts import parts
from bot.domain.composing.periods import as_it_was_aimed, known_by, up_to
from bot.domain.composing.things import things
from bot.domain.composing.uncounted import uncounted
from bot.domain.judgement import Movement
from bot.domain.judging import read
from bot.domain.model import Missing
from bot.domain.reporting import ReportFacts
from bot.domain.statements import StatementKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.checking.findings import Finding
    from bot.domain.model import Figure

__all__ = ["Material", "composed"]

CONTRADICTIONS = frozenset(  # of what a check finds: figures and marks that cannot all be right
    {
        Rule.MARK_CONTRADICTS,
        Rule.MARK_TOO_EARLY,
        Rule.MARK_WITHOUT_POLARITY,
        Rule.MARK_WITHOUT_FIGURES,
        Rule.POLARITY_DOUBTFUL,
        Rule.LABEL_CONTRADICTS,
        Rule.CUMULATIVE_FALLS,
        Rule.PERIOD_TWICE,
        Rule.PERIOD_BACKWARDS,
        Rule.RATE_OFF,
        Rule.SUM_OFF,
        Rule.PERCENTAGE_OFF,
        Rule.POLARITY_REFERENCE,
        Rule.UNIT_REFERENCE,
    }
)


def composed(given: Material) -> ReportFacts:
    """The facts of one report. Nothing is judged that stands in a later column, or by a later year's target."""
    catalogue = as_it_was_aimed(given.catalogue, given.period)
    figures = up_to(given.figures, given.period, known_by(given.period, given.meeting, given.as_at))
    others_see = up_to(given.others, given.period, known_by(given.period, given.meeting, given.as_at))
    left_out = uncounted(catalogue, figures, others_see)
    material = replace(given, catalogue=catalogue, figures=figures)
    readings = tuple(read(indicator, figures) for indicator in catalogue.indicators)
    counted = counts.lines(catalogue, readings, figures)
    table = counts.table(catalogue, counted, left_out, from_marks=material.as_printed)
    beside = others.beside(readings, material.comparators)
    last = material.last
    facts = ReportFacts(
        catalogue=catalogue,
        board=material.board,
        audience=material.audience,
        period=material.period,
        as_at=material.as_at,
        meeting=material.meeting,
        counts=table,
        as_printed=material.as_printed,
        parts=parts(material, counted, table),
        readings=readings,
        figures=figures,
        improved=changes.moved(readings, Movement.BETTER, material.period),
        worsened=changes.moved(readings, Movement.WORSE, material.period),
        crossed=changes.crossed(readings, last),
        revised=changes.revised(catalogue, figures, last, material.reasons),
        unacted=commitments.unacted(readings, material.actions, catalogue),
        missing=missing(material),
        contradictions=_contradictions(material),
        beside=beside,
        compared=others.compared(beside, left_out),
        last=last.meeting if last else None,
        uncounted=left_out,
    )
    whole = _with_promises(facts, material)
    return replace(whole, things=things(whole, material.actions))


def _contradictions(material: Material) -> tuple[Finding, ...]:
    """What cannot all be right, by the figures and by the dictionary.

    Of an indicator of which something is hidden nothing is said: what the check misses may be what was taken out.
    """
    catalogue, figures = material.catalogue, material.figures
    found = (*check(catalogue, figures), *against_references(catalogue, figures, material.references))
    hidden = {
        (each.code, each.title) for each in catalogue.indicators if any(_has_hidden(figures, s.id) for s in each.series)
    }
    return tuple(each for each in found if each.rule in CONTRADICTIONS and (each.code, each.title) not in hidden)


def _has_hidden(figures: Mapping[int, Sequence[Figure]], series_id: int) -> bool:
    return any(each.missing is Missing.SUPPRESSED for each in figures.get(series_id, ()))


def _with_promises(facts: ReportFacts, material: Material) -> ReportFacts:
    """What the board was promised and what it has before it."""
    meeting, day = material.meeting, material.as_at
    since = material.last.as_at if material.last else None
    return replace(
        facts,
        late_actions=commitments.late(material.actions, day),
        decisions=commitments.coming_back(material.actions, meeting),
        undated=commitments.undated(material.actions),
        unplaced=commitments.unplaced(material.actions, facts.parts),
        risks=commitments.highest_first(material.risks),
        risks_up=commitments.risen(material.risks, since),
        agenda=tuple(each for each in material.agenda if each.on == meeting),
        forward=tuple(each for each in material.forward if each.on is None or each.on > (meeting or day)),
        next_meetings=tuple(each for each in material.meetings if each > (meeting or day)),
        statements=tuple(each for each in material.statements if not _is_of_part(each.kind, each.objective)),
    )


def _is_of_part(kind: StatementKind, objective: tuple[str, int] | None) -> bool:
    """Progress of an objective is told with it."""
    return kind is StatementKind.PROGRESS and objective is not None
