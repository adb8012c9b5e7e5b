"""A printed cell read to what it says: value, unit, true period, markers, reason for a gap, note; the print is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.domain.model import Marker, Missing
from bot.domain.numbers import Number, plain_text, read_number
from bot.domain.period_words import read_period
from bot.domain.periods import APRIL, Period
from bot.domain.problems import Fault

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one cell says. Just one of `value`, `text` and `missing` is given; none for a blank cell."""

    as_printed: str
    value: Decimal | None = None
    text: str = ""  # a judgement or other words that stand for a value
    missing: Missing | None = None
    unit: str = ""
    decimals: int = 0
    bracketed: bool = False  # a rate beside its count
    names: Period | None = None  # the period that the cell itself names
    markers: frozenset[Marker] = frozenset()
    available: str = ""
    note: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.as_printed.strip()


_LONGEST = 300  # characters; a longer cell is prose
_MARKERS = {
    "p": Marker.PROVISIONAL, "prov": Marker.PROVISIONAL, "provisional": Marker.PROVISIONAL,
    "r": Marker.REVISED, "rev": Marker.REVISED, "revised": Marker.REVISED,
    "e": Marker.ESTIMATED, "est": Marker.ESTIMATED, "estimate": Marker.ESTIMATED, "estimated": Marker.ESTIMATED,
    "c": Marker.CONFIDENTIAL, "confidential": Marker.CONFIDENTIAL,
}  # fmt: skip
# "~", "n/a" and the like as boards write them; in square brackets the shorthand of the Government Analysis Function.
_MISSING = {
    "~": Missing.NOT_AVAILABLE, "-": Missing.NOT_AVAILABLE, "—": Missing.NOT_AVAILABLE,
    "\N{EN DASH}": Missing.NOT_AVAILABLE,
    "..": Missing.NOT_AVAILABLE, "…": Missing.NOT_AVAILABLE, ":": Missing.NOT_AVAILABLE, "?": Missing.NOT_AVAILABLE,
    "[x]": Missing.NOT_AVAILABLE, "not available": Missing.NOT_AVAILABLE, "no data": Missing.NOT_AVAILABLE,
    "tbc": Missing.NOT_AVAILABLE, "tba": Missing.NOT_AVAILABLE, "not known": Missing.NOT_AVAILABLE,
    "unavailable": Missing.NOT_AVAILABLE, "data not available": Missing.NOT_AVAILABLE,
    "n/a": Missing.NOT_APPLICABLE, "na": Missing.NOT_APPLICABLE, "n.a.": Missing.NOT_APPLICABLE,
    "not applicable": Missing.NOT_APPLICABLE, "[z]": Missing.NOT_APPLICABLE,
    "*": Missing.SUPPRESSED, "[c]": Missing.SUPPRESSED, "suppressed": Missing.SUPPRESSED,
    "not due": Missing.NOT_DUE, "not yet due": Missing.NOT_DUE,
}  # fmt: skip
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_SEASON = f"{_MONTH}[a-z]*|spring|summer|autumn|winter"
_PENDING = r".*\b(?:pending|awaiting)\b.*\bdefinition.*|.*\bdefinition\b.*\b(?:pending|review)\b.*"
_PROMISE = r"(?:data |figures? |not )*(?:available|due|expected|published|released)(?: (?:in|from|on|until|by))*"
_WHEN = rf"(?:.*\b)?(?:(?:19|20)\d\d|q[1-4]|{_SEASON}|next|later|year end)\b.*"
_REASONS = (  # patterns of a whole cell, tried in order; a group is when the figure is promised
    (Missing.SUPPRESSED, r"(?:<|less than |fewer than |under )\s?(?:5|five|6|10)"),
    (Missing.EMBARGOED, r"embargoed(?: until (.+))?"),
    (Missing.NEW_MEASURE, r"new (?:measure|indicator|pi|target)\b.*"),
    (Missing.DEFINITION_PENDING, _PENDING),
    (Missing.DEFERRED, rf"{_PROMISE}:? ({_WHEN})"),
)
_ABOUT = re.compile(
    r"(approximately|approx\.?|about|around|circa|c\.|roughly|estimated)\s+(?=[£€$]?[0-9.½¼¾])", re.IGNORECASE
)
_LIMIT = re.compile(
    r"(at least|at most|more than|over|up to|no more than|less than|under|[<>≤≥])\s*(?=[£€$]?[0-9.])", re.IGNORECASE
)
_AFTER = re.compile(  # words that may follow a number without changing it
    r"(?:percentage points?|points?|pp|ppts?|days?|weeks?|months?|years?|hours?|per 1(?:00|,?000|0,?000|00,?000)\b.*)"
)
_MONEY_WORDS = re.compile(r"(?:over|per|a|each|for|in|by)\b.*", re.IGNORECASE)
_MEANT_AS_NUMBER = re.compile(r"[\s0-9.,%£€$()+\-−–eE]*[0-9][\s0-9.,%£€$()+\-−–eE]*")  # noqa: RUF001  as typed
_MEANT_AS_DATE = re.compile(
    rf"[0-9]{{1,2}}-{_MONTH}|{_MONTH}-[0-9]{{2}}"
    r"|(?:[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[t ][0-9:.]+)?",
    re.IGNORECASE,
)
_OF_PROGRAMS = re.compile(r"[+-]?(?:nan|inf|infinity|0x[0-9a-f]+|0[bo][0-9]+|[0-9]+(?:_[0-9]+)+)%?", re.IGNORECASE)


