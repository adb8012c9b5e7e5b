"""What was handed in on a sheet, before it is judged: one figure with the words of its cells and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.domain.periods import from_key
from bot.domain.returning import Column
from bot.domain.sheet import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.domain.model import Catalogue, Indicator, Series
    from bot.domain.periods import Period
    from bot.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """A cell; `row` as a spreadsheet counts, `column` from 0."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """As in "F7"."""
        return f"{column_letters(self.column)}{self.row}"

    @property
    def label(self) -> str:
        """As a formula would name it: "Return!F7"."""
        return f"{self.sheet}!{self.address}"

    def kept(self) -> list[Any]:
        """What `Place(*kept)` makes again."""
        return [self.sheet, self.row, self.column]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One figure, or the promise of one; `cells` are the words by column, those that are not empty."""

    indicator: Indicator
    series: Series
    period: Period
    cells: Mapping[Column, str]
    places: Mapping[Column, Place] = field(default_factory=dict)
    at: Place  # of the value: what the figure keeps as its source
    has_comments: bool = True  # whether the sheet has a place for a comment on it

    def text(self, column: Column) -> str:
        return self.cells.get(column, "")

    def place(self, column: Column) -> Place:
        return self.places.get(column, self.at)

    @property
    def key(self) -> tuple[int, str]:
        return self.series.id, self.period.key

    def kept(self) -> dict[str, Any]:
        """What waits in the database until somebody confirms it."""
        return {
            "series": self.series.id,
            "period": self.period.key,
            "cells": {column.value: text for column, text in self.cells.items()},
            "places": {column.value: place.kept() for column, place in self.places.items()},
            "at": self.at.kept(),
            "has_comments": self.has_comments,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """All of one file: what was handed in, what is wrong with it, and what nobody looked at."""

    file_name: str
    handed: tuple[Handed, ...] = ()
    problems: tuple[Problem, ...] = ()
    blank: int = 0  # rows or cells without an answer
    left_out: int = 0  # rows of the return that are not in it any more
    not_read: tuple[str, ...] = ()  # sheets
    known_as: str = ""  # the name of the mapped workbook; "": it is a return of ours


def own_words(handed: Handed) -> tuple[str, str]:
    """Its comment and its source, each on one line."""
    comment, source = (" ".join(handed.text(column).split()) for column in (Column.COMMENT, Column.SOURCE))
    return comment, source


def again(kept: Iterable[Mapping[str, Any]], catalogue: Catalogue) -> tuple[Handed, ...]:
    """What `Handed.kept` wrote; a line that the plan no longer has is left out."""
    lines = {series.id: (each, series) for each in catalogue.indicators for series in each.series}
    return tuple(_again(each, *lines[each["series"]], catalogue) for each in kept if each["series"] in lines)


def _again(kept: Mapping[str, Any], indicator: Indicator, series: Series, catalogue: Catalogue) -> Handed:
    return Handed(
        indicator=indicator,
        series=series,
        period=from_key(kept["period"], catalogue.plan.first_month),
        cells={Column(name): text for name, text in kept["cells"].items()},
        places={Column(name): Place(*place) for name, place in kept["places"].items()},
        at=Place(*kept["at"]),
        has_comments=kept["has_comments"],
    )
