"""The lines of one indicator turned into its series: units, names, polarity, headline, accumulation."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.accumulation import Settled, is_count, settle, settle_count, settle_rate, stated
from bot.domain.kinds import YearType
from bot.domain.model import Accumulation, Polarity
from bot.domain.periods import Kind, Period
from bot.domain.planfile import FileFigure, FileSeries, FileTarget
from bot.domain.reading.good_performance import rate_unit
from bot.domain.reading.lines import true_period
from bot.domain.target_cells import read_target

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from bot.domain.cells import Cell
    from bot.domain.reading.lines import Line

_STATED = {Polarity.HIGHER, Polarity.LOWER, Polarity.BAND}
_UNIT_WORDS = {"percent": "%", "percentage": "%", "per cent": "%", "%": "%", "number": "", "count": "", "no": ""}
_TERMS = re.compile(r"\bterms?\b|\bautumn\b|\bspring\b|\bacademic\b", re.IGNORECASE)


def year_type(lines: Sequence[Line]) -> YearType:
    """Academic where any of the cells names a term: then "Full Year 11/12" there is a school year too."""
    cells = [cell for line in lines for _, cell in line.figures]
    terms = any(
        (cell.names and cell.names.kind in {Kind.TERM, Kind.ACADEMIC}) or _TERMS.search(cell.note) for cell in cells
    )
    return YearType.ACADEMIC if terms else YearType.FINANCIAL


def read_series(title: str, lines: Sequence[Line]) -> tuple[FileSeries, ...]:
    """The indicator's series in the order printed. The headline is the first that states which way is good."""
    academic = year_type(lines) is YearType.ACADEMIC
    units = [_unit(title, line, alone=len(lines) == 1) for line in lines]
    polarities = _polarities(lines)
    settled = _accumulations(title, lines, units)
    headline = next((n for n, polarity in enumerate(polarities) if polarity in _STATED), 0)
    return tuple(
        FileSeries(
            row=line.row,
            pi=line.pi,
            name=_name(line, unit, units) if len(lines) > 1 else "",
            headline=position == headline,
            unit=unit,
            polarity=polarity,
            polarity_printed=line.good_printed,
            accumulation=accumulation,
            accumulation_assumed=assumed,
            decimals=_decimals(line, polarity),
            tolerance=line.tolerance.value,
            figures=_figures(line, academic=academic),
            targets=_targets(line, polarity),
            no_targets=tuple(
                period for period, text in line.targets if text.strip() and not read_target(text, polarity)
            ),
            marks=line.marks,
            no_marks=line.no_marks,
        )
        for position, (line, unit, polarity, (accumulation, assumed)) in enumerate(
            zip(lines, units, polarities, settled, strict=True)
        )
    )


def _unit(title: str, line: Line, *, alone: bool) -> str:
    """From the sheet, else the cells' per cent signs, else the rate that the title names.

    A title's "(per 10,000)" belongs to the line in brackets where there is a count beside it.
    """
    if line.unit_printed:
        return _UNIT_WORDS.get(line.unit_printed.lower(), line.unit_printed)
    if line.good.unit:
        return line.good.unit
    valued = [cell for _, cell in line.figures if cell.value is not None]
    targets = [read_target(text) for _, text in line.targets]
    units = [cell.unit for cell in valued] or [target.unit for target in targets if target]
    common = Counter(units).most_common(1)[0][0] if units else ""
    if common:
        return common
    return rate_unit(line.title or title) if alone or _bracketed(line) else ""


def _bracketed(line: Line) -> bool:
    """Whether the line is a rate printed in brackets beside its count."""
    valued = [cell for _, cell in line.figures if cell.value is not None]
    return bool(valued) and all(cell.bracketed for cell in valued)


def _name(line: Line, unit: str, units: list[str]) -> str:
    """What tells the line from the others: its category, its rate, "number" beside a percentage."""
    if line.good.name or unit.startswith("per "):
        return line.good.name or unit
    if _bracketed(line):
        return "rate"
    if len(set(units)) == 1:
        return line.title
    return {"%": "percentage", "": "number"}.get(unit, unit)


