"""Rows among the indicators that are none: totals, and notes that stand below or between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.planfile import Cited
from bot.domain.reading.headings import Column
from bot.domain.reading.tables import cell

if TYPE_CHECKING:
    from bot.domain.reading.tables import Table
    from bot.domain.sheet import Row

_TOTAL = re.compile(r"(?:(?:grand|sub|overall)[ -]?)?totals?|all|overall|sum", re.IGNORECASE)
_NOTE = re.compile(
    r"(?:foot)?notes?\s*(?:[:.\d(-]|$)|(?:sources?|key)\s*[:=]|n\.?\s?b\.?(?:\W|$)|please note\b|(?:last )?updated\b"
    r"|(?:prepared|produced|printed) (?:by|on|for)\b|[*\u2020\u2021~]|.*[a-z]\.$",
    re.IGNORECASE | re.DOTALL,
)
_OF_A_LINE = (  # what makes a row without a title a line of the indicator above it
    Column.CONTINUES, Column.FIGURE, Column.CURRENT, Column.TARGET, Column.GOOD, Column.BETTER, Column.MET,
    Column.COMMENT,
)  # fmt: skip


def sorted_rows(table: Table) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The rows of indicators, and those left out; a row without a title goes with the total above it."""
    kept: list[Row] = []
    left: list[Row] = []
    after_total = False
    for row in table.rows:
        if table.text(row, Column.TITLE) or table.text(row, Column.CONTINUES):
            after_total = _is_total(table, row)
        (left if after_total or _is_note(table, row) else kept).append(row)
    return tuple(kept), tuple(left)


def cited(table: Table, row: Row) -> Cited:
    """The row with the first thing it says."""
    said = table.text(row, Column.TITLE) or next(" ".join(text.split()) for text in row.cells if text.strip())
    return Cited(table.name, row.number, "", said)


def is_bare(table: Table, row: Row) -> bool:
    """Whether a row is a title and nothing else: an indicator to come, or a note that does not look like one."""
    return bool(table.text(row, Column.TITLE)) and sum(bool(text.strip()) for text in row.cells) == 1


def _is_total(table: Table, row: Row) -> bool:
    title = table.text(row, Column.TITLE).rstrip(" :")
    return not table.text(row, Column.CODE) and bool(_TOTAL.fullmatch(title))


def _is_note(table: Table, row: Row) -> bool:
    if is_bare(table, row):
        return bool(_NOTE.match(table.text(row, Column.TITLE)))
    if table.text(row, Column.TITLE):
        return False
    return not any(cell(row, place).strip() for column in _OF_A_LINE for place in table.of(column))
