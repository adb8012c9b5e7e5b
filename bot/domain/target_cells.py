"""A target's cell read: a number, a band, a judgement, or one of the rules that plans put in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.cells import Cell, read_cell
from bot.domain.model import Missing, Polarity, TargetKind
from bot.domain.numbers import Number, plain_text, read_number
from bot.domain.periods import APRIL

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetCell:
    """What a target's cell asks for, in the words of `TargetKind`."""

    as_printed: str
    kind: TargetKind
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    text: str = ""
    unit: str = ""
    decimals: int = 0
    bracketed: bool = False


_NO_TARGET = {Missing.NOT_AVAILABLE, Missing.NOT_APPLICABLE, Missing.NOT_DUE, Missing.DEFERRED}
_EARLIER = r"(?:the )?(?:previous|last|prior) year(?:['\u2019]?s)?(?: outturn| figure| result| performance| baseline)?"
_RULES = (  # tried in order, the first that is found in the text counts
    (TargetKind.REDUCE, rf"\b(?:lower|less|fewer|smaller|below|under)\b.*{_EARLIER}"),
    (TargetKind.BETTER, rf"\b(?:better|higher|more|greater|above|improve\w*|exceed\w*|beat)\b.*{_EARLIER}"),
    (TargetKind.REDUCE, r"\b(?:reduc\w+|decreas\w+|downward trend|fall|lower|fewer)\b"),
    (TargetKind.MONITOR, r"\bmonitor\w*\b|\bno target set\b"),
    (TargetKind.BASELINE, r"\bbase-?line\b"),
    (
        TargetKind.JUDGEMENT,
        r"\bjudge?ment\b|^(?:outstanding|good|adequate|requires improvement|inadequate)(?: or better)?$",
    ),
)
_UP = re.compile(r"\b(?:higher|more|greater|above)\b")


def read_target(text: str, polarity: Polarity = Polarity.NONE, first_month: int = APRIL) -> TargetCell | None:
    """What a target's cell asks for; None where it is blank or says that there is none.

    "Higher than previous year" on a line where lower is good contradicts itself: it stays words, which no rule judges.

    >>> read_target("To better the previous year's outturn").kind
    <TargetKind.BETTER: 'better than last year'>
    """
    plain = plain_text(text)
    cell = read_cell(text, first_month)
    if not plain or cell.missing in _NO_TARGET:
        return None
    if cell.value is not None:
        return _of_value(cell)
    return _band(text, plain) or _of_words(text, plain, polarity)


def _of_value(cell: Cell) -> TargetCell:
    return TargetCell(
        as_printed=cell.as_printed,
        kind=TargetKind.VALUE,
        value=cell.value,
        text=cell.note,
        unit=cell.unit,
        decimals=cell.decimals,
        bracketed=cell.bracketed,
    )


def _band(text: str, plain: str) -> TargetCell | None:
    """60-70%, 60% to 70%, between 60% and 70%."""
    found = re.fullmatch(r"(?:between |from )?(\S+?)\s?(?:-|–|—|to|and)\s?(\S+)", plain, re.IGNORECASE)  # noqa: RUF001  as typed
    ends = [read_number(part) for part in found.groups()] if found else []
    if not all(isinstance(end, Number) and not end.rest for end in ends) or len(ends) != 2:
        return None
    low, high = (end for end in ends if end)
    if low.value >= high.value:
        return None
    return TargetCell(
        as_printed=text,
        kind=TargetKind.BAND,
        low=low.value,
        high=high.value,
        unit=high.unit or low.unit,
        decimals=max(low.decimals, high.decimals),
    )


def _of_words(text: str, plain: str, polarity: Polarity) -> TargetCell:
    low = plain.lower()
    kind = next((kind for kind, pattern in _RULES if re.search(pattern, low)), TargetKind.WORDS)
    if kind is TargetKind.BETTER and polarity is Polarity.LOWER and _UP.search(low):
        kind = TargetKind.WORDS
    if kind is TargetKind.REDUCE and polarity is Polarity.HIGHER:
        kind = TargetKind.WORDS
    return TargetCell(as_printed=text, kind=kind, text=plain)
