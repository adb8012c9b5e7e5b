"""When something is due, as minutes and plans say it: "by the end of December 2011", "in 6 months' time"."""

from __future__ import annotations

import calendar
import re
from datetime import date

from bot.domain.period_words import read_period
from bot.domain.periods import Kind
from bot.domain.reading.plan_sheet import read_day

_BY = re.compile(
    r"^(?:(?:due )?by|no later than|not later than|on|in)\b(?: the)?(?: end of)?\s+|^(?:the )?end of\s+", re.IGNORECASE
)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "twelve": 12}
_IN_MONTHS = re.compile(r"^(?:in|within) (\d{1,2}|[a-z]+) months?(?:['\u2019]s?)?(?: time)?$", re.IGNORECASE)


def due_day(text: str, decided_on: date | None) -> date | None:
    """The last day on which it is in time; None where the words give none: "then", "2011-13", "from April 2012".

    A month is over with its last day. Months from now count from the meeting that decided it.
    """
    plain = " ".join(text.split()).strip(" .")
    if found := _IN_MONTHS.match(plain):
        months = int(found[1]) if found[1].isdecimal() else _WORDS.get(found[1].lower(), 0)
        return _months_after(decided_on, months) if decided_on and months else None
    bare = _BY.sub("", plain)
    day = read_day(bare)
    if day:
        return day
    period = read_period(bare)
    return period.ends if period and period.kind in {Kind.MONTH, Kind.QUARTER} and period.span == 1 else None


def _months_after(day: date, months: int) -> date:
    years, index = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, index + 1, min(day.day, calendar.monthrange(year, index + 1)[1]))
