"""The period that a note or a heading names: "Full Year 11/12", "08-10", "3 terms to Autumn 2012", "Apr 2014"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.periods import APRIL, TERMS, Kind, Period, quarter, year

if TYPE_CHECKING:
    from collections.abc import Callable

_FIRST, _LAST = 1900, 2099
_LONGEST_SPAN = 5  # years in "08-10"; "10-17" is an age
_PAIR = r"(\d{4}|\d{2})\s?[/-]\s?(\d{4}|\d{2})"
_TERM = r"(spring|summer|autumn)"
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MONTHS = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST_NOTE = 80  # characters; whatever is longer is prose
_LEADING = re.compile(r"^(?:as )?(?:at|for|in|from|of|the|on|period|data|figure|average|\d year average)\s+")


def read_period(text: str, first_month: int = APRIL) -> Period | None:
    """The one period that the whole text names, or None.

    Two years joined are the plan's own year where they follow each other ("2012/13", "2012-13"), else a span of
    calendar years ("08-10"). A term named with a year pair is the one of that school year: "Spring 12/13" is 2013's.

    >>> read_period("Autumn & Spring 12/13").label
    '2 terms to Spring 2013'
    """
    plain = re.sub(r"[\u2013\u2014\u2212-]", "-", " ".join(text.split())).lower().strip(" .,;:-")
    while (shorter := _LEADING.sub("", plain)) != plain:
        plain = shorter
    if len(plain) > _LONGEST_NOTE:
        return None
    for pattern, build in _FORMS:
        found = re.fullmatch(pattern, plain, re.ASCII)
        if found:
            return build(found, first_month)
    return None


def century(digits: str) -> int:
    """The year that two or four digits mean: 11 is 2011, 99 is 1999."""
    number = int(digits)
    if len(digits) == 4:
        return number
    return 2000 + number if number < 70 else 1900 + number


def _starts(found: re.Match[str], first: int = 1) -> int | None:
    """The year a pair of following years starts in; None where they do not follow each other."""
    start, end = found.group(first), found.group(first + 1)
    begins = century(start)
    follows = century(end) == begins + 1 if len(end) == 4 else int(end) == (begins + 1) % 100
    return begins if follows and _FIRST <= begins <= _LAST else None


def _year(found: re.Match[str], first_month: int) -> Period | None:
    starts = _starts(found)
    return None if starts is None else year(starts, first_month)


def _year_or_span(found: re.Match[str], first_month: int) -> Period | None:
    if period := _year(found, first_month):
        return period
    begins = century(found[1])
    ends = century(found[2]) if len(found[2]) == 4 else begins - begins % 100 + int(found[2])
    span = ends - begins + 1
    return Period(Kind.CALENDAR, ends, span=span) if 1 < span <= _LONGEST_SPAN and ends <= _LAST else None


def _calendar(found: re.Match[str], _first_month: int) -> Period | None:
    return Period(Kind.CALENDAR, int(found[1])) if _FIRST <= int(found[1]) <= _LAST else None


def _academic(found: re.Match[str], _first_month: int) -> Period | None:
    starts = _starts(found)
    return None if starts is None else Period(Kind.ACADEMIC, starts)


def _years(found: re.Match[str], first_month: int) -> Period | None:
    """2008/09 - 2010/11: three plan years."""
    starts, ends = _starts(found), _starts(found, 3)
    if starts is None or ends is None or not 0 < ends - starts < _LONGEST_SPAN:
        return None
    return Period(Kind.YEAR, ends, span=ends - starts + 1, first_month=first_month)


def _quarter(found: re.Match[str], first_month: int) -> Period | None:
    starts = _starts(found, 2)
    return None if starts is None else quarter(starts, int(found[1]), first_month)


def _quarter_after(found: re.Match[str], first_month: int) -> Period | None:
    starts = _starts(found)
    return None if starts is None else quarter(starts, int(found[3]), first_month)


def _term_period(name: str, lies_in: int, span: int = 1) -> Period | None:
    return Period(Kind.TERM, lies_in, TERMS.index(name.title()), span) if _FIRST <= lies_in <= _LAST else None


def _school_year_term(name: str, starts: int | None, span: int = 1) -> Period | None:
    """A term of the school year that starts in a year: autumn lies in that year, the others in the next."""
    if starts is None:
        return None
    return _term_period(name, starts if name == "autumn" else starts + 1, span)


def _term(found: re.Match[str], _first_month: int) -> Period | None:
    return _term_period(found[1], int(found[2]))


def _term_of_year(found: re.Match[str], _first_month: int) -> Period | None:
    return _school_year_term(found[1], _starts(found, 2))


def _two_terms(found: re.Match[str], _first_month: int) -> Period | None:
    if (found[1], found[2]) not in {("autumn", "spring"), ("spring", "summer")}:
        return None
    return _school_year_term(found[2], _starts(found, 3), span=2)


def _three_terms(found: re.Match[str], _first_month: int) -> Period | None:
    return _school_year_term("summer", _starts(found), span=3)


def _terms_to(found: re.Match[str], _first_month: int) -> Period | None:
    span = int(found[1])
    return _term_period(found[2], int(found[3]), span) if 1 <= span <= 9 else None


def _month(found: re.Match[str], _first_month: int) -> Period | None:
    lies_in = century(found[2])
    return Period(Kind.MONTH, lies_in, _MONTHS.index(found[1])) if _FIRST <= lies_in <= _LAST else None


def _months_to(found: re.Match[str], first_month: int) -> Period | None:
    end = _month(found, first_month)
    return None if end is None else Period(Kind.MONTH, end.year, end.number, 12)


def _month_span(found: re.Match[str], _first_month: int) -> Period | None:
    first, last, lies_in = _MONTHS.index(found[1]), _MONTHS.index(found[2]), century(found[3])
    return Period(Kind.MONTH, lies_in, last, (last - first) % 12 + 1) if _FIRST <= lies_in <= _LAST else None


def _day(found: re.Match[str], _first_month: int) -> Period | None:
    day, month, lies_in = int(found[1]), int(found[2]), century(found[3])
    sound = 1 <= day <= 31 and 1 <= month <= 12 and _FIRST <= lies_in <= _LAST
    return Period(Kind.MONTH, lies_in, month) if sound else None


_FORMS: tuple[tuple[str, Callable[[re.Match[str], int], Period | None]], ...] = (
    (rf"{_PAIR}", _year_or_span),
    (rf"(?:full |financial |whole )?(?:year|fy)[\s-]*{_PAIR}", _year),
    (rf"{_PAIR}\s(?:full |financial |whole )?(?:year|fy)", _year),
    (rf"(?:full )?(?:academic year|school year|acad\.? yr|ay)[\s-]*{_PAIR}", _academic),
    (rf"{_PAIR}\s(?:academic|school) year", _academic),
    (rf"{_PAIR}\s?(?:-|to)\s?{_PAIR}", _years),
    (r"(?:calendar year |year |cy )?(\d{4})", _calendar),
    (rf"(?:q|qtr|qtr\.|quarter)\s?([1-4])[\s,-]*{_PAIR}", _quarter),
    (rf"{_PAIR}[\s,-]*(?:q|qtr|qtr\.|quarter)\s?([1-4])", _quarter_after),
    (rf"{_TERM}(?: term)?,? (\d{{4}})", _term),
    (rf"{_TERM}(?: term)?,? {_PAIR}", _term_of_year),
    (rf"{_TERM}(?: term)?(?: ?& ?| and |, ?| ?\+ ?|/){_TERM}(?: terms?)?,? {_PAIR}", _two_terms),
    (rf"autumn, ?spring(?: ?& ?| and )summer(?: terms?)?,? {_PAIR}", _three_terms),
    (rf"(\d) terms? (?:to|ending) {_TERM}(?: term)?,? (\d{{4}})", _terms_to),
    (rf"{_MONTH}[\s,-]*(\d{{4}}|\d{{2}})", _month),
    (rf"(?:rolling )?(?:12|twelve) months? (?:to|ending|ended) (?:end (?:of )?)?{_MONTH} (\d{{4}})", _months_to),
    (rf"(?:rolling )?year (?:to|ending|ended) (?:end (?:of )?)?{_MONTH} (\d{{4}})", _months_to),
    (rf"{_MONTH}\s?(?:-|to)\s?{_MONTH} (\d{{4}}|\d{{2}})", _month_span),
    (rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH} (\d{{4}})", _month),
    (r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})", _day),
)
