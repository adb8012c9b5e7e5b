"""One line chart as a picture: our own SVG, drawn by resvg with the font that comes with Steward.

Nothing in it is said by colour: figures are solid with a round mark and their number beside it, the target is dashed
and has its words. A period without a figure is a gap, marked as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import resvg_py

from bot.domain.model import TargetKind
from bot.render.charts import MOST_POINTS, label, one_rhythm
from bot.render.formats import amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.domain.judgement import Reading
    from bot.domain.model import Figure

WIDTH, HEIGHT = 1500, 480  # dots; a paper shows it 16 cm wide
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 250, 60, 400  # of the drawing within it
_FAMILY = "Source Sans Pro"
_INK, _GREY = "#1a1a1a", "#5a5a5a"
_MOST_LABELS = 12  # numbers that stand side by side; of more, only the ends are written and the words have them all


@dataclass(frozen=True, slots=True)
class Spot:
    """One period of a chart: its name, its number as drawn and as written; None and "" where there is none."""

    label: str
    value: float | None
    written: str = ""


def spots(reading: Reading, figures: Sequence[Figure]) -> tuple[Spot, ...]:
    """What a chart of the reading shows, oldest first; none where fewer than two numbers would be left."""
    kept = shown(reading, figures)
    return tuple(_spot(reading, figure) for figure in kept)


def shown(reading: Reading, figures: Sequence[Figure]) -> list[Figure]:
    """The figures of one rhythm, with the gaps between and after them."""
    in_order = sorted(figures, key=lambda each: each.period)
    drawn = one_rhythm([figure for figure in in_order if _is_number(figure)], reading.series)
    if len(drawn) < 2:
        return []
    kinds, first = {figure.period.kind for figure in drawn}, drawn[0].period
    held = {id(figure) for figure in drawn}
    gaps = [each for each in in_order if not each.has_value and each.period.kind in kinds and each.period > first]
    kept = held | {id(each) for each in gaps}
    return [figure for figure in in_order if id(figure) in kept][-MOST_POINTS:]


def draw(reading: Reading, figures: Sequence[Figure]) -> bytes:
    """The chart as a PNG; b"" where there is nothing to draw."""
    along = spots(reading, figures)
    if not along:
        return b""
    return drawn(_svg(along, _aims(reading)))


@lru_cache(maxsize=128)  # some megabytes: a report's papers, and the next version of them, show the same ones
def drawn(svg: str) -> bytes:
    """The picture of it, as a PNG."""
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        skip_system_fonts=True,
        font_files=list(fonts()),
        font_family=_FAMILY,
        sans_serif_family=_FAMILY,
    )


@cache
def fonts() -> tuple[str, ...]:
    """The files of the font that charts are lettered with."""
    held = files("font_source_sans_pro") / "files"
    return tuple(str(held / f"SourceSansPro-{weight}.ttf") for weight in ("Regular", "Semibold"))


def _is_number(figure: Figure) -> bool:
    return figure.has_value and figure.value is not None and figure.value.is_finite()


def _spot(reading: Reading, figure: Figure) -> Spot:
    name = label(figure.true_period)
    if not _is_number(figure) or figure.value is None:
        return Spot(name, None)
    return Spot(name, float(figure.value), amount(figure.value, reading.series, unit=False))


def _aims(reading: Reading) -> tuple[Spot, ...]:
    """The lines that the figures are measured against, with their words."""
    target, series = reading.judgement.target, reading.series
    if target is None:
        return ()
    if target.kind is TargetKind.BAND and target.low is not None and target.high is not None:
        ends = (("At least", target.low), ("At most", target.high))
        return tuple(Spot(word, float(end), amount(end, series, unit=False)) for word, end in ends)
    aim = target.value if target.kind is TargetKind.VALUE else reading.judgement.aim
    return (Spot("Target", float(aim), amount(aim, series, unit=False)),) if aim is not None else ()


def _svg(along: Sequence[Spot], aims: Sequence[Spot]) -> str:
    scale = _Scale.of([*along, *aims], len(along))
    parts = [*_ground(along, scale), *_lines(along, scale), *_targets(aims, scale), *_numbers(along, scale)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="{_FAMILY}">'
    return "".join([head, f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>', *parts, "</svg>"])


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a value and a period stand on the picture."""

    low: float
    high: float
    count: int

    @classmethod
    def of(cls, all_: Iterable[Spot], count: int) -> _Scale:
        values = [each.value for each in all_ if each.value is not None]
        low, high = min(values), max(values)
        margin = (high - low) * 0.22 or abs(high) * 0.1 or 1.0
        return cls(low - margin, high + margin, count)

    def x(self, index: int) -> float:
        step = (WIDTH - _LEFT - _RIGHT) / max(self.count - 1, 1)
        return round(_LEFT + 30 + index * step, 1)

    def y(self, value: float) -> float:
        return round(_BOTTOM - (value - self.low) / (self.high - self.low) * (_BOTTOM - _TOP), 1)


