"""Sample plans read straight from their sheets into catalogues, for tests of understanding alone."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from bot.domain import matching
from bot.domain.model import (
    Catalogue,
    Indicator,
    Measure,
    Objective,
    Owner,
    Plan,
    Series,
)
from bot.domain.periods import Period, quarter, year
from store.vocabulary import general

SAMPLES = Path(__file__).parents[2] / "store" / "samples"
AFTER = date(2014, 7, 2)  # the board's own meeting, after the year's last figures


def rows(plan: str, sheet: str) -> list[dict[str, str]]:
    with (SAMPLES / plan / f"{sheet}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def city() -> Catalogue:
    """Nottingham City 2013/14: 102 measures on 112 lines, fifteen objectives under five."""
    lines: dict[int, list[dict[str, str]]] = {}
    for row in rows("nottingham-city-2013-14", "indicators"):
        lines.setdefault(int(row["measure"]), []).append(row)
    objectives = _city_objectives()
    operational = {each.number: each.id for each in objectives if each.level == "operational"}
    return Catalogue(
        plan=_plan("nottingham-city-2013-14", date(2013, 4, 1), date(2014, 3, 31)),
        objectives=tuple(objectives),
        indicators=tuple(
            _indicator(number, found, (operational[int(found[0]["objective"])],)) for number, found in lines.items()
        ),
        aliases=general(),
        periods=(year(2011), year(2012), *(quarter(2013, number) for number in (1, 2, 3, 4))),
    )


def county() -> Catalogue:
    """Nottinghamshire 2011-14: 23 rows without codes, seven priorities on one level, one figure each."""
    found = rows("nottinghamshire-2011-14", "indicators")
    return Catalogue(
        plan=_plan("nottinghamshire-2011-14", date(2011, 9, 1), date(2014, 3, 31)),
        objectives=tuple(
            Objective(
                id=int(row["number"]),
                number=int(row["number"]),
                level="",
                title=row["title"],
                description=row["summary"],
                other_titles=(row["table_heading"],),
            )
            for row in rows("nottinghamshire-2011-14", "priorities")
        ),
        indicators=tuple(
            _indicator(
                int(row["row"]), [row], tuple(int(key[1]) for key in row if key[0] == "p" and row[key] == "primary")
            )
            for row in found
        ),
        aliases=general(),
        periods=(year(2009), year(2010)),
    )


def index_of_city() -> matching.Index:
    return matching.index_of(city())


def index_of_county() -> matching.Index:
    return matching.index_of(county())


def _plan(folder: str, starts: date, ends: date) -> Plan:
    facts = {row["key"]: row["value"] for row in rows(folder, "plan")}
    return Plan(
        id=1,
        version_id=1,
        name=facts["name"],
        short_name=facts["short_name"],
        board=facts["board"],
        version=facts["version"],
        starts=starts,
        ends=ends,
    )


def _city_objectives() -> list[Objective]:
    found = rows("nottingham-city-2013-14", "objectives")
    ids = {(row["level"], row["number"]): place for place, row in enumerate(found, 1)}
    return [
        Objective(
            id=ids[row["level"], row["number"]],
            number=int(row["number"]),
            level=row["level"],
            title=row["title"],
            description=row["description"],
            parent_id=ids["strategic", row["parent"]] if row["parent"] else None,
        )
        for row in found
    ]


def _indicator(number: int, lines: list[dict[str, str]], objectives: tuple[int, ...]) -> Indicator:
    first = lines[0]
    title = " ".join(first["title"].split())
    owner = Owner(post=first.get("owner_printed", ""))
    measure = Measure(id=number, number=number, code=first.get("code", ""), title=title, owner=owner)
    series = tuple(
        Series(id=number * 10 + place, measure_id=number, position=place, name=_series_name(line), headline=place == 0)
        for place, line in enumerate(lines)
    )
    return Indicator(measure=measure, placement_id=number, series=series, primary=objectives)


def _series_name(line: dict[str, str]) -> str:
    printed = line.get("good_performance", "")
    return printed if "Percentage '" in printed or "er 10,000" in printed else ""


def periods_of(catalogue: Catalogue) -> tuple[Period, ...]:
    return catalogue.periods
