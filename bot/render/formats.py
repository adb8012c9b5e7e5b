"""Numbers, dates and lengths as people read them; the words around them stand in the templates."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.periods import Kind
from bot.render.escaping import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from bot.domain.answers import Tally
    from bot.domain.model import Figure, Indicator, Objective, Series
    from bot.domain.periods import Period

_MOST_DECIMALS = 4  # a printed figure has fewer; a worked-out one may run on for ever
_UNSEEN = re.compile(r"[\s\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164\ufe00-\ufe0f\uffa0]")
_INK = re.compile("[!-~]").match
_DANGLING = re.compile(r"(?:\s+\W?(?:an?|and|at|by|for|in|of|on|or|per|the|to|who|with|\W))+$", re.IGNORECASE)
_SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number(value: Decimal | int, decimals: int = 0) -> str:
    """With the decimals it has, a comma at each thousand: "91.70", "5,007".

    One with more than four decimals was worked out, not printed: it is rounded to `decimals`, halves up.
    """
    if isinstance(value, int):
        return f"{value:,}"
    written = f"{value:,f}"
    if len(written.partition(".")[2]) > _MOST_DECIMALS:
        return f"{value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):,f}"
    return written


def amount(value: Decimal, series: Series) -> str:
    """A figure of the series with its unit: "6.5%", "£1,200", "795 per 10,000"."""
    said = number(value, series.decimals)
    match series.unit:
        case "":
            return said
        case "%":
            return f"{said}%"
        case "£":
            return f"£{said}"
        case unit:
            return f"{said} {shorten(line(unit), 20)}"


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
    return " ".join(clean(text).split())


def spoken(words: str) -> str:
    """Plan words without the marks that hold some of them together: "looked_after children"."""
    return words.replace("_", " ")


def shorten(text: str, room: int) -> str:
    """At most `room` characters, cut after a word where there is one, the cut marked with three dots."""
    _only_raw(text)
    text = clean(text)
    if size(text) <= room:
        return text
    kept = text[: room - 1]
    while size(kept) > room - 1:
        kept = kept[: room - 1 - size(kept)]
    head, _, tail = kept.rpartition(" ")
    if head and len(tail) < len(kept) // 2:
        kept = _DANGLING.sub("", head)
    return kept.rstrip(" ,;:-(\u2013\u200d") + "\N{HORIZONTAL ELLIPSIS}"


def size(text: str) -> int:
    """Length in UTF-16 units, the longest way Slack may count (its pages do not say which it uses)."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def says_unit(series: Series) -> bool:
    """Whether its name says no more than the unit beside each figure: "per 10,000", "percentage"."""
    return series.name == series.unit or (series.unit == "%" and series.name.lower() in {"percentage", "per cent"})


def years_between(earlier: Period, later: Period) -> int:
    """How many plan years lie between two periods; give the columns that figures stand in, not what they cover."""
    return _plan_year(later) - _plan_year(earlier)


def _plan_year(period: Period) -> int:
    """The year in which the plan year starts that it ends in: for a year of the plan or its quarter, its own."""
    return period.year if period.kind in (Kind.YEAR, Kind.QUARTER) else period.plan_year.year


def with_value(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(figure for figure in figures if figure.has_value)


def each_line(texts: Iterable[str], room: int) -> list[str]:
    """Each on one line and shortened; those with nothing to read are left out."""
    return [shorten(line(text), room) for text in texts if not blank(text)]


def ids(indicators: Iterable[Indicator]) -> tuple[int, ...]:
    return tuple(indicator.id for indicator in indicators)


def in_tree(counted: Sequence[tuple[Objective, Tally]]) -> list[tuple[Objective, Tally]]:
    """Objectives, each followed by its parts; one whose parent is not among them stands on top."""
    held = {objective.id for objective, _ in counted}

    def under(parent: int | None) -> list[tuple[Objective, Tally]]:
        found: list[tuple[Objective, Tally]] = []
        for objective, tally in counted:
            above = objective.parent_id if objective.parent_id in held else None
            if above == parent:
                found += [(objective, tally), *under(objective.id)]
        return found

    return under(None)


def blank(text: str) -> bool:
    """Whether a reader would see nothing."""
    return not _INK(text) and not _UNSEEN.sub("", clean(text))


def _only_raw(text: str) -> None:
    """Text that is escaped already must not be cut: half an entity might remain."""
    if isinstance(text, Markup):
        raise TypeError(text)


FILTERS: dict[str, Callable[..., object]] = {
    "number": number,
    "amount": amount,
    "distance": distance,
    "counted": counted,
    "day": day,
    "line": line,
    "spoken": spoken,
    "shorten": shorten,
    "size": size,
    "with_value": with_value,
    "in_order": sorted,
    "each_line": each_line,
    "ids": ids,
    "in_tree": in_tree,
}
