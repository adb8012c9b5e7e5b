"""Where numbers stand on a chart, how they are written, and how labels keep clear of each other."""

import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TICKS = 5  # about so many lines across
CHARACTER = 8  # the width of one at the size that charts are written in
_MOST_LINES = 3
_BETWEEN = 10  # two labels side by side
_FARTHEST = 1e15  # beyond it a drawing says nothing


def written(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


def drawable(value: float) -> float:
    """The number, kept to where a drawing still says something; JSON has no bounds for numbers."""
    return float(max(-_FARTHEST, min(_FARTHEST, value)))


@dataclass(frozen=True)
class Scale:
    """From low to high, the high end at the top."""

    low: float
    high: float
    top: float
    bottom: float
    step: float  # from one tick to the next; both ends are ticks

    @classmethod
    def over(cls, values: Sequence[float], top: float, bottom: float, *, from_nought: bool) -> "Scale":
        """With room above and below what is drawn; on one side of nought it stays there."""
        within = [*values, 0.0] if from_nought else list(values)
        low, high = _with_room(min(within), max(within))
        step = _step(high - low)
        return cls(math.floor(low / step) * step, math.ceil(high / step) * step, top, bottom, step)

    def y(self, value: float) -> float:
        return round(self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top), 1)

    @property
    def nought(self) -> float:
        """Where 0 is, or the low end where it is not in sight."""
        return self.y(0.0 if self.low <= 0 <= self.high else self.low)

    def ticks(self) -> Iterator[tuple[float, str]]:
        decimals = next((each for each in range(10) if round(self.step, each) == self.step), 10)
        for number in range(round((self.high - self.low) / self.step) + 1):
            value = self.low + number * self.step
            yield self.y(value), f"{value:,.{decimals}f}"


def _with_room(low: float, high: float) -> tuple[float, float]:
    if low == high == 0:
        return 0.0, 1.0
    room = (high - low) * 0.18 or abs(high) * 0.1 or 1.0
    return low - room if low < 0 else max(low - room, 0.0), high + room if high > 0 else min(high + room, 0.0)


def _step(span: float) -> float:
    """The round number that cuts the span into about so many."""
    rough = span / _TICKS
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next(each * power for each in (1, 2, 2.5, 5, 10) if each * power >= rough)


def spread(wanted: Sequence[float], apart: float, top: float, bottom: float) -> list[float]:
    """Each as near as can be to where it is wanted, yet so far apart and within the bounds."""
    placed = [0.0] * len(wanted)
    at = top - apart
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    for index in order:
        at = placed[index] = max(wanted[index], at + apart)
    limit = bottom
    for index in reversed(order):
        placed[index] = round(min(placed[index], limit), 1)
        limit = placed[index] - apart
    return placed


def wrapped(labels: Sequence[str], width: float) -> list[list[str]]:
    """The words below an axis, over lines that fit; where they do not, every second one or fewer stays."""
    fitting = max(int((width - _BETWEEN) / CHARACTER), 3)
    broken = [textwrap.wrap(label, fitting, break_long_words=False) or [label] for label in labels]
    if all(len(lines) <= _MOST_LINES and max(map(len, lines)) <= fitting for lines in broken):
        return broken
    longest = max(len(label) for label in labels)
    every = math.ceil((longest + 1) * CHARACTER / width)
    last = len(labels) - 1
    return [[label] if (last - index) % every == 0 else [] for index, label in enumerate(labels)]
