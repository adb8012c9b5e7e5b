"""Notices what looks like one person's details in a comment: an NHS number, a birthday beside a name, an address."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHILD_UNTIL = 26  # years: young people are in plans up to their 25th birthday
_NEWS_FOR = 18  # months: a date since then is more likely to be of a meeting or a visit than of a birth


class Detail(StrEnum):
    """What was noticed; what it says is repeated nowhere."""

    NHS_NUMBER = "NHS number"
    PUPIL_NUMBER = "pupil number"
    INSURANCE_NUMBER = "National Insurance number"
    EMAIL = "email address"
    PHONE = "telephone number"
    ADDRESS = "address"
    POSTCODE = "postcode"
    BIRTH = "name or birthday"


_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = rf"""
    (?:(?P<d1>[0-3]?\d)[./-](?P<m1>[01]?\d)[./-](?P<y1>(?:19|20)?\d\d)(?!\d)
    |(?P<y3>(?:19|20)\d\d)-(?P<m3>[01]?\d)-(?P<d3>[0-3]?\d)(?!\d)
    |(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<m2>{_MONTHS})[a-z]*\.?,?[\s-]+(?P<y2>(?:19|20)\d\d)(?!\d))
"""
_BORN = re.compile(rf"\b(?:d\.?\s?o\.?\s?b\.?|date\s+of\s+birth|born(?:\s+on)?|birthday)\b\W{{0,4}}(?:is\s+)?{_DATE}",
                   re.IGNORECASE | re.VERBOSE)  # fmt: skip
# A name of any language: with a capital where its letters have any, and not in capitals throughout, as CAMHS is.
_CAPITALS = "".join(chr(point) for point in range(0x590) if chr(point).isupper())
_NAME = rf"(?<!\w)(?:[{_CAPITALS}]|(?=[^\W\d_])[\u0590-\uffff])(?![{_CAPITALS}])[^\s\d,;:()./]+"
_PERSON = rf"(?P<name>{_NAME}(?:\s{_NAME}){{1,2}}|{_NAME},\s{_NAME})"
_NAMED = (
    re.compile(rf"{_PERSON}\s?[,(-]?\s?(?i:{_DATE})", re.VERBOSE),
    re.compile(rf"(?<![\d./-])(?i:{_DATE})\)?\s?[,:(-]?\s?{_PERSON}", re.VERBOSE),
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", re.IGNORECASE)
_TEN_DIGITS = re.compile(
    r"(?<![\d£€$.,/-])(?<!\d[ ])(\d{3})(?:[ -]?(\d{3})[ -]?(\d{4})|\.(\d{3})\.(\d{4}))(?![\d%/])(?![.,]\d)(?![ -]\d)"
)
_PUPIL = re.compile(r"(?<![A-Za-z0-9])[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z](?![A-Za-z0-9])")
_INSURANCE = re.compile(
    r"(?<![A-Z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![A-Z0-9])"
)
_PHONE = re.compile(
    r"(?<![\d£€$.,/+-])(?:\+44|0044)[ -]?(?:\(0\)[ -]?)?\d(?:[ -]?\d){8,9}(?![\d%])"
    r"|(?<![\d£€$.,/+-])\(?0[1-9]\d{1,3}\)?[ -]?\d{3,4}[ -]?\d{3,4}(?![\d%/])(?![.,]\d)"
)
# The areas of the United Kingdom's postcodes; an inward part never has C, I, K, M, O or V.
_AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|B|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|E|FK|FY|"
    "GL|GU|GY|G|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|L|ME|MK|ML|M|NE|NG|NN|NP|NR|"
    "NW|N|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|S|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|"
    "WC|WD|WF|WN|WR|WS|WV|W|YO|ZE"
)
_POSTCODE = re.compile(
    rf"(?<![A-Za-z0-9])(?:{_AREAS})\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{{2}}(?![A-Za-z0-9])", re.IGNORECASE
)
_NO_POSTCODE = re.compile(r"(?:1st|2nd|3rd|\dth|\d(?:yr|wk|hr|pt|ft|pp))$", re.IGNORECASE)  # in other than capitals
_HOUSE = r"(?<![\w£./-])(?:(?:Flat|Apartment|Unit)\s\d+[A-Za-z]?,?\s)?(?!(?:19|20)\d\d\b)\d{1,4}[A-Za-z]?,?\s"
_STREET_NAME = rf"(?:(?!(?i:The|And|Of)\b)[{_CAPITALS}](?:[^\W\d_]|['-])+\s){{1,3}}"
_STREETS = "Street|Road|Avenue|Lane|Crescent|Terrace|Mews|Boulevard"
_PERHAPS_STREETS = "St|Rd|Ave|Close|Drive|Court|Gardens|Way|Grove|Place|Walk|Row|Hill|Green|View|Rise|Square"
_STREET = re.compile(
    rf"{_HOUSE}{_STREET_NAME}(?:(?:{_STREETS}|{_STREETS.upper()})\b(?!\s(?i:safety|schemes?|traffic|works))"
    rf"|(?:{_PERHAPS_STREETS}|{_PERHAPS_STREETS.upper()})\b\.?"
    rf"(?=\s*(?:[,;.)\n]|$)))"
)
# Words with capitals that names of people are not made of, though board papers are.
_WORDS_OF_PAPERS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december spring summer autumn winter term quarter year month week annual plan review "
    "report reported inspection inspected visit visited board boards committee council cabinet member meeting minutes "
    "paper papers agenda ofsted cqc camhs nhs dfe ons police school schools academy academies primary secondary infant "
    "junior nursery college university children childrens young people peoples families family service services team "
    "teams centre centres hospital trust group panel partnership strategy strategic programme project pilot launch "
    "launched opened closed published updated update revised release released data figure figures number total source "
    "local authority district county city town parish ward north south east west central nottingham nottinghamshire "
    "england wales scotland ireland britain london health public social care early years youth justice crime safety "
    "director head officer manager chair lead named act order bill section part phase stage version draft final since "
    "from until before after between during the this that these those our new last next first second third as at on in "
    "by for of and or to was is are were has have see due dated date"
)
_NO_NAMES = frozenset(_WORDS_OF_PAPERS.split())


def noticed(text: str, today: date) -> tuple[Detail, ...]:
    """The kinds of detail that a text seems to hold, each once, in the order above."""
    return tuple(detail for detail, found in _looks(_plain(text), today) if found)


def _plain(text: str) -> str:
    """The text with one kind of space, dash and apostrophe, and nothing unseen: as if it had been typed, not pasted.

    >>> _plain("943\u00a0476\u20135919")
    '943 476-5919'
    """
    return re.sub(r"[^\S\n]+", " ", "".join(map(_sign, unicodedata.normalize("NFKC", text))))


def _sign(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Cf":  # a soft hyphen, a space of no width
        return ""
    return "-" if kind == "Pd" or sign == "\u2212" else "'" if sign == "\u2019" else sign


def _looks(text: str, today: date) -> Iterator[tuple[Detail, bool]]:
    yield (
        Detail.NHS_NUMBER,
        any(_is_nhs_number("".join(filter(None, found.groups()))) for found in _TEN_DIGITS.finditer(text)),
    )
    yield Detail.PUPIL_NUMBER, bool(_PUPIL.search(text))
    yield Detail.INSURANCE_NUMBER, bool(_INSURANCE.search(text))
    yield Detail.EMAIL, bool(_EMAIL.search(text))
    yield Detail.PHONE, any(_is_phone_number(found[0]) for found in _PHONE.finditer(text))
    yield Detail.ADDRESS, bool(_STREET.search(text))
    yield Detail.POSTCODE, any(_is_postcode(found[0]) for found in _POSTCODE.finditer(text))
    yield Detail.BIRTH, _tells_a_birth(text, today)


def _is_nhs_number(digits: str) -> bool:
    """By its check digit, modulus 11 (NHS Data Dictionary, NHS NUMBER); numbers of one digit alone are nobody's.

    >>> _is_nhs_number("9434765919"), _is_nhs_number("9434765918")
    (True, False)
    """
    if len(set(digits)) == 1:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9])  # a remainder of 10 is no digit, and equals none


def _is_phone_number(found: str) -> bool:
    digits = re.sub(r"\D", "", found)
    return found.startswith(("+", "00")) or len(digits) in {10, 11}


def _is_postcode(found: str) -> bool:
    """Each half in capitals or in small letters, the first with a capital too; "E1 1st" is an ordinal."""
    first, last = found[:-3].strip(), found[-3:]
    is_written_so = first in {first.upper(), first.lower(), first.capitalize()} and last in {last.upper(), last.lower()}
    return is_written_so and (found.isupper() or not _NO_POSTCODE.search(found))


def _tells_a_birth(text: str, today: date) -> bool:
    """A date said to be a birthday, or one of a child's age right beside a name."""
    if any(_as_date(found) for found in _BORN.finditer(text)):
        return True
    for found in (each for pattern in _NAMED for each in pattern.finditer(text)):
        born = _as_date(found)
        words = re.findall(r"[^\W\d_]+", found["name"].lower().replace("'s", ""))
        if born and _is_of_a_child(born, today) and not _NO_NAMES.intersection(words):
            return True
    return False


def _is_of_a_child(born: date, today: date) -> bool:
    months = (today.year - born.year) * 12 + today.month - born.month
    return _NEWS_FOR < months < _CHILD_UNTIL * 12


def _as_date(found: re.Match[str]) -> date | None:
    """The day, in the order of British dates; two digits of a year are of this century where they can be."""
    day, month, year = next(
        (found[f"d{way}"], found[f"m{way}"], found[f"y{way}"]) for way in (1, 2, 3) if found[f"d{way}"]
    )
    in_year = int(year) if len(year) == 4 else 2000 + int(year)
    number = int(month) if month.isdigit() else _MONTHS.split("|").index(month.lower()) + 1
    try:
        return date(in_year, number, int(day))
    except ValueError:
        return None
