"""Small plans for tests of what is hidden."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.domain.disclosure import Audience, hidden_cells, rule_for
from bot.domain.model import Accumulation, Catalogue, Indicator, Measure, Plan, Series
from tests.builders import a_figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.disclosure import Rule
    from bot.domain.model import Figure

PUBLIC = rule_for(Audience.PUBLIC, board=0, public=5)
QUARTERS = ("Q1 2013/14", "Q2 2013/14", "Q3 2013/14", "Q4 2013/14")
POINT, PER_PERIOD, CUMULATIVE = Accumulation.POINT, Accumulation.PER_PERIOD, Accumulation.CUMULATIVE
_numbers = count(1000)

Given = tuple[Series, tuple["Figure", ...]]
Figures = dict[int, tuple["Figure", ...]]


def a_line(printed: Sequence[str], periods: Sequence[str] = QUARTERS, **given: Any) -> Given:  # noqa: ANN401  any field
    number = next(_numbers)
    of_figures = {name: given.pop(name) for name in ("numerator", "denominator", "comment", "note") if name in given}
    series = Series(**({"id": number, "measure_id": 0, "position": 0} | given))
    figures = (a_figure(each, period, number, **of_figures) for each, period in zip(printed, periods, strict=True))
    return series, tuple(figures)


def a_share(printed: str, of: int, out_of: int) -> Given:
    """A percentage of the first quarter, with what it is worked out from."""
    return a_line([printed], QUARTERS[:1], unit="%", numerator=Decimal(of), denominator=Decimal(out_of))


def an_indicator_of(*lines: Given, title: str = "Offences by under 18s", **given: Any) -> tuple[Indicator, Figures]:  # noqa: ANN401  any field
    number = next(_numbers)
    measure = Measure(**({"id": number, "code": "", "title": title} | given))
    series = tuple(each for each, _ in lines)
    return Indicator(measure=measure, placement_id=number, series=series), {each.id: held for each, held in lines}


def a_catalogue(*indicators: Indicator) -> Catalogue:
    starts, ends = date(2013, 4, 1), date(2014, 3, 31)
    plan = Plan(id=1, version_id=1, name="Plan", short_name="", board="", version="1", starts=starts, ends=ends)
    return Catalogue(plan=plan, objectives=(), indicators=indicators)


def hidden(*lines: Given, rule: Rule = PUBLIC, **of_measure: Any) -> list[list[str]]:  # noqa: ANN401  any field
    """The printed figures that are hidden, line by line."""
    indicator, figures = an_indicator_of(*lines, **of_measure)
    cells = hidden_cells(a_catalogue(indicator), figures, rule)
    return [[each.as_printed for each in held if (s.id, each.period) in cells] for s, held in lines]
