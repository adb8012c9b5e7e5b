"""Slack's own markup into HTML: mentions, links, dates, styles, quotes, code and emoji, and nothing else.

docs.slack.dev/messaging/formatting-message-text. Whatever is not one of these stands as it was typed, escaped.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import groupby

from markupsafe import Markup, escape

from bot.local.page.drawing import moments
from bot.local.page.drawing.emoji import EMOJI
from bot.local.page.drawing.text import clean, lines, link, safe_address
from bot.local.payloads import unescaped

_FENCE = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
_QUOTED = re.compile(r"(?:&gt;|>) ?")
_WHOLE = re.compile(r"<([^<>\n]+)>|`([^`\n]+)`|\b(https?://[^\s<>|\"'`\\]*[^\s<>|\"'`\\.,;:!?)\]*_~])")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PLACE = 0xF0000  # what is whole already waits behind a character of the private plane, which `clean` lets nobody type
_PLACES = re.compile("[\U000f0000-\U000fffff]")
_STYLED = re.compile(r"(?<![\w*_~])([*_~])(?=\S)((?:(?!\1)[^\n])+?)(?<=\S)\1(?![\w])")
_STYLES = {"*": Markup("<strong>{}</strong>"), "_": Markup("<em>{}</em>"), "~": Markup("<s>{}</s>")}
_EMOJI = re.compile(r":([a-z0-9_+-]+):(?::skin-tone-[2-6]:)?")
_BROADCASTS = ("here", "channel", "everyone")


@dataclass(frozen=True)
class Reader:
    """Who reads: the names they see, and the zone and the moment that they see dates in."""

    users: Mapping[str, str]
    channels: Mapping[str, str]
    viewer: str
    zone: tzinfo
    now: datetime | None = None

    def user(self, user_id: str, label: str = "") -> Markup:
        name = clean(self.users.get(user_id) or label or user_id)
        kind = "mention mention-you" if user_id == self.viewer else "mention"
        return Markup('<span class="{}">@{}</span>').format(kind, name)

    def channel(self, channel_id: str, label: str = "") -> Markup:
        name = clean(self.channels.get(channel_id) or label or channel_id)
        return Markup('<span class="mention">#{}</span>').format(name)

    def date(self, timestamp: object, tokens: str, url: str = "", fallback: str = "") -> Markup:
        when = moments.moment(timestamp, self.zone)
        if when is None:
            return lines(fallback or tokens)
        words = lines(moments.in_words(when, tokens, self.now))
        return link(url, Markup('<time datetime="{}">{}</time>').format(when.isoformat(timespec="seconds"), words))

    def mrkdwn(self, text: str, *, verbatim: bool = False) -> Markup:
        """Text with Slack's markup; `verbatim` leaves bare addresses as they are."""
        return Markup().join(_blocks(clean(text), self, verbatim=verbatim))

    def line(self, text: str) -> Markup:
        """The same without quotes and fenced code, for where no paragraphs can stand."""
        return _Line(self, verbatim=True).written(clean(text))


def broadcast(name: str) -> Markup:
    return Markup('<span class="mention mention-you">@{}</span>').format(clean(name))


def emoji(name: str, character: str = "") -> Markup:
    """The character, called by its name; the name as it is typed where there is none for it."""
    character = clean(character).strip() or EMOJI.get(name, "")
    if not character:
        return Markup(":{}:").format(clean(name))
    called = clean(name).replace("_", " ")
    return Markup('<span class="emoji" role="img" aria-label="{}">{}</span>').format(called, character)


def with_emoji(text: str) -> Markup:
    """Plain text in which emoji are written by name."""
    parts: list[Markup] = []
    at = 0
    for found in _EMOJI.finditer(text):
        if found[1] in EMOJI:
            parts += [lines(text[at : found.start()]), emoji(found[1])]
            at = found.end()
    return Markup().join([*parts, lines(text[at:])])


def _blocks(text: str, reader: Reader, *, verbatim: bool) -> Iterator[Markup]:
    """Fenced code apart from the rest, and in the rest the lines that quote."""
    for at, part in enumerate(_FENCE.split(text)):
        if at % 2:
            yield Markup("<pre><code>{}</code></pre>").format(unescaped(_without_controls(part)))
            continue
        for is_quote, run in groupby(part.strip("\n").split("\n"), lambda line: bool(_QUOTED.match(line))):
            typed = "\n".join(_QUOTED.sub("", line, count=1) if is_quote else line for line in run)
            written = _Line(reader, verbatim).written(typed)
            if is_quote:
                yield Markup("<blockquote>{}</blockquote>").format(written)
            elif written:
                yield Markup('<div class="para">{}</div>').format(written)


def _without_controls(code: str) -> str:
    """In code a link stands as its words, or as its address."""
    return _WHOLE.sub(lambda found: found[1].rpartition("|")[2] if found[1] else found[0], code)


@dataclass
class _Line:
    """Running text; what must not be looked into again is put by until the styles are read."""

    reader: Reader
    verbatim: bool
    put_by: list[Markup] = field(default_factory=list)

    def written(self, text: str) -> Markup:
        return self._styled(_WHOLE.sub(self._whole, text))

    def _whole(self, found: re.Match[str]) -> str:
        if found[3] is not None and self.verbatim:
            return found[0]
        if found[1] is not None:
            made = _control(found[1], self.reader)
        elif found[2] is not None:
            made = Markup("<code>{}</code>").format(unescaped(found[2]))
        else:
            made = link(unescaped(found[3]), escape(unescaped(found[3])))
        self.put_by.append(made)
        return chr(_PLACE + len(self.put_by) - 1)

    def _styled(self, text: str) -> Markup:
        parts: list[Markup] = []
        at = 0
        for found in _STYLED.finditer(text):
            parts.append(self._leaf(text[at : found.start()]))
            parts.append(_STYLES[found[1]].format(self._styled(found[2])))
            at = found.end()
        return Markup().join([*parts, self._leaf(text[at:])])

    def _leaf(self, text: str) -> Markup:
        parts: list[Markup] = []
        at = 0
        for found in _PLACES.finditer(text):
            parts += [with_emoji(unescaped(text[at : found.start()])), self.put_by[ord(found[0]) - _PLACE]]
            at = found.end()
        return Markup().join([*parts, with_emoji(unescaped(text[at:]))])


def _control(inner: str, reader: Reader) -> Markup:
    """What stands between angle brackets."""
    target, _, label = inner.partition("|")
    if target.startswith("@"):
        return reader.user(target[1:], unescaped(label))
    if target.startswith("#"):
        return reader.channel(target[1:], unescaped(label))
    if target.startswith("!"):
        return _special(target[1:], unescaped(label), reader)
    if not _SCHEME.match(target):
        return escape(unescaped(f"<{inner}>"))
    url = unescaped(target)
    words = with_emoji(unescaped(label)) if label else escape(url.removeprefix("mailto:"))
    return link(url, words) if safe_address(url) else words


def _special(command: str, label: str, reader: Reader) -> Markup:
    name, *rest = command.split("^")
    if name == "date" and len(rest) >= 2:
        return reader.date(rest[0], unescaped(rest[1]), unescaped(rest[2]) if len(rest) > 2 else "", label)
    if name in _BROADCASTS:
        return broadcast(name)
    return escape(label or f"<!{command}>")
