"""Whether a figure can be right, and whether it looks right beside the series' own history."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from bot.domain.entering import VALUE, field
from bot.domain.field_problems import Doubt, Fault, FieldProblem
from bot.domain.grades import grade
from bot.domain.model import Accumulation, TargetKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from bot.domain.entering import Entered
    from bot.domain.model import Figure, Indicator, Series
    from bot.domain.periods import Period

LEAST_HISTORY = 3  # figures, such as those of the year so far; with fewer, nothing is usual
FAR = 10  # times the last figure, or that part of it: a digit too many, a point in the wrong place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One figure among those held of its series: the latest revision for each other period, oldest first."""

    indicator: Indicator
    series: Series
    period: Period
    entered: Entered
    held: tuple[Figure, ...]

    def problem(self, fault: Fault | Doubt, **facts: object) -> FieldProblem:
        where = field(VALUE, self.series.id)
        return FieldProblem(field=where, fault=fault, series=self.series, period=self.period, **facts)  # type: ignore[arg-type]  # its own fields


def checked(
    indicator: Indicator,
    series: Series,
    period: Period,
    entered: Entered,
    figures: Sequence[Figure],
    *,
    jump: int,
) -> tuple[FieldProblem, ...]:
    """What must be put right, else what must be confirmed. `figures` are the latest revisions of the series.

    A jump is a step from the figure before that is more than `jump` times the median step of the series' own history,
    which must have three figures at least. A running total is looked at by what each period adds to it. What is ten
    times the last figure or more, or a tenth or less, is doubted whatever the history.
    """
    held = tuple(sorted((each for each in figures if each.period != period), key=lambda each: each.period))
    case = _Case(indicator=indicator, series=series, period=period, entered=entered, held=held)
    errors = tuple(_errors(case))
    return errors or (*_doubts(case), *(tuple(_jumps(case, jump)) or _magnitude(case)))


def of_period(period: Period, today: date, where: str) -> FieldProblem | None:
    """A period that lies ahead has no figure; one that is not over may have one, and is to be confirmed."""
    if period.starts > today:
        return FieldProblem(field=where, fault=Fault.NOT_STARTED, period=period, day=period.starts)
    if period.ends >= today:
        return FieldProblem(field=where, fault=Doubt.NOT_OVER, period=period, day=period.ends)
    return None


def _errors(case: _Case) -> Iterator[FieldProblem]:
    """A percentage outside 0 to 100 and a count below 0 are wrong, unless the series has had such figures before."""
    value, unit = case.entered.value, case.series.unit
    if value is None:
        return
    before = [figure.value for figure in case.held if figure.value is not None]
    aims = [target.value for target in case.indicator.targets if target.series_id == case.series.id and target.value]
    known = [*before, *aims]
    if unit == "%" and not 0 <= value <= 100 and all(0 <= each <= 100 for each in known):
        yield case.problem(Fault.OUT_OF_RANGE, value=value)
    elif unit not in {"%", "£"} and value < 0 and all(each >= 0 for each in known):
        yield case.problem(Fault.NEGATIVE, value=value)


def _doubts(case: _Case) -> Iterator[FieldProblem]:
    entered, series = case.entered, case.series
    if entered.decimals is not None and entered.decimals > series.decimals and _is_settled(case):
        yield case.problem(Doubt.DECIMALS, value=entered.value, count=series.decimals)
    if entered.text and _has_grades(case) and grade(entered.text) is None:
        yield case.problem(Doubt.NO_GRADE)
    if entered.value is not None and series.accumulation is Accumulation.CUMULATIVE:
        yield from _out_of_order(case, entered.value)


def _is_settled(case: _Case) -> bool:
    """Whether the series' decimals are those of figures, not the 0 of a series that has none yet."""
    return any(figure.value is not None for figure in case.held)


def _has_grades(case: _Case) -> bool:
    targets = (each for each in case.indicator.targets if each.series_id == case.series.id)
    return any(
        each.kind is TargetKind.JUDGEMENT and grade(each.text or each.as_printed) is not None for each in targets
    )


def _out_of_order(case: _Case, value: Decimal) -> Iterator[FieldProblem]:
    """A total since April can neither fall within its year nor be above a later one."""
    year = [
        figure
        for figure in case.held
        if figure.value is not None and figure.period.kind is case.period.kind and case.period.number
        if figure.period.plan_year == case.period.plan_year
    ]
    before = max((figure for figure in year if figure.period < case.period), key=lambda each: each.period, default=None)
    after = min((figure for figure in year if figure.period > case.period), key=lambda each: each.period, default=None)
    if before and before.value is not None and value < before.value:
        yield case.problem(Doubt.FALLS, value=value, against=before)
    if after and after.value is not None and value > after.value:
        yield case.problem(Doubt.OVERTAKES, value=value, against=after)


def _jumps(case: _Case, jump: int) -> Iterator[FieldProblem]:
    values = {
        figure.period: figure.value for figure in case.held if figure.value is not None and _is_alike(case, figure)
    }
    if case.entered.value is None:
        return
    alone = case.series.accumulation is Accumulation.CUMULATIVE and bool(case.period.number)
    values[case.period] = case.entered.value
    points = _each_alone(values) if alone else values
    history = sorted(period for period in points if period != case.period)
    before = max((period for period in history if period < case.period), default=None)
    if case.period not in points or before is None or len(history) < LEAST_HISTORY:
        return
    usual = median(abs(points[later] - points[earlier]) for earlier, later in pairwise(history))
    step = abs(points[case.period] - points[before])
    if step > jump * usual:
        against = next(figure for figure in case.held if figure.period == before)
        facts = {"value": case.entered.value, "against": against, "step": step, "usual": usual}
        yield case.problem(Doubt.JUMPS, **facts, count=len(history), alone=alone)


def _magnitude(case: _Case) -> Iterator[FieldProblem]:
    """Far from the last figure of such a period, else from the last outturn; a part of a year may be far below that.

    What can be below nothing has no such measure: from -4 to 0.1 is no great step.
    """
    value = case.entered.value
    before = [figure for figure in case.held if figure.value and figure.period < case.period]
    alike = [figure for figure in before if _is_comparable(case, figure)]
    against = next(reversed(alike or before), None)
    below_nothing = any(figure.value < 0 for figure in case.held if figure.value)
    if not value or value < 0 or below_nothing or against is None or not against.value:
        return
    times = value / against.value
    if times >= FAR or (times * FAR <= 1 and (alike or not _adds_up(case.series))):
        yield case.problem(Doubt.MAGNITUDE, value=value, against=against)


def _is_comparable(case: _Case, figure: Figure) -> bool:
    """Of the same kind of period; of a running total of the same part of the year too."""
    same_part = case.series.accumulation is not Accumulation.CUMULATIVE or figure.period.number == case.period.number
    return _is_alike(case, figure) and same_part


def _adds_up(series: Series) -> bool:
    """Whether a part of a year is only a part of the year's figure."""
    return series.accumulation in {Accumulation.CUMULATIVE, Accumulation.PER_PERIOD}


def _is_alike(case: _Case, figure: Figure) -> bool:
    return (figure.period.kind, figure.period.span) == (case.period.kind, case.period.span)


def _each_alone(totals: dict[Period, Decimal]) -> dict[Period, Decimal]:
    """What each period adds to its year's running total, where that can be told."""
    alone: dict[Period, Decimal] = {}
    for period, total in totals.items():
        before = period.previous()
        if before.plan_year != period.plan_year:
            alone[period] = total
        elif before in totals:
            alone[period] = total - totals[before]
    return alone