def _ground(along: Sequence[Spot], scale: _Scale) -> Iterator[str]:
    yield f'<path d="M{_LEFT} {_BOTTOM}H{WIDTH - _RIGHT + 60}" stroke="{_GREY}" stroke-width="2"/>'
    every = -(-len(along) // _MOST_LABELS)
    for index, spot in enumerate(along):
        if (len(along) - 1 - index) % every == 0:
            yield _text(scale.x(index), _BOTTOM + 38, spot.label, size=26 if len(along) <= 8 else 20)
        if spot.value is None:
            yield _text(scale.x(index), _BOTTOM - 12, "no figure", size=20, fill=_GREY)


def _lines(along: Sequence[Spot], scale: _Scale) -> Iterator[str]:
    """The line, broken where there is no figure, and a mark for each."""
    runs: list[list[str]] = [[]]
    for index, spot in enumerate(along):
        if spot.value is None:
            runs.append([])
        else:
            runs[-1].append(f"{scale.x(index)},{scale.y(spot.value)}")
    for run in runs:
        if len(run) > 1:
            yield f'<polyline points="{" ".join(run)}" fill="none" stroke="{_INK}" stroke-width="5"/>'
        for at in run:
            x, y = at.split(",")
            yield f'<circle cx="{x}" cy="{y}" r="9" fill="{_INK}"/>'


def _targets(aims: Sequence[Spot], scale: _Scale) -> Iterator[str]:
    for aim in aims:
        if aim.value is None:
            continue
        y = scale.y(aim.value)
        dashes = 'stroke-width="3" stroke-dasharray="16 10"'
        yield f'<path d="M{_LEFT} {y}H{WIDTH - _RIGHT + 60}" stroke="{_GREY}" {dashes}/>'
        yield _text(WIDTH - _RIGHT + 70, y + 8, f"{aim.label} {aim.written}", size=26, anchor="start")


def _numbers(along: Sequence[Spot], scale: _Scale) -> Iterator[str]:
    """Each figure's number, above its mark, or below where the line comes down to it."""
    numbered = [index for index, spot in enumerate(along) if spot.value is not None]
    if len(numbered) > _MOST_LABELS:
        numbered = [numbered[0], numbered[-1]]
    for index in numbered:
        value, around = along[index].value, [*along[max(index - 1, 0) : index], *along[index + 1 : index + 2]]
        if value is None:
            continue
        is_dip = any(each.value is not None for each in around) and all(
            each.value is None or each.value > value for each in around
        )
        y = scale.y(value) + (36 if is_dip else -20)
        yield _text(scale.x(index), y, along[index].written, size=28, weight=600, halo=True)


def _text(  # noqa: PLR0913  what a text of SVG has
    x: float,
    y: float,
    words: str,
    *,
    size: int,
    anchor: str = "middle",
    weight: int = 400,
    fill: str = _INK,
    halo: bool = False,
) -> str:
    about = f'x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" font-weight="{weight}" fill="{fill}"'
    behind = f'<text {about} stroke="#ffffff" stroke-width="8">{escape(words)}</text>' if halo else ""
    return f"{behind}<text {about}>{escape(words)}</text>"
