"""A reference dictionary: what a national body says of its measures, beside which a plan's indicators are checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from bot.domain.errors import BadDictionary
from bot.domain.model import Polarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.domain.model import Catalogue, Indicator
    from bot.domain.sheet import Book, Row

ALIKE = 0.6  # from then on a name is proposed, never taken
_HEADINGS = {
    "code": ("code", "measure code", "indicator code", "id", "reference"),
    "name": ("name", "measure", "indicator name", "measure name", "measure short", "title", "chart title"),
    "polarity": ("polarity", "good performance", "direction", "good direction"),
    "unit": ("unit", "units", "y axis name", "data unit", "measure unit"),
    "source": ("source", "data source", "publication"),
    "indicator": ("indicator", "our code", "plan code", "mapped to", "maps to"),
}
_NAMES = {heading: name for name, headings in _HEADINGS.items() for heading in headings}
_WAYS = {
    "high": Polarity.HIGHER, "higher": Polarity.HIGHER, "high is good": Polarity.HIGHER, "up": Polarity.HIGHER,
    "low": Polarity.LOWER, "lower": Polarity.LOWER, "low is good": Polarity.LOWER, "down": Polarity.LOWER,
    "-": Polarity.NONE, "none": Polarity.NONE, "neutral": Polarity.NONE, "n/a": Polarity.NONE,
}  # fmt: skip
_UNITS = {"percentage": "%", "per cent": "%", "percent": "%", "%": "%", "number": "", "count": "", "no": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One line of a dictionary. `polarity` None: the line is blank; NONE: its body gives no good direction ("-")."""

    code: str = ""
    name: str
    polarity: Polarity | None = None
    unit: str | None = None
    source: str = ""
    indicators: tuple[str, ...] = ()  # codes or titles that it was mapped to

    @property
    def key(self) -> str:
        return plain(f"{self.code} {self.name}")


def read_dictionary(book: Book) -> tuple[Reference, ...]:
    """The lines of a dictionary, whichever of its sheets holds them. BadDictionary where none does, or one is wrong."""
    for sheet in book.sheets:
        for place, row in enumerate(sheet.rows):
            columns = _columns(row)
            if {"name", "polarity"} <= columns.keys():
                return tuple(_read(sheet.rows[place + 1 :], columns, book.name, sheet.name))
    raise BadDictionary(name=book.name, problem='no sheet has a column for the name and one for the "polarity"')


def matched(catalogue: Catalogue, references: Iterable[Reference]) -> dict[int, Reference]:
    """The line of the dictionary for each indicator, by its id: mapped by hand, by its code, or by its whole name."""
    lines = list(references)
    mapped = {plain(name): each for each in lines for name in each.indicators}
    coded = {plain(each.code): each for each in lines if each.code}
    named = {plain(each.name): each for each in lines}
    found = {}
    for indicator in catalogue.indicators:
        called = [plain(name) for name in (indicator.code, indicator.title) if name]
        aliases = [plain(name) for name in indicator.measure.aliases]
        ways: Sequence[tuple[Mapping[str, Reference], list[str]]] = (
            (mapped, called), (coded, called[:1] if indicator.code else []), (named, called + aliases),
        )  # fmt: skip
        line = next((held[name] for held, names in ways for name in names if name in held), None)
        if line:
            found[indicator.id] = line
    return found


def near(catalogue: Catalogue, references: Iterable[Reference]) -> list[tuple[Indicator, Reference]]:
    """Indicators without a line, each with the line whose name is most like its title: for an officer to decide."""
    lines = list(references)
    taken = matched(catalogue, lines)
    found = []
    for indicator in catalogue.indicators:
        if indicator.id in taken:
            continue
        best = max(lines, key=lambda each: _likeness(indicator.title, each.name), default=None)
        if best and _likeness(indicator.title, best.name) >= ALIKE:
            found.append((indicator, best))
    return found


def plain(words: str) -> str:
    """Words without regard to case, spacing and the stroke in a code: "CC 8" is "cc-8"."""
    return " ".join(re.sub(r"[-_/.,()]", " ", words.casefold()).split())


def _columns(row: Row) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, cell in enumerate(row.cells):
        name = _NAMES.get(plain(cell))
        if name:
            found.setdefault(name, index)
    return found


def _read(rows: Iterable[Row], columns: Mapping[str, int], file: str, sheet: str) -> Iterable[Reference]:
    for row in rows:
        told = {name: row.cells[index].strip() if index < len(row.cells) else "" for name, index in columns.items()}
        if not told["name"]:
            continue
        way = " ".join(told["polarity"].casefold().replace("\N{EN DASH}", "-").split())
        if way and way not in _WAYS:
            problem = f'"{told["polarity"]}" in row {row.number} of "{sheet}" is no polarity: write High, Low or -'
            raise BadDictionary(name=file, problem=problem)
        yield Reference(
            code=told.get("code", ""),
            name=told["name"],
            polarity=_WAYS[way] if way else None,
            unit=unit_of(told["unit"]) if told.get("unit") else None,
            source=told.get("source", ""),
            indicators=tuple(part.strip() for part in told.get("indicator", "").split(";") if part.strip()),
        )


def unit_of(words: str) -> str:
    """A unit as our series have it: "Percentage" is "%", "Rate per 10,000" is "per 10,000"."""
    low = " ".join(words.casefold().split())
    found = re.search(r"per [\d,]+", low)
    return found[0] if found else _UNITS.get(low, low)


def _likeness(title: str, name: str) -> float:
    return SequenceMatcher(None, plain(title), plain(name)).ratio()
