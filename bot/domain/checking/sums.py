"""Checks that the lines of one indicator fit together: parts that make a whole, a rate that fits its number."""

from __future__ import annotations

from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from bot.domain.checking.findings import Finding, Line, Rule, said
from bot.domain.comparing import at_year_end
from bot.domain.model import Accumulation
from bot.domain.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.periods import Period

CATEGORIES = 3  # fewer percentages side by side are seldom parts of one whole
COLUMNS = 4  # fewer do not show what is usual
SLACK = Decimal("0.05")  # of a rate, beside its rounding; a population changes by less from one year to the next
HUNDRED = Decimal(100)
HALF = Decimal("0.5")


def sums(lines: Sequence[Line]) -> Iterator[Finding]:
    """Categories that add up to 100% in most periods but not in all, beyond what rounding explains."""
    if len(lines) < CATEGORIES or any(line.series.unit != "%" for line in lines):
        return
    shared = sorted(set.intersection(*(set(line.held) for line in lines)))
    totals = {period: sum((_value(line, period) for line in lines), Decimal()) for period in shared}
    rounding = sum((_half_step(line) for line in lines), Decimal())
    off = {period: total for period, total in totals.items() if abs(total - HUNDRED) > rounding}
    for period, total in off.items() if 2 * len(off) < len(totals) else ():
        parts = ", ".join(line.held[period].as_printed for line in lines)
        detail = f"Its categories add up to {total}% in {period.label}, not to 100%: {parts}."
        yield lines[0].finding(Rule.SUM_OFF, detail, period=period)


def rates(lines: Sequence[Line]) -> Iterator[Finding]:
    """Rates that do not fit their number as the others of the row do: the two imply another population.

    Section 47 enquiries at Q3 of the City plan: 695 so far are 927 a year, which by every other column is about 147
    per 10,000; printed is (165).
    """
    number, *others = lines
    for line in others:
        if not line.series.unit.startswith("per ") or number.series.unit:
            continue
        people = _implied(number, line)
        usual = median(people.values()) if len(people) >= COLUMNS else None
        for period, size in people.items() if usual else ():
            rate = _value(line, period)
            if usual and abs(size / usual - 1) > SLACK + _half_step(line) / rate:
                likely = rounded(rate * size / usual, line.series.decimals)
                detail = (
                    f"{said(line.held[period])} does not fit {said(number.held[period])}: "
                    f"by the other columns it would be about {likely}."
                )
                yield line.finding(Rule.RATE_OFF, detail, period=period)


def _implied(number: Line, rate: Line) -> dict[Period, Decimal]:
    """How many people each column implies, in units of the rate."""
    found = {}
    for period in sorted(set(number.held) & set(rate.held)):
        below, above = _value(rate, period), _value(number, period)
        if below > 0 and above > 0:
            found[period] = above * _years_worth(number, rate, period) / below
    return found


def _years_worth(number: Line, rate: Line, period: Period) -> Decimal:
    """What a total so far is multiplied by to set it against a rate for the full year: 4/3 at Q3."""
    so_far = number.series.accumulation is Accumulation.CUMULATIVE and not at_year_end(number.held[period])
    if not so_far or rate.series.accumulation is Accumulation.CUMULATIVE or not period.number:
        return Decimal(1)
    return Decimal(4) / period.number


def _value(line: Line, period: Period) -> Decimal:
    return line.held[period].value or Decimal()


def _half_step(line: Line) -> Decimal:
    """How far a figure may lie from what was rounded to it."""
    return HALF.scaleb(-line.series.decimals)
