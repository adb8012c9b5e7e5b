"""The series of a chart along an axis: where each mark and each word of it stands, and how it differs from the others.

Nothing is said by colour alone: lines differ in mark and dash and carry their names, bars differ in pattern.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.local.page.drawing.scales import Scale, drawable, spread, written

_HUES, _DASHES = 6, ("", "9 5", "2 4", "12 4 2 4")
_MARKS = (  # round a centre
    "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",
    "M-4.5 -4.5h9v9h-9z",
    "M0 -6l6 10h-12z",
    "M0 -6.5l6 6.5l-6 6.5l-6 -6.5z",
    "M-2 -6h4v4h4v4h-4v4h-4v-4h-4v-4h4z",
    "M0 6l6 -10h-12z",
)
_MOST_NUMBERS = 12  # that stand side by side in a chart
_LINE = 17  # how far apart names stand


@dataclass(frozen=True)
class Mark:
    """One number: its place, and where it is written; a bar has a height as well."""

    x: float
    y: float
    written: str
    words_y: float = 0  # nought where it is not written beside its mark
    height: float = 0


@dataclass(frozen=True)
class Series:
    name: str
    hue: int
    dash: str
    mark: str
    pattern: int
    marks: Sequence[Mark]
    words: str = ""  # at the end of a line
    words_y: float = 0

    @property
    def points(self) -> str:
        return " ".join(f"{each.x},{each.y}" for each in self.marks)


@dataclass(frozen=True)
class Named:
    """A series as the app gave it, its numbers in the order of the categories."""

    name: str
    values: Sequence[float]


def words_at_the_end(all_: Sequence[Named]) -> list[str]:
    """The name of each line with its last number; none for one alone, whose numbers stand along it."""
    return [f"{each.name}, {written(each.values[-1])}" for each in all_] if len(all_) > 1 else []


def lines(all_: Sequence[Named], scale: Scale, at: Sequence[float]) -> Iterator[Series]:
    names = words_at_the_end(all_) or [""]
    ends = [scale.y(drawable(each.values[-1])) + 5 for each in all_]
    heights = spread(ends, _LINE, scale.top, scale.bottom)
    for index, (each, words) in enumerate(zip(all_, names, strict=True)):
        ys = [scale.y(drawable(value)) for value in each.values]
        marks = [
            Mark(x, y, written(value), _beside(ys, place, scale) if _is_numbered(all_, place) else 0)
            for place, (x, y, value) in enumerate(zip(at, ys, each.values, strict=True))
        ]
        yield _series(index, each.name, marks, words, heights[index])


def bars(all_: Sequence[Named], scale: Scale, at: Sequence[float], width: float) -> Iterator[Series]:
    is_numbered = len(all_) * len(at) <= _MOST_NUMBERS
    for index, each in enumerate(all_):
        aside = (index - len(all_) / 2) * width
        marks = [
            _bar(round(x + aside, 1), value, scale, is_numbered=is_numbered)
            for x, value in zip(at, each.values, strict=True)
        ]
        yield _series(index, each.name, marks)


def _is_numbered(all_: Sequence[Named], place: int) -> bool:
    """Of one line alone every number is written, or its ends where they are many."""
    count = len(all_[0].values)
    return len(all_) == 1 and (count <= _MOST_NUMBERS or place in {0, count - 1})


def _beside(ys: Sequence[float], place: int, scale: Scale) -> float:
    """Above a point; or below it where the line comes down to it and there is room."""
    around = [*ys[max(place - 1, 0) : place], *ys[place + 1 : place + 2]]
    below = ys[place] + 21
    is_dip = bool(around) and all(each < ys[place] for each in around) and below < scale.bottom - 4
    return round(below if is_dip else ys[place] - 11, 1)


def _bar(x: float, value: float, scale: Scale, *, is_numbered: bool) -> Mark:
    y, nought = scale.y(drawable(value)), scale.nought
    beside = round(y - 6 if value >= 0 else y + 16, 1)
    return Mark(x, min(y, nought), written(value), beside if is_numbered else 0, max(round(abs(y - nought), 1), 1))


def _series(index: int, name: str, marks: Sequence[Mark], words: str = "", words_y: float = 0) -> Series:
    """No two of twelve have both the same mark and the same dashes."""
    dash, mark = _DASHES[index % len(_DASHES)], _MARKS[index % len(_MARKS)]
    return Series(name, index % _HUES + 1, dash, mark, index % len(_MARKS), marks, words, words_y)
