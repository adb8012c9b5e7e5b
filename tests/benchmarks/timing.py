"""Times cells side by side: in turn, round by round, so that a slow moment of the machine falls on all of them."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Cell = "Callable[[], object]"


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line of the table: what was measured, beside what, and the most that it may come to."""

    name: str
    ours: float  # seconds, at the median
    baseline: float
    limit: float
    of: str  # what the baseline is

    @property
    def ratio(self) -> float:
        return self.ours / self.baseline

    @property
    def holds(self) -> bool:
        return self.ratio <= self.limit


def medians(cells: Mapping[str, Callable[[], object]], *, rounds: int, calls: int) -> dict[str, float]:
    """Seconds of one call of each cell: the median over the rounds of the mean over the calls of a round."""
    for cell in cells.values():
        cell()
    gc.collect()
    gc.freeze()  # as `steward run` does once the plan is read
    taken: dict[str, list[float]] = {name: [] for name in cells}
    for _ in range(rounds):
        for name, cell in cells.items():
            gc.collect()
            started = time.perf_counter()
            for _ in range(calls):
                cell()
            taken[name].append((time.perf_counter() - started) / calls)
    return {name: median(times) for name, times in taken.items()}
