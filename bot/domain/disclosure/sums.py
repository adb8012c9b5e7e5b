"""What is known to add up: categories, quarters of a year, running totals, and what the plan names."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.domain.disclosure.cells import is_part_of_year
from bot.domain.disclosure.counted import Counted
from bot.domain.model import Accumulation
from bot.domain.periods import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.disclosure.cells import Cell, Line
    from bot.domain.disclosure.rule import Sum
    from bot.domain.periods import Period

HUNDRED = Fraction(100)
FEWEST_PARTS = 2

Total = tuple[tuple["Cell", ...], "Cell | Fraction"]  # the parts, and what they add up to


def totals(lines: Sequence[Line]) -> Iterator[Total]:
    """What adds up among the lines of one indicator."""
    yield from _categories(lines)
    for line in lines:
        if line.series.accumulation is Accumulation.PER_PERIOD and line.counted is Counted.PEOPLE:
            yield from _quarters(line)
    yield from _running(lines)


def named(each: Sum, lines: Mapping[int, Line]) -> Iterator[Total]:
    """What the plan itself says adds up."""
    parts = [lines[number] for number in each.parts if number in lines]
    total = lines.get(each.total) if each.total is not None else None
    if len(parts) != len(each.parts) or (each.total is not None and total is None) or not parts:
        return
    for period in sorted(set.intersection(*(set(line.cells) for line in [*parts, *([total] if total else [])]))):
        yield from _held([line.cells[period] for line in parts], total.cells[period] if total else HUNDRED)


def steps(line: Line) -> Iterator[tuple[Cell, Cell, Fraction]]:
    """A running total's growth from one period to the next of one year: what was counted in the later one alone."""
    by_year: dict[object, list[Cell]] = defaultdict(list)
    for cell in line.in_order():
        if cell.value is not None and (is_part_of_year(cell.period) or cell.period.kind is Kind.YEAR):
            by_year[cell.period.plan_year.key].append(cell)
    for cells in by_year.values():
        ordered = sorted(cells, key=lambda each: (each.period.ends, each.period.kind is Kind.YEAR))
        for before, now in pairwise(ordered):
            if before.value is not None and now.value is not None and now.value >= before.value:
                yield before, now, now.value - before.value


def _categories(lines: Sequence[Line]) -> Iterator[Total]:
    """Shares of one whole; counts of which the largest is all others together."""
    shares = [line for line in lines if line.counted is Counted.SHARE]
    if len(shares) >= FEWEST_PARTS:
        for period in _shared(shares):
            yield from _held([line.cells[period] for line in shares], HUNDRED)
    numbers = [line for line in lines if line.counted is Counted.PEOPLE]
    if len(numbers) > FEWEST_PARTS:
        for period in _shared(numbers):
            cells = sorted((line.cells[period] for line in numbers), key=lambda each: each.value or 0)
            yield from _held(cells[:-1], cells[-1])


def _quarters(line: Line) -> Iterator[Total]:
    """The quarters, months or terms of a year that has a figure of its own."""
    for year, whole in line.cells.items():
        for kind in (Kind.QUARTER, Kind.MONTH, Kind.TERM):
            parts = [c for p, c in line.cells.items() if p.kind is kind and is_part_of_year(p) and p.plan_year == year]
            if year.kind is Kind.YEAR and parts:
                yield from _held(parts, whole)


def _running(lines: Sequence[Line]) -> Iterator[Total]:
    """A running total beside a line of each quarter alone."""
    numbers = [line for line in lines if line.counted is Counted.PEOPLE]
    for total in numbers:
        for alone in numbers:
            kinds = (total.series.accumulation, alone.series.accumulation)
            if kinds != (Accumulation.CUMULATIVE, Accumulation.PER_PERIOD):
                continue
            for period, cell in total.cells.items():
                parts = [
                    c for p, c in alone.cells.items() if p.kind is period.kind and is_part_of_year(p)
                    and p.plan_year == period.plan_year and p <= period
                ]  # fmt: skip
                yield from _held(parts, cell)


def _shared(lines: Sequence[Line]) -> list[Period]:
    return sorted(set.intersection(*(set(line.cells) for line in lines)))


def _held(parts: Sequence[Cell], total: Cell | Fraction) -> Iterator[Total]:
    """The sum, where it holds of the figures as they are: no other gives anything back. Shares within rounding."""
    values = [each.value for each in parts]
    whole = total if isinstance(total, Fraction) else total.value
    if not parts or whole is None or any(each is None for each in values):
        return
    rounding = sum((_half_step(each) for each in parts), Fraction())
    if abs(sum((each for each in values if each is not None), Fraction()) - whole) <= rounding:
        yield tuple(parts), total


def _half_step(cell: Cell) -> Fraction:
    """How far a share may lie from what was rounded to it; a count is not rounded."""
    if cell.line.counted is not Counted.SHARE:
        return Fraction()
    return Fraction(Decimal("0.5").scaleb(-cell.line.series.decimals))
