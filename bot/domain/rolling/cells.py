"""What single cells of a rollover's sheet say: a word of a list, an objective, a target, a text that names nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from bot.domain.cells import fault_of, read_cell
from bot.domain.model import Target
from bot.domain.personal_details import noticed
from bot.domain.problems import Fault, quoted
from bot.domain.rolling.columns import objective_label
from bot.domain.target_cells import read_target

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from bot.domain.model import Polarity
    from bot.domain.periods import Period
    from bot.domain.problems import Problem
    from bot.domain.rolling.columns import Heading
    from bot.domain.rolling.reading import Filled
    from bot.domain.rolling.steps import Key

Word = TypeVar("Word", bound=StrEnum)
_UNREAD = frozenset({Fault.DECIMAL_COMMA, Fault.A_DATE, Fault.BAD_FIGURE})


@dataclass(slots=True)
class Desk:
    """What the rows are held against, and all that was found wrong with them."""

    today: date
    first_month: int
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, row: Filled, fault: Fault, heading: Heading, **facts: object) -> None:
        self.problems.append(row.problem(fault, heading, **facts))

    def chosen(self, row: Filled, heading: Heading, words: type[Word]) -> Word:
        """The word that the cell chooses; the first of them where it is blank or, with a problem, no such word."""
        said = row.text(heading).casefold()
        first = next(iter(words))
        if not said or said in {each.value for each in words}:
            return words(said) if said else first
        self.wrong(row, Fault.BAD_WORD, heading, shown=quoted(row.text(heading)), known=", ".join(words))
        return first

    def objective(self, row: Filled, heading: Heading, text: str, keys: Collection[Key]) -> Key | None:
        """The objective that is named by its level and number, or by its number where that is one alone."""
        found = re.fullmatch(r"(?:([a-z]+) )?(\d{1,6})", text.strip().casefold(), re.ASCII)
        near = [key for key in keys if found and key[1] == int(found[2]) and found[1] in {None, key[0]}]
        if len(near) == 1:
            return near[0]
        self.wrong(row, Fault.NO_OBJECTIVE_LEFT, heading, shown=quoted(text), known=_known(keys))
        return None

    def told(self, row: Filled, *headings: Heading) -> None:
        """Texts that are kept and read by others name nobody."""
        for heading in headings:
            for detail in noticed(row.text(heading), self.today)[:1]:
                self.wrong(row, Fault.TELLS_OF_SOMEBODY, heading, found=detail.value)

    def target(
        self, row: Filled, heading: Heading, series_id: int, period: Period, polarity: Polarity
    ) -> Target | None:
        text = row.text(heading)
        fault = fault_of(read_cell(text, self.first_month))
        if fault in _UNREAD and fault is not None:
            self.wrong(row, fault, heading, shown=quoted(text))
            return None
        read = read_target(text, polarity, self.first_month)
        if read is None:
            return None
        return Target(
            series_id=series_id, period=period, kind=read.kind, as_printed=text, value=read.value, low=read.low,
            high=read.high, text=read.text,
        )  # fmt: skip


def _known(keys: Iterable[Key]) -> str:
    labels = [objective_label(key) for key in keys]
    return ", ".join(labels[:12]) + (f" and {len(labels) - 12} more" if len(labels) > 12 else "")
