"""The "Good Performance" cell read: which way is good, how figures add up, what the line is called, what Q4 is for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.domain.accumulation import stated
from bot.domain.model import Accumulation, Polarity
from bot.domain.period_words import read_period
from bot.domain.periods import APRIL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.periods import Period

_POLARITIES = (  # tried in order
    (Polarity.BAND, r"\b(?:not too|neither|within|band|range|target range)\b"),
    (Polarity.NONE, r"\b(?:none|neutral|context(?:ual)? only|for information)\b"),
    (Polarity.HIGHER, r"^(?:higher|high|more|bigger|larger|increase|up|maximise|rising)\b"),
    (Polarity.LOWER, r"^(?:lower|low|less|fewer|smaller|decrease|down|minimise|reduce|reduction|falling)\b"),
)
RATE = re.compile(r"per\s+(\d{1,3}(?:,?\d{3})*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodPerformance:
    """What the cell says; whatever it leaves open is None or ""."""

    polarity: Polarity | None = None
    accumulation: Accumulation | None = None
    name: str = ""  # of the line: "per 10,000", "Percentage 'Inadequate'"
    unit: str = ""
    inherits: bool = False  # blank, or only a rate's unit: the line above says which way is good
    quarters: Mapping[int, Period] = field(default_factory=dict)  # what a quarter's column really holds


def read_good_performance(text: str, first_month: int = APRIL) -> GoodPerformance:
    """What a Good Performance cell says.

    >>> read_good_performance("Lower numbers Q4 = Apr 2014").quarters[4].label
    'April 2014'
    """
    plain = " ".join(text.split())
    quarters = {
        int(found[1]): period
        for found in re.finditer(r"\bQ([1-4])\s?=\s?([A-Za-z]+ \d{4})", plain)
        if (period := read_period(found[2], first_month))
    }
    low = plain.lower()
    rate = rate_unit(plain) if re.fullmatch(r"\(?per\s[^()]*\)?", low) else ""
    polarity = next((polarity for polarity, pattern in _POLARITIES if re.search(pattern, low)), None)
    category = re.fullmatch(r"(percentage|number|proportion|share)\s+['‘\"“].+", plain, re.IGNORECASE)  # noqa: RUF001  as typed
    return GoodPerformance(
        polarity=polarity,
        accumulation=stated(plain),
        name=rate or (plain if category else ""),
        unit=rate or ("%" if category and category[1].lower() == "percentage" else ""),
        inherits=not plain or bool(rate),
        quarters=quarters,
    )


def rate_unit(text: str) -> str:
    """The unit of a rate that a text names, evenly written: "per 10,000"; "" where it names none.

    >>> rate_unit("Infant mortality per 1000 live births")
    'per 1,000'
    """
    found = RATE.search(text)
    number = int(found[1].replace(",", "")) if found else 0
    return f"per {number:,}" if 10 <= number <= 1_000_000 and str(number).strip("0") == "1" else ""
