"""Ages, school years, key stages, levels, spans of time and "per 10,000": each read as one word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SPELLED = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15",
    "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20",
    "fortnight": "2 weeks", "thousand": "1000", "hundred": "100",
    "sixteens": "16s", "eighteens": "18s", "twenties": "20s",
}  # fmt: skip
_NUMBER_WORD = re.compile(r"\b(?:" + "|".join(SPELLED) + r")\b")
_TO = r"\s*(?:-|–|to|and|until)\s*"  # noqa: RUF001  as typed on phones
_UNIT = r"(?P<{0}>days?|weeks?|wks?|months?|mths?|hours?|hrs?|years?|yrs?|wds?|(?<=\d)[dwm])\b"
_NOT_UNIT = (
    r"(?!\s*(?:%|days?|weeks?|wks?|months?|mths?|hours?|hrs?|per\s?cent|working|[a-z]*percent|\d|[.,]\d|/\d|-\d))"
)
_OLD = r"(?:\s*-?\s*(?:years?|yrs?|y)[\s/-]*(?:olds?|o)\b)"

AMOUNTS = (
    r"(?P<grades>(?<![a-z])a\s?\*\s?(?:(?:-|to)\s?)?[a-g]\b(?:'?s\b)?|\ba-c\b)"
    r"|(?P<per>\b(?:per|(?:for |in )?every|(?:for |in )each|out of)\s+(?P<per_n>\d[\d,]*k?)\b)"
    r"|(?P<stage>\b(?:ks|key\s*stages?)[\s-]*(?P<stage_n>\d)\b)"
    r"|(?P<alevel>\ba[\s-]?levels?\b(?!\s*\d))"
    r"|(?P<level>\b(?:levels?|lvl|l)[\s-]?(?P<level_n>\d)\b\+?)"
    r"|(?P<section>\b(?:section|sect?|s)[\s.]{0,2}(?P<section_n>47|17|20)s?\b)"
    r"|(?P<years>\b(?:years?|yrs?\.?|y)\s?(?P<years_a>\d{1,2})(?:"
    + _TO
    + r"(?:y|yrs?|years?)?\s?(?P<years_b>\d{1,2}))?\b(?!\s*-?\s*(?:years?|yrs?)?\s*-?old))"
    r"|(?P<under>(?:\b(?:under|below|younger than|less than|u)[\s-]?|<\s?)(?P<under_n>\d{1,2})(?:'?s)?\b"
    + _NOT_UNIT
    + r"(?:"
    + _OLD
    + r")?)"
    r"|(?P<over>\b(?:over|above|older than)[\s-]?(?P<over_n>\d{1,2})(?:'?s)?\b(?!\s*(?:years?|yrs?)\b(?!\s*-?\s*olds?))"
    + _NOT_UNIT
    + r"(?:"
    + _OLD
    + r")?)"
    r"|(?P<upwards>\b(?P<upwards_n>\d{2})\s?(?:\+|(?:and|or) (?:over|above|older)\b)(?:" + _OLD + r")?)"
    r"|(?P<aged>\b(?:aged?|ages)\s+(?P<aged_a>\d{1,2})" + _TO + r"(?P<aged_b>\d{1,2})\b(?:\s*years?\b)?)"
    r"|(?P<either>\b(?P<either_a>\d{1,2})\s*(?:and|or|&|/)\s*(?P<either_b>\d{1,2})" + _OLD + r")"
    r"|(?P<ages>\b(?P<ages_a>\d{1,2})\s*(?:-|to)\s*(?P<ages_b>\d{1,2})(?:s\b|\b)(?:"
    + _OLD
    + r")?(?!\s*(?:days?|weeks?|wks?|months?|mths?|hours?|hrs?)))"
    r"|(?P<span>\b(?P<span_a>\d+(?:\.\d+)?)(?:\s*(?:-|to)\s*(?P<span_b>\d+))?\s?(?P<more>\+)?\s*(?:working\s+|school\s+)?-?"
    + _UNIT.format("unit")
    + r"(?!\s*-?\s*olds?\b)(?P<plus>\s?\+|\s(?:plus|or (?:more|longer|over)|and (?:over|more))\b)?)"
    r"|(?P<age>\b(?:aged?|age of|by age|at age|at|by|by the age of)\s+(?P<age_n>\d{1,2})\b(?!\s*(?:-|to|or)\s*\d)"
    + _NOT_UNIT
    + r"(?:"
    + _OLD
    + r"|\s+years?\b)?)"
    r"|(?P<old>\b(?P<old_n>\d{1,2})" + _OLD + r")"
    r"|(?P<grown>\b(?P<grown_n>\d{2})s\b)"
)

_UNITS = {"d": "day", "w": "week", "m": "month", "h": "hour", "y": "year"}


def digits_for_words(text: str) -> str:
    """Say "seven weeks" as "7 weeks"; "one" is left alone, since it is a pronoun as often as a number."""
    return _NUMBER_WORD.sub(lambda found: SPELLED[found.group()], text)


def amount_of(kind: str, found: re.Match[str]) -> str:
    """The one word for an amount that AMOUNTS recognised."""
    return _STEMS[kind](found)


def _numbered(prefix: str, group: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f"{prefix}{found.group(group).replace(',', '')}"


def _range(prefix: str, group: str) -> Callable[[re.Match[str]], str]:
    def stem(found: re.Match[str]) -> str:
        first, last = found.group(f"{group}_a"), found.group(f"{group}_b")
        return f"{prefix}{first}-{last}" if last else f"{prefix}{first}"

    return stem


def _span(found: re.Match[str]) -> str:
    first, last, written = found.group("span_a"), found.group("span_b"), found.group("unit")
    unit = "day" if written.startswith("wd") else _UNITS[written[0]]
    plus = "+" if found.group("plus") or found.group("more") else ""
    return f"{first}-{last}{unit}" if last else f"{first}{unit}{plus}"


_STEMS: dict[str, Callable[[re.Match[str]], str]] = {
    "grades": lambda found: "a*-" + found.group("grades").rstrip("s'")[-1],
    "per": lambda found: "per" + found.group("per_n").replace(",", "").replace("k", "000"),
    "stage": _numbered("ks", "stage_n"),
    "alevel": lambda _: "a-level",
    "level": _numbered("level:", "level_n"),
    "section": _numbered("s", "section_n"),
    "years": _range("year:", "years"),
    "under": _numbered("age:<", "under_n"),
    "over": _numbered("age:>", "over_n"),
    "upwards": _numbered("age:>", "upwards_n"),
    "aged": _range("age:", "aged"),
    "either": _range("age:", "either"),
    "ages": _range("age:", "ages"),
    "span": _span,
    "age": _numbered("age:", "age_n"),
    "old": _numbered("age:", "old_n"),
    "grown": _numbered("age:", "grown_n"),
}
AGE = "age:"
