"""Makes any text harmless: for the eye, for Slack's control sequences, and inside a JSON string.

Slack: only `&`, `<` and `>` are special, and every control sequence begins with `<`
(docs.slack.dev, messaging/formatting-message-text).
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable

# What may not be shown: control characters but tab and line feed, marks that turn the direction of text
# (Unicode Standard Annex 9), the byte order mark and the two code points that are no characters.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPECIAL = re.compile("[&<>]")
_ESCAPED = re.compile(r'[&<>"\\]')
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


class Printed(Markup):
    """Text that is escaped already: nothing in it is escaped again."""

    __slots__ = ()


printed: Callable[[str], Printed] = partial(str.__new__, Printed)  # Markup's own way takes four times as long


class UnprintableError(TypeError):
    """A template tried to print something that is not text: None, a bare yes or no."""


def clean(text: str) -> str:
    """The text without what could hide, reverse or break it; letters, emoji and their joiners stay."""
    if text.isprintable():  # none of what is taken out is
        return text
    return _cleaned(text)


@lru_cache(maxsize=256)  # a template asks for the same text again and again: is it blank, how long is it, what is it
def _cleaned(text: str) -> str:
    text = _BREAKS.sub("\n", text)
    return _HIDDEN.sub("", _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text))


def finalize(value: object) -> str:
    """What Jinja prints for each `{{ }}`: escaped once for Slack, then for the JSON string around it.

    What is Printed has been through here already, in a macro or a `set` block, and passes unchanged.
    """
    if isinstance(value, Markup):
        return value
    if value is None or isinstance(value, bool):
        raise UnprintableError(repr(value))
    text = str(value)
    if text.isprintable() and not _ESCAPED.search(text):  # as most words are
        return text
    text = clean(text)
    if _SPECIAL.search(text):
        text = _SPECIAL.sub(lambda found: _ENTITIES[found[0]], text)
    return printed(encode_basestring(text)[1:-1])


def without_entities(text: str) -> str:
    """The text as it was before Slack's three entities were put in."""
    if "&" not in text:
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
