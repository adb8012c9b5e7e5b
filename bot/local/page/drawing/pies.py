"""Pies: the arc of each part, and its name and number beside it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.local.page.drawing.scales import drawable, spread, written
from bot.local.things import JSON

WIDTH = 560
_X, _RADIUS = WIDTH / 2, 100
_BEND, _END, _GAP = 111, 120, 6  # how far from the middle the line to the words bends, ends, and lets them begin
_LEAST_HEIGHT, _OF_WORDS = 260, 38
_HUES = 6


@dataclass(frozen=True)
class Slice:
    label: str
    number: str
    share: str
    path: str
    hue: int
    lead: str  # the line from the part to its words
    words_x: float
    words_y: float
    side: str  # end of the words where they stand to the left, start to the right


@dataclass(frozen=True)
class Pie:
    slices: Sequence[Slice]
    height: float


def pie(segments: Sequence[JSON]) -> Pie:
    values = [drawable(each["value"]) for each in segments]
    shares = [value / sum(values) for value in values]
    turns = [(sum(shares[:index]), share) for index, share in enumerate(shares)]
    rights = [_is_right(turn) for turn in turns]
    height = max(_LEAST_HEIGHT, _OF_WORDS * max(sum(rights), len(rights) - sum(rights)) + 20)
    circle = _Circle(height / 2)
    heights = _heights(turns, circle)
    slices = [_slice(index, each, turns[index], (circle, heights[index])) for index, each in enumerate(segments)]
    return Pie(slices, height)


@dataclass(frozen=True)
class _Circle:
    y: float  # of the middle

    def at(self, turn: float, radius: float) -> tuple[float, float]:
        """A place so far round from the top, and so far from the middle."""
        angle = turn * 2 * math.pi
        return round(_X + radius * math.sin(angle), 1), round(self.y - radius * math.cos(angle), 1)

    def arc(self, start: float, share: float) -> str:
        (x, y), (to_x, to_y), (over_x, over_y) = (self.at(start + part, _RADIUS) for part in (0, share, share / 2))
        curve = f"A{_RADIUS} {_RADIUS} 0 0 1"  # in two halves, since one arc cannot close a circle
        return f"M{_X} {self.y}L{x} {y}{curve} {over_x} {over_y}{curve} {to_x} {to_y}Z"


def _middle(turn: tuple[float, float]) -> float:
    start, share = turn
    return start + share / 2


def _is_right(turn: tuple[float, float]) -> bool:
    return _middle(turn) < 0.5


def _heights(turns: Sequence[tuple[float, float]], circle: _Circle) -> list[float]:
    """Where the words of each stand, those to the right apart from each other, and those to the left."""
    placed = [0.0] * len(turns)
    for right in (True, False):
        side = [index for index, turn in enumerate(turns) if _is_right(turn) is right]
        wanted = [circle.at(_middle(turns[index]), _BEND)[1] for index in side]
        for index, height in zip(side, spread(wanted, _OF_WORDS, 18, circle.y * 2 - 24), strict=True):
            placed[index] = height
    return placed


def _slice(index: int, segment: JSON, turn: tuple[float, float], place: tuple[_Circle, float]) -> Slice:
    (start, share), (circle, height) = turn, place
    sign = 1 if _is_right(turn) else -1
    (edge_x, edge_y), (bend_x, _) = circle.at(_middle(turn), _RADIUS), circle.at(_middle(turn), _BEND)
    return Slice(
        label=segment["label"],
        number=written(segment["value"]),
        share=f"{share:.0%}",
        path=circle.arc(start, share),
        hue=index % _HUES + 1,
        lead=f"{edge_x},{edge_y} {bend_x},{height} {_X + sign * _END},{height}",
        words_x=_X + sign * (_END + _GAP),
        words_y=height,
        side="start" if sign > 0 else "end",
    )
