"""How often a row of the indicators sheet is reported: as it says, else by the quarters that are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.kinds import Frequency
from bot.domain.model import Missing
from bot.domain.periods import Kind, Period
from bot.domain.problems import Fault, quoted
from bot.domain.reading.headings import Column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.reading.lines import Line
    from bot.domain.reading.tables import Findings, Table
    from bot.domain.sheet import Row

_FREQUENCIES = {
    "monthly": Frequency.MONTHLY, "month": Frequency.MONTHLY,
    "quarterly": Frequency.QUARTERLY, "quarter": Frequency.QUARTERLY,
    "termly": Frequency.TERMLY, "term": Frequency.TERMLY,
    "half-yearly": Frequency.HALF_YEARLY, "half yearly": Frequency.HALF_YEARLY, "six-monthly": Frequency.HALF_YEARLY,
    "six monthly": Frequency.HALF_YEARLY, "biannual": Frequency.HALF_YEARLY, "biannually": Frequency.HALF_YEARLY,
    "twice a year": Frequency.HALF_YEARLY,
    "annual": Frequency.ANNUAL, "annually": Frequency.ANNUAL, "yearly": Frequency.ANNUAL, "year": Frequency.ANNUAL,
}  # fmt: skip


def frequency_said(table: Table, row: Row, findings: Findings) -> Frequency | None:
    printed = table.text(row, Column.FREQUENCY)
    frequency = _FREQUENCIES.get(printed.lower())
    if printed and frequency is None:
        known = ", ".join(Frequency)
        findings.add(Fault.BAD_WORD, row.number, table.printed(Column.FREQUENCY), shown=quoted(printed), known=known)
    return frequency


def frequency_inferred(lines: Iterable[Line], reported: frozenset[Period]) -> Frequency:
    """Annual from a single printed quarter of several, or where the plan prints no quarters; else quarterly."""
    if not reported:
        return Frequency.ANNUAL
    printed = _printed_quarters(lines) & reported
    return Frequency.ANNUAL if len(printed) == 1 and len(reported) > 1 else Frequency.QUARTERLY


def reported_quarters(lines: Iterable[Line]) -> frozenset[Period]:
    """The quarters of the latest year in the sheet, up to the last that any line reports."""
    printed = _printed_quarters(lines)
    latest = max(printed, default=None)
    return frozenset(q for q in latest.plan_year.quarters() if q <= latest) if latest else frozenset()


def _printed_quarters(lines: Iterable[Line]) -> set[Period]:
    """The quarters in which a figure, or the promise of one, is printed."""
    silent = {Missing.NOT_AVAILABLE, Missing.NOT_APPLICABLE, Missing.NOT_DUE}
    return {
        period
        for line in lines
        for period, read in line.figures
        if period.kind is Kind.QUARTER and read.missing not in silent
    }
