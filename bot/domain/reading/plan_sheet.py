"""The plan sheet (key, value) read: which plan it is, its years, its board; options fill in what it lacks."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.domain.period_words import century, read_period
from bot.domain.periods import APRIL, Kind, Period
from bot.domain.planfile import PlanHead
from bot.domain.problems import Fault, quoted

if TYPE_CHECKING:
    from bot.domain.reading.tables import Findings
    from bot.domain.sheet import Row, Sheet

TEXTS = ("name", "short_name", "board", "version", "cadence", "source", "zone", "nation")
DATES = ("starts", "ends", "reported_to", "meeting", "minutes_of")
OTHERS = ("current_performance_period", "financial_year_starts")
_OPTIONS = {"name": "--name", "starts": "--from", "ends": "--to"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was said beside the file; it comes before what the plan sheet says."""

    name: str | None = None
    starts: date | None = None
    ends: date | None = None
    minutes_of: date | None = None


def read_head(sheet: Sheet | None, given: Given, findings: Findings) -> tuple[PlanHead | None, tuple[str, ...]]:
    """Which plan this is, and the keys that are not read; None, with the reason in `findings`, where nothing says."""
    rows = {_key(row): row for row in sheet.rows if _key(row) not in {"", "key"}} if sheet else {}
    texts = {key: _value(rows[key]) for key in TEXTS if key in rows}
    days, unreadable = _days(sheet, rows, findings) if sheet else ({}, frozenset())
    name = given.name or texts.pop("name", "")
    starts, ends = given.starts or days.get("starts"), given.ends or days.get("ends")
    unread = tuple(key for key in rows if key not in (*TEXTS, *DATES, *OTHERS))
    first_month = _first_month(rows.get("financial_year_starts"), findings)
    current = _current(rows.get("current_performance_period"), first_month, findings)
    missing = [key for key, there in (("name", name), ("starts", starts), ("ends", ends)) if not there]
    missing = [key for key in missing if key not in unreadable]
    if missing:
        findings.add(Fault.NO_PLAN, needed=" and ".join(missing), options=", ".join(_OPTIONS[key] for key in missing))
    if not name or not starts or not ends:
        return None, unread
    if ends < starts:
        findings.add(Fault.ENDS_FIRST)
    texts.pop("name", None)
    head = PlanHead(
        name=name,
        starts=starts,
        ends=ends,
        reported_to=days.get("reported_to"),
        meeting=days.get("meeting"),
        minutes_of=given.minutes_of or days.get("minutes_of"),
        first_month=first_month,
        current_period=current,
        **texts,
    )
    return head, unread


def _days(sheet: Sheet, rows: dict[str, Row], findings: Findings) -> tuple[dict[str, date | None], frozenset[str]]:
    """The dates that are given, a real date cell whatever it shows, and the keys of cells that hold none."""
    given = [key for key in DATES if key in rows and _value(rows[key])]
    days = {key: sheet.days.get((rows[key].number, 1)) or read_day(_value(rows[key])) for key in given}
    unreadable = frozenset(key for key, day in days.items() if day is None)
    for key in given:
        if key in unreadable:
            findings.add(Fault.BAD_DATE, rows[key].number, key, shown=quoted(_value(rows[key])))
    return days, unreadable


def read_day(text: str) -> date | None:
    """2013-04-01, 1 April 2013, 01/04/2013 (day first, as in Britain), 01-Apr-13; a weekday or a time may stand by."""
    plain = re.sub(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?$", "", " ".join(text.split()))
    plain = re.sub(
        r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? ", "", plain, flags=re.IGNORECASE
    )
    forms = (
        r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})",
        r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4}|\d{2})",
        r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[ -](?P<m>[A-Za-z]{3,9})[ -](?P<y>\d{4}|\d{2})",
    )
    found = next(filter(None, (re.fullmatch(form, plain, re.ASCII) for form in forms)), None)
    month = read_month(found["m"]) if found else None
    if found is None or month is None:
        return None
    try:
        return date(century(found["y"]), month, int(found["d"]))
    except ValueError:
        return None


def read_month(text: str) -> int | None:
    """A month's number from its name, its first three letters or its number."""
    plain = text.strip().lower()
    if plain.isdecimal():
        return int(plain) if 1 <= int(plain) <= 12 else None
    names = [name.lower() for name in calendar.month_name]
    return next((n for n, name in enumerate(names) if len(plain) >= 3 and name.startswith(plain)), None)


def _first_month(row: Row | None, findings: Findings) -> int:
    if row is None or not _value(row):
        return APRIL
    month = read_month(_value(row))
    if month is None:
        findings.add(Fault.BAD_MONTH, row.number, "financial_year_starts", shown=quoted(_value(row)))
    return month or APRIL


def _current(row: Row | None, first_month: int, findings: Findings) -> Period | None:
    if row is None or not _value(row):
        return None
    period = read_period(_value(row), first_month)
    if period is None or period.kind not in {Kind.YEAR, Kind.QUARTER, Kind.CALENDAR}:
        findings.add(Fault.BAD_YEAR, row.number, "current_performance_period", shown=quoted(_value(row)))
    return period


def _key(row: Row) -> str:
    return "_".join(re.findall(r"[a-z0-9]+", row.cells[0].lower())) if row.cells else ""


def _value(row: Row) -> str:
    return " ".join(row.cells[1].split()) if len(row.cells) > 1 else ""
