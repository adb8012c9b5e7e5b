"""One row's cells read by what their columns mean, each that cannot stand as it is noted with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from bot.domain.problems import Fault, quoted
from bot.domain.reading.headings import Column
from bot.domain.reading.objective_sheet import Named, whole
from bot.domain.reading.phrase_sheets import place_key
from bot.domain.reading.plan_sheet import read_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.domain.planfile import PlanHead
    from bot.domain.reading.tables import Findings, Table
    from bot.domain.sheet import Row, Sheet

Meant = TypeVar("Meant")
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a sheet beside the indicators may speak of: the plan, its objectives, its indicators by every name."""

    head: PlanHead
    named: Named
    places: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one row."""

    sheet: Sheet
    table: Table
    row: Row
    around: Around
    findings: Findings

    def text(self, column: Column) -> str:
        return self.table.text(self.row, column)

    def has(self, column: Column) -> bool:
        return self.table.place(column) is not None

    def fault(self, fault: Fault, column: Column, **facts: object) -> None:
        self.findings.add(fault, self.row.number, self.table.printed(column), **facts)

    def only_once(self, seen: dict[Key, Cells], key: Key, column: Column) -> None:
        """A problem where an earlier row has the same key, be it one of another sheet of the kind."""
        other = seen.setdefault(key, self)
        if other is not self:
            where = "" if other.sheet.name == self.sheet.name else f' of "{other.sheet.name}"'
            self.fault(Fault.SAME_AGAIN, column, other=f"{other.row.number}{where}")

    def needed(self, column: Column) -> str:
        """What the row is nothing without."""
        text = self.text(column)
        if not text:
            self.fault(Fault.NOT_SAID, column)
        return text

    def day(self, column: Column) -> date | None:
        """A real date cell, whatever it shows, or a date that is written."""
        found = self.day_or_words(column)
        if found is None and self.text(column):
            self.fault(Fault.BAD_DATE, column, shown=quoted(self.text(column)))
        return found

    def day_or_words(self, column: Column) -> date | None:
        place = self.table.place(column)
        if place is None or not self.text(column):
            return None
        return self.sheet.days.get((self.row.number, place.index)) or read_day(self.text(column))

    def whole(self, column: Column) -> int | None:
        text = self.text(column)
        number = whole(text)
        if text and number is None:
            self.fault(Fault.BAD_NUMBER, column, shown=quoted(text))
        return number

    def word(self, column: Column, known: Mapping[str, Meant], otherwise: Meant) -> Meant:
        """What the cell's word means; one that is not known is a problem that names those that are."""
        text = " ".join(self.text(column).casefold().replace("_", " ").split())
        if text and text not in known:
            self.fault(Fault.BAD_WORD, column, shown=quoted(self.text(column)), known=", ".join(known))
        return known.get(text, otherwise)

    def objective(self) -> tuple[str, int] | None:
        text = self.text(Column.OBJECTIVE)
        found = self.around.named(text) if text else None
        if text and found is None:
            self.fault(Fault.NO_OBJECTIVE, Column.OBJECTIVE, shown=quoted(text))
        return found.key if found else None

    def indicators(self, column: Column) -> tuple[tuple[int, str], ...]:
        """The places and names of the indicators in a cell such as "5;6" or "NI 117, CP-8"."""
        whole_cell = self.text(column)
        parts = [whole_cell] if place_key(whole_cell) in self.around.places else whole_cell.replace(",", ";").split(";")
        found: dict[int, str] = {}
        for name in (part.strip() for part in parts if part.strip()):
            place = self.around.places.get(place_key(name))
            if place is None:
                self.fault(Fault.NO_INDICATOR, column, shown=quoted(name))
            else:
                found.setdefault(place, name)
        return tuple(found.items())
