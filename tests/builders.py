"""Values of the board as short phrases, for tests of every layer."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.domain.answers import Listing, Status, Tally
from bot.domain.asking import Filter, Intent, Match, Stage
from bot.domain.judgement import Direction, Judgement, Movement, Reading, Verdict
from bot.domain.model import (
    Figure,
    Indicator,
    Measure,
    Missing,
    Objective,
    Plan,
    Polarity,
    Series,
    Target,
    TargetKind,
)
from bot.domain.periods import Period, quarter, year
from bot.services.plan import import_plan
from bot.sheets import read_plan
from store import samples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.planfile import PlanFile
    from bot.workspace import Workspace

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


def a_plan(**given: Any) -> Plan:  # noqa: ANN401  any field of the value
    named = {
        "name": "Children and Young People's Plan",
        "short_name": "City CYPP",
        "board": "Children's Partnership Board",
    }
    when = {"version": "2013/14", "starts": date(2010, 4, 1), "ends": date(2014, 3, 31)}
    return Plan(**({"id": 1, "version_id": 1} | named | when | given))


def an_objective(title: str = "Stronger Safeguarding", number: int = 1, **given: Any) -> Objective:  # noqa: ANN401  any field
    return Objective(**({"id": next(_numbers), "number": number, "level": "operational", "title": title} | given))


def a_reading(title: str = "NEET", *, indicator: Indicator | None = None, **judged: Any) -> Reading:  # noqa: ANN401  any field
    """6.5% in Q4 2013/14, without a target, worse than last year; give fields of its judgement to have it otherwise."""
    if indicator is None:
        number = next(_numbers)
        indicator = an_indicator(title, [a_series(measure_id=number, unit="%", decimals=1)], code="NI 117")
    series = indicator.headline
    earlier = a_figure("6.2%", "2012/13", series.id)
    worse = Direction(movement=Movement.WORSE, against=earlier, change=Decimal("0.3"))
    said = {"figure": a_figure("6.5%", "Q4 2013/14", series.id), "verdict": Verdict.NO_TARGET, "direction": worse}
    return Reading(indicator=indicator, series=series, judgement=Judgement(**(said | judged)))


def a_status(title: str = "NEET", reading: Reading | None = None, **given: Any) -> Status:  # noqa: ANN401  any field
    """The card of an indicator, with two outturns and two quarters behind it."""
    reading = reading or a_reading(title)
    printed = [("6.0%", "2011/12"), ("6.2%", "2012/13"), ("~", "Q3 2013/14"), ("6.5%", "Q4 2013/14")]
    facts: dict[str, Any] = {
        "question": f"status of {title}",
        "plan": a_plan(),
        "intent": Intent.STATUS,
        "indicators": (reading.indicator,),
        "period": reading.judgement.figure.period if reading.judgement.figure else None,
        "reading": reading,
        "recent": tuple(a_figure(cell, period, reading.series.id) for cell, period in printed),
        "objectives": (an_objective(),),
        "match": Match(indicator=reading.indicator, stage=Stage.ALIAS, phrase=title),
    }
    return Status(**(facts | given))


def a_tally(indicators: int, **counts: Any) -> Tally:  # noqa: ANN401  any field
    """Counts of which only those given are not 0."""
    names = ("met", "near", "missed", "better", "same", "worse", "no_figure", "with_target")
    return Tally(**({"indicators": indicators} | dict.fromkeys(names, 0) | counts))


def a_listing(count: int, **given: Any) -> Listing:  # noqa: ANN401  any field
    """So many red ones, of half as many again that are judged, of twice as many in all."""
    readings = tuple(a_reading(f"Indicator {number}") for number in range(1, count + 1))
    facts: dict[str, Any] = {
        "question": "what is red?",
        "plan": a_plan(),
        "intent": Intent.LIST,
        "indicators": tuple(reading.indicator for reading in readings),
        "filter": Filter(rag="red"),
        "readings": readings,
        "base": a_tally(2 * count, met=count // 2, missed=count),
    }
    return Listing(**(facts | given))


@cache
def city_planfile() -> PlanFile:
    """The sample plan of Nottingham City as the import reads it: 102 indicators in 112 lines."""
    return read_plan(samples.path("nottingham-city-2013-14"))


@cache
def county_planfile() -> PlanFile:
    """The sample plan of Nottinghamshire as the import reads it: 23 indicators, targets for one year."""
    return read_plan(samples.path("nottinghamshire-2011-14"))


@cache
def later_county_planfile() -> PlanFile:
    """The county's plan of 2016-18: nine measures, one row a figure."""
    return read_plan(samples.path("nottinghamshire-2016-18"))


@cache
def somerset_planfile() -> PlanFile:
    """Somerset's plan: seven programmes and no indicators of its own."""
    return read_plan(samples.path("somerset-2016-19"))


def imported_city(workspace: Workspace) -> int:
    """Nottingham City's plan imported into the workspace; the plan's id."""
    return import_plan(workspace, city_planfile()).plan_id or 0


def imported_county(workspace: Workspace) -> int:
    """The same for Nottinghamshire's."""
    return import_plan(workspace, county_planfile()).plan_id or 0
