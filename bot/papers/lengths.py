"""How long a cover may be: it must stay within four pages, and whoever wrote too much is told before it is printed.

Measured on the template that comes with Steward, set in Arial at 10.5 points on A4: a line takes 98 letters of plain
text on average and a page 53 lines. The tables are narrower, so their cells are counted by their own share of a line.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from bot.domain.covers import CoverField
from bot.domain.errors import CoverTooLong

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.papers.contents import Contents

PAGES = 4
_LINE, _PAGE = 92, 50  # a little less than measured, so that an office's own letterhead has room
_HEADINGS = 11
_OF_HEADING = 1.9  # lines, with the space around it
_TEXTS = (
    CoverField.SUMMARY, CoverField.RECOMMENDATIONS, CoverField.BACKGROUND, CoverField.OPTIONS, CoverField.REASONS,
    CoverField.CONSULTATION, CoverField.SEEN_BY, CoverField.BACKGROUND_PAPERS, CoverField.PUBLISHED_DOCUMENTS,
)  # fmt: skip


def check_cover(made: Contents) -> None:
    """Raises CoverTooLong, which names the longest parts, where the cover would take more than four pages."""
    lines = cover_lines(made)
    if lines <= PAGES * _PAGE:
        return
    by_length = sorted(_lengths(made).items(), key=lambda each: -each[1])
    longest = ", ".join(f"{of.label} ({length:,} characters)" for of, length in by_length[:3])
    over = ceil((lines - PAGES * _PAGE) * _LINE / 100) * 100
    raise CoverTooLong(pages=PAGES, over=f"{over:,}", longest=longest)


def cover_lines(made: Contents) -> float:
    """About how many lines the cover takes."""
    texts = sum(_lines(paragraph, _LINE) + 0.35 for of in _TEXTS for paragraph in getattr(made, of.value))
    facts = (made.to, made.date, made.item, made.author, made.director, made.wards, f"{made.plan}, {made.period}")
    rows = sum(_lines(each, 66) for each in facts)
    objectives = sum(_lines(each.title, 80) for each in made.objectives)
    comments = sum(
        max(_lines(each.text, 50), _lines(each.signed, 24), _lines(each.title, 22)) for each in made.comments
    )
    title = 2 * _lines(made.title, 50)
    return title + texts + _HEADINGS * _OF_HEADING + 1.15 * (rows + objectives + comments + 3)


def _lines(text: str, room: int) -> int:
    return max(1, ceil(len(text) / room))


def _lengths(made: Contents) -> dict[CoverField, int]:
    said = {of: sum(map(len, _each(getattr(made, of.value)))) for of in _TEXTS}
    comments = {of.label: of for of in CoverField if of.is_comment}
    return said | {comments[each.title]: len(each.text) for each in made.comments}


def _each(texts: Iterable[str]) -> Iterable[str]:
    return texts
