"""The sample plans as readings, straight from their sheets: what people would really be told."""

from __future__ import annotations

import dataclasses
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from bot.domain import judging
from bot.domain.model import Figure, Indicator, Mark, Measure, Series, Target
from bot.sheets import read_plan
from tests.builders import a_status

if TYPE_CHECKING:
    from bot.domain.answers import Status
    from bot.domain.periods import Period
    from bot.domain.planfile import FileIndicator, FileSeries

SAMPLES = Path(__file__).parents[2] / "store" / "samples"
NAMES = ("nottingham-city-2013-14", "nottinghamshire-2011-14")

Value = TypeVar("Value", Figure, Mark, Target)

_numbers = count(1)


@cache
def indicators(plan: str) -> tuple[tuple[Indicator, dict[int, tuple[Figure, ...]]], ...]:
    """Every indicator of a sample plan with the figures of each of its series."""
    return tuple(_indicator(read) for read in read_plan(SAMPLES / plan).indicators)


def status_of(indicator: Indicator, figures: dict[int, tuple[Figure, ...]], asked: Period | None = None) -> Status:
    """Its card, as the plan holds it."""
    readings = judging.read_all(indicator, figures, asked=asked)
    [reading] = [each for each in readings if each.series.id == indicator.headline.id]
    recent = sorted(figures[reading.series.id], key=lambda figure: figure.period)
    said = a_status(reading=reading, recent=tuple(recent[-6:]), others=tuple(r for r in readings if r is not reading))
    return dataclasses.replace(said, period=asked or said.period, match=None)


def _indicator(read: FileIndicator) -> tuple[Indicator, dict[int, tuple[Figure, ...]]]:
    measure = Measure(id=next(_numbers), code=read.code, title=read.title, owner=read.owner, frequency=read.frequency)
    lines = [(_series(line, measure.id, place), line) for place, line in enumerate(read.series)]
    indicator = Indicator(
        measure=measure,
        placement_id=measure.id,
        series=tuple(series for series, _ in lines),
        targets=tuple(_as(Target, held, series.id) for series, line in lines for held in line.targets),
        marks=tuple(_as(Mark, held, series.id) for series, line in lines for held in line.marks),
    )
    return indicator, {
        series.id: tuple(_as(Figure, held, series.id) for held in line.figures) for series, line in lines
    }


def _series(line: FileSeries, measure_id: int, place: int) -> Series:
    known = {field.name for field in dataclasses.fields(Series)} & {field.name for field in dataclasses.fields(line)}
    held = {name: getattr(line, name) for name in known}
    return Series(id=next(_numbers), measure_id=measure_id, position=place, **held)


def _as(kind: type[Value], held: Any, series_id: int) -> Value:  # noqa: ANN401  one of the file's values
    fields = {field.name: getattr(held, field.name) for field in dataclasses.fields(held)}
    return kind(series_id=series_id, **fields)