def _polarities(lines: Sequence[Line]) -> list[Polarity]:
    """Each line's own; a rate's or a blank cell takes that of the line above. "~" leaves it open."""
    polarities: list[Polarity] = []
    for line in lines:
        above = polarities[-1] if polarities and line.good.inherits else Polarity.NONE
        polarities.append(line.good.polarity or above)
    return polarities


def _accumulations(title: str, lines: Sequence[Line], units: list[str]) -> list[Settled]:
    settled: list[Settled] = []
    for line, unit in zip(lines, units, strict=True):
        quarters, outturn = _latest_year(line)
        rate = _bracketed(line) or bool(line.good.unit.startswith("per "))
        said = line.good.accumulation or stated(title if rate or len(lines) == 1 else "")
        if settled and rate:
            settled.append(settle_rate(said, quarters, _latest_year(lines[0])[0], settled[0], outturn))
            continue
        counts = is_count(line.title or title, unit, [cell.value for _, cell in line.figures if cell.value is not None])
        if said is Accumulation.PER_PERIOD and not counts:
            said = Accumulation.POINT  # a percentage of each quarter is one like any other
        found = settle(said, quarters, outturn, unit)
        if said is None and counts and not found.assumed:
            found = settle_count(quarters, _year_target(line) if outturn is None else outturn)
        settled.append(found)
    return settled


def _year_target(line: Line) -> Decimal | None:
    """The number wanted for a whole year; of several years the first."""
    wanted = {period: read_target(text) for period, text in line.targets if period.kind is Kind.YEAR}
    return next((target.value for _, target in sorted(wanted.items()) if target and target.value is not None), None)


def _latest_year(line: Line) -> tuple[list[Decimal | None], Decimal | None]:
    """The quarters of the latest year that has any, and the last whole year's figure before it."""
    values = {period: cell.value for period, cell in line.figures if cell.value is not None}
    years = {period.plan_year for period in values if period.kind is Kind.QUARTER}
    if not years:
        return [], None
    latest = max(years)
    before = [period for period in values if period.kind is Kind.YEAR and period < latest]
    return [values.get(quarter) for quarter in latest.quarters()], values[max(before)] if before else None


def _decimals(line: Line, polarity: Polarity) -> int:
    """As most of its figures are printed, or its targets where there is no figure; the larger of two as common."""
    printed = [cell.decimals for _, cell in line.figures if cell.value is not None] or [
        target.decimals for _, text in line.targets if (target := read_target(text, polarity))
    ]
    counts = Counter(printed)
    return max(counts, key=lambda decimals: (counts[decimals], decimals)) if counts else 0


def _figures(line: Line, *, academic: bool) -> tuple[FileFigure, ...]:
    columns = tuple(period for period, _ in line.figures)
    comments = _comments(line)
    return tuple(
        FileFigure(
            period=period,
            as_printed=cell.as_printed,
            value=cell.value,
            text=cell.text,
            covers=true_period(period, _of_school_year(cell) if academic else cell, line.good, columns),
            markers=cell.markers,
            missing=cell.missing,
            available=cell.available,
            note=cell.note,
            comment=comments.get(period, ""),
            source=line.source,
        )
        for period, cell in line.figures
    )


def _of_school_year(cell: Cell) -> Cell:
    names = cell.names
    if names is None or names.kind is not Kind.YEAR:
        return cell
    return replace(cell, names=Period(Kind.ACADEMIC, names.year, span=names.span))


def _comments(line: Line) -> dict[Period, str]:
    """A comment by the period of its column; one without a period belongs to the latest figure."""
    valued = [period for period, cell in line.figures if cell.value is not None or cell.text]
    latest = max(valued or [period for period, _ in line.figures], default=None)
    return {at: text for period, text in line.comments if (at := period or latest)}


def _targets(line: Line, polarity: Polarity) -> tuple[FileTarget, ...]:
    read = ((period, read_target(text, polarity)) for period, text in line.targets)
    return tuple(
        FileTarget(
            period=period,
            kind=target.kind,
            as_printed=target.as_printed,
            value=target.value,
            low=target.low,
            high=target.high,
            text=target.text,
        )
        for period, target in read
        if target
    )
