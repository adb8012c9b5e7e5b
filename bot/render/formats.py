"""Numbers, dates and lengths as people read them; the words around them stand in the templates."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.domain.periods import Kind
from bot.render.escaping import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from bot.domain.answers import Tally
    from bot.domain.model import Figure, Indicator, Objective, Series
    from bot.domain.periods import Period
    from bot.domain.risks import RiskScore
    from bot.domain.statements import Statement

_MOST_DECIMALS = 4  # a printed figure has fewer; a worked-out one may run on for ever
_SEEN = re.compile(r"[^\s\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164\ufe00-\ufe0f\uffa0]").search
_INK = re.compile("[!-~]").match
_DANGLING = re.compile(r"(?:\s+\W?(?:an?|and|at|by|for|in|of|on|or|per|the|to|who|with|\W))+$", re.IGNORECASE)
_COUNTING = re.compile(r"\s*(?:the )?(?:total )?(?:number|no\.?) of\b", re.IGNORECASE).match
_ENDS = (".", "!", "?", '."', ".)", "\N{HORIZONTAL ELLIPSIS}")
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


def amount(value: Decimal, series: Series, unit: bool = True) -> str:  # noqa: FBT001, FBT002  a template's argument
    """A figure of the series with its unit: "6.5%", "£1,200", "795 per 10,000"; a unit in words can be left out."""
    said = number(value, series.decimals)
    match series.unit:
        case "":
            return said
        case "%":
            return f"{said}%"
        case "£":
            return f"£{said}"
        case words:
            return f"{said} {shorten(line(words), 20)}" if unit else said


def share(part: int, whole: int) -> str:
    """A part of a count with one decimal, halves up, as boards print it: "55.9%", "100%"; of nothing "n/a"."""
    if not whole:
        return "n/a"
    said = (Decimal(100 * part) / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return "100%" if said == 100 else f"{said}%"


def distance(value: Decimal, decimals: int = 0) -> str:
    """How far, whichever way: the number without its sign."""
    return number(abs(value), decimals)


def counted(count: int) -> str:
    """A count within a sentence: "two", "12"."""
    return _SMALL_NUMBERS[count] if 0 <= count < len(_SMALL_NUMBERS) else f"{count:,}"


def day(when: date) -> str:
    """30 April 2014."""
    return f"{when.day} {when:%B %Y}"


def month(when: date) -> str:
    """April 2014."""
    return f"{when:%B %Y}"


def moment(when: datetime) -> str:
    """14:32 on 30 April 2014, in the zone that it comes in."""
    return f"{when:%H:%M} on {day(when.date())}"


def as_at(when: datetime) -> str:
    """14:32, 19 May, in the zone that it comes in."""
    return f"{when:%H:%M}, {when.day} {when:%B}"


def written_day(written: str) -> str:
    """A day that a question set as a condition, from "2014-07-02"."""
    return day(date.fromisoformat(written))


def iso(when: date | time) -> str:
    """As forms take it: "2014-05-19", "09:30"."""
    return when.isoformat("minutes") if isinstance(when, time) else when.isoformat()


def line(text: str) -> str:
    """On one line, without spaces to spare."""
    _only_raw(text)
    return " ".join(clean(text).split())


def spoken(words: str) -> str:
    """Plan words without the marks that hold some of them together: "looked_after children"."""
    return words.replace("_", " ")


def shorten(text: str, room: int) -> str:
    """At most `room` characters, cut after a word where there is one, the cut marked with three dots.

    A bracket that was only just opened goes too.
    """
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
    opened = kept.rfind(" (")
    if opened > len(kept) * 2 // 3 and ")" not in kept[opened:]:
        kept = kept[:opened]
    return kept.rstrip(" ,;:-(\u2013\u200d") + "\N{HORIZONTAL ELLIPSIS}"


def size(text: str) -> int:
    """Length in UTF-16 units, the longest way Slack may count (its pages do not say which it uses)."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def capital(text: str) -> str:
    """With a capital at its beginning: "number" as the name of a line."""
    _only_raw(text)
    return text[:1].upper() + text[1:]


def sentence(text: str, room: int) -> str:
    """On one line, in the room there is, with one full stop unless it ends as a sentence does."""
    said = line(text)
    if said.endswith(_ENDS):
        return shorten(said, room)
    return shorten(f"{said.rstrip(' ;:,')}.", room)


def says_unit(series: Series) -> bool:
    """Whether its name says no more than the unit beside each figure: "per 10,000", "percentage"."""
    return series.name == series.unit or (series.unit == "%" and series.name.lower() in {"percentage", "per cent"})


def years_between(earlier: Period, later: Period) -> int:
    """How many plan years lie between two periods; give the columns that figures stand in, not what they cover."""
    return _plan_year(later) - _plan_year(earlier)


def _plan_year(period: Period) -> int:
    """The year in which the plan year starts that it ends in: for a year of the plan or its quarter, its own."""
    return period.year if period.kind in (Kind.YEAR, Kind.QUARTER) else period.plan_year.year


def is_rate(series: Series) -> bool:
    return series.unit.startswith("per ")


def is_count(series: Series) -> bool:
    """Whether it is the plain number beside a rate or a percentage: "number"."""
    return not series.unit and series.name.casefold() in {"number", "no", "no.", "count"}


def says_number(indicator: Indicator) -> bool:
    """Whether the title says that it counts: "The number of contacts"."""
    return bool(_COUNTING(indicator.title))


def in_words(series: Series) -> bool:
    """Whether its unit is words, which need not stand beside every figure: "per 1,000", "days"."""
    return series.unit not in {"", "%", "\N{POUND SIGN}"} and not blank(series.unit)


def with_value(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(figure for figure in figures if figure.has_value)


def each_line(texts: Iterable[str], room: int) -> list[str]:
    """Each on one line and shortened; those with nothing to read are left out."""
    return [shorten(line(text), room) for text in texts if not blank(text)]


def likelihood_by_impact(score: RiskScore) -> str:
    """As registers print it: "4 x 5"."""
    return f"{score.likelihood} x {score.impact}"


def of_sort(statements: Iterable[Statement], sort: str) -> int:
    """How many are of that sort: "concern"."""
    return sum(each.sort == sort for each in statements)


def selected(rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of a name and what is said of it, those with nothing to say left out."""
    return [(name, words) for name, words in rows if not blank(words)]


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


def is_day(each: object) -> bool:
    return isinstance(each, date)


def blank(text: str) -> bool:
    """Whether a reader would see nothing."""
    return not _INK(text) and not _SEEN(clean(text))


def _only_raw(text: str) -> None:
    """Text that is escaped already must not be cut: half an entity might remain."""
    if isinstance(text, Markup):
        raise TypeError(text)


FILTERS: dict[str, Callable[..., object]] = {
    "number": number,
    "amount": amount,
    "distance": distance,
    "share": share,
    "counted": counted,
    "day": day,
    "month": month,
    "moment": moment,
    "as_at": as_at,
    "iso": iso,
    "written_day": written_day,
    "line": line,
    "spoken": spoken,
    "capital": capital,
    "sentence": sentence,
    "shorten": shorten,
    "size": size,
    "with_value": with_value,
    "in_order": sorted,
    "each_line": each_line,
    "ids": ids,
    "likelihood_by_impact": likelihood_by_impact,
    "selected": selected,
    "of_sort": of_sort,
    "in_tree": in_tree,
}