def read_cell(text: str, first_month: int = APRIL) -> Cell:
    """What a figure's cell says; words that no rule knows become its text, so nothing printed is lost.

    >>> read_cell("9.9% (Full Year 11/12)").names.label
    '2011/12'
    """
    if len(text) > _LONGEST:
        plain = plain_text(text)
        return Cell(as_printed=text, text=plain)
    return _read_short(text, first_month)


@lru_cache(maxsize=4096)  # a sheet of ten thousand lines has "~" and "100%" in thousands of cells
def _read_short(text: str, first_month: int) -> Cell:
    plain = plain_text(text)
    if not plain:
        return Cell(as_printed=text)
    return (
        _gap(text, plain)
        or _figure(text, plain, first_month)
        or Cell(as_printed=text, text=plain, names=_named_in_brackets(plain, first_month))
    )


def fault_of(cell: Cell) -> Fault | None:
    """Why a cell cannot stand as it is: it was meant as a number or came of Excel's own dates, and reads as words."""
    if not cell.text:
        return None
    if re.fullmatch(r"[^0-9]*[0-9]+,[0-9]{1,2}[^0-9]*|[^0-9]*[0-9]+(?:\.[0-9]{3})+,[0-9]+[^0-9]*", cell.text):
        return Fault.DECIMAL_COMMA
    if _MEANT_AS_DATE.fullmatch(cell.text):
        return Fault.A_DATE
    meant = _MEANT_AS_NUMBER.fullmatch(cell.text) or _OF_PROGRAMS.fullmatch(cell.text)
    return Fault.BAD_FIGURE if meant else None


def _gap(text: str, plain: str) -> Cell | None:
    """A cell that gives a reason instead of a figure."""
    low = plain.lower()
    if low in _MISSING:
        return Cell(as_printed=text, missing=_MISSING[low])
    for reason, pattern in _REASONS:
        found = re.fullmatch(pattern, low)
        if found:
            promised = plain[found.start(1) :] if found.re.groups and found[1] else ""
            note = "" if reason in {Missing.DEFERRED, Missing.NEW_MEASURE} else plain
            return Cell(as_printed=text, missing=reason, available=promised, note=note)
    return None


def _figure(text: str, plain: str, first_month: int) -> Cell | None:
    """A number with whatever stands around it, or None where the rest is not understood."""
    if plain.lower() in {"nil", "zero"}:
        plain = "0"
    said = [found[1] for found in (_ABOUT.match(plain), _LIMIT.match(plain)) if found]
    number = read_number(plain[len(said[0]) :] if said else plain)
    if number is None:
        return None
    notes = _notes(number)
    if notes is None:
        return None
    cell = Cell(
        as_printed=text, value=number.value, unit=number.unit, decimals=number.decimals, bracketed=number.bracketed
    )
    if said and _ABOUT.match(plain):
        cell = replace(cell, markers=frozenset({Marker.ESTIMATED}))
    return _with_notes(cell, [*said, *notes], first_month)


def _notes(number: Number) -> list[str] | None:
    """The notes after a number: what stands in brackets, a marker letter, a word of its unit; None for prose."""
    rest, notes = number.rest, list[str]()
    while rest:
        found = re.match(r"[(\[]([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]\s*", rest) or re.match(
            r"([prec*†‡])(?:\s+|$)", rest, re.IGNORECASE
        )
        if not found:
            break
        notes.append(found[1].strip())
        rest = rest[found.end() :]
    if rest and not (_AFTER.fullmatch(rest.lower()) or (number.unit == "£" and _MONEY_WORDS.fullmatch(rest))):
        return None
    return [*notes, rest] if rest else notes


def _with_notes(cell: Cell, notes: list[str], first_month: int) -> Cell:
    """The cell with what its notes say: markers, the period it is really for; the rest stays a note."""
    kept: list[str] = []
    for note in notes:
        parts = [part.strip() for part in re.split(r"\s[-–—]\s|[,;:]", note) if part.strip()]  # noqa: RUF001  as typed
        named = {_MARKERS[part.lower().rstrip(".")] for part in parts if part.lower().rstrip(".") in _MARKERS}
        period = read_period(note, first_month) or next(
            filter(None, (read_period(p, first_month) for p in parts)), None
        )
        cell = replace(cell, markers=cell.markers | named, names=cell.names or period)
        if note and not (named and len(parts) == 1):
            kept.append(note)
    return replace(cell, note="; ".join(kept))


def _named_in_brackets(plain: str, first_month: int) -> Period | None:
    """The period in a bracket at the end of words: "Good judgement (2012/13)"."""
    found = re.search(r"\(([^()]*)\)$", plain)
    return read_period(found[1], first_month) if found else None
