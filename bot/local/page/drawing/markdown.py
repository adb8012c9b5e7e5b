"""The markdown block: the usual kind of Markdown, as far as Slack takes it.

docs.slack.dev/reference/block-kit/blocks/markdown-block. Whatever is not known stands as it was typed, escaped.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from bot.local.page.drawing.mrkdwn import with_emoji
from bot.local.page.drawing.text import clean, lines, link

_FENCE = re.compile(r"^```[^\n`]*\n(.*?)\n?```[ ]*$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_RULE = re.compile(r"([-*_])(?:\s*\1){2,}\s*")
_BULLET = re.compile(r"\s*[-*+]\s+(?:\[([ xX])\]\s+)?(.*)")
_NUMBERED = re.compile(r"\s*(\d{1,9})[.)]\s+(.*)")
_QUOTE = re.compile(r">\s?(.*)")
_ROW = re.compile(r".*\|.*")
_BELOW_HEAD = re.compile(r"(?=.*-)[\s|:-]+")
_INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|!?\[(?P<words>[^\[\]\n]*)\]\((?P<url>[^()\s]+)\)"
    r"|(?P<address>\bhttps?://[^\s<>\"'`]*[^\s<>\"'`.,;:!?)\]*_~])"
    r"|(?P<bold>\*\*|__)(?=\S)(?P<strong>[^\n]+?)(?<=\S)(?P=bold)"
    r"|~~(?=\S)(?P<gone>[^\n~]+?)~~"
    r"|(?<!\w)(?P<mark>[*_])(?=\S)(?P<leaning>[^\n*_]+?)(?<=\S)(?P=mark)(?!\w)"
)


def read(text: str, heading: int) -> Markup:
    """HTML; the largest heading is of that level."""
    parts: list[Markup] = []
    for at, part in enumerate(_FENCE.split(clean(text))):
        if at % 2:
            parts.append(Markup("<pre><code>{}</code></pre>").format(part))
        else:
            parts += _blocks(part.split("\n"), heading)
    return Markup().join(parts)


def _blocks(given: Sequence[str], heading: int) -> Iterator[Markup]:
    at = 0
    while at < len(given):
        if not given[at].strip():
            at += 1
            continue
        kind, pattern = next(((kind, each) for kind, each in _STARTS.items() if each.fullmatch(given[at])), ("", None))
        if kind == "table" and not (at + 1 < len(given) and _BELOW_HEAD.fullmatch(given[at + 1])):
            kind, pattern = "", None
        end = at + 1
        while kind not in {"heading", "rule"} and end < len(given) and _goes_on(given[end], pattern):
            end += 1
        run = given[at:end]
        at = end
        if kind == "heading":
            yield _heading(run[0], heading)
        elif kind:
            yield _BLOCKS[kind](run)
        else:
            yield Markup('<p class="text">{}</p>').format(_inline("\n".join(run).strip()))


def _goes_on(line: str, pattern: re.Pattern[str] | None) -> bool:
    if pattern:
        return bool(pattern.fullmatch(line))
    return bool(line.strip()) and not any(each.fullmatch(line) for kind, each in _STARTS.items() if kind != "table")


def _heading(line: str, largest: int) -> Markup:
    found = _HEADING.fullmatch(line)
    level = min(largest + len(found[1]) - 1, 6) if found else 6
    return Markup("<h{0}>{1}</h{0}>").format(level, _inline(found[2] if found else line))


def _bullets(run: Sequence[str]) -> Markup:
    items = [found for line in run if (found := _BULLET.fullmatch(line))]
    return Markup("<ul>{}</ul>").format(Markup().join(_item(found[2], found[1]) for found in items))


def _item(words: str, tick: str | None) -> Markup:
    said = {None: "", " ": "To do: "}.get(tick, "Done: ")
    return Markup('<li class="text">{}{}</li>').format(said, _inline(words))


def _numbered(run: Sequence[str]) -> Markup:
    items = [found for line in run if (found := _NUMBERED.fullmatch(line))]
    inside = Markup().join(_item(found[2], None) for found in items)
    return Markup('<ol start="{}">{}</ol>').format(int(items[0][1]), inside)


def _quote(run: Sequence[str]) -> Markup:
    words = "\n".join(found[1] for line in run if (found := _QUOTE.fullmatch(line)))
    return Markup('<blockquote class="text">{}</blockquote>').format(_inline(words))


def _table(run: Sequence[str]) -> Markup:
    rows = [[cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")] for line in run]
    head = Markup().join(Markup('<th scope="col">{}</th>').format(_inline(cell)) for cell in rows[0])
    body = Markup().join(
        Markup("<tr>{}</tr>").format(Markup().join(Markup("<td>{}</td>").format(_inline(cell)) for cell in row))
        for row in rows[2:]
    )
    table = Markup('<table class="cells"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(head, body)
    return Markup('<div class="scroll" tabindex="0" role="group" aria-label="Table">{}</div>').format(table)


def _inline(text: str) -> Markup:
    parts: list[Markup] = []
    at = 0
    for found in _INLINE.finditer(text):
        parts += [with_emoji(text[at : found.start()]), _styled(found)]
        at = found.end()
    return Markup().join([*parts, with_emoji(text[at:])])


def _styled(found: re.Match[str]) -> Markup:
    if found["code"]:
        return Markup("<code>{}</code>").format(found["code"])
    if found["url"]:
        return link(found["url"], with_emoji(found["words"] or found["url"]))
    if found["address"]:
        return link(found["address"], lines(found["address"]))
    if found["bold"]:
        return Markup("<strong>{}</strong>").format(_inline(found["strong"]))
    if found["gone"]:
        return Markup("<s>{}</s>").format(_inline(found["gone"]))
    return Markup("<em>{}</em>").format(_inline(found["leaning"]))


_STARTS = {
    "heading": _HEADING,
    "rule": _RULE,
    "bullets": _BULLET,
    "numbered": _NUMBERED,
    "quote": _QUOTE,
    "table": _ROW,
}
_BLOCKS: dict[str, Callable[[Sequence[str]], Markup]] = {
    "rule": lambda _: Markup('<hr class="divider">'),
    "bullets": _bullets,
    "numbered": _numbered,
    "quote": _quote,
    "table": _table,
}
