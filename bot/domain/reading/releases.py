"""When a row's figures can be had, as the sheet says: so many days after the period's end, or a month of the year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.problems import Fault, quoted
from bot.domain.reading.headings import Column
from bot.domain.reading.objective_sheet import whole
from bot.domain.reading.plan_sheet import read_month

if TYPE_CHECKING:
    from bot.domain.reading.tables import Findings, Table
    from bot.domain.sheet import Row

_MOST = 730  # days: schools' results and health statistics come out within two years
_DAYS = {"": 1, "days": 1, "day": 1, "weeks": 7, "week": 7}


def lag_said(table: Table, row: Row, findings: Findings) -> int | None:
    """The days from a period's end until its figure can be had: "28", "28 days", "4 weeks"."""
    printed = table.text(row, Column.LAG)
    if not printed:
        return None
    found = re.fullmatch(r"([\d.]+)\s*([a-z]*)", printed.lower())
    number = whole(found[1]) if found and found[2] in _DAYS else None
    days = number * _DAYS[found[2]] if found and number is not None else None
    if days is None or days > _MOST:
        findings.add(Fault.BAD_LAG, row.number, table.printed(Column.LAG), shown=quoted(printed), most=_MOST)
        return None
    return days


def release_said(table: Table, row: Row, findings: Findings) -> int | None:
    """The month in which the year's figure comes out, by its number: "October", "Oct", "10"."""
    printed = table.text(row, Column.RELEASE)
    month = read_month(printed) if printed else None
    if printed and month is None:
        findings.add(Fault.BAD_MONTH, row.number, table.printed(Column.RELEASE), shown=quoted(printed))
    return month
