"""One surface while it is drawn: what stands in its fields, what is wrong with them, and the ids given out so far."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from bot.local import forms
from bot.local.page.drawing import charts, controls, markdown, mrkdwn, outline, tables
from bot.local.page.drawing.controls import Control
from bot.local.page.drawing.text import clean, lines, link, safe_address
from bot.local.things import JSON

if TYPE_CHECKING:
    from bot.local.page.drawing.pen import Pen

_LINE_ENDS = ("<br>", "</div>", "</pre>", "</blockquote>")


@dataclass
class Sheet:
    pen: "Pen"
    values: JSON | None  # none in a message, where nothing is kept
    errors: Mapping[str, str]
    prefix: str
    _given: dict[str, int] = field(default_factory=dict)

    def id(self, *parts: object) -> str:
        """An id that nothing else on the page has."""
        plain = quote("-".join([self.prefix, *map(str, parts)]), safe="", errors="replace")
        self._given[plain] = count = self._given.get(plain, 0) + 1
        return plain if count == 1 else f"{plain}.{count}"

    def words(self, text: JSON | str) -> Markup:
        """A text object, whichever kind it is."""
        if isinstance(text, str):
            return lines(text)
        if text.get("type") == "mrkdwn":
            return self.pen.reader.mrkdwn(text["text"], verbatim=text.get("verbatim", False))
        return lines(text["text"]) if text.get("emoji") is False else mrkdwn.with_emoji(text["text"])

    def inline(self, text: JSON | str) -> Markup:
        """The same where no paragraphs can stand, as in a label."""
        if isinstance(text, str) or text.get("type") != "mrkdwn":
            return self.words(text)
        return self.pen.reader.line(text["text"])

    def markdown(self, text: str) -> Markup:
        return markdown.read(text, self.pen.heading)

    def plain(self, text: JSON | str) -> str:
        """The same where only characters can stand, as in an option."""
        words = self.words(text)
        for end in _LINE_ENDS:
            words = words.replace(end, " ")
        return words.striptags()

    def called(self, element: JSON) -> str:
        """What a button is called aloud where the app says; what is written on it is part of that (WCAG 2.2, 2.5.3)."""
        aloud, written = element.get("accessibility_label") or "", self.plain(element["text"])
        return aloud if not aloud or written.casefold() in aloud.casefold() else f"{written}: {aloud}"

    def heading(self, level: int = 1) -> int:
        return min(self.pen.heading + level - 1, 6)

    def may_see(self, element: JSON) -> bool:
        allowed = element.get("visible_to_user_ids")
        return not allowed or self.pen.viewer in allowed

    def press(self, block: JSON, element: JSON, *more: str) -> str:
        return json.dumps([block.get("block_id", ""), element.get("action_id", ""), *more])

    def confirm(self, element: JSON) -> str:
        """What the person is asked before the press counts; nothing where they are not asked."""
        asked = element.get("confirm")
        if not asked:
            return ""
        said = {name: self.plain(asked[name]) for name in ("title", "text", "confirm", "deny")}
        return json.dumps(said | {"style": asked.get("style", "")})

    def address(self, url: str) -> str:
        return safe_address(url)

    def picture(self, image: JSON) -> str:
        """Where the page shows this picture; nothing where it is not on this machine."""
        file = image.get("slack_file") or {}
        known = (image.get("image_url", ""), file.get("id", ""), file.get("url", ""))
        return next((self.pen.pictures[key] for key in known if key in self.pen.pictures), "")

    def control(self, block: JSON, element: JSON) -> Control:
        """A field or menu, with what stands in it."""
        block_id, action_id = block.get("block_id", ""), element.get("action_id", "")
        kept = (self.values or {}).get(block_id, {}).get(action_id)
        now, at_first, _ = forms.STATES[element["type"]]
        content = kept.get(now) if kept else element.get(at_first)
        control_id = self.id("field", block_id, action_id)
        return controls.control(self.pen, block, element, content, (control_id, self.plain))

    def error(self, block: JSON) -> str:
        return self.errors.get(block.get("block_id", ""), "")

    def errors_elsewhere(self, blocks: Sequence[JSON]) -> list[str]:
        """What was said against fields that are not here to be seen beside."""
        here = {block.get("block_id") for block in _all_inputs(blocks)}
        return [words for block_id, words in self.errors.items() if block_id not in here]

    def run(self, element: JSON) -> Markup:
        """One element of rich text."""
        return outline.run(self.pen.reader, element)

    def parts(self, block: JSON) -> list[outline.Part]:
        """The parts of rich text, its lists gathered into trees."""
        return outline.parts(block["elements"])

    def chart(self, block: JSON) -> charts.Chart:
        return charts.chart(block["chart"])

    def sides(self, block: JSON) -> list[str]:
        return tables.sides(block)

    def cell(self, cell: JSON) -> str:
        return tables.cell_text(cell)

    def link(self, url: str, words: str) -> Markup:
        return link(url, lines(clean(words)))


def _all_inputs(blocks: Sequence[JSON]) -> Iterator[JSON]:
    for block in blocks:
        if block["type"] == "input":
            yield block
        yield from _all_inputs(block.get("child_blocks", []))
