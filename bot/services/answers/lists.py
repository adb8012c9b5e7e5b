"""Answers that are lists: red, worse, missed, overdue, or the siblings that a question names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import awaiting, counting
from bot.domain.answers import Listing, Overdue
from bot.domain.asking import Filter, Intent
from bot.domain.judgement import Movement, Verdict
from bot.domain.model import Test
from bot.services.answers import asides, counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.answers import Tally
    from bot.domain.judgement import Reading
    from bot.domain.model import Indicator
    from bot.services.answers.inquiry import Figures, Inquiry

_TARGET = {"met": {Verdict.MET}, "missed": {Verdict.MISSED, Verdict.NEAR}, "none": {Verdict.NO_TARGET}}


def listing(inquiry: Inquiry) -> Listing:
    """The indicators that meet the conditions; with named siblings, those, conditions or none."""
    understood = inquiry.understood
    figures = inquiry.figures_of_plan()
    readings, base = _as_printed(inquiry, figures) if understood.as_printed else _as_judged(inquiry, figures)
    return Listing(
        question=understood.text,
        plan=inquiry.catalogue.plan,
        intent=Intent.LIST,
        indicators=tuple({reading.indicator.id: reading.indicator for reading in readings}.values()),
        filter=understood.filter,
        objective=understood.objective,
        period=understood.period,
        readings=readings,
        base=base,
        count_only=understood.count_only,
    )


def _as_judged(inquiry: Inquiry, figures: Figures) -> tuple[tuple[Reading, ...], Tally]:
    """Where a condition is named, what stands in no count is not listed either: a list is counted as it is read."""
    looked_at, wanted = counted.readings(inquiry, scope(inquiry), figures), inquiry.understood.filter
    left_out = counted.uncounted(inquiry) if wanted != Filter() else ()
    found = tuple(each for each in looked_at if each.series.id not in left_out and meets(each, wanted))
    return found, counted.tally(inquiry, looked_at)


def _as_printed(inquiry: Inquiry, figures: Figures) -> tuple[tuple[Reading, ...], Tally]:
    """The report's own lines, chosen by its own marks; the figures beside them are judged as everywhere."""
    indicators = scope(inquiry)
    found = tuple(
        inquiry.read(line.indicator, figures, line.series)
        for line in counting.printed_lines(indicators)
        if is_marked(line.marks, inquiry.understood.filter)
    )
    return found, counting.as_printed(indicators)


def overdue(inquiry: Inquiry) -> Overdue:
    """The series without a figure for the plan's latest period, or for the one asked for."""
    figures = inquiry.figures_of_plan()
    period = inquiry.understood.period or inquiry.latest
    indicators = scope(inquiry)
    found = []
    for indicator in indicators:
        reading = inquiry.read(indicator, figures)
        owed = awaiting.awaited(indicator, indicator.headline, figures.get(indicator.headline.id, ()), period)
        if owed:
            found.append((reading, owed))
    awaited = inquiry.with_due_days({reading.indicator.id: owed for reading, owed in found})
    promised = asides.promised(inquiry, awaited)
    return Overdue(
        question=inquiry.understood.text,
        plan=inquiry.catalogue.plan,
        intent=Intent.OVERDUE,
        indicators=tuple(reading.indicator for reading, _ in found),
        objective=inquiry.understood.objective,
        period=period,
        awaited=tuple((reading, promised[reading.indicator.id]) for reading, _ in found),
        of=len(indicators),
        today=inquiry.today,
    )


def scope(inquiry: Inquiry) -> tuple[Indicator, ...]:
    """The indicators looked at: the named siblings, those of an objective, or all, in the plan's order."""
    understood = inquiry.understood
    if understood.members:
        named = (match.indicator for match in understood.members)
        return tuple(sorted(named, key=lambda indicator: inquiry.places[indicator.id]))
    if understood.objective is None:
        return inquiry.catalogue.indicators
    return counted.of_objective(inquiry, understood.objective)


def meets(reading: Reading, wanted: Filter) -> bool:
    """Whether a reading meets every condition named."""
    judgement = reading.judgement
    if wanted.rag and judgement.rag != wanted.rag:
        return False
    if wanted.movement and judgement.direction.movement != Movement(wanted.movement):
        return False
    return not wanted.target or judgement.verdict in _TARGET[wanted.target]


def is_marked(marks: Mapping[Test, bool], wanted: Filter) -> bool:
    """Whether a printed line's marks meet every condition; a report without colours is red where it is crossed."""
    met, better = marks.get(Test.MET), marks.get(Test.BETTER)
    if wanted.rag and {True: "green", False: "red", None: "none"}[met] != wanted.rag:
        return False
    if wanted.movement and {True: "better", False: "worse", None: "none"}[better] != wanted.movement:
        return False
    return not wanted.target or {True: "met", False: "missed", None: "none"}[met] == wanted.target
