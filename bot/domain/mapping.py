"""An organisation's own workbook, mapped once: which cell is which figure, and the words that prove the layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.cells import read_cell
from bot.domain.handing_in import Handed, Place, Received
from bot.domain.numbers import read_number
from bot.domain.period_words import read_period
from bot.domain.periods import from_key
from bot.domain.problems import Fault, Problem, quoted
from bot.domain.returning import Column, plain
from bot.domain.sheet import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.domain.model import Indicator, Series
    from bot.domain.periods import Period
    from bot.domain.sheet import Book

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_PROVISIONAL = re.compile(r"(.*\S)\s*[(\[]\s*p(?:rov(?:isional)?)?\.?\s*[)\]]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """One cell and the figure in it; its period is said once for all, or stands in a cell."""

    at: Place
    series_id: int
    period: Period | None = None
    period_at: Place | None = None
    comment_at: Place | None = None

    def kept(self) -> dict[str, Any]:
        return {
            "at": self.at.kept(),
            "series": self.series_id,
            "period": self.period.key if self.period else None,
            "period_at": self.period_at.kept() if self.period_at else None,
            "comment_at": self.comment_at.kept() if self.comment_at else None,
        }


@dataclass(frozen=True, slots=True)
class Proof:
    """A cell and the words that stood in it when the workbook was mapped."""

    at: Place
    says: str

    def kept(self) -> dict[str, Any]:
        return {"at": self.at.kept(), "says": self.says}


class Pages:
    """A workbook's cells by their place, as text on one line."""

    def __init__(self, book: Book) -> None:
        self.name = book.name
        self.sheets = {sheet.name: sheet for sheet in book.sheets}
        self._rows = {sheet.name: {row.number: row.cells for row in sheet.rows} for sheet in book.sheets}

    def text(self, at: Place) -> str:
        cells = self._rows.get(at.sheet, {}).get(at.row, ())
        return plain(cells[at.column]) if 0 <= at.column < len(cells) else ""

    def left_of(self, at: Place) -> list[Proof]:
        """The texts of its row on its left, from the first column on."""
        places = [Place(at.sheet, at.row, column) for column in range(at.column)]
        return [Proof(place, says) for place in places if is_label(says := self.text(place))]

    def above(self, at: Place) -> list[Proof]:
        """The texts of its column above it, from the top on."""
        rows = self._rows.get(at.sheet, {})  # in their order
        places = [Place(at.sheet, number, at.column) for number in rows if number < at.row]
        return [Proof(place, says) for place in places if is_label(says := self.text(place))]

    def fault(self, at: Place) -> Problem | None:
        sheet = self.sheets.get(at.sheet)
        return sheet.faults.get((at.row, at.column)) if sheet else None

    def is_day(self, at: Place) -> bool:
        return at.sheet in self.sheets and (at.row, at.column) in self.sheets[at.sheet].days


def is_label(text: str) -> bool:
    """Whether it is words: no number, with or without a unit or a note."""
    return any(letter.isalpha() for letter in text) and read_number(text) is None


def read_address(text: str, sheet: str) -> Place | None:
    """The place that B7, $B$7, Sheet!B7 or 'The sheet'!B7 names."""
    named, mark, address = text.strip().rpartition("!")
    found = _ADDRESS.fullmatch(address)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return Place(named.strip("'").replace("''", "'") if mark else sheet, int(found[2]), column - 1)


def proofs_of(cell: Mapped, pages: Pages, names: Iterable[str]) -> list[Proof]:
    """What proves a cell: the first text of its row and those that name the indicator; the heading of its column."""
    row, column = pages.left_of(cell.at), pages.above(cell.at)
    known = {name.casefold() for name in names if name}
    found = [*row[:1], *(each for each in row[1:] if each.says.casefold() in known)]
    periods = [each for each in column if read_period(each.says)]
    heading = periods[-1:] or column[:1]
    return found + [each for each in heading if each.at != cell.period_at]


def changes(proofs: Iterable[Proof], pages: Pages) -> tuple[Problem, ...]:
    """Where the layout is not the one that was mapped: which cell said what, and what it says now."""
    found: list[Problem] = []
    for proof in proofs:
        says = pages.text(proof.at)
        if says != proof.says:
            shown = quoted(says) if says else "nothing" if proof.at.sheet in pages.sheets else "nothing: it is gone"
            facts: dict[str, object] = {"held": quoted(proof.says), "shown": shown}
            where = f"column {column_letters(proof.at.column)}"
            found.append(
                Problem(fault=Fault.LAYOUT_CHANGED, sheet=proof.at.sheet, row=proof.at.row, column=where, facts=facts)
            )
    return tuple(found)


