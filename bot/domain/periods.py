"""Periods that figures are for: quarters, years, terms, months, and how they are written and ordered."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date
from enum import StrEnum
from functools import lru_cache, total_ordering

APRIL = 4
MONTHS = tuple(calendar.month_name)  # "" at 0, January at 1
TERMS = ("", "Spring", "Summer", "Autumn")  # in the order of the calendar year
_TERM_ENDS = {1: (3, 31), 2: (8, 31), 3: (12, 31)}
_TERM_STARTS = {1: 1, 2: 4, 3: 9}
_SEPTEMBER = 9


class Kind(StrEnum):
    """What stretch of time a period is; the value is its letter in a stored key."""

    YEAR = "Y"  # the plan's own year, financial as a rule: 2012/13
    QUARTER = "Q"  # a quarter of that year: Q3 2013/14
    CALENDAR = "C"  # 2010
    ACADEMIC = "A"  # September to August
    TERM = "T"
    MONTH = "M"


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time that a figure is for.

    `year` is the calendar year it starts in (2012 for 2012/13; for a term or a month the year it lies in).
    `number` is the quarter (1-4), the month (1-12) or the term (1 spring, 2 summer, 3 autumn), else 0.
    `span` counts the years, terms or months that end with it: "08-10" is 2010 with a span of 3.
    `first_month` is the month a plan year starts in; two spellings of it never meet in one workspace.
    """

    kind: Kind
    year: int
    number: int = 0
    span: int = 1
    first_month: int = field(default=APRIL, compare=False)
    order: tuple[date, date, str] = field(init=False, compare=False, repr=False)  # by its end, then by its start

    def __post_init__(self) -> None:
        order = (self._last_day(), self._first_day(), self._as_key())
        object.__setattr__(self, "order", order)  # worked out once, as lists are sorted by it all the time

    @property
    def starts(self) -> date:
        """The first day."""
        return self.order[1]

    @property
    def ends(self) -> date:
        """The last day."""
        return self.order[0]

    @property
    def key(self) -> str:
        """A short text that stores it: "Q2013.3", "Y2012", "C2010*3"; `from_key` reads it back."""
        return self.order[2]

    def _first_day(self) -> date:
        back = self.span - 1
        match self.kind:
            case Kind.YEAR:
                return _day(self.year - back, self.first_month, 1)
            case Kind.QUARTER:
                return _month_start(self.year, self.first_month + 3 * (self.number - 1 - back))
            case Kind.CALENDAR:
                return _day(self.year - back, 1, 1)
            case Kind.ACADEMIC:
                return _day(self.year - back, _SEPTEMBER, 1)
            case Kind.TERM:
                years, index = divmod(self.number - 1 - back, 3)
                return _day(self.year + years, _TERM_STARTS[index + 1], 1)
            case Kind.MONTH:
                return _month_start(self.year, self.number - back)

    def _last_day(self) -> date:
        match self.kind:
            case Kind.YEAR:
                return _month_end(self.year, self.first_month + 11)
            case Kind.QUARTER:
                return _month_end(self.year, self.first_month + 3 * self.number - 1)
            case Kind.CALENDAR:
                return _day(self.year, 12, 31)
            case Kind.ACADEMIC:
                return _day(self.year + 1, 8, 31)
            case Kind.TERM:
                return _day(self.year, *_TERM_ENDS[self.number])
            case Kind.MONTH:
                return _month_end(self.year, self.number)

    def _as_key(self) -> str:
        number = f".{self.number}" if self.number else ""
        span = f"*{self.span}" if self.span > 1 else ""
        return f"{self.kind}{self.year}{number}{span}"

    @property
    def label(self) -> str:
        """As people write it: "Q3 2013/14", "2012/13", "2008-10", "3 terms to Autumn 2012"."""
        match self.kind:
            case Kind.YEAR:
                label = _year_label(self.year, self.first_month)
            case Kind.QUARTER:
                label = f"Q{self.number} {_year_label(self.year, self.first_month)}"
            case Kind.CALENDAR if self.span > 1:
                return f"{self.year - self.span + 1}-{self.year % 100:02}"
            case Kind.CALENDAR:
                return str(self.year)
            case Kind.ACADEMIC:
                label = f"academic year {_year_label(self.year, _SEPTEMBER)}"
            case Kind.TERM if self.span > 1:
                return f"{self.span} terms to {TERMS[self.number]} {self.year}"
            case Kind.TERM:
                return f"{TERMS[self.number]} term {self.year}"
            case Kind.MONTH:
                label = f"{MONTHS[self.number]} {self.year}"
        return f"{self.span} periods to {label}" if self.span > 1 else label

    @property
    def plan_year(self) -> Period:
        """The plan year that it ends in."""
        first = self.first_month if self.kind in {Kind.YEAR, Kind.QUARTER} else APRIL
        end = self.ends
        return _plan_year(end.year if end.month >= first else end.year - 1, first)

    @property
    def is_year_end(self) -> bool:
        """Whether a cumulative figure for it covers the whole of its year."""
        return self.kind in {Kind.YEAR, Kind.CALENDAR, Kind.ACADEMIC} or (
            self.kind is Kind.QUARTER and self.number == 4
        )

    def years_before(self, years: int = 1) -> Period:
        """The same stretch, so many years earlier."""
        return Period(self.kind, self.year - years, self.number, self.span, self.first_month)

    def previous(self) -> Period:
        """The one just before it of its kind: Q4 2012/13 before Q1 2013/14."""
        if not self.number:
            return self.years_before()
        last = {Kind.QUARTER: 4, Kind.TERM: 3, Kind.MONTH: 12}[self.kind]
        if self.number > 1:
            return Period(self.kind, self.year, self.number - 1, self.span, self.first_month)
        return Period(self.kind, self.year - 1, last, self.span, self.first_month)

    def quarters(self) -> tuple[Period, ...]:
        """The four quarters of a plan year."""
        return tuple(quarter(self.year, n, self.first_month) for n in (1, 2, 3, 4))

    def __lt__(self, other: Period) -> bool:
        return self.order < other.order

    def __gt__(self, other: Period) -> bool:
        return self.order > other.order


