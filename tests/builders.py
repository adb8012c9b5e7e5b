"""Values of the board as short phrases, for tests of every layer."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.domain.model import Figure, Indicator, Measure, Missing, Polarity, Series, Target, TargetKind
from bot.domain.periods import Period, quarter, year

if TYPE_CHECKING:
    from collections.abc import Sequence

_numbers = count(1)


def a_period(label: str) -> Period:
    """The period of a label such as "Q2 2013/14" or "2012/13"."""
    found = re.fullmatch(r"(?:Q([1-4]) )?(\d{4})/\d\d", label)
    assert found, label
    number, starts_in = found.groups()
    return quarter(int(starts_in), int(number)) if number else year(int(starts_in))


def a_series(polarity: Polarity = Polarity.LOWER, **given: Any) -> Series:  # noqa: ANN401  any field of the value
    return Series(**({"id": next(_numbers), "measure_id": 1, "position": 0, "polarity": polarity} | given))


def a_figure(printed: str, period: str, series_id: int = 1, **given: Any) -> Figure:  # noqa: ANN401  any field
    """A figure as printed: "3.1%" or "~"; words that are no number become its text."""
    found = re.fullmatch(r"\(?(-?[\d,]+(?:\.\d+)?)%?\)?", printed)
    if found:
        read: dict[str, Any] = {"value": Decimal(found[1].replace(",", ""))}
    else:
        read = {"missing": Missing.NOT_AVAILABLE} if printed == "~" else {"text": printed}
    return Figure(**({"series_id": series_id, "period": a_period(period), "as_printed": printed} | read | given))


def a_target(printed: str, period: str = "2013/14", series_id: int = 1, **given: Any) -> Target:  # noqa: ANN401  any field
    """A target as printed: "80.0%" is a value; give `kind` for any other."""
    found = re.fullmatch(r"(-?[\d,]+(?:\.\d+)?)%?", printed)
    read = {"kind": TargetKind.VALUE, "value": Decimal(found[1].replace(",", ""))} if found else {}
    written = {"series_id": series_id, "period": a_period(period), "as_printed": printed, "text": printed}
    return Target(**(written | read | given))


def an_indicator(title: str = "NEET", series: Sequence[Series] = (), code: str = "", **given: Any) -> Indicator:  # noqa: ANN401  any field
    """An indicator of the plan; without `series` it has one, lower is better."""
    number = next(_numbers)
    lines = tuple(series) or (a_series(measure_id=number),)
    measure = given.pop("measure", None) or Measure(id=number, code=code, title=title)
    return Indicator(**({"measure": measure, "placement_id": number, "series": lines} | given))
