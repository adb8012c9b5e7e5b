"""Sheets that set the plan beside others read: figures of the nation, region and neighbours, or a report's claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.cells import fault_of, read_cell
from bot.domain.commitments import FileComparator
from bot.domain.comparators import Against, Comparator
from bot.domain.period_words import read_period
from bot.domain.problems import Fault, quoted
from bot.domain.reading.headings import Column
from bot.domain.reading.phrase_sheets import place_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.periods import Period
    from bot.domain.reading.row_cells import Cells

_CLAIMS = {"yes": True, "no": False, "y": True, "n": False, "above": True, "below": False, "not said": None, "": None}
AGAINST = (
    (Column.NATIONAL, Against.NATIONAL),
    (Column.NEIGHBOURS, Against.NEIGHBOURS),
    (Column.REGION, Against.REGION),
)


def read_claims(rows: Iterable[Cells]) -> Iterator[FileComparator]:
    """What a report says of how the plan stands beside the nation, without figures.

    A comparison that speaks of two indicators ("5;6") stands once for each, under one title.
    """
    for row in rows:
        title = row.needed(Column.INDICATOR)
        exceeds = row.word(Column.EXCEEDS, _CLAIMS, None)
        if not title:
            continue
        comparator = Comparator(
            id=0,
            against=Against.NATIONAL,
            title=title,
            as_printed=row.text(Column.EXCEEDS),
            exceeds=exceeds,
            note=row.text(Column.NOTE),
            source=row.text(Column.SOURCE) or row.sheet.name,
        )
        linked: list[int | None] = [place for place, _ in row.indicators(Column.INDICATORS)]
        linked = linked or [_named(row, title)]
        yield from (FileComparator(comparator=comparator, indicator=place) for place in linked)


def read_comparators(rows: Iterable[Cells]) -> Iterator[FileComparator]:
    """Figures of others for a period, one row an indicator and period."""
    for row in rows:
        title, code = row.text(Column.TITLE), row.text(Column.CODE)
        if not title and not code:
            row.needed(Column.TITLE)
            continue
        place = _named(row, code) if code else None
        place = _named(row, title) if place is None else place
        column = Column.CODE if code else Column.TITLE
        if place is None:
            row.fault(Fault.NO_INDICATOR, column, shown=quoted(code or title))
        period = read_period(row.text(Column.PERIOD), row.around.head.first_month)
        if period is None:
            row.fault(Fault.BAD_YEAR, Column.PERIOD, shown=quoted(row.text(Column.PERIOD)))
        elif place is not None:
            yield from of_others(row, title or code, period, place)


def of_others(row: Cells, title: str, period: Period, place: int) -> Iterator[FileComparator]:
    """The row's figures of the nation, neighbours and region, each that is given."""
    for column, against in AGAINST:
        read = read_cell(row.text(column), row.around.head.first_month)
        if fault := fault_of(read):
            row.fault(fault, column, shown=quoted(read.as_printed))
        elif not read.is_blank:
            comparator = Comparator(
                id=0,
                against=against,
                title=title,
                period=period,
                value=read.value,
                as_printed=read.as_printed,
                note=row.text(Column.NOTE),
                source=row.text(Column.SOURCE) or row.sheet.name,
            )
            yield FileComparator(comparator=comparator, indicator=place)


def _named(row: Cells, name: str) -> int | None:
    return row.around.places.get(place_key(name)) if name else None
