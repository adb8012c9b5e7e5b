"""Charts of lines, areas and bars: where each mark, word and number stands.

docs.slack.dev/reference/block-kit/blocks/data-visualization-block. Nothing is said by colour alone: series differ in
mark, dash and pattern and carry their names, and the numbers stand in a table too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.local.page.drawing import pies
from bot.local.page.drawing.pies import Slice
from bot.local.page.drawing.scales import Scale, drawable, spread, wrapped, written
from bot.local.things import JSON

WIDTH, HEIGHT = 640, 320
_LEFT, _TOP, _BOTTOM = 70, 26, 236
_ROOM_FOR_NAMES, _ROOM = 176, 20  # to the right
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
_NAMES = {"line": "line chart", "bar": "bar chart", "area": "area chart", "pie": "pie chart"}


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
class Chart:
    kind: str
    called: str
    head: Sequence[str]  # of the table of numbers
    rows: Sequence[Sequence[str]]
    right: float = WIDTH
    nought: float = _BOTTOM  # where areas and bars stand on
    bar: float = 0  # how wide one is
    x_label: str = ""
    y_label: str = ""
    series: Sequence[Series] = ()
    slices: Sequence[Slice] = ()
    ticks: Sequence[tuple[float, str]] = ()
    categories: Sequence[tuple[float, Sequence[str]]] = ()
    width: int = WIDTH
    height: int = HEIGHT
    left: int = field(default=_LEFT)
    bottom: int = field(default=_BOTTOM)

    @property
    def summary(self) -> str:
        """For who does not see it: what kind it is, from where to where; all else is in the table."""
        if self.slices:
            return f"{self.called}, {len(self.slices)} parts"
        several = f", {len(self.series)} series" if len(self.series) > 1 else ""
        return f"{self.called}{several}, {self.rows[0][0]} to {self.rows[-1][0]}"


def chart(drawn: JSON) -> Chart:
    kind = drawn["type"]
    if kind == "pie":
        slices = pies.slices(drawn["segments"])
        rows = [(each.label, each.written, each.share) for each in slices]
        return Chart(kind, _NAMES[kind], ("Part", "Number", "Share"), rows, slices=slices)
    return _along_an_axis(kind, drawn)


def _along_an_axis(kind: str, drawn: JSON) -> Chart:
    axes, categories = drawn["axis_config"], drawn["axis_config"]["categories"]
    by_series = [_values(each, categories) for each in drawn["series"]]
    names = [each["name"] for each in drawn["series"]]
    scale = Scale.over(
        [drawable(value) for values in by_series for value in values], _TOP, _BOTTOM, from_nought=kind != "line"
    )
    right = WIDTH - (_ROOM if kind == "bar" else _ROOM_FOR_NAMES)
    step = (right - _LEFT) / len(categories)
    at = [round(_LEFT + step * (index + 0.5), 1) for index in range(len(categories))]
    nought = scale.y(min(max(0.0, scale.low), scale.high))
    if kind == "bar":
        bar = round(step * 0.76 / len(names), 1)
        series = _bars(names, by_series, scale, at, (bar, nought))
    else:
        bar, series = 0, _lines(names, by_series, scale, at)
    return Chart(
        kind,
        _NAMES[kind],
        [axes.get("x_label", ""), *names],
        [[category, *(written(values[row]) for values in by_series)] for row, category in enumerate(categories)],
        right,
        nought,
        bar,
        axes.get("x_label", ""),
        axes.get("y_label", ""),
        series,
        ticks=list(scale.ticks()),
        categories=list(zip(at, wrapped(categories, step), strict=True)),
    )


def _values(series: JSON, categories: Sequence[str]) -> list[float]:
    """The series' numbers in the order of the categories."""
    held = {point["label"]: point["value"] for point in series["data"]}
    return [held[category] for category in categories]


def _lines(
    names: Sequence[str], by_series: Sequence[Sequence[float]], scale: Scale, at: Sequence[float]
) -> list[Series]:
    ends = [scale.y(drawable(values[-1])) + 5 for values in by_series]
    beside = spread(ends, 17, _TOP, _BOTTOM)
    numbered = len(names) == 1 and len(at) <= _MOST_NUMBERS
    made = []
    for index, (name, values) in enumerate(zip(names, by_series, strict=True)):
        ys = [scale.y(drawable(value)) for value in values]
        marks = [
            Mark(x, y, written(value), _beside(ys, place) if numbered else 0)
            for place, (x, y, value) in enumerate(zip(at, ys, values, strict=True))
        ]
        words = name if numbered else f"{name}, {written(values[-1])}"
        made.append(_series(index, name, marks, words, beside[index]))
    return made


def _beside(ys: Sequence[float], place: int) -> float:
    """Above a point, or below it where the line comes down to it from both sides."""
    around = [*ys[max(place - 1, 0) : place], *ys[place + 1 : place + 2]]
    dips = bool(around) and all(each < ys[place] for each in around)
    return round(ys[place] + (21 if dips else -11), 1)


def _bars(
    names: Sequence[str],
    by_series: Sequence[Sequence[float]],
    scale: Scale,
    at: Sequence[float],
    sizes: tuple[float, float],
) -> list[Series]:
    bar, nought = sizes
    numbered = len(names) * len(at) <= _MOST_NUMBERS
    made = []
    for index, (name, values) in enumerate(zip(names, by_series, strict=True)):
        marks = []
        for middle, value in zip(at, values, strict=True):
            y = scale.y(drawable(value))
            x = round(middle + (index - len(names) / 2) * bar, 1)
            above = round(y - 6 if value >= 0 else y + 16, 1)
            height = max(round(abs(y - nought), 1), 1)
            marks.append(Mark(x, min(y, nought), written(value), above if numbered else 0, height))
        made.append(_series(index, name, marks))
    return made


def _series(index: int, name: str, marks: Sequence[Mark], words: str = "", words_y: float = 0) -> Series:
    """No two of twelve have both the same mark and the same dashes, nor both the same hue and the same pattern."""
    dash, mark = _DASHES[index % len(_DASHES)], _MARKS[index % len(_MARKS)]
    return Series(name, index % _HUES + 1, dash, mark, index % len(_MARKS), marks, words, words_y)
