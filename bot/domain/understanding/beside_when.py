"""The days that a question about promises, decisions and meetings speaks of: "in March", "this month", "next board"."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.domain.periods import Kind
from bot.domain.understanding.beside_forms import LAST_MEETING, NEXT_MEETING
from bot.domain.understanding.period_forms import MONTH, MONTHS

if TYPE_CHECKING:
    from bot.domain.understanding.hearing import Heard

_MONTH = re.compile(
    rf"\b(?:in|for|at|on|from|by|of|during|the|before)?\s?(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?"
    rf"(?P<m>{MONTH})\b(?:'s)?(?: (?P<y>20\d\d))?"
)
_SPAN = re.compile(
    r"\b(?:in|over|within|for|during)? ?(?:the )?(?P<which>this|next|last|coming)"
    r"(?: (?P<n>\d{1,2}))? (?P<unit>week|month|fortnight|year)s?\b"
)
_WRITTEN = re.compile(r"\w+|[^\w\s]")
_MAY = frozenset({"may", "mar"})


def days_in(said: str, heard: Heard, *, ahead: bool) -> tuple[str, date | None, date | None, str]:
    """Which meeting, "last" or "next", or the first and the last day, and the text without what says so.

    A month without its year is the last one that has begun; `ahead` takes the next one that has not ended.
    """
    for which, pattern in (("last", LAST_MEETING), ("next", NEXT_MEETING)):
        found = pattern.search(said)
        if found:
            return which, None, None, _without(said, found)
    for reader in (_month, _span):
        days = reader(said, heard.today, ahead)
        if days:
            return "", *days
    period = heard.asked.period
    if period is not None and period.kind in {Kind.YEAR, Kind.CALENDAR, Kind.QUARTER}:
        words = r"\s*".join(map(re.escape, _WRITTEN.findall(heard.asked.words)))  # as `lex` takes "2013/14" apart
        return "", period.starts, period.ends, re.sub(rf"\b{words}", " ", said, count=1)
    return "", None, None, said


def _without(said: str, found: re.Match[str]) -> str:
    return f"{said[: found.start()]} {said[found.end() :]}"


def _month(said: str, today: date, ahead: bool) -> tuple[date, date, str] | None:  # noqa: FBT001  as `days_in` has it
    found = _MONTH.search(said)
    if found is None or (
        found["m"] in _MAY and not (found["y"] or found["d"] or found.group().split()[0] != found["m"])
    ):
        return None
    month = MONTHS.index(found["m"][:3]) + 1
    if found["y"]:
        year = int(found["y"])
    elif ahead:
        year = today.year + (month < today.month)
    else:
        year = today.year - (month > today.month)
    last = calendar.monthrange(year, month)[1]
    if found["d"] and 1 <= int(found["d"]) <= last:
        on = date(year, month, int(found["d"]))
        return on, on, _without(said, found)
    return date(year, month, 1), date(year, month, last), _without(said, found)


def _span(said: str, today: date, ahead: bool) -> tuple[date, date, str] | None:  # noqa: ARG001, FBT001  the same
    found = _SPAN.search(said)
    if found is None:
        return None
    days = {"week": 7, "fortnight": 14, "month": 31, "year": 365}[found["unit"]] * int(found["n"] or 1)
    if found["which"] == "last":
        return today - timedelta(days), today, _without(said, found)
    if found["which"] == "this" and found["unit"] == "month":
        return (
            today.replace(day=1),
            date(today.year, today.month, calendar.monthrange(today.year, today.month)[1]),
            (_without(said, found)),
        )
    return today, today + timedelta(days), _without(said, found)