def read_mapped(pages: Pages, name: str, cells: Iterable[Mapped], lines: Mapping[int, tuple[Indicator, Series]],
                first_month: int) -> Received:  # fmt: skip
    """What stands in the mapped cells; `lines` are those that the organisation supplies now, by series."""
    handed: list[Handed] = []
    problems: list[Problem] = []
    seen: dict[tuple[int, str], Place] = {}
    blank = 0
    for cell in cells:
        text, fault = pages.text(cell.at), pages.fault(cell.at)
        if not fault and (not text or _says_nothing(cell, text, pages)):
            blank += 1
            continue
        period = cell.period or _period_in(cell, pages, first_month)
        wrong = _wrong(cell, pages, fault, period, lines)
        if wrong is None and period and (cell.series_id, period.key) in seen:
            first = seen[cell.series_id, period.key].label
            wrong = _problem(cell.at, Fault.FIGURE_TWICE, first=first)
        if wrong or period is None:
            problems += [wrong] if wrong else []
            continue
        seen[cell.series_id, period.key] = cell.at
        handed.append(_handed(cell, text, period, pages, *lines[cell.series_id]))
    return Received(
        file_name=pages.name, handed=tuple(handed), problems=tuple(problems), blank=blank, known_as=name,
        not_read=tuple(name for name in pages.sheets if name not in {cell.at.sheet for cell in cells}),
    )  # fmt: skip


def nothing_of(pages: Pages, problems: tuple[Problem, ...]) -> Received:
    """A workbook that is not read, and why."""
    return Received(file_name=pages.name, problems=problems)


def kept_cells(kept: Iterable[Mapping[str, Any]], first_month: int) -> tuple[Mapped, ...]:
    """What `Mapped.kept` wrote."""
    return tuple(
        Mapped(
            at=Place(*each["at"]),
            series_id=each["series"],
            period=from_key(each["period"], first_month) if each["period"] else None,
            period_at=Place(*each["period_at"]) if each["period_at"] else None,
            comment_at=Place(*each["comment_at"]) if each["comment_at"] else None,
        )
        for each in kept
    )


def kept_proofs(kept: Iterable[Mapping[str, Any]]) -> tuple[Proof, ...]:
    """What `Proof.kept` wrote."""
    return tuple(Proof(Place(*each["at"]), each["says"]) for each in kept)


def _wrong(
    cell: Mapped, pages: Pages, fault: Problem | None, period: Period | None,
    lines: Mapping[int, tuple[Indicator, Series]],
) -> Problem | None:  # fmt: skip
    if cell.series_id not in lines:
        return _problem(cell.at, Fault.ROW_OF_OTHERS)
    if fault:
        return _problem(cell.at, fault.fault, **fault.facts)
    if pages.is_day(cell.at):
        return _problem(cell.at, Fault.A_DATE, shown=quoted(pages.text(cell.at)))
    if period is None and cell.period_at:
        return _problem(cell.period_at, Fault.NOT_A_PERIOD, shown=quoted(pages.text(cell.period_at)))
    return None


def _says_nothing(cell: Mapped, text: str, pages: Pages) -> bool:
    """A sign for no figure, such as ~ or n/a, is no answer where nobody says what it stands for."""
    return read_cell(text).missing is not None and not (cell.comment_at and pages.text(cell.comment_at))


def _period_in(cell: Mapped, pages: Pages, first_month: int) -> Period | None:
    return read_period(pages.text(cell.period_at), first_month) if cell.period_at else None


def _handed(cell: Mapped, text: str, period: Period, pages: Pages, indicator: Indicator, series: Series) -> Handed:
    found = _PROVISIONAL.fullmatch(text)
    cells = {Column.VALUE: found[1] if found else text}
    if found:
        cells[Column.PROVISIONAL] = "yes"
    comment = pages.text(cell.comment_at) if cell.comment_at else ""
    if comment:
        cells[Column.COMMENT] = comment
    places = {Column.VALUE: cell.at} | ({Column.COMMENT: cell.comment_at} if cell.comment_at else {})
    return Handed(
        indicator=indicator, series=series, period=period, cells=cells, places=places, at=cell.at,
        has_comments=cell.comment_at is not None,
    )  # fmt: skip


def _problem(at: Place, fault: Fault, **facts: object) -> Problem:
    return Problem(fault=fault, sheet=at.sheet, row=at.row, column=f"column {column_letters(at.column)}", facts=facts)
