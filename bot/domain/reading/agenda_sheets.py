"""The agenda of a meeting and the forward plan read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.agendas import AgendaItem, ForwardItem
from bot.domain.problems import Fault
from bot.domain.reading.headings import Column

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from bot.domain.reading.row_cells import Cells


def read_agenda(rows: Iterable[Cells], seen: dict[Hashable, Cells]) -> Iterator[AgendaItem]:
    """The items in order; what names no meeting is for the one that the plan sheet gives."""
    for position, row in enumerate(rows, 1):
        title = row.needed(Column.TITLE)
        on = row.day(Column.DECIDED) or row.around.head.meeting
        number = row.whole(Column.NUMBER)
        if on is None and not row.text(Column.DECIDED):
            row.fault(Fault.NO_MEETING, Column.DECIDED)
        if not title or on is None:
            continue
        item = AgendaItem(
            id=0,
            on=on,
            number=position if number is None else number,
            title=title,
            pages=row.text(Column.PAGES),
            report_of=row.text(Column.REPORT_OF),
        )
        row.only_once(seen, (on, item.number), Column.NUMBER)
        yield item


def read_forward(rows: Iterable[Cells]) -> Iterator[ForwardItem]:
    """What the board means to take up; `when` may say no day, as "to be scheduled" does."""
    for position, row in enumerate(rows, 1):
        title = row.needed(Column.TITLE)
        number = row.whole(Column.NUMBER)
        on = row.day_or_words(Column.WHEN)
        words = row.text(Column.WHEN) if on is None else ""
        group = "; ".join(part for part in (row.text(Column.GROUP), words) if part)
        if title:
            yield ForwardItem(id=0, number=position if number is None else number, title=title, group=group, on=on)
