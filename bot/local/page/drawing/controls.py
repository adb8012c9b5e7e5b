"""Fields and menus as HTML knows them: which control each becomes, its name, its options and what stands in it.

docs.slack.dev/reference/block-kit/block-elements.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.local.page.drawing import moments
from bot.local.things import JSON

if TYPE_CHECKING:
    from bot.local.page.drawing.pen import Pen

_LINES = {  # element -> the type of <input>
    "plain_text_input": "text",
    "email_text_input": "email",
    "url_text_input": "url",
    "number_input": "number",
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "datetime-local",
    "file_input": "file",
}
_ASKED = {  # what a control is called where nobody has given it a name
    "datepicker": "Date",
    "timepicker": "Time",
    "datetimepicker": "Date and time",
    "users_select": "Choose a person",
    "multi_users_select": "Choose people",
    "conversations_select": "Choose a conversation",
    "channels_select": "Choose a channel",
}
_TAKES_NO_PLACEHOLDER = {"date", "time", "datetime-local", "file", "radio", "checkbox"}


@dataclass(frozen=True)
class Choice:
    """One option; `text` is its text object."""

    value: str
    text: JSON | str
    chosen: bool
    about: JSON | str = ""


@dataclass(frozen=True)
class Group:
    label: JSON | str
    choices: Sequence[Choice]


@dataclass(frozen=True)
class Control:
    id: str
    shape: str  # select, radio, checkbox, textarea, or else the type of an <input>
    name: str
    press: str  # what its own press carries
    groups: Sequence[Group]
    content: str  # of what is typed in
    called: str  # a name for it where no label stands beside it
    asks: str  # a placeholder
    search: str  # the name of the field to search with, where the options come from the app
    first: bool  # it is to be stood in when the view opens
    several: bool  # of files
    most: int  # that may be chosen; nought for as many as there are
    limits: dict[str, str]  # attributes that say what fits

    @property
    def choices(self) -> int:
        return sum(len(group.choices) for group in self.groups)

    @property
    def is_group(self) -> bool:
        return self.shape in {"radio", "checkbox"}

    @property
    def placeholder(self) -> str:
        return "" if self.shape in _TAKES_NO_PLACEHOLDER else self.asks

    @property
    def remarks(self) -> list[str]:
        """What the control cannot say itself, to stand beside it: a placeholder, and how many may be chosen."""
        asks = [self.asks] if self.asks and self.shape in _TAKES_NO_PLACEHOLDER else []
        return [*asks, f"Choose no more than {self.most}."] if self.most else asks


def field_name(kind: str, place: tuple[str, str]) -> str:
    """The name of a control: what it is for, its block_id and its action_id, each without a colon in it."""
    return ":".join([kind, *(quote(each, safe="", errors="replace") for each in place)])


def control(
    pen: "Pen", block: JSON, element: JSON, content: object, given: tuple[str, Callable[[JSON | str], str]]
) -> Control:
    control_id, plain = given
    kind, place = element["type"], (block.get("block_id", ""), element.get("action_id", ""))
    asks = plain(element["placeholder"]) if "placeholder" in element else ""
    return Control(
        id=control_id,
        shape=_shape(element),
        name=field_name("entry", place),
        press=json.dumps(list(place)),
        groups=list(_groups(pen, element, content, place)),
        content=_typed(pen, content) if _shape(element) in {"textarea", *_LINES.values()} else "",
        called=asks or _ASKED.get(kind, "Choose"),
        asks=asks,
        search=field_name("search", place) if "external" in kind else "",
        first=bool(element.get("focus_on_load")),
        several=element.get("max_files", 10) > 1,
        most=element.get("max_selected_items", 0),
        limits=dict(_limits(element)),
    )


def _shape(element: JSON) -> str:
    kind = element["type"]
    if kind == "rich_text_input" or (kind == "plain_text_input" and element.get("multiline")):
        return "textarea"
    if kind == "checkboxes" or kind.startswith("multi_"):
        return "checkbox"
    return "radio" if kind == "radio_buttons" else _LINES.get(kind, "select")


def _groups(pen: "Pen", element: JSON, content: object, place: tuple[str, str]) -> Iterator[Group]:
    kind, chosen = element["type"], _chosen(content)
    if "users" in kind:
        yield _named(pen.users, chosen)
    elif "conversations" in kind or "channels" in kind:
        yield _named(pen.channels, chosen)
    elif "external" in kind:
        kept = [each for each in _several(content) if isinstance(each, dict)]
        found = [each for each in pen.found.get(place, ()) if each["value"] not in chosen]
        yield Group("", [_choice(each, chosen) for each in [*kept, *found]])
    else:
        for group in element.get("option_groups") or [element]:
            choices = [_choice(each, chosen) for each in group.get("options", [])]
            yield Group(group.get("label", ""), choices)


def _named(names: Mapping[str, str], chosen: set[str]) -> Group:
    return Group("", [Choice(key, name, key in chosen) for key, name in names.items()])


def _choice(option: JSON, chosen: set[str]) -> Choice:
    value = option.get("value", "")
    return Choice(value, option["text"], value in chosen, option.get("description", ""))


def _several(content: object) -> list[object]:
    return content if isinstance(content, list) else [content] if content else []


def _chosen(content: object) -> set[str]:
    return {str(each.get("value", "")) if isinstance(each, dict) else str(each) for each in _several(content)}


def _typed(pen: "Pen", content: object) -> str:
    """What stands in a line to type in; a moment is in the zone of who reads."""
    if isinstance(content, int) and not isinstance(content, bool):
        when = moments.moment(content, pen.zone)
        return f"{when:%Y-%m-%dT%H:%M}" if when else ""
    if isinstance(content, dict):
        return "".join(_written(content))
    return content if isinstance(content, str) else ""


def _written(rich: object) -> Iterator[str]:
    """The words of rich text."""
    if isinstance(rich, list):
        for each in rich:
            yield from _written(each)
    elif isinstance(rich, dict):
        if isinstance(rich.get("text"), str):
            yield rich["text"]
        yield from _written(rich.get("elements", []))


def _limits(element: JSON) -> Iterator[tuple[str, str]]:
    kind = element["type"]
    for name in ("min_length", "max_length"):
        if name in element:
            yield name.replace("_", ""), str(element[name])
    if kind == "number_input":
        yield "step", "any" if element["is_decimal_allowed"] else "1"
        for name in ("min_value", "max_value"):
            if _is_number(element.get(name)):
                yield name.removesuffix("_value"), element[name]
    if kind == "file_input" and element.get("filetypes"):
        yield "accept", ",".join(f".{each}" for each in element["filetypes"])


def _is_number(text: object) -> bool:
    try:
        return Decimal(str(text)).is_finite()
    except InvalidOperation:
        return False
