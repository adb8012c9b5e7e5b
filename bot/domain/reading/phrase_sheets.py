"""The aliases and vocabulary sheets read: what people say, and the indicator or the plan's words it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.planfile import FileAlias, FileIndicator, text_key
from bot.domain.problems import Fault, quoted
from bot.domain.reading.headings import PHRASES, Column
from bot.domain.reading.objective_sheet import whole
from bot.domain.reading.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.reading.tables import Findings, Table
    from bot.domain.sheet import Sheet


def read_phrases(
    sheet: Sheet, indicators: tuple[FileIndicator, ...], findings: Findings
) -> tuple[tuple[FileAlias, ...], tuple[str, ...]]:
    """The phrases, each with an indicator or with words, and the headings that are not read."""
    table = read_table(sheet, findings, PHRASES)
    if table is None:
        return (), ()
    if not table.place(Column.PHRASE) or not (table.place(Column.INDICATOR) or table.place(Column.MEANS)):
        findings.add(Fault.NO_COLUMN, needed="phrase, or indicator or means")
        return (), table.ignored
    return tuple(_phrases(table, places(indicators), findings)), table.ignored


def of_indicators(indicators: tuple[FileIndicator, ...]) -> tuple[FileAlias, ...]:
    """The other names that the indicators sheet itself gives."""
    return tuple(
        FileAlias(phrase=phrase, indicator=place)
        for place, indicator in enumerate(indicators)
        for phrase in indicator.aliases
    )


def _phrases(table: Table, places: dict[str, int], findings: Findings) -> Iterator[FileAlias]:
    for row in table.rows:
        phrase, means = table.text(row, Column.PHRASE), table.text(row, Column.MEANS)
        names = table.text(row, Column.INDICATOR)
        place = places.get(place_key(names))
        if not text_key(phrase):
            findings.add(Fault.NO_PHRASE, row.number, table.printed(Column.PHRASE))
        elif names and place is None:
            findings.add(Fault.NO_INDICATOR, row.number, table.printed(Column.INDICATOR), shown=quoted(names))
        elif place is not None or means:
            yield FileAlias(phrase=phrase, means="" if place is not None else means, indicator=place)
        else:
            findings.add(Fault.NO_COLUMN, row.number, needed="indicator or means filled in")


def places(indicators: tuple[FileIndicator, ...]) -> dict[str, int]:
    """Where each code, title and number stands among the indicators; a code comes before a title or number like it."""
    found: dict[str, int] = {}
    for names in (
        [indicator.code for indicator in indicators],
        [indicator.title for indicator in indicators],
        ["" if indicator.number is None else str(indicator.number) for indicator in indicators],
    ):
        for place, name in enumerate(names):
            if name:
                found.setdefault(place_key(name), place)
    return found


def place_key(name: str) -> str:
    """A code, title or number as it is looked up among them."""
    number = whole(name)
    return text_key(name) if number is None else str(number)