def year(starts_in: int, first_month: int = APRIL) -> Period:
    return Period(Kind.YEAR, starts_in, first_month=first_month)


def quarter(starts_in: int, number: int, first_month: int = APRIL) -> Period:
    return Period(Kind.QUARTER, starts_in, number, first_month=first_month)


def quarter_of(day: date, first_month: int = APRIL) -> Period:
    """The quarter of the plan year that a day lies in."""
    months = (day.month - first_month) % 12
    starts_in = day.year if day.month >= first_month else day.year - 1
    return quarter(starts_in, months // 3 + 1, first_month)


def from_key(key: str, first_month: int = APRIL) -> Period:
    """The period that `Period.key` wrote; ValueError for any other text."""
    found = re.fullmatch(r"([YQCATM])(\d{4})(?:\.(\d+))?(?:\*(\d+))?", key)
    if not found:
        raise ValueError(key)
    kind, starts_in, number, span = found.groups()
    return Period(Kind(kind), int(starts_in), int(number or 0), int(span or 1), first_month)


@lru_cache(maxsize=1024)  # every figure is asked for its year, some of them many times
def _plan_year(starts_in: int, first_month: int) -> Period:
    return year(starts_in, first_month)


def _day(in_year: int, month: int, day: int) -> date:
    """A day, or the like day of the first or last year that dates know: no period is without its place in order."""
    return date(min(max(in_year, MINYEAR), MAXYEAR), month, day)


def _year_label(starts_in: int, first_month: int) -> str:
    return str(starts_in) if first_month == 1 else f"{starts_in}/{(starts_in + 1) % 100:02}"


def _month_start(starts_in: int, month: int) -> date:
    years, index = divmod(month - 1, 12)
    return _day(starts_in + years, index + 1, 1)


@lru_cache(maxsize=1024)  # the order of periods asks for it all the time
def _month_end(starts_in: int, month: int) -> date:
    first = _month_start(starts_in, month)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])
