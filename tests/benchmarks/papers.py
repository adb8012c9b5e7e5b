"""The Word paper of 111 indicators with its charts, beside drawing the same charts alone, and beside twenty seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.covers import Cover
from bot.papers import appendices, charts, word
from bot.services import reports
from tests.benchmarks.city import city
from tests.benchmarks.timing import Ratio, medians
from tests.builders import a_period

if TYPE_CHECKING:
    from pathlib import Path

MOST_SECONDS = 20


def ratios(folder: Path, *, rounds: int) -> list[Ratio]:
    """Composing is measured elsewhere: here from the report's facts to the file's bytes."""
    with city(folder) as (_, _, workspace):
        facts = reports.compose(workspace, period=a_period("Q4 2013/14"), as_printed=True)
    spoken = appendices.spoken_of(facts)[: appendices.MOST_CHARTS]

    def draw() -> None:
        charts.drawn.cache_clear()  # each round draws them itself
        for reading in spoken:
            charts.draw(reading, facts.figures.get(reading.series.id, ()))

    def write() -> None:
        charts.drawn.cache_clear()
        word(facts, Cover())

    taken = medians({"word": write, "charts": draw}, rounds=rounds, calls=1)
    name = f"the Word paper, {facts.counts[0].indicators} indicators, {len(spoken)} charts"
    alone = Ratio(name=name, ours=taken["word"], baseline=taken["charts"], limit=2, of="drawing its charts alone")
    seconds = Ratio(name=name, ours=taken["word"], baseline=MOST_SECONDS, limit=1, of="twenty seconds")
    return [alone, seconds]
