"""The pen that draws messages, modals and Home tabs for one viewer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property
from itertools import count

from markupsafe import Markup

from bot.local.page.drawing import paper
from bot.local.page.drawing.mrkdwn import Reader
from bot.local.page.drawing.sheet import Sheet
from bot.local.things import JSON


@dataclass(frozen=True)
class Pen:
    """Draws for one viewer; what it gives stands inside one form that posts back, which the page wraps around it.

    - A press is `<button name="press">` with `["block_id", "action_id"]` as its value, in JSON, and for a choice of
      an overflow menu `["block_id", "action_id", "option's value"]`. It never waits for fields to be filled in.
    - A field is named `entry:BLOCK_ID:ACTION_ID`, each id percent-encoded; what takes several repeats the name.
    - The press that belongs to a menu says so: `data-press-on-change` holds the id of the menu, or of the group.
    - A menu whose options come from the app has a field `search:BLOCK_ID:ACTION_ID` and a button `name="search"`;
      what the app found is given as `found`.
    - Enter in a field presses the first button of the form, so a form to be sent begins with its own.
    """

    users: Mapping[str, str]  # names by id
    channels: Mapping[str, str]
    viewer: str
    zone: tzinfo
    now: datetime | None = None  # for "today" and "3 minutes ago"
    found: Mapping[tuple[str, str], Sequence[JSON]] = field(default_factory=dict)  # by block_id and action_id
    pictures: Mapping[str, str] = field(default_factory=dict)  # where the page shows a file or an address, by its id
    heading: int = 3  # the level that the largest header gets
    _drawn: "count[int]" = field(default_factory=lambda: count(1), repr=False, compare=False)

    def message(
        self, text: str, blocks: Sequence[JSON], attachments: Iterable[JSON] = (), *, prefix: str = ""
    ) -> Markup:
        """A message: its blocks where it has any, else its text."""
        prefix = prefix or f"message-{next(self._drawn)}"
        main = self.blocks(blocks, prefix=prefix) if blocks else self.mrkdwn(text)
        aside = [self._attachment(each, f"{prefix}-{number}") for number, each in enumerate(attachments, 1)]
        return Markup().join([main, *aside])

    def blocks(
        self,
        blocks: Sequence[JSON],
        values: JSON | None = None,
        errors: Mapping[str, str] | None = None,
        *,
        prefix: str,
    ) -> Markup:
        """Blocks with what was put in so far and what the app said against it; ids on the page begin with `prefix`."""
        sheet = Sheet(self, values, errors or {}, prefix)
        return paper.drawn("blocks", blocks=blocks, sheet=sheet)

    def mrkdwn(self, text: str) -> Markup:
        return Markup('<div class="block text">{}</div>').format(self.reader.mrkdwn(text)) if text else Markup()

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.users, self.channels, self.viewer, self.zone, self.now)

    def _attachment(self, attachment: JSON, prefix: str) -> Markup:
        """What hangs below a message (docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments)."""
        words = [str(attachment[name]) for name in ("pretext", "title", "text") if attachment.get(name)]
        blocks = attachment.get("blocks") or []
        main = self.blocks(blocks, prefix=prefix) if blocks else self.mrkdwn("\n".join(words))
        return Markup('<div class="attachment">{}</div>').format(main or self.mrkdwn(attachment.get("fallback", "")))
