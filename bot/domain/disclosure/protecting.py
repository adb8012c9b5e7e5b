"""The figures of a plan as one audience may see them: what is hidden has no value any more, whoever reads it on."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.domain.disclosure import sums
from bot.domain.disclosure.cells import lines_of
from bot.domain.disclosure.counted import Counted, counted
from bot.domain.disclosure.network import Network
from bot.domain.disclosure.small import is_small, is_withheld
from bot.domain.model import Accumulation, Marker, Missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.domain.disclosure.cells import Line
    from bot.domain.disclosure.rule import Rule
    from bot.domain.model import Catalogue, Figure, Measure, Series
    from bot.domain.periods import Period

HIDDEN = "[c]"  # the Government Analysis Function's shorthand
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+", re.IGNORECASE)
_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]

Figures = dict[int, tuple["Figure", ...]]  # by series
Key = tuple[int, "Period"]


def protect(catalogue: Catalogue, figures: Mapping[int, Sequence[Figure]], rule: Rule) -> Figures:
    """The figures that an audience may see of a plan, in the order given; see `hidden_cells` for what is hidden.

    Give it every figure that the reader can come by, of whole indicators: what is left out cannot be weighed. A line
    that the catalogue does not know is left out.
    """
    if not rule.hides:
        return {series_id: tuple(given) for series_id, given in figures.items()}
    hidden = hidden_cells(catalogue, figures, rule)
    found: Figures = {}
    for indicator in catalogue.indicators:
        gone = [f for s in indicator.series for f in figures.get(s.id, ()) if hidden and (s.id, f.period) in hidden]
        for series in indicator.series:
            if series.id in figures:
                given = figures[series.id]
                found[series.id] = _veiled_line(series.id, given, hidden, gone) if gone else tuple(given)
    return found


def hidden_cells(catalogue: Catalogue, figures: Mapping[int, Sequence[Figure]], rule: Rule) -> frozenset[Key]:
    """The lines and periods that an audience may not see.

    Small counts of people, the shares and rates that give them away, and beside them so much more that no sum and no
    difference gives any of them back: categories and totals, quarters that add up to their year, what a running total
    grew by from one quarter to the next.
    """
    if not rule.hides:
        return frozenset()
    tied = {number for each in rule.sums for number in (*each.parts, each.total) if number is not None}
    together: list[Line] = []
    found: set[Key] = set()
    for indicator in catalogue.indicators:
        if any(series.id in tied for series in indicator.series):
            together += lines_of(indicator, figures)
        elif any(_has_something_to_hide(indicator.measure, s, figures.get(s.id, ()), rule) for s in indicator.series):
            found |= _hidden_among(lines_of(indicator, figures), (), rule)
    if together:
        by_series = {line.series.id: line for line in together}
        found |= _hidden_among(together, (t for each in rule.sums for t in sums.named(each, by_series)), rule)
    return frozenset(found)


def veiled(figure: Figure) -> Figure:
    """A figure with its value taken out, and whatever else of it could say the value."""
    return replace(
        figure,
        as_printed=HIDDEN,
        value=None,
        text="",
        numerator=None,
        denominator=None,
        note="",
        comment="",
        available="",
        missing=Missing.SUPPRESSED,
        markers=figure.markers | {Marker.CONFIDENTIAL},
    )


def _hidden_among(lines: Sequence[Line], named: Iterable[sums.Total], rule: Rule) -> set[Key]:
    network = Network(lines, named)
    network.hide(rule)
    return {(cell.line.series.id, cell.period) for cell in network.hidden}


def _has_something_to_hide(measure: Measure, series: Series, given: Sequence[Figure], rule: Rule) -> bool:
    """A quick look, so that the lines of most indicators are not weighed at all."""
    kind = counted(measure, series)
    if kind is Counted.OTHER:
        return False
    if any(is_small(kind, each, rule.threshold) or is_withheld(measure, kind, each, rule) for each in given):
        return True
    runs = series.accumulation is Accumulation.CUMULATIVE and kind is Counted.PEOPLE
    return runs and _grows_by_little(given, rule.threshold)


def _grows_by_little(given: Sequence[Figure], threshold: int) -> bool:
    """Whether any two figures of a running total lie so close: a rough look, that asks for no year."""
    values = sorted(each.value for each in given if each.value is not None and each.missing is None)
    return any(0 < now - before <= threshold for before, now in pairwise(values))


def _veiled_line(
    series_id: int, given: Sequence[Figure], hidden: frozenset[Key], gone: Sequence[Figure]
) -> tuple[Figure, ...]:
    said = {number for each in gone for number in (each.value, each.numerator, each.denominator) if number is not None}
    return tuple(veiled(each) if (series_id, each.period) in hidden else _silent(each, said) for each in given)


def _silent(figure: Figure, said: set[Decimal]) -> Figure:
    """A figure that is shown, without words beside it that say a hidden number of its indicator."""
    if figure.comment and _mentions(figure.comment, said):
        figure = replace(figure, comment="")
    if figure.note and _mentions(figure.note, said):
        bare = figure.as_printed.split(" (", maxsplit=1)[0] if figure.note in figure.as_printed else figure.as_printed
        figure = replace(figure, note="", as_printed=bare)
    return figure


def _mentions(words: str, said: set[Decimal]) -> bool:
    """Whether words hold one of these numbers, in figures or in letters.

    >>> _mentions("up from three", {Decimal(3)})
    True
    """
    return any(_number(token) in said for token in _TOKEN.findall(words.casefold()))


def _number(token: str) -> Decimal | None:
    if token in _WORDS:
        return Decimal(_WORDS.index(token))
    plain = token.replace(",", "")
    return Decimal(plain) if plain[0].isdigit() and plain.count(".") <= 1 else None  # 1.2.3 is a date
