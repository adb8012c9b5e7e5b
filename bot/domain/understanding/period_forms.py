"""The ways in which people write a period, as patterns over text in small letters."""

from __future__ import annotations

import re

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
DASH = "[/\u2013-]"  # the longer dash too, as phones write it
_CENTURY = r"(?:19(?=[5-9])|20)"  # a year before any plan is asked about too, and then said to have no figure
FY = rf"(?:fy\s?)?{_CENTURY}?\d\d\s?{DASH}\s?(?:20)?\d\d|{_CENTURY}\d\d"
RELATIVE = (
    r"(?:(?:the\s)?(?:last|previous|prior|this|current|latest|next)\syear(?:'?s)?"
    r"|the\syear\sbefore(?:\slast)?|year\sbefore\slast)"
)
_NAMED = rf"(?P<after>{FY}|{RELATIVE})(?!\d)"
_OF_YEAR = rf"(?:\s*(?:of|in|for|,)?\s*{_NAMED})?"
_NTH = r"(?P<nth>first|second|third|fourth|final|1st|2nd|3rd|4th)\s+(?:quarter|qtr)\b"
_FEW = r"(?:\w+\s+)?(?:years|quarters|months|terms)\b"
_WHOLE_YEAR = r"(?:(?:full|whole|complete|entire)\s+year|year[\s-]?end|outturn)"

HISTORY = re.compile(
    rf"\b(?:since|from)\s+(?:the\s+(?:start|beginning)\s+of\s+)?(?:{FY}|{MONTH}\b)[^,.;?]{{0,20}}"
    rf"|\bbetween\s+(?:{FY})\s+and\s+(?:{FY})(?!\w)"
    rf"|\b(?:in|over|during|for|across)\s+(?:the\s+)?(?:last|past|previous)\s+{_FEW}"
    r"|\b(?:over|during|across)\s+(?:the\s+)?(?:last|past|previous)\s+(?:year|quarter)\b"
    r"|\b(?:last|past)\s+(?:few|couple\sof|two|three|four|five|\d+)\s+(?:years|quarters|months)\b"
    r"|\bsince\s+(?:last|the\s+last|the\s+previous)\s+(?:year|quarter)\b"
    r"|\bthan\s+(?:last|the\s+last|the\s+previous|the)\s+(?:year|quarter|one)(?:\s+before)?\b"
)

FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "quarter",
        re.compile(
            rf"(?:(?P<before>{FY}|{RELATIVE})\s*,?\s*)?"
            rf"\b(?:q(?:uarter|tr)?\.?\s?(?P<n>[1-4]|one|two|three|four)\b|{_NTH}){_OF_YEAR}"
        ),
    ),
    ("day", re.compile(r"\b(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>(?:20)?\d\d)\b")),
    (
        "months",
        re.compile(
            rf"\b(?P<from>{MONTH})\s?(?:to|-|\u2013|until|and)\s?(?P<m>{MONTH})\b(?:\s+'?(?P<y>20\d\d|\d\d)(?!\d))?"
        ),
    ),
    (
        "month",
        re.compile(
            r"\b(?:(?:at|by|the|as|end|on|of|in|during|for|to|back)\s+){0,4}(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?"
            rf"(?P<m>{MONTH})\b(?:\s+'?(?P<y>20\d\d|\d\d)(?![\d/]))?"
        ),
    ),
    ("ended", re.compile(rf"\b(?:year[\s-]?)?end[\s-]of[\s-](?:the\s+)?{_NAMED}")),
    ("ended", re.compile(rf"(?P<after>{FY}|last\syear(?:'s)?)\s+{_WHOLE_YEAR}\b")),
    ("ended", re.compile(rf"\b(?:{_WHOLE_YEAR}|end[\s-]of[\s-](?:the\s+)?year)\b{_OF_YEAR}")),
    (
        "half",
        re.compile(rf"\b(?:half[\s-]?year|mid[\s-]?year|first\s+half|six\s+months\s+in|half[\s-]?way)\b{_OF_YEAR}"),
    ),
    (
        "last_quarter",
        re.compile(
            r"\b(?:(?P<which>last|previous|prior|this|current|latest|next)\s+(?:quarter|qtr)(?:'?s)?|quarter\s+before)\b"
        ),
    ),
    ("ago", re.compile(r"\b(?P<n>a|one|two|three|four|five|\d)\s+years?\s+(?:ago|back|earlier)\b")),
    ("relative", re.compile(rf"\b{RELATIVE}(?!\w)")),
    (
        "year",
        re.compile(
            rf"(?<![\d/.\u00a3-])(?:fy\s?)?(?P<a>{_CENTURY}\d\d)\s?{DASH}\s?(?P<b>{_CENTURY}?\d\d)(?![\d/-])"
            r"|(?<![\d/.-])(?P<c>\d\d)/(?P<d>\d\d)(?![\d/])"
        ),
    ),
    (
        "bare",
        re.compile(rf"(?<![\d/.\u00a3,-])(?P<a>{_CENTURY}\d\d)(?![\d/,]|\s*(?:grams|children|people|families|pupils))"),
    ),
)
