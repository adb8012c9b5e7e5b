"""Shares and groups as the report prints them; the words around them stand in the templates."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bot.domain.counting import numbered_lines
from bot.domain.rounding import share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.domain.highlights import Highlight
    from bot.domain.reporting import Missing, ObjectivePart, ReportFacts

NOT_APPLICABLE = "N/A"
WHOLE = 100


def share_of(part: int, whole: int) -> str:
    """A share as the City's review prints it: "55.9%", "100%", and "N/A" of nothing.

    >>> share_of(62, 111), share_of(9, 9), share_of(0, 0)
    ('55.9%', '100%', 'N/A')
    """
    found = share(part, whole)
    if found is None:
        return NOT_APPLICABLE
    return f"{WHOLE}%" if found == WHOLE else f"{found}%"


def by_organisation(missing: Iterable[Missing]) -> list[tuple[str, tuple[Missing, ...]]]:
    """What is missing by who answers for it, an organisation or a post without one, in their order."""
    return [(name, tuple(held)) for name, held in groupby(missing, key=lambda each: each.whose)]


def help_wanted(facts: ReportFacts) -> list[ObjectivePart]:
    """The objectives whose leads ask something of the board."""
    return [part for part in facts.parts if part.highlight and part.highlight.help_wanted.strip()]


def numbers_lines(facts: ReportFacts) -> bool:
    """Whether the plan numbers its lines itself, so that a number and its rate may count as two."""
    return bool(numbered_lines(facts.catalogue.indicators))


def lines_numbered(facts: ReportFacts) -> int:
    """How many numbered lines the plan has."""
    return numbered_lines(facts.catalogue.indicators)


def past_their_day(missing: Iterable[Missing]) -> int:
    """How many of these were to be had by now."""
    return sum(each.late for each in missing)


def part_of(highlight: Highlight, name: str) -> str:
    """One part of a lead's account, by its field."""
    return str(getattr(highlight, name))


FILTERS: dict[str, Callable[..., object]] = {
    "share_of": share_of,
    "by_organisation": by_organisation,
    "help_wanted": help_wanted,
    "numbers_lines": numbers_lines,
    "lines_numbered": lines_numbered,
    "past_their_day": past_their_day,
    "part_of": part_of,
}
