"""What a careful reader can work out: hidden numbers that sums and differences give back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

ROUNDS = 60  # of narrowing: chains of quarters and categories are far shorter

Range = tuple[Fraction, Fraction | None]  # None: no upper end


@dataclass(frozen=True, slots=True)
class Equation:
    """What is true of some numbers: each times its factor, added up, comes to `constant`."""

    factors: Mapping[int, int]
    constant: Fraction

    def left(self, shown: Mapping[int, Fraction]) -> Equation:
        """What it says of the numbers that are not shown."""
        known = sum((factor * shown[each] for each, factor in self.factors.items() if each in shown), Fraction())
        return Equation({each: f for each, f in self.factors.items() if each not in shown}, self.constant - known)


def pinned(equations: Sequence[Equation], ranges: Mapping[int, Range], whole: Collection[int]) -> set[int]:
    """Of the numbers that these equations speak of, those that can be only one; all are hidden.

    `ranges` is what is known of each beforehand, `whole` those that are whole numbers. First by elimination, which
    finds all that adding and subtracting can, then by narrowing ranges, which finds that two numbers from 1 to 5 that
    add up to 10 are both 5.
    """
    return _solved(equations) | _narrowed(equations, ranges, whole)


def _solved(equations: Iterable[Equation]) -> set[int]:
    """The unknowns that every solution agrees on: those alone in a row of the reduced equations."""
    rows: dict[int, dict[int, Fraction]] = {}  # by pivot; no other row speaks of a pivot
    for equation in equations:
        row = {each: Fraction(factor) for each, factor in equation.factors.items() if factor}
        for pivot in [each for each in row if each in rows]:
            row = _less(row, rows[pivot], row[pivot])
        if not row:
            continue
        pivot = next(iter(row))
        row = {each: factor / row[pivot] for each, factor in row.items()}
        for other, held in rows.items():
            if pivot in held:
                rows[other] = _less(held, row, held[pivot])
        rows[pivot] = row
    return {pivot for pivot, row in rows.items() if len(row) == 1}


def _less(row: Mapping[int, Fraction], other: Mapping[int, Fraction], times: Fraction) -> dict[int, Fraction]:
    found = dict(row)
    for each, factor in other.items():
        left = found.get(each, Fraction()) - times * factor
        if left:
            found[each] = left
        else:
            found.pop(each, None)
    return found


def _narrowed(equations: Sequence[Equation], ranges: Mapping[int, Range], whole: Collection[int]) -> set[int]:
    held = dict(ranges)
    for _ in range(ROUNDS):
        before = dict(held)
        for equation in equations:
            for each in equation.factors:
                held[each] = _narrower(held[each], _from_others(equation, each, held), is_whole=each in whole)
        if held == before:
            break
    return {each for each, (low, high) in held.items() if high is not None and high <= low}


def _from_others(equation: Equation, wanted: int, held: Mapping[int, Range]) -> tuple[Fraction | None, Fraction | None]:
    """Between what one number of an equation must lie, by what the others can be."""
    factor = equation.factors[wanted]
    low: Fraction | None = equation.constant / factor
    high = low
    for each, times in equation.factors.items():
        if each == wanted:
            continue
        share = Fraction(-times, factor)
        least, most = held[each]
        down, up = (least, most) if share > 0 else (most, least)
        low = None if low is None or down is None else low + share * down
        high = None if high is None or up is None else high + share * up
    return low, high


def _narrower(held: Range, found: tuple[Fraction | None, Fraction | None], *, is_whole: bool) -> Range:
    low = held[0] if found[0] is None else max(held[0], found[0])
    high = held[1] if found[1] is None else (found[1] if held[1] is None else min(held[1], found[1]))
    if is_whole:
        low = Fraction(math.ceil(low))
        high = None if high is None else Fraction(math.floor(high))
    return low, high
