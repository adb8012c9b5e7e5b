"""Periods as reports write them in a column of their own: "since April 2016", "2015 to 2016 (provisional)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.model import Marker
from bot.domain.period_words import read_period
from bot.domain.periods import APRIL, Kind, Period, quarter_of

if TYPE_CHECKING:
    from datetime import date

_MARKERS = {"provisional": Marker.PROVISIONAL, "p": Marker.PROVISIONAL, "revised": Marker.REVISED, "r": Marker.REVISED}
_YEARS = re.compile(r"((?:19|20)\d\d) ?[-\N{EN DASH}] ?((?:19|20)\d\d)")
_TO = re.compile(r"(.+?) to (.+)")
_OPEN = re.compile(r"(before|until|up to|since|from|after|by|in|during|at|as at) (.+)")


@dataclass(frozen=True, slots=True)
class Loose:
    """The period a figure is kept under; `said` is what was written, where that says more."""

    period: Period
    markers: frozenset[Marker] = frozenset()
    said: str = ""


def read_loose(text: str, first_month: int = APRIL) -> Loose | None:
    """What the words are for; None where they name no time.

    What holds "since" a month is kept under the plan year that the month lies in, what held "before" it under the
    year of the day before: neither is a figure of that month. "2015 to 2016" is a change, kept under the later.
    """
    plain = " ".join(text.split())
    bare, markers = _without_marker(plain)
    if period := read_period(bare, first_month):
        return Loose(period, markers)
    found = _several_years(bare) or _open(bare.lower(), first_month) or _change(bare, first_month)
    return Loose(found, markers, plain) if found else None


def _without_marker(plain: str) -> tuple[str, frozenset[Marker]]:
    found = re.fullmatch(r"(.+?) ?\((\w+)\)", plain)
    marker = _MARKERS.get(found[2].lower()) if found else None
    return (found[1], frozenset({marker})) if found and marker else (plain, frozenset())


def _several_years(plain: str) -> Period | None:
    found = _YEARS.fullmatch(plain)
    first, last = (int(found[1]), int(found[2])) if found else (0, 0)
    return Period(Kind.CALENDAR, last, span=last - first + 1) if last > first else None


def _open(plain: str, first_month: int) -> Period | None:
    found = _OPEN.fullmatch(plain)
    period = read_period(found[2], first_month) if found else None
    if found is None or period is None:
        return None
    if found[1] in {"before", "until", "up to"}:
        return _plan_year(period.starts - timedelta(days=1), first_month)
    if found[1] in {"since", "from", "after"}:
        return _plan_year(period.starts, first_month)
    return period


def _change(plain: str, first_month: int) -> Period | None:
    found = _TO.fullmatch(plain)
    both = [read_period(part, first_month) for part in found.groups()] if found else []
    return both[1] if len(both) == 2 and all(both) else None


def _plan_year(day: date, first_month: int) -> Period:
    return quarter_of(day, first_month).plan_year
