"""Charts: what is drawn where, and the same numbers as a table.

docs.slack.dev/reference/block-kit/blocks/data-visualization-block.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.local.page.drawing import pies, series
from bot.local.page.drawing.pies import Slice
from bot.local.page.drawing.scales import CHARACTER, Scale, drawable, wrapped, written
from bot.local.page.drawing.series import Named, Series
from bot.local.things import JSON

WIDTH = 560
_LEFT, _TOP, _BOTTOM = 64, 34, 240
_ROOM = 16  # at the right edge
_MARK = 24  # between a line's end and its name
_LINE = 16  # of the words below the axis
_OF_A_STEP = 0.76  # that bars fill


@dataclass(frozen=True)
class Chart:
    kind: str
    head: Sequence[str]  # of the table of numbers
    rows: Sequence[Sequence[str]]
    height: float
    width: float = WIDTH
    slices: Sequence[Slice] = ()
    series: Sequence[Series] = ()
    ticks: Sequence[tuple[float, str]] = ()
    categories: Sequence[tuple[float, Sequence[str]]] = ()
    left: float = _LEFT
    right: float = WIDTH
    bottom: float = _BOTTOM
    nought: float = _BOTTOM  # where areas and bars stand on
    bar: float = 0  # how wide one is
    x_label: str = ""
    y_label: str = ""

    @property
    def summary(self) -> str:
        """For who does not see it: what kind it is, from where to where; all else is in the table."""
        if self.slices:
            return f"pie chart, {len(self.slices)} parts"
        several = f", {len(self.series)} series" if len(self.series) > 1 else ""
        return f"{self.kind} chart{several}, {self.rows[0][0]} to {self.rows[-1][0]}"


def chart(drawn: JSON) -> Chart:
    if drawn["type"] == "pie":
        pie = pies.pie(drawn["segments"])
        rows = [(each.label, each.number, each.share) for each in pie.slices]
        return Chart("pie", ("Part", "Number", "Share"), rows, pie.height, pies.WIDTH, pie.slices)
    return _along_an_axis(drawn)


def _along_an_axis(drawn: JSON) -> Chart:
    kind, axes = drawn["type"], drawn["axis_config"]
    x_label, y_label, categories = axes.get("x_label", ""), axes.get("y_label", ""), axes["categories"]
    all_ = [_named(each, categories) for each in drawn["series"]]
    values = [drawable(value) for each in all_ for value in each.values]
    scale = Scale.over(values, _TOP, _BOTTOM, from_nought=kind != "line")
    names = [] if kind == "bar" else series.words_at_the_end(all_)
    right = WIDTH - _ROOM - (_MARK + CHARACTER * max(map(len, names)) if names else 0)
    step = (right - _LEFT) / len(categories)
    at = [round(_LEFT + step * (index + 0.5), 1) for index in range(len(categories))]
    bar = round(step * _OF_A_STEP / len(all_), 1)
    labels = wrapped(categories, step)
    return Chart(
        kind,
        [x_label, *(each.name for each in all_)],
        [[category, *(written(each.values[row]) for each in all_)] for row, category in enumerate(categories)],
        height=_BOTTOM + 12 + _LINE * max(map(len, labels)) + (_LINE + 8 if x_label else 0),
        series=list(series.bars(all_, scale, at, bar) if kind == "bar" else series.lines(all_, scale, at)),
        ticks=list(scale.ticks()),
        categories=list(zip(at, labels, strict=True)),
        right=round(right, 1),
        nought=scale.nought,
        bar=bar,
        x_label=x_label,
        y_label=", ".join(words for words in (all_[0].name if len(all_) == 1 else "", y_label) if words),
    )


def _named(given: JSON, categories: Sequence[str]) -> Named:
    held = {point["label"]: point["value"] for point in given["data"]}
    return Named(given["name"], [held[category] for category in categories])
