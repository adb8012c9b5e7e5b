"""What fields and menus let a person put in: numbers, dates, times, lengths and how many may be chosen.

docs.slack.dev/reference/block-kit/block-elements.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from bot.local.things import JSON

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_LONGEST = 3000


class Impossible(Exception):  # noqa: N818 - the person is at fault, not the program
    """Something that Slack's own client would not let a person do."""


def check(element: JSON, content: object) -> None:
    """Pickers and menus offer nothing else than what fits, wherever they stand."""
    fitting = _OFFERED.get(element["type"])
    if content is not None and fitting and not fitting(content):
        raise Impossible(f"{element['type']} does not offer {content!r}")
    most = element.get("max_selected_items")
    if most and isinstance(content, list) and len(content) > most:
        raise Impossible(f"{element['type']} takes no more than {most} of {content!r}")


def fits(element: JSON, content: object) -> bool:
    """Whether a form can be sent with this typed into a field."""
    if element["type"] == "number_input":
        return _is_number(element, str(content))
    if element["type"] in {"plain_text_input", "email_text_input", "url_text_input"}:
        return int(element.get("min_length", 0)) <= len(str(content)) <= int(element.get("max_length", _LONGEST))
    return True


def _is_number(element: JSON, content: str) -> bool:
    try:
        number = Decimal(content)
    except InvalidOperation:
        return False
    if not number.is_finite() or (not element["is_decimal_allowed"] and number != int(number)):
        return False
    least, most = element.get("min_value"), element.get("max_value")
    return (least is None or Decimal(least) <= number) and (most is None or number <= Decimal(most))


def _is_date(content: object) -> bool:
    try:
        return date.fromisoformat(str(content)).isoformat() == content
    except ValueError:
        return False


_OFFERED: dict[str, Callable[[object], bool]] = {
    "datepicker": _is_date,
    "timepicker": lambda content: bool(_TIME.fullmatch(str(content))),
    "datetimepicker": lambda content: isinstance(content, int) and len(str(content)) == 10,
}
