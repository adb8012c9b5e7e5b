"""Single rows of a paper in words: a reading, an action, a risk."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from bot.domain.risks import Trend
from bot.papers.contents import ActionLine, BesideLine, Crossing, Judged, MissingLine, RevisedLine, RiskLine
from bot.render.escaping import clean
from bot.render.formats import line
from bot.render.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.domain.actions import Action
    from bot.domain.judgement import Judgement, Reading
    from bot.domain.reporting import Beside, Crossed, Missing, Revised
    from bot.domain.risks import Risk

TRENDS = {Trend.UP: "Up (worse)", Trend.DOWN: "Down (better)", Trend.SAME: "No change", Trend.NEW: "New"}


def said(macro: str, *facts: object) -> str:
    """A phrase of the paper's own."""
    return phrase("_paper", macro, *facts)


def paragraphs(text: str) -> Iterator[str]:
    """What somebody typed, a paragraph a line, without the empty ones."""
    return (line(each) for each in clean(text).split("\n") if line(each))


def verdict(judgement: Judgement) -> str:
    return said("verdict", judgement)


def judged(reading: Reading) -> Judged:
    figure = reading.judgement.figure
    return Judged(
        title=said("title_of", reading),
        now=said("figure_when", figure, reading.series),
        target=said("target", reading),
        verdict=verdict(reading.judgement),
        direction=said("direction", reading),
    )


def crossing(crossed: Crossed) -> Crossing:
    reading = crossed.reading
    return Crossing(
        title=said("title_of", reading),
        before="Met" if crossed.met_before else "Missed",
        now="Met" if crossed.met_now else "Missed",
        figure=said("figure_when", reading.judgement.figure, reading.series),
    )


def missing(each: Missing) -> MissingLine:
    return MissingLine(
        title=said("title", each.indicator),
        period=each.period.label,
        organisation=line(each.whose) or "Nobody named",
        expected=said("expected", each),
    )


def _owner(each: Action | Risk) -> str:
    """Whose it is; minutes that say "not stated" name nobody."""
    owner = each.owner.label if each.owner and each.owner.label else line(each.owner_printed)
    return "Nobody named" if owner.casefold() in {"", "not stated"} else line(owner)


def action(each: Action) -> ActionLine:
    objective = f"{each.objective[1]}" if each.objective else ""
    barrier = f"Barrier: {line(each.barrier)}" if each.barrier else ""
    return ActionLine(
        title=line(each.title),
        objective=objective,
        owner=_owner(each),
        due=said("due", each),
        state=each.state.value.capitalize() or "Not said",
        progress=" ".join(part for part in (line(each.progress), barrier) if part),
    )


def risk(each: Risk, since: date | None) -> RiskLine:
    latest = each.scores[-1]
    reference = f" ({line(each.reference)})" if each.reference else ""
    return RiskLine(
        title=f"{line(each.title)}{reference}",
        score=f"{latest.score} (likelihood {latest.likelihood}, impact {latest.impact})",
        trend=TRENDS[each.trend(since)],
        mitigation=line(each.mitigation) or "None given",
        owner=_owner(each),
    )


def revised(each: Revised) -> RevisedLine:
    return RevisedLine(
        title=said("title", each.indicator),
        period=each.now.period.label,
        was=said("figure", each.was, each.series),
        now=said("figure", each.now, each.series),
        why=line(each.why) or "Not said",
    )


def beside(each: Beside) -> BesideLine:
    comparator, reading = each.comparator, each.reading
    better = {True: "Better", False: "Worse", None: "Cannot be said"}[each.better]
    value = str(comparator.value) if comparator.value is not None else "No figure given"
    period = f" ({comparator.period.label})" if comparator.period else ""
    return BesideLine(
        title=said("title_of", reading) if reading else line(comparator.title),
        figure=said("figure_when", reading.judgement.figure, reading.series) if reading else "Not in this plan",
        against=comparator.against.value.capitalize(),
        theirs=f"{line(comparator.as_printed) or value}{period}",
        better=better,
    )


def exact_share(part: int, whole: int) -> Decimal:
    """A part of a count as a percentage to one decimal, halves up."""
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
