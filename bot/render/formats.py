"""Numbers, dates and lengths as people read them; the words around them stand in the templates."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from bot.domain.model import Figure
    from bot.domain.periods import Period

_MOST_DECIMALS = 4  # a printed figure has fewer; a worked-out one may run on for ever
_SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number(value: Decimal | int, decimals: int = 0) -> str:
    """With the decimals it has, a comma at each thousand: "91.70", "5,007".

    One with more than four decimals was worked out, not printed: it is rounded to `decimals`, halves up.
    """
    if isinstance(value, int):
        return f"{value:,}"
    if not value.is_finite():
        return str(value)
    if -int(value.as_tuple().exponent) > _MOST_DECIMALS:
        value = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{value:,f}"


def distance(value: Decimal, decimals: int = 0) -> str:
    """How far, whichever way: the number without its sign."""
    return number(abs(value), decimals)


def counted(count: int) -> str:
    """A count within a sentence: "two", "12"."""
    return _SMALL_NUMBERS[count] if 0 <= count < len(_SMALL_NUMBERS) else f"{count:,}"


def day(when: date) -> str:
    """30 April 2014."""
    return f"{when.day} {when:%B %Y}"


def line(text: str) -> str:
    """On one line, without spaces to spare."""
    _only_raw(text)
    return " ".join(text.split())


def shorten(text: str, room: int) -> str:
    """At most `room` characters, cut after a word where there is one, the cut marked with three dots."""
    _only_raw(text)
    if size(text) <= room:
        return text
    kept = text[: room - 1]
    while size(kept) > room - 1:
        kept = kept[: room - 1 - size(kept)]
    head, _, tail = kept.rpartition(" ")
    if head and len(tail) < len(kept) // 2:
        kept = head
    return kept.rstrip(" ,;:-(\u2013\u200d") + "\N{HORIZONTAL ELLIPSIS}"


def size(text: str) -> int:
    """Length in UTF-16 units, the longest way Slack may count (its pages do not say which it uses)."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def years_between(earlier: Period, later: Period) -> int:
    """How many plan years lie between the ends of two periods."""
    return later.plan_year.year - earlier.plan_year.year


def with_value(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(figure for figure in figures if figure.has_value)


def blank(text: str) -> bool:
    """Whether a reader would see nothing."""
    return not re.sub(r"[\s\u200b-\u200d\u2060\ufe0e\ufe0f]", "", text)


def _only_raw(text: str) -> None:
    """Text that is escaped already must not be cut: half an entity might remain."""
    if isinstance(text, Markup):
        raise TypeError(text)


FILTERS: dict[str, Callable[..., object]] = {
    "number": number,
    "distance": distance,
    "counted": counted,
    "day": day,
    "line": line,
    "shorten": shorten,
    "size": size,
    "with_value": with_value,
    "in_order": sorted,
}
