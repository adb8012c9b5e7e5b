"""A number as people print it, read exactly: "17,790", "(129)", "91.70%", "£1½ million", ".5", "1 234"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_SCALES = {"thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9}
_MOST_DIGITS = 18
_NUMBER = r"""
    (?P<sign>[+-])?\s?(?P<money>[£€$])?\s?
    (?P<whole>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,3}(?:\s[0-9]{3})+(?![0-9])|[0-9]+)?
    (?P<point>\.[0-9]+)?(?P<fraction>[½¼¾])?
    (?:\s?(?P<scale>thousand|k|million|mn|m|billion|bn)\b)?
    (?:\s?(?P<percent>%|per\s?cent\b|pct\b|pc\b))?
"""
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_OTHER_SIGNS = str.maketrans({
    "\N{FULLWIDTH FULL STOP}": ".", "\N{ARABIC DECIMAL SEPARATOR}": ".",
    "\N{FULLWIDTH COMMA}": ",", "\N{ARABIC THOUSANDS SEPARATOR}": ",",
    "\N{FULLWIDTH PERCENT SIGN}": "%", "\N{ARABIC PERCENT SIGN}": "%",
})  # fmt: skip
_PLAIN = re.compile(_NUMBER, re.VERBOSE | re.IGNORECASE)
_BRACKETED = re.compile(rf"\(\s?{_NUMBER}\s?\)", re.VERBOSE | re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number and how it was written; `rest` is what stands after it."""

    value: Decimal
    unit: str = ""  # "%", "£"
    decimals: int = 0
    bracketed: bool = False
    rest: str = ""


def plain_text(text: str) -> str:
    """One kind of space, of digits and, before a digit, of minus; nothing else is changed.

    Digits of other scripts, as some keyboards type them, count for what they are, their points and percent signs too.
    """
    if _OTHER_DIGIT.search(text):
        text = _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text).translate(_OTHER_SIGNS)
    return re.sub(r"^[−–‐‑](?=\s?[£€$]?[0-9.])", "-", " ".join(text.split()))  # noqa: RUF001  that is the point


def read_number(text: str) -> Number | None:
    """The number that a text begins with, or None.

    A number in brackets is a rate printed beside its count, never a negative one: that is how plans print pairs of
    lines. Decimals are those printed ("91.70%" has two), none for a scaled number.
    """
    plain = plain_text(text)
    found = _BRACKETED.match(plain)
    bracketed = found is not None
    found = found or _PLAIN.match(plain)
    value = _value(found) if found else None
    if found is None or value is None or re.match(r"[0-9]\w", plain[found.end() - 1 :]):
        return None  # "99p", "4th", "5a": not a number, though it begins like one
    return Number(
        value=value,
        unit="%" if found["percent"] else found["money"] or "",
        decimals=0 if found["scale"] or found["fraction"] else len(found["point"] or ".") - 1,
        bracketed=bracketed,
        rest=plain[found.end() :].strip(),
    )


def _value(found: re.Match[str]) -> Decimal | None:
    """The exact value, or None where there is no digit or a fraction follows a decimal point."""
    whole, point, fraction = found["whole"] or "", found["point"] or "", found["fraction"]
    if not (whole or point or fraction) or (point and fraction):
        return None
    digits = re.sub(r"[,\s]", "", whole) or "0"
    if len(digits) + len(point) > _MOST_DIGITS:
        return None
    value = Decimal(digits + point) + _FRACTIONS.get(fraction or "", Decimal(0))
    if scale := found["scale"]:
        value = Decimal(f"{value.scaleb(_SCALES[scale.lower()]):f}")
    return -value if found["sign"] == "-" else value
