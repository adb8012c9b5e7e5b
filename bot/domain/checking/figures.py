"""Checks figures against their columns, against one another and against what their line says of itself."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.domain.accumulation import CLIMB, stated
from bot.domain.checking.findings import Finding, Line, Rule, printed, said
from bot.domain.comparing import outturn
from bot.domain.grades import grade
from bot.domain.model import Accumulation, Marker, TargetKind
from bot.domain.periods import Kind, Period, year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.model import Figure

HALF = Decimal("0.5")
_TAKEN_AS = {
    Accumulation.CUMULATIVE: "a running total since the start of the year",
    Accumulation.ANNUALISED: "a rate so far, scaled up to a full year",
    Accumulation.PER_PERIOD: "counts of each quarter alone, which add up to the year",
}


def periods(line: Line) -> Iterator[Finding]:
    """Figures that are not for the column they stand in, two figures for one period, and periods that run backwards."""
    covering = [figure for figure in line.in_order if figure.covers]
    seen: dict[Period, Figure] = {}
    for figure in covering:
        first = seen.setdefault(figure.true_period, figure)
        number, covers = printed(figure), figure.true_period.label
        detail = f"The column {figure.period.label} holds {number} for {covers}."
        if first is not figure and first.value == figure.value:
            detail = f"The column {figure.period.label} repeats {number} for {covers} from {first.period.label}."
        yield line.finding(Rule.PERIOD_OFF_COLUMN, detail, period=figure.period)
        if first.value != figure.value:
            twice = f"{said(first)} and {said(figure)} are two figures for one period."
            yield line.finding(Rule.PERIOD_TWICE, twice, period=figure.period)
    for before, after in pairwise(covering):
        if after.true_period.ends < before.true_period.ends:
            detail = f"{said(after)} is for an earlier time than {said(before)}, which stands before it."
            yield line.finding(Rule.PERIOD_BACKWARDS, detail, period=after.period)


def unsaid(line: Line) -> Iterator[Finding]:
    """Quarters that name no term where others of their year do: what they cover is not known, nor what is like it."""
    terms = {figure.period.plan_year for figure in line.in_order if figure.covers and figure.covers.kind is Kind.TERM}
    for figure in line.in_order:
        quarter = figure.period.kind is Kind.QUARTER
        if quarter and figure.covers is None and figure.period.plan_year in terms:
            against = line.judgement.direction.against if figure == line.judgement.figure else None
            compared = f" It was compared with {said(against)} all the same." if against else ""
            detail = f"{said(figure)} names no term, though others of its year do.{compared}"
            yield line.finding(Rule.PERIOD_UNSAID, detail, period=figure.period)


def words(line: Line) -> Iterator[Finding]:
    """Words where the rest of the line are numbers: a figure or a target that was mistyped, perhaps."""
    if all(figure.value is None for figure in line.in_order):
        return
    for figure in line.in_order:
        if figure.value is None and grade(figure.text) is None:
            detail = f'The figure for {figure.period.label} is in words, "{printed(figure)}", among numbers.'
            yield line.finding(Rule.WORDS_AMONG_NUMBERS, detail, period=figure.period)
    for target in line.indicator.targets:
        if target.series_id == line.series.id and target.kind is TargetKind.WORDS:
            detail = (
                f'The target for {target.period.label}, "{target.as_printed}", is in words that nothing is judged by.'
            )
            yield line.finding(Rule.WORDS_AMONG_NUMBERS, detail, period=target.period)


def falls(line: Line) -> Iterator[Finding]:
    """Running totals that go down within a year, which they cannot."""
    if line.series.accumulation is not Accumulation.CUMULATIVE:
        return
    quarters = [figure for figure in line.in_order if figure.period.kind is Kind.QUARTER]
    for before, after in pairwise(quarters):
        same_year = before.period.plan_year == after.period.plan_year
        if same_year and before.value is not None and after.value is not None and after.value < before.value:
            detail = f"A running total cannot fall from {said(before)} to {said(after)}."
            yield line.finding(Rule.CUMULATIVE_FALLS, detail, period=after.period)


def labels(line: Line) -> Iterator[Finding]:
    """Lines that behave otherwise than they say, or that add up without saying so."""
    said_to_be = stated(line.series.polarity_printed, line.series.name, line.indicator.title)
    years = sorted({period.plan_year for period in line.held if period.kind is Kind.QUARTER})
    for plan_year in years if line.series.unit != "%" else ():
        detail = ""
        if said_to_be is Accumulation.ROLLING:
            detail = _not_rolling(line, plan_year)
        elif said_to_be is Accumulation.CUMULATIVE:
            detail = _not_running_up(line, plan_year)
        if detail:
            yield line.finding(Rule.LABEL_CONTRADICTS, detail, period=plan_year)
    taken_as = _TAKEN_AS.get(line.series.accumulation)
    unsaid = said_to_be is not line.series.accumulation and said_to_be is not Accumulation.ROLLING
    if unsaid and line.series.accumulation_assumed and taken_as and years:
        detail = f"Nothing says how its quarters add up: {_quarters(line, years[-1])} were taken as {taken_as}."
        yield line.finding(Rule.LABEL_MISSING, detail, period=years[-1])


def provisional(line: Line) -> Iterator[Finding]:
    """Figures still marked provisional when later ones are in."""
    figures = line.in_order
    for figure in figures[:-1]:
        if Marker.PROVISIONAL in figure.markers:
            detail = f"{said(figure)} is still provisional, although {said(figures[-1])} is in."
            yield line.finding(Rule.PROVISIONAL_STILL, detail, period=figure.period)


def percentages(line: Line) -> Iterator[Finding]:
    """Percentages below 0 or above 100."""
    for figure in line.in_order if line.series.unit == "%" else ():
        if figure.value is not None and not 0 <= figure.value <= 100:
            yield line.finding(Rule.PERCENTAGE_OFF, f"{said(figure)} lies outside 0% to 100%.", period=figure.period)


def _not_rolling(line: Line, plan_year: Period) -> str:
    """How the figures give away that they are no total of the last twelve months; "" where they may be one.

    Such a total shares nine of its months with the quarter before: it does not climb from Q1 in steps of a quarter's
    worth, and it does not lose more than half of the outturn at once.
    """
    first, last = (_value(line, quarter) for quarter in plan_year.quarters()[::3])
    before = outturn(line.held, year(plan_year.year - 1, plan_year.first_month))
    values = [value for value in (_value(line, quarter) for quarter in plan_year.quarters()) if value is not None]
    climbs = all(later >= earlier for earlier, later in pairwise(values))
    if first is not None and last and climbs and last >= CLIMB * first:
        return f"It says 12 month rolling total, but climbs from Q1 like a year to date: {_quarters(line, plan_year)}."
    if first is not None and before and before.value and first < before.value * HALF:
        return (
            f"It says 12 month rolling total, but drops at once from {said(before)} to {_quarters(line, plan_year)}, "
            "though nine of the twelve months are the same."
        )
    return ""


def _not_running_up(line: Line, plan_year: Period) -> str:
    """A running total starts again each year: its Q1 is about a quarter of a year, and its Q4 much more than its Q1."""
    first, last = (_value(line, quarter) for quarter in plan_year.quarters()[::3])
    before = outturn(line.held, year(plan_year.year - 1, plan_year.first_month))
    if first is None or before is None or before.value is None or first <= before.value * HALF:
        return ""
    if last is not None and last >= CLIMB * first:
        return ""
    return f"It says cumulative, but does not start again in Q1: {_quarters(line, plan_year)} after {said(before)}."


def _value(line: Line, period: Period) -> Decimal | None:
    figure = line.held.get(period)
    return figure.value if figure else None


def _quarters(line: Line, plan_year: Period) -> str:
    """The quarters' figures in a row: "25, 52, 76, 104"."""
    found = (line.held.get(quarter) for quarter in plan_year.quarters())
    return ", ".join(printed(figure) for figure in found if figure)
