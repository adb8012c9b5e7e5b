"""Says an answer: picks the template of its class, and lets nothing out that Slack would refuse or misread."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.domain.errors import Refused
from bot.domain.notices import Notice, Trouble, View, Welcome
from bot.render import limits
from bot.render.environment import stream
from bot.render.escaping import without_entities
from bot.render.paging import fit_blocks, fit_text, fit_view
from bot.render.sharing import with_share_button
from bot.render.tidying import tidy

if TYPE_CHECKING:
    from bot.domain.answers import Answer
    from bot.render.environment import Object

__all__ = ["Message", "Said", "Surface", "Trouble", "Welcome", "in_full", "message", "plain", "template_of", "view"]

Said: TypeAlias = "Answer | Refused | Notice"
Surface: TypeAlias = Literal["message", "ephemeral"]
ViewKind: TypeAlias = Literal["modal", "home"]

_log = logging.getLogger(__name__)
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Message:
    """A Slack message: the whole answer as text, which alone screen readers hear, and as blocks."""

    text: str
    blocks: list[Object]


def message(
    said: Said,
    *,
    charts: bool = True,
    buttons: bool = True,
    surface: Surface = "message",
    start: int = 0,
    shared_by: str = "",
) -> Message:
    """The message for an answer, a refusal or a notice, within every limit of Slack.

    Without `charts` no chart block, for places where a refused one would lose the answer; without `buttons`
    nothing to press; an ephemeral one can be shared. `start` is the first line of a list's page, from 0.
    `shared_by` is the Slack id of whoever shows others what was told to them alone.
    """
    objects = stream(template_of(type(said)), said=said, charts=charts, buttons=buttons, surface=surface, start=start)
    if published := getattr(said, "as_published", None):
        objects += stream("as_published", said=published)
    if unread := getattr(said, "unread", None):
        objects += stream("unread", said=unread)
    if shared_by:
        words, block = stream("shared", by=shared_by)
        objects = [block, *objects, words]  # the answer's own first line stays the first thing to be heard
    text = "\n\n".join(made["text"] for made in objects if "type" not in made)
    blocks = [tidied for made in objects if "type" in made and (tidied := tidy(made))]
    if surface == "ephemeral" and buttons:
        blocks = with_share_button(said, blocks, start)
    if limits.problems({"text": text, "blocks": blocks}):
        return _shortened(text, blocks)
    return Message(text, blocks)


def view(shown: View, kind: ViewKind = "modal") -> Object:
    """A form or Home, ready for views.open or views.publish; what is too much for Slack is cut, and says so."""
    head, *rest = stream(template_of(type(shown)), said=shown)
    made: Object = {"type": kind, "blocks": [tidied for block in rest if (tidied := tidy(block))]}
    for name, words in head.items():
        titled = name in {"title", "submit", "close"}
        plainly = without_entities(words) if isinstance(words, str) else words
        made[name] = {"type": "plain_text", "text": plainly, "emoji": False} if titled else plainly
    if limits.problems(made, kind):
        made["blocks"] = fit_view(made, kind, _note()[1])
    if wrong := limits.problems(made, kind):
        _log.error("a %s that Slack would refuse: %s", template_of(type(shown)), "; ".join(wrong))
    return made


def plain(said: Said) -> str:
    """The same words for a terminal: the top-level text, unescaped."""
    return without_entities(message(said, charts=False, buttons=False).text)


def in_full(said: Said) -> str:
    """All its words for a terminal or a file, however many: no limit of Slack's applies there."""
    objects = stream(template_of(type(said)), said=said, charts=False, buttons=False, surface="message", start=0)
    return without_entities("\n\n".join(made["text"] for made in objects if "type" not in made))


def template_of(kind: type[Said | View]) -> str:
    """The template's name: `Status` is said by templates/status.json.j2, every refusal by refused.json.j2."""
    if issubclass(kind, Refused):
        return "refused"
    return _CAPITAL.sub("_", kind.__name__).lower()


def _shortened(text: str, blocks: list[Object]) -> Message:
    """As much as Slack takes, with a note that there is more; the text alone where even that would be refused."""
    note_text, note_block = _note()
    text, blocks = fit_text(text, note_text), fit_blocks(blocks, note_block)
    if wrong := limits.problems({"text": text, "blocks": blocks}):
        _log.error("said without blocks, which Slack would refuse: %s", "; ".join(wrong))
        blocks = []
    return Message(text, blocks)


@cache
def _note() -> tuple[str, Object]:
    text, block = stream("shortened")
    return text["text"], tidy(block) or {}
