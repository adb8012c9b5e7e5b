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


def refusal(element: JSON, content: object) -> str:
    """Why a form cannot be sent with this typed into a field, in words for whoever typed it; empty where it can."""
    if element["type"] == "number_input":
        return _refused_number(element, str(content))
    if element["type"] in {"plain_text_input", "email_text_input", "url_text_input"}:
        least, most = int(element.get("min_length", 0)), int(element.get("max_length", _LONGEST))
        if not least <= len(str(content)):
            return f"Enter at least {least} characters."
        return (
            "" if len(str(content)) <= most else f"Enter no more than {most} characters: there are {len(str(content))}."
        )
    return ""


def _refused_number(element: JSON, content: str) -> str:
    try:
        number = Decimal(content)
    except InvalidOperation:
        return "Enter a number."
    if not number.is_finite():
        return "Enter a number."
    if not element["is_decimal_allowed"] and number != int(number):
        return "Enter a whole number."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and number < Decimal(least):
        return f"Enter {least} or more."
    return f"Enter {most} or less." if most is not None and number > Decimal(most) else ""


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
