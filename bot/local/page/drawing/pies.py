"""Pies: the arc of each part, and its words beside it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.local.page.drawing.scales import drawable, spread, written
from bot.local.things import JSON

_X, _Y, _RADIUS = 320, 160, 118
_BEND, _END = 132, 150  # how far from the middle the line to the words bends, and ends
_HUES = 6


@dataclass(frozen=True)
class Slice:
    label: str
    written: str
    share: str
    path: str
    hue: int
    lead: str  # the line from the part to its words
    words_x: float
    words_y: float
    side: str  # end of the words where they stand to the left, start to the right

    @property
    def words(self) -> str:
        return f"{self.label} {self.written} ({self.share})"


def slices(segments: Sequence[JSON]) -> list[Slice]:
    values = [drawable(each["value"]) for each in segments]
    total = sum(values)
    starts = [sum(values[:index]) / total for index in range(len(values))]
    middles = [start + value / total / 2 for start, value in zip(starts, values, strict=True)]
    heights = _heights(middles)
    return [
        _slice(index, segment, (starts[index], values[index] / total), heights[index])
        for index, segment in enumerate(segments)
    ]


def _heights(middles: Sequence[float]) -> list[float]:
    """Where the words of each stand, those to the right apart from each other, and those to the left."""
    placed = [0.0] * len(middles)
    for to_the_right in (True, False):
        side = [index for index, middle in enumerate(middles) if (middle < 0.5) is to_the_right]
        wanted = [_at(middles[index], _BEND)[1] + 5 for index in side]
        for index, height in zip(side, spread(wanted, 18, 16, 310), strict=True):
            placed[index] = height
    return placed


def _slice(index: int, segment: JSON, turn: tuple[float, float], height: float) -> Slice:
    start, share = turn
    middle = start + share / 2
    sign = 1 if middle < 0.5 else -1
    (edge_x, edge_y), (bend_x, _) = _at(middle, _RADIUS), _at(middle, _BEND)
    end_x = round(_X + sign * _END, 1)
    return Slice(
        label=segment["label"],
        written=written(segment["value"]),
        share=f"{share:.0%}",
        path=_arc(start, share),
        hue=index % _HUES + 1,
        lead=f"{edge_x},{edge_y} {bend_x},{height - 5} {end_x},{height - 5}",
        words_x=end_x + sign * 6,
        words_y=height,
        side="start" if sign > 0 else "end",
    )


def _arc(start: float, share: float) -> str:
    (x, y), (to_x, to_y), (over_x, over_y) = (_at(start + part, _RADIUS) for part in (0, share, share / 2))
    curve = f"A{_RADIUS} {_RADIUS} 0 0 1"  # in two halves, since one arc cannot close a circle
    return f"M{_X} {_Y}L{x} {y}{curve} {over_x} {over_y}{curve} {to_x} {to_y}Z"


def _at(turn: float, radius: float) -> tuple[float, float]:
    """A place on the circle, so far round it from the top."""
    angle = turn * 2 * math.pi
    return round(_X + radius * math.sin(angle), 1), round(_Y - radius * math.cos(angle), 1)
