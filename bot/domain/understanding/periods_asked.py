"""The period a question asks about: "Q2", "last year", "2012/13", "as at December 2013", "at year end"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.periods import Kind, Period, quarter, quarter_of, year
from bot.domain.understanding.period_forms import FORMS, HISTORY, MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4}
_CURRENT = re.compile(r"(?:the\s)?(?:this|current|latest)\s(?:year|quarter|qtr)(?:'?s)?")
_MOST_SAID = 8  # periods in one question
_NUMBER = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a text says of time: the period, or that it asks for the course of things, and the rest of the text."""

    rest: str
    period: Period | None = None
    words: str = ""
    history: bool = False
    missing: bool = False  # the plan holds nothing for it


@dataclass(frozen=True, slots=True)
class Calendar:
    """The plan's periods that hold figures, and the latest of them on the day asked about."""

    held: tuple[Period, ...]
    latest: Period
    first_month: int

    def holds(self, period: Period) -> bool:
        if period.kind is Kind.YEAR:
            return any(each.plan_year == period for each in self.held)
        return period in self.held

    def this_year(self) -> int:
        return self.latest.plan_year.year


def calendar_of(periods: Sequence[Period], today: date, first_month: int) -> Calendar:
    """The periods that had ended by the day asked about; where none had, all of them."""
    ended = tuple(period for period in periods if period.ends <= today) or tuple(periods)
    latest = max(ended, default=quarter_of(today, first_month).previous())
    return Calendar(ended, latest, first_month)


def asked_in(text: str, calendar: Calendar, most: int = _MOST_SAID) -> Asked:
    """The period that a text in small letters asks about. Relative words count from the plan's latest period.

    At most so many periods are read: who says more of them asks for none.
    """
    if most == 0:
        return Asked(text)
    history = HISTORY.search(text)
    if history:
        return Asked(_without(text, history), words=history.group().strip(), history=True)
    for name, pattern in FORMS:
        for found in pattern.finditer(text):
            period = _READ[name](found, calendar)
            if period is not None:
                return _asked(text, found, period, calendar, most=most)
    return Asked(text)


def _asked(text: str, found: re.Match[str], period: Period, calendar: Calendar, *, most: int) -> Asked:
    words, rest = found.group().strip(), _without(text, found)
    if _is_current(words):
        other = asked_in(rest, calendar, most - 1)
        return replace(other, period=None, history=True) if other.period else Asked(rest, words=words)
    again = asked_in(rest, calendar, most - 1)
    if (again.period is not None and again.period != period) or _is_current(again.words):
        return Asked(again.rest, words=words, history=True)
    return Asked(rest, period, words, missing=not calendar.holds(period))


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _is_current(words: str) -> bool:
    """Whether it is what is shown without asking: "this year", "the latest quarter"."""
    return _CURRENT.fullmatch(words.strip()) is not None


def _starts(words: str | None, calendar: Calendar) -> int | None:
    """The calendar year that a year, named or relative, begins in."""
    if not words:
        return None
    this = calendar.this_year()
    words = words.replace("fy", "").strip()
    if words[0].isdigit():
        first = words[:4] if words[:2] in {"19", "20"} and words[:4].isdigit() else "20" + words[:2]
        return int(first)
    if "before last" in words or "year before last" in words:
        return this - 2
    if "this" in words or "current" in words or "latest" in words:
        return this
    return this + 1 if "next" in words else this - 1


def _quarter(found: re.Match[str], calendar: Calendar) -> Period | None:
    said = found.group("n")
    number = (int(said) if said.isdigit() else _NUMBER[said]) if said else _NTH[found.group("nth")]
    return _nth(number, _starts(found.group("before") or found.group("after"), calendar), calendar)


def _nth(number: int, starts: int | None, calendar: Calendar) -> Period:
    """That quarter of the year named, else the last one that the plan holds."""
    if starts is not None:
        return quarter(starts, number, calendar.first_month)
    held = [period for period in calendar.held if period.kind is Kind.QUARTER and period.number == number]
    return max(held, default=quarter(calendar.this_year(), number, calendar.first_month))


def _month(found: re.Match[str], calendar: Calendar) -> Period | None:
    month = MONTHS.index(found.group("m")[:3]) + 1
    said = found.group("y")
    words = found.group().split()
    if found.group("m") in {"may", "mar", "march"} and not said and len(words) == 1:
        return None
    if said:
        return _quarter_with(int(said) + (2000 if len(said) == 2 else 0), month, calendar)
    this = calendar.latest.ends
    return _quarter_with(this.year if month <= this.month else this.year - 1, month, calendar)


def _day(found: re.Match[str], calendar: Calendar) -> Period | None:
    month, said = int(found.group("m")), found.group("y")
    if not 1 <= month <= 12:
        return None
    return _quarter_with(int(said) + (2000 if len(said) == 2 else 0), month, calendar)


def _quarter_with(calendar_year: int, month: int, calendar: Calendar) -> Period:
    return quarter_of(calendar.latest.ends.replace(year=calendar_year, month=month, day=1), calendar.first_month)


def _ended(found: re.Match[str], calendar: Calendar) -> Period | None:
    """The year end: the fourth quarter, or the year's own column where the plan has that."""
    starts = _starts(found.group("after"), calendar)
    if starts is None:
        return _last_end(calendar)
    whole = year(starts, calendar.first_month)
    fourth = quarter(starts, 4, calendar.first_month)
    return fourth if fourth in calendar.held else whole


def _last_end(calendar: Calendar) -> Period:
    return max((period for period in calendar.held if period.is_year_end), default=calendar.latest)


def _half(found: re.Match[str], calendar: Calendar) -> Period | None:
    return _nth(2, _starts(found.group("after"), calendar), calendar)


def _last_quarter(found: re.Match[str], calendar: Calendar) -> Period | None:
    latest = calendar.latest
    if latest.kind is not Kind.QUARTER:
        return None
    if found.group("which") == "next":
        return quarter_of(latest.ends, calendar.first_month).years_before(-1) if latest.number == 4 else latest
    return latest if found.group("which") in {"this", "current", "latest"} else latest.previous()


def _ago(found: re.Match[str], calendar: Calendar) -> Period | None:
    said = found.group("n")
    back = int(said) if said.isdigit() else _NUMBER[said]
    return year(calendar.this_year() - back, calendar.first_month)


def _relative(found: re.Match[str], calendar: Calendar) -> Period | None:
    starts = _starts(found.group(), calendar)
    return None if starts is None else year(starts, calendar.first_month)


def _year(found: re.Match[str], calendar: Calendar) -> Period | None:
    first = found.group("a") or "20" + found.group("c")
    second = found.group("b") or found.group("d")
    starts = int(first)
    if int(second[-2:]) != (starts + 1) % 100:
        return None
    return year(starts, calendar.first_month)


def _bare(found: re.Match[str], calendar: Calendar) -> Period | None:
    starts = int(found.group("a"))
    return next(
        (period for period in calendar.held if period.kind is Kind.CALENDAR and period.year == starts),
        year(starts, calendar.first_month),
    )


_READ: dict[str, Callable[[re.Match[str], Calendar], Period | None]] = {
    "quarter": _quarter,
    "day": _day,
    "months": _month,
    "month": _month,
    "ended": _ended,
    "half": _half,
    "last_quarter": _last_quarter,
    "ago": _ago,
    "relative": _relative,
    "year": _year,
    "bare": _bare,
}
