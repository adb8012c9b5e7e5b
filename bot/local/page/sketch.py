"""What stands for the pen until there is one: the words of messages and views, undrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from markupsafe import Markup, escape

from bot.local.reading import words_of
from bot.local.things import JSON


@dataclass
class Pen:
    users: Mapping[str, str]
    channels: Mapping[str, str]
    viewer: str
    zone: tzinfo

    def message(self, text: str, blocks: Sequence[JSON], attachments: Sequence[JSON] = ()) -> Markup:
        return Markup("<p>%s</p>") % escape("\n".join(words_of([*blocks, *attachments])) or text)

    def blocks(self, blocks: Sequence[JSON], **_: object) -> Markup:
        return self.message("", blocks)
