"""Rich text: its runs with their styles, and its lists, which come flat with an indent each, as the trees they are.

docs.slack.dev/reference/block-kit/blocks/rich-text-block.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from bot.local.page.drawing import mrkdwn
from bot.local.page.drawing.mrkdwn import Reader
from bot.local.page.drawing.text import lines, link
from bot.local.things import JSON

_STYLES = (
    ("code", Markup("<code>{}</code>")),
    ("bold", Markup("<strong>{}</strong>")),
    ("italic", Markup("<em>{}</em>")),
    ("strike", Markup("<s>{}</s>")),
    ("underline", Markup("<u>{}</u>")),
    ("highlight", Markup("<mark>{}</mark>")),
)


@dataclass
class Item:
    """A line of a list, and the lists below it."""

    elements: Sequence[JSON]
    lists: list["Listed"] = field(default_factory=list)


@dataclass
class Listed:
    style: str
    indent: int
    start: int
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """A section, a quote or preformatted text; or a list."""

    kind: str
    elements: Sequence[JSON] = ()
    listed: Listed | None = None
    border: bool = False


def parts(elements: Sequence[JSON]) -> list[Part]:
    made: list[Part] = []
    open_lists: list[Listed] = []
    for element in elements:
        kind, border = element["type"].removeprefix("rich_text_"), bool(element.get("border"))
        if kind != "list":
            open_lists.clear()
            made.append(Part(kind, element["elements"], border=border))
        elif not _placed(listed := _listed(element), open_lists):
            made.append(Part("list", listed=listed, border=border))
    return made


def _listed(element: JSON) -> Listed:
    items = [Item(section["elements"]) for section in element["elements"]]
    return Listed(element["style"], element.get("indent", 0), element.get("offset", 0) + 1, items)


def _placed(listed: Listed, open_lists: list[Listed]) -> bool:
    """Whether it belongs to a list that is still open, of which the innermost is the last; it is put there."""
    while open_lists and listed.indent <= open_lists[-1].indent and not _goes_on(listed, open_lists[-1]):
        open_lists.pop()
    if open_lists and _goes_on(listed, open_lists[-1]):
        open_lists[-1].items += listed.items
        return True
    if open_lists:
        open_lists[-1].items[-1].lists.append(listed)
    open_lists.append(listed)
    return len(open_lists) > 1


def _goes_on(listed: Listed, above: Listed) -> bool:
    """The same list again, after one that was further in; a number that does not follow begins another."""
    same = listed.indent == above.indent and listed.style == above.style
    return same and (listed.style == "bullet" or listed.start == above.start + len(above.items))


def run(reader: Reader, element: JSON) -> Markup:
    made = _RUNS[element["type"]](reader, element)
    style = element.get("style") or {}
    for name, around in _STYLES:
        if style.get(name):
            made = around.format(made)
    return made


def _link(_: Reader, element: JSON) -> Markup:
    return link(element["url"], lines(element.get("text") or element["url"]))


def _emoji(_: Reader, element: JSON) -> Markup:
    return mrkdwn.emoji(element["name"], _character(element.get("unicode", "")))


def _character(points: str) -> str:
    """What code points such as 1f44b-1f3fc stand for."""
    try:
        return "".join(chr(int(point, 16)) for point in points.split("-") if point)
    except (ValueError, OverflowError):
        return ""


def _colour(_: Reader, element: JSON) -> Markup:
    return lines(element["value"])


def _date(reader: Reader, element: JSON) -> Markup:
    return reader.date(element["timestamp"], element["format"], element.get("url", ""), element.get("fallback", ""))


_RUNS: dict[str, Callable[[Reader, JSON], Markup]] = {
    "text": lambda _, element: lines(element["text"]),
    "link": _link,
    "emoji": _emoji,
    "user": lambda reader, element: reader.user(element["user_id"]),
    "channel": lambda reader, element: reader.channel(element["channel_id"]),
    "usergroup": lambda _, element: mrkdwn.broadcast(element["usergroup_id"]),
    "team": lambda _, element: lines(element["team_id"]),
    "broadcast": lambda _, element: mrkdwn.broadcast(element["range"]),
    "color": _colour,
    "date": _date,
}
