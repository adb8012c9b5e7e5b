"""Hides small numbers, then more until nothing hidden can be worked out from what is shown."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

from bot.domain.disclosure import sums
from bot.domain.disclosure.cells import Cell, companions, twins
from bot.domain.disclosure.counted import Counted
from bot.domain.disclosure.small import is_small, is_withheld
from bot.domain.disclosure.solving import Equation, Range, pinned
from bot.domain.model import Accumulation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from bot.domain.disclosure.cells import Line
    from bot.domain.disclosure.rule import Rule


class Network:
    """The figures of lines that may give each other away, as unknowns and the equations between them.

    Quarter after quarter, as they were published: whoever kept the last paper still has what stood in it, so that
    what comes new is hidden rather than what was seen.
    """

    def __init__(self, lines: Sequence[Line], named: Iterable[sums.Total] = ()) -> None:
        self._lines = lines
        self._cells: dict[int, list[Cell]] = {}  # what is printed twice is one unknown
        self._companions: dict[int, set[int]] = defaultdict(set)
        self._equations: list[Equation] = []
        self._moments: dict[int, date] = {}  # when each came to be known, at the earliest
        self._growth: dict[int, Fraction] = {}  # of running totals: unknowns that no cell shows
        self._hidden: set[int] = set()
        self._small: set[int] = set()
        self._number_cells()
        for first, second in self._pairs():
            self._companions[first.number].add(second.number)
            self._companions[second.number].add(first.number)
        for parts, total in chain(*(sums.totals(group) for group in self._groups()), named):
            self._add(parts, total)
        self._add_growth()

    def hide(self, rule: Rule) -> None:
        """Hide for one audience, the freer ones' thresholds first: each holds what the one before it hides."""
        for threshold in rule.thresholds or (0,):
            for moment in sorted(set(self._moments.values())):
                self._hide_by_themselves(rule, threshold, moment)
                self._until_nothing_gives_way(threshold, moment)

    def _hide_by_themselves(self, rule: Rule, threshold: int, moment: date) -> None:
        for number, cells in self._cells.items():
            if self._moments[number] != moment:
                continue
            if any(is_small(c.line.counted, f, threshold) for c in cells for f in c.figures):
                self._small.add(number)
                self._hide(number)
            elif any(is_withheld(c.line.measure, c.line.counted, f, rule) for c in cells for f in c.figures):
                self._hide(number)
        now = {number for number in self._growth if self._moments[number] == moment}
        self._small |= {number for number in now if 0 < self._growth[number] <= threshold}

    @property
    def hidden(self) -> Iterator[Cell]:
        for number in self._hidden:
            yield from self._cells[number]

    def _until_nothing_gives_way(self, threshold: int, moment: date) -> None:
        """Hide one more beside whatever can be worked out, as long as something can."""
        told = [each for each in self._equations if all(self._moments[n] <= moment for n in each.factors)]
        while True:
            weak = self._weak(told, threshold)
            more = self._next_beside(weak, told) if weak else None
            if more is None:
                return
            self._hide(more)

    def _weak(self, told: Sequence[Equation], threshold: int) -> set[int]:
        shown = {number: cells[0].value for number, cells in self._cells.items() if number not in self._hidden}
        values = {number: value for number, value in shown.items() if value is not None}
        left = [found for each in told if (found := each.left(values)).factors]
        spoken_of = {number for each in left for number in each.factors}
        ranges = {number: self._known_of(number, threshold) for number in spoken_of}
        whole = {number for number in spoken_of if self._is_count(number)}
        return pinned(left, ranges, whole) & (self._hidden | self._small)

    def _known_of(self, number: int, threshold: int) -> Range:
        """What everybody knows of an unknown: the rule is no secret, nor is that a share is at most 100%."""
        if number in self._small and self._is_count(number):
            return Fraction(1), Fraction(threshold)
        share = number in self._cells and self._cells[number][0].line.counted is Counted.SHARE
        return Fraction(), Fraction(100) if share else None

    def _is_count(self, number: int) -> bool:
        return number in self._growth or self._cells[number][0].line.counted is Counted.PEOPLE

    def _next_beside(self, weak: set[int], told: Sequence[Equation]) -> int | None:
        near = [each for each in told if not weak.isdisjoint(each.factors)]
        for equations in (near, told):
            beside = {number for each in equations for number in each.factors}
            shown = [number for number in beside if number in self._cells and number not in self._hidden]
            if shown:
                return min(shown, key=self._order)
        return None

    def _order(self, number: int) -> tuple[int, bool, Fraction, int]:
        """The newest first, which nobody has seen yet; then the smallest, zero only where there is no other."""
        value = self._cells[number][0].value or Fraction()
        return -self._moments[number].toordinal(), value == 0, abs(value), number

    def _hide(self, number: int) -> None:
        if number not in self._hidden:
            self._hidden.add(number)
            for other in self._companions[number]:
                self._hide(other)

    def _number_cells(self) -> None:
        cells = [cell for line in self._lines for cell in line.cells.values()]
        for number, cell in enumerate(cells):
            cell.number = number
            self._cells[number] = [cell]
        for first, second in chain(*(twins(line) for line in self._lines)):
            kept, gone = first.number, second.number
            for cell in self._cells.pop(gone):
                cell.number = kept
                self._cells[kept].append(cell)
        self._moments = {n: min(each.period.ends for each in held) for n, held in self._cells.items()}

    def _pairs(self) -> Iterator[tuple[Cell, Cell]]:
        return chain(*(companions(group) for group in self._groups()))

    def _groups(self) -> list[list[Line]]:
        """The lines of each indicator."""
        groups: dict[int, list[Line]] = defaultdict(list)
        for line in self._lines:
            groups[line.measure.id].append(line)
        return list(groups.values())

    def _add(self, parts: Sequence[Cell], total: Cell | Fraction) -> None:
        factors: dict[int, int] = defaultdict(int)
        for cell in parts:
            factors[cell.number] += 1
        if isinstance(total, Cell):
            factors[total.number] -= 1
        together = sum((each.value or Fraction() for each in parts), Fraction())
        constant = together - (total.value or Fraction()) if isinstance(total, Cell) else together
        self._equations.append(Equation({each: f for each, f in factors.items() if f}, constant))

    def _add_growth(self) -> None:
        number = len([cell for line in self._lines for cell in line.cells])
        for line in self._lines:
            if line.series.accumulation is not Accumulation.CUMULATIVE or line.counted is not Counted.PEOPLE:
                continue
            for before, now, growth in sums.steps(line):
                if before.number != now.number:
                    self._growth[number] = growth
                    self._moments[number] = max(self._moments[now.number], self._moments[before.number])
                    factors = {now.number: 1, before.number: -1, number: -1}
                    self._equations.append(Equation(factors, Fraction()))
                    number += 1
