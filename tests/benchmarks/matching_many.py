"""Matching against a hundred, a thousand and ten thousand indicators, made from the City's by whole words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from bot.domain.matching import index_of
from bot.domain.questions import understand
from store import vocabulary
from tests.benchmarks.timing import Ratio, medians

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.model import Catalogue, Indicator

SIZES = (111, 1_000, 10_000)
MOST = 0.005  # seconds at the median, against ten thousand
TODAY = date(2014, 7, 2)
QUESTIONS = (
    "status of NEET", "kids in care getting their dental checks", "NI 117", "perminent exclussion rate",
    "how are we doing on safeguarding", "potholes", "compare theft with violence by under 18s", "what's red",
)  # fmt: skip


def ratios(catalogue: Catalogue, *, rounds: int) -> list[Ratio]:
    """Ten thousand beside a hundred and eleven, and beside the five milliseconds that it may take."""
    cells = {str(size): _asking(_grown(catalogue, size)) for size in SIZES}
    taken = {size: seconds / len(QUESTIONS) for size, seconds in medians(cells, rounds=rounds, calls=1).items()}
    growth = SIZES[-1] / SIZES[0]
    return [
        Ratio("a question against 10,000 indicators", taken["10000"], MOST, 1.0, "five milliseconds"),
        Ratio("the same, as the catalogue grows 90 times", taken["10000"], taken["111"], growth, "against 111"),
    ]


def _asking(catalogue: Catalogue) -> Callable[[], object]:
    index = index_of(catalogue)
    return lambda: [understand(question, index, today=TODAY) for question in QUESTIONS]


def _grown(catalogue: Catalogue, size: int) -> Catalogue:
    """The catalogue with further indicators, their titles made of its own words and of made-up places."""
    chance = Random(20140702)  # noqa: S311  the same catalogue in every run, not a secret
    words = sorted({word for each in catalogue.indicators for word in each.title.split()})
    grown = [
        _another(catalogue.indicators[0], number, words, chance) for number in range(len(catalogue.indicators), size)
    ]
    aliases = catalogue.aliases + vocabulary.general()
    return replace(catalogue, indicators=catalogue.indicators + tuple(grown), aliases=aliases)


def _another(like: Indicator, number: int, words: list[str], chance: Random) -> Indicator:
    title = " ".join([*chance.sample(words, k=chance.randint(4, 10)), f"Ward{chance.randint(1, 3_000)}"])
    measure = replace(like.measure, id=number + 1, code=f"XX {number}", title=title)
    return replace(like, measure=measure)
