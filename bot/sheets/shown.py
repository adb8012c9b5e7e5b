"""A cell's value as Excel shows it: 0.132 under "0.0%" is 13.2%, 129 under "(0)" is (129), a date by its own format."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_FORMAT = 255  # characters; Excel's own limit
_MOST_DECIMALS = 20  # of a format; Excel keeps fifteen digits
_AS_TEXT = "@"  # a cell for texts: a number that was put there by another program is shown plainly
_GENERAL_DIGITS = 10  # significant ones that Excel shows of a number without a format
_LOCAL_DATES = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yy h:mm": "dd/mm/yyyy hh:mm", "[$-f800]": "d mmmm yyyy"}
_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<pad>.)|\*(?P<fill>.)|\[\$(?P<money>[^\]-]*)(?:-[^\]]*)?\]'
    r"|\[(?P<directive>[^\]]*)\]|(?P<general>General)|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+,*)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_DATE_TOKENS = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|(AM/PM)|(y+|m+|d+|h+|s+)|(.)', re.IGNORECASE | re.DOTALL)
_COLOURS = {"black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"}


class UnknownFormat(ValueError):  # noqa: N818  it becomes a Problem at once
    """A number format that this module cannot follow, so what the cell shows cannot be told."""


class NumberTooLong(UnknownFormat):
    """A number with more digits than anything that is counted, such as 1e300: Excel shows a row of noughts."""


def shown(value: object, number_format: str) -> str:
    """The text a person sees in the cell; raises UnknownFormat rather than guess a unit."""
    if len(number_format) > _LONGEST_FORMAT:
        raise UnknownFormat(number_format[:_LONGEST_FORMAT])
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime() | date() | time():
            return _day(value, number_format)
        case timedelta():
            return str(value)
        case int() | float() | Decimal():
            return _number(value, "General" if number_format.strip() == _AS_TEXT else number_format)
        case _:
            return str(value)


class Piece(NamedTuple):
    """A part of a number format: where the number itself stands, a percent sign, or words around them."""

    text: str
    is_number: bool = False
    is_percent: bool = False  # one that multiplies by a hundred, as a quoted one does not


def _number(value: float | Decimal, number_format: str) -> str:
    exact = _exact(value)
    section, negate = _section(number_format or "General", exact)
    pieces = _pieces(section)
    magnitude = abs(exact) if negate or exact < 0 else exact
    if any(piece.is_percent for piece in pieces):
        magnitude *= 100
    said = "".join(_digits(magnitude, p.text) if p.is_number else p.text for p in pieces)
    sign = "-" if exact < 0 and not negate and re.search("[1-9]", said) else ""
    return " ".join(f"{sign}{said}".split())


def _exact(value: float | Decimal) -> Decimal:
    """The value to the fifteen significant digits that Excel keeps."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        raise NumberTooLong(value)
    return Decimal(f"{exact:.15g}") if exact else Decimal(0)


@lru_cache(maxsize=512)
def _sections(number_format: str) -> tuple[str, ...]:
    """The format's parts for positive, negative, zero; a semicolon in quotation marks does not part them."""
    parts = re.findall(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\])+|(?<=;)(?=;|$)|^(?=;)', number_format)
    return tuple(parts) or ("General",)


def _section(number_format: str, value: Decimal) -> tuple[str, bool]:
    """The part of the format that the value falls under, and whether that part says itself that it is negative."""
    parts = _sections(number_format)
    if re.search(r"\[[<>=]", number_format):
        raise UnknownFormat(number_format)
    if value < 0 and len(parts) > 1:
        return parts[1], True
    if value == 0 and len(parts) > 2:
        return parts[2], True
    return parts[0], False


@lru_cache(maxsize=512)
def _pieces(section: str) -> tuple[Piece, ...]:
    return tuple(_parse(section))


def _parse(section: str) -> Iterator[Piece]:
    for found in _TOKENS.finditer(section):
        match found.lastgroup:
            case "quoted" | "escaped" | "money":
                yield Piece(found[found.lastgroup])
            case "general" | "digits":
                yield Piece(found[0], is_number=True)
            case "directive" if found["directive"].lower() not in _COLOURS and not re.fullmatch(
                r"color\d+", found["directive"].lower()
            ):
                raise UnknownFormat(section)
            case "other" if found["other"] in "/eE@":
                raise UnknownFormat(section)
            case "other":
                yield Piece(found["other"], is_percent=found["other"] == "%")
            case _:
                pass  # padding, fill and colour show no character


def _digits(value: Decimal, form: str) -> str:
    """The number by "0.0", "#,##0", "General"; commas at the end divide by a thousand each."""
    if form.lower() == "general":
        return _general(value)
    thousands = len(form) - len(form.rstrip(","))
    whole, _, decimals = form.rstrip(",").partition(".")
    places = len(decimals)
    if places > _MOST_DECIMALS:
        raise UnknownFormat(form)
    try:
        rounded = value.scaleb(-3 * thousands).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    except InvalidOperation:  # more digits than Decimal keeps
        raise NumberTooLong(value) from None
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    integer, _, fraction = text.partition(".")
    integer = integer.zfill(whole.count("0")) if integer.strip("0,") or "0" in whole else ""
    optional = len(decimals) - len(decimals.rstrip("#?"))
    kept = fraction.rstrip("0").ljust(places - optional, "0") if optional else fraction
    return f"{integer}.{kept}" if kept else integer


def _general(value: Decimal) -> str:
    text = f"{Decimal(f'{value:.{_GENERAL_DIGITS}g}'):f}" if value else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(value: date | datetime | time, number_format: str) -> str:
    """A date by its format; the one format that follows the machine's settings is shown as in Britain."""
    form = next(
        (local for sign, local in _LOCAL_DATES.items() if number_format.lower().startswith(sign)), number_format
    )
    hours = False
    said: list[str] = []
    for quoted, escaped, half, token, other in _DATE_TOKENS.findall(form.split(";", maxsplit=1)[0]):
        if half:
            said.append(value.strftime("%p"))
        elif token:
            said.append(_date_part(value, token.lower(), minutes=hours))
            hours = token.lower().startswith("h")
        else:
            said.append(quoted or escaped or ("" if other == "@" else other))
    text = "".join(said).strip()
    return text if any(letter.isalnum() for letter in text) else value.isoformat()


def _date_part(value: date | datetime | time, token: str, *, minutes: bool) -> str:
    if token[0] == "m" and minutes:
        token = "i" * len(token)
    forms = {
        "d": "{0.day}", "dd": "{0.day:02}", "ddd": "{0:%a}", "dddd": "{0:%A}",
        "m": "{0.month}", "mm": "{0.month:02}", "mmm": "{0:%b}", "mmmm": "{0:%B}", "mmmmm": "{0:%b}",
        "yy": "{0:%y}", "yyyy": "{0.year:04}", "h": "{0.hour}", "hh": "{0.hour:02}",
        "i": "{0.minute}", "ii": "{0.minute:02}", "s": "{0.second}", "ss": "{0.second:02}",
    }  # fmt: skip
    if token not in forms:
        raise UnknownFormat(token)
    try:
        return forms[token].format(value)
    except AttributeError:  # a time has no day, a date no hour
        raise UnknownFormat(token) from None
