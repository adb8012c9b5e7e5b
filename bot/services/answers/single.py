"""Answers about one indicator, or about the few that a question names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import awaiting, judging
from bot.domain.answers import (
    Comparison,
    History,
    Line,
    Meaning,
    OwnerAnswer,
    Reason,
    Several,
    Status,
    TargetAnswer,
)
from bot.domain.asking import Intent
from bot.domain.related import related
from bot.services.answers import asides

if TYPE_CHECKING:
    from bot.domain.answers import Answer
    from bot.domain.asking import Match
    from bot.domain.judgement import Reading
    from bot.domain.model import Figure
    from bot.domain.periods import Period
    from bot.services.answers.inquiry import Figures, Inquiry

RECENT = 6  # periods on a card, enough for two outturns and four quarters


def answer(inquiry: Inquiry) -> Answer:
    """The answer to a question that names its indicators."""
    found = inquiry.understood.found
    figures = inquiry.figures_of(match.indicator for match in found)
    if inquiry.understood.intent is Intent.COMPARE and len(found) > 1:
        return _comparison(inquiry, figures)
    if len(found) > 1:
        return _several(inquiry, figures)
    if inquiry.understood.why:
        return _reason(inquiry, found[0], figures)
    about = {
        Intent.HISTORY: _history,
        Intent.TARGET: _target,
        Intent.OWNER: _owner,
        Intent.MEANING: _meaning,
    }.get(inquiry.understood.intent, _status)
    return about(inquiry, found[0], figures)


def _status(inquiry: Inquiry, match: Match, figures: Figures) -> Status:
    indicator = match.indicator
    readings = judging.read_all(indicator, figures, asked=inquiry.understood.period)
    spoken = next((each for each in readings if each.series.id == match.series_id), None)
    reading = spoken or next(each for each in readings if each.series.id == indicator.headline.id)
    own = figures.get(reading.series.id, ())
    asked = inquiry.understood.period
    awaited = None if asked or indicator.ends else awaiting.awaited(indicator, reading.series, own, inquiry.latest)
    promised = asides.promised(inquiry, {indicator.id: awaited} if awaited else {})
    return Status(
        question=inquiry.understood.text,
        plan=inquiry.catalogue.plan,
        intent=Intent.STATUS,
        indicators=(indicator,),
        objective=inquiry.understood.objective,
        period=asked or _period(reading),
        reading=reading,
        others=tuple(each for each in readings if each is not reading),
        recent=_recent(own, asked),
        objectives=inquiry.objectives(indicator),
        match=match,
        awaited=promised.get(indicator.id),
        related=() if indicator.ends else related(inquiry.catalogue, inquiry.places[indicator.id]),
        no_figure=asked is not None and reading.judgement.figure is None,
        last=judging.spoken_of(own) if indicator.ends else None,
        pending=asides.pending(inquiry, indicator, figures),
    )


def _several(inquiry: Inquiry, figures: Figures) -> Several:
    answers = tuple(_status(inquiry, match, figures) for match in inquiry.understood.found)
    return Several(
        question=inquiry.understood.text,
        plan=inquiry.catalogue.plan,
        intent=Intent.STATUS,
        indicators=tuple(match.indicator for match in inquiry.understood.found),
        period=inquiry.understood.period,
        answers=answers,
    )


def _comparison(inquiry: Inquiry, figures: Figures) -> Comparison:
    readings = tuple(inquiry.read(match.indicator, figures) for match in inquiry.understood.found)
    return Comparison(
        question=inquiry.understood.text,
        plan=inquiry.catalogue.plan,
        intent=Intent.COMPARE,
        indicators=tuple(match.indicator for match in inquiry.understood.found),
        period=inquiry.understood.period,
        readings=readings,
        alike=_alike(readings),
    )


def _history(inquiry: Inquiry, match: Match, figures: Figures) -> History:
    indicator = match.indicator
    reading = inquiry.read(indicator, figures)
    ordered = sorted(indicator.series, key=lambda series: series.id != reading.series.id)
    targets = {target.series_id: target for target in indicator.targets}
    lines = tuple(
        Line(series=series, figures=_in_order(figures.get(series.id, ())), target=targets.get(series.id))
        for series in ordered
    )
    revised, late = asides.past(inquiry, indicator, figures)
    return History(
        question=inquiry.understood.text,
        plan=inquiry.catalogue.plan,
        intent=Intent.HISTORY,
        indicators=(indicator,),
        period=inquiry.understood.period or _period(reading),
        reading=reading,
        lines=lines,
        match=match,
        pending=asides.pending(inquiry, indicator, figures),
        revised=revised,
        late=late,
        last=judging.spoken_of(figures.get(reading.series.id, ())) if indicator.ends else None,
    )


def _target(inquiry: Inquiry, match: Match, figures: Figures) -> TargetAnswer:
    reading = inquiry.read(match.indicator, figures)
    return TargetAnswer(
        question=inquiry.understood.text,
        plan=inquiry.catalogue.plan,
        intent=Intent.TARGET,
        indicators=(match.indicator,),
        period=inquiry.understood.period or _period(reading),
        reading=reading,
        match=match,
    )


def _owner(inquiry: Inquiry, match: Match, figures: Figures) -> OwnerAnswer:  # noqa: ARG001  all of one shape
    return OwnerAnswer(
        question=inquiry.understood.text,
        plan=inquiry.catalogue.plan,
        intent=Intent.OWNER,
        indicators=(match.indicator,),
        owner=match.indicator.measure.owner,
        match=match,
    )


def _meaning(inquiry: Inquiry, match: Match, figures: Figures) -> Meaning:
    return Meaning(
        question=inquiry.understood.text,
        plan=inquiry.catalogue.plan,
        intent=Intent.MEANING,
        indicators=(match.indicator,),
        reading=inquiry.read(match.indicator, figures),
        match=match,
        means=inquiry.understood.means,
        term=inquiry.understood.term,
    )


def _reason(inquiry: Inquiry, match: Match, figures: Figures) -> Reason:
    reading = inquiry.read(match.indicator, figures)
    figure = reading.judgement.figure
    return Reason(
        question=inquiry.understood.text,
        plan=inquiry.catalogue.plan,
        intent=inquiry.understood.intent,
        indicators=(match.indicator,),
        period=_period(reading),
        reading=reading,
        comment=figure.comment if figure else "",
        comment_by=figure.source if figure and figure.comment else "",
    )


def _period(reading: Reading) -> Period | None:
    return reading.judgement.figure.period if reading.judgement.figure else None


def _in_order(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    return tuple(sorted(figures, key=lambda figure: figure.period))


def _recent(figures: tuple[Figure, ...], asked: Period | None) -> tuple[Figure, ...]:
    """The last periods up to the one asked for, gaps included."""
    ordered = [figure for figure in _in_order(figures) if asked is None or figure.period <= asked]
    return tuple(ordered[-RECENT:])


def _alike(readings: tuple[Reading, ...]) -> bool:
    """Whether figures may stand against each other: one unit, one way of adding up, one period."""
    units = {(each.series.unit, each.series.accumulation) for each in readings}
    periods = {each.judgement.figure.true_period if each.judgement.figure else None for each in readings}
    return len(units) == 1 and len(periods) == 1 and None not in periods
