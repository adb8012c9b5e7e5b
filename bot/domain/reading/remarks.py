"""Cells of the indicators sheet that are kept as they stand, but that people should look at: words among numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.grades import grade
from bot.domain.model import TargetKind
from bot.domain.planfile import Cited
from bot.domain.reading.headings import Column
from bot.domain.target_cells import read_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.reading.lines import Columns, Line
    from bot.domain.reading.tables import Table

_SAYS_NONE = frozenset({"", "~", "-", "—", "\N{EN DASH}", "n/a", "na", "tbc"})


def words_among_numbers(table: Table, columns: Columns, lines: Iterable[Line]) -> Iterator[Cited]:
    """Figures and targets in words, on lines whose other cells are numbers: "eleven", "about 12?".

    A judgement on a scale of its own ("good") is no slip; nor is a target in words that a rule reads.
    """
    figures = {period: place.printed for place, period in columns.figures}
    targets = {period: place.printed for place, period in columns.targets}
    for line in lines:
        read = [(period, target) for period, text in line.targets if (target := read_target(text))]
        if all(cell.value is None for _, cell in line.figures) and all(target.value is None for _, target in read):
            continue
        for period, cell in line.figures:
            if cell.text and grade(cell.text) is None:
                yield Cited(table.name, line.at, figures[period], cell.text)
        for period, target in read:
            if target.kind is TargetKind.WORDS:
                yield Cited(table.name, line.at, targets[period], target.text)


def unclear_directions(table: Table, lines: Iterable[Line]) -> Iterator[Cited]:
    """What the Good Performance column says that no rule understands: "sideways"."""
    for line in lines:
        good = line.good
        understood = good.polarity or good.inherits or good.name or good.accumulation or good.quarters
        if not understood and line.good_printed.lower() not in _SAYS_NONE:
            yield Cited(table.name, line.at, table.printed(Column.GOOD), line.good_printed)
