"""Text as it may stand on the page: nothing in it hides, turns the direction of what follows or leads astray."""

import re

from markupsafe import Markup, escape

# Control characters but tab and line feed; marks that turn the direction of text (Unicode Standard Annex 9); half
# characters; and the private plane that the reader of mrkdwn keeps its places in.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff"
    "\U000f0000-\U0010ffff]"
)
_HALVES = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ADDRESS = re.compile(r"(?:https?://[^\s<>\"'`\\]+|mailto:[^\s<>\"'`\\]+)", re.IGNORECASE)


def clean(text: str) -> str:
    """The text without what cannot be seen but does something all the same."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub("", _BREAKS.sub("\n", text))


def lines(text: str) -> Markup:
    """Plain text, escaped, its line breaks kept."""
    return Markup("<br>").join(clean(text).split("\n"))


def safe_address(url: str) -> str:
    """The address where it is one that a link may lead to, else nothing: no script, no file, no program."""
    return url if _ADDRESS.fullmatch(url) else ""


def link(url: str, words: Markup) -> Markup:
    """A link to a page elsewhere, in a tab of its own; only the words where the address is not a safe one."""
    address = safe_address(url)
    if not address:
        return words
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(address, words)


def untouched(text: object) -> Markup:
    """What goes back to the app as it came, escaped and nothing else; half a character could not be sent at all."""
    return escape(_HALVES.sub("\N{REPLACEMENT CHARACTER}", str(text)))
